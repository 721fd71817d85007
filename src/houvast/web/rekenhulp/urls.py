"""The public side. Answers travel in forms, so nothing of them ever stands in an address (record.md 5)."""

from django.urls import path

from houvast.web.rekenhulp import missing, seizure

app_name = "rekenhulp"
urlpatterns = [
    path("rekenhulp/", seizure.start, name="start"),
    path("rekenhulp/beslag/", seizure.ask, name="seizure"),
    path("rekenhulp/beslag/blad/", seizure.sheet, name="sheet"),
    path("rekenhulp/beslag/brief/", seizure.letter, name="letter"),
    path("rekenhulp/beslag/brief/blad/", seizure.letter_sheet, name="letter_sheet"),
    path("rekenhulp/toeslagen/", missing.ask, name="missing"),
    path("rekenhulp/toeslagen/blad/", missing.sheet, name="missing_sheet"),
]
