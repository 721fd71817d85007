"""Public pages and the sign-up (record.md 5)."""

from django.urls import path

from houvast.web.public import confirmation, signup, views

app_name = "public"
urlpatterns = [
    path("", views.start, name="start"),
    path("waar/", views.where, name="where"),
    path("spoed/", views.urgent, name="urgent"),
    path("uitleg/", views.explain, name="explain"),
    path("privacy/", views.text_page, {"name": "privacy"}, name="privacy"),
    path("toegankelijkheid/", views.text_page, {"name": "accessibility"}, name="accessibility"),
    path("klacht/", views.text_page, {"name": "complaint"}, name="complaint"),
    path("weg/", views.leave, name="leave"),
    path("p/<str:code>/", signup.by_poster, name="poster"),
    path("aanmelden/", signup.reach, name="reach"),
    path("aanmelden/haast/", signup.haste, name="haste"),
    path("aanmelden/controle/", signup.check, name="check"),
    path("aanmelden/bewaren/", signup.keep_for_later, name="later"),
    path("aanmelden/bewaard/", signup.kept, name="kept"),
    path("aanmelden/verder/<str:token>/", signup.resume, name="resume"),
    path("aanmelden/klaar/", confirmation.done, name="done"),
    path("aanmelden/klaar/<slug:name>/", confirmation.more, name="more"),
]
