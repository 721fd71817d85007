"""Coming back, and *Mijn* (record.md 5)."""

from django.urls import path

from houvast.web.resident import appointment, come_back, own, talk, wishes

app_name = "resident"
urlpatterns = [
    path("mijn/terug/", come_back.code, name="come_back"),
    path("mijn/terug/kies/", come_back.choose, name="choose_way"),
    path("mijn/terug/cijfers/", come_back.digits, name="digits"),
    path("mijn/terug/<str:code>/", come_back.code, name="come_back_with"),
    path("mijn/", own.home, name="home"),
    path("mijn/afspraak/", appointment.appointment, name="appointment"),
    path("mijn/afspraak/agenda/", appointment.calendar_file, name="calendar_file"),
    path("mijn/berichten/", talk.talk, name="talk"),
    path("mijn/bel-mij/", talk.call_me, name="call_me"),
    path("mijn/uit/", own.sign_out, name="sign_out"),
    path("mijn/tot-ziens/", own.goodbye, name="goodbye"),
    path("mijn/stoppen/", own.stop, name="stop"),
    path("mijn/weer-verder/", own.go_on, name="go_on"),
    path("mijn/gegevens/", wishes.overview, name="wishes"),
    path("mijn/gegevens/nieuw/", wishes.new_point, name="new_point"),
    path("mijn/gegevens/nieuw/cijfers/", wishes.confirm_point, name="confirm_point"),
    path("mijn/gegevens/<slug:name>/", wishes.change, name="change_wish"),
]
