"""Addresses for who speaks for somebody else (record.md 5). What follows `volgen/` is a secret: logs drop it."""

from django.urls import path

from houvast.web.partner import follow, views

app_name = "partner"
urlpatterns = [
    path("voor-een-ander/", views.choose, name="choose"),
    path("voor-een-ander/samen/", views.together, name="together"),
    path("voor-een-ander/signaal/", views.concern, name="concern"),
    path("voor-een-ander/dank/", views.thanks, name="thanks"),
    path("partner/", views.refer, name="refer"),
    path("partner/volgen/<str:token>/", follow.follow_view, name="follow"),
]
