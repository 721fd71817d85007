"""The administrator says who interprets, in what, and when."""

from houvast.casework.planning.models import FreeHours, Interpreter
from houvast.foundation.tenancy.context import tenant

LIST, NEW = "/beheer/tolken/", "/beheer/tolken/nieuw/"
HOURS = {"day": "2026-12-01", "start": "18:00", "end": "21:00"}


def words(answer):
    return answer.content.decode()


def rania(house, desk):
    desk.post(NEW, {"name": "Rania Salem", "languages": ["ar", "ti"]})
    with tenant(house.id):
        return Interpreter.objects.get()


def test_an_empty_list_says_what_to_do(desk):
    page = words(desk.get(LIST))
    assert "Er is nog geen tolk." in page and NEW in page


def test_an_interpreter_comes_with_languages_and_hours(house, desk):
    page = f"{LIST}{rania(house, desk).id}/uren/"
    assert "Rania Salem" in words(desk.get(page))
    assert desk.post(page, HOURS).status_code == 302
    shown = words(desk.get(LIST))
    assert "Arabisch, Tigrinya" in shown and "di 1 dec 18.00 tot 21.00" in shown


def test_hours_can_be_taken_back(house, desk):
    desk.post(f"{LIST}{rania(house, desk).id}/uren/", HOURS)
    with tenant(house.id):
        given = FreeHours.objects.get()
    assert desk.get(f"{LIST}uren/{given.id}/weg/").status_code == 405
    assert "Deze uren zijn weg" in words(desk.post(f"{LIST}uren/{given.id}/weg/", follow=True))
    assert desk.post(f"{LIST}uren/{given.id}/weg/").status_code == 404


def test_what_is_wrong_is_said_at_its_field_and_kept(house, desk):
    page = f"{LIST}{rania(house, desk).id}/uren/"
    twice = desk.post(NEW, {"name": "Rania Salem", "languages": ["pl"]})
    assert (
        twice.status_code == 422 and "Deze tolk staat er al" in words(twice) and 'value="Rania Salem"' in words(twice)
    )
    none = desk.post(NEW, {"name": "Ewa Zielak"})
    assert none.status_code == 422 and 'value="Ewa Zielak"' in words(none)
    for changed, said in (
        ({"day": "2025-01-01"}, "Kies uren die nog komen"),
        ({"start": "22:00"}, "De eindtijd ligt na de begintijd"),
        ({"day": "morgen"}, "Schrijf een datum zo"),
        ({"start": "half negen"}, "Schrijf een tijd zo"),
    ):
        answer = desk.post(page, HOURS | changed)
        assert answer.status_code == 422 and said in words(answer), changed
    desk.post(page, HOURS)
    assert "In deze tijd staan al uren" in words(desk.post(page, HOURS))
