"""The schemes of a municipality: written down, changed, looked at again and stopped; every version stays."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, build_house, later_clock

from houvast.foundation import clock as time_source
from houvast.foundation.organisations.models import SchemeVersion
from houvast.foundation.organisations.schemes import scheme_of, schemes_on
from houvast.foundation.tenancy.context import tenant

LIST, NEW = "/beheer/regelingen/", "/beheer/regelingen/nieuw/"


@pytest.fixture
def given(house):
    with tenant(house.id):
        place = str(house.municipality.id)
    return {
        "municipality_id": place, "kind": "individuele_inkomenstoeslag", "name": "Inkomenstoeslag", "percent": "110",
        "amount_alleenstaande": "410", "amount_alleenstaande_ouder": "1.520,50", "amount_gehuwden": "585",
        "per_child": "", "limit_alleenstaande": "", "limit_alleenstaande_ouder": "", "limit_gehuwden": "",
        "capacity_percent": "", "threshold_year": "", "months_low_income": "36", "months_between": "12",
        "ages": ["21_to_aow"], "holiday_allowance_included": "ja", "cost_sharers_count": "nee",
        "excluded": "studenten\n", "where": "Werk en inkomen", "source": "Beleidsregel 2026, artikel 3",
        "checked_on": "2026-11-20", "valid_from": "2026-11-01",
    }  # fmt: skip


def words(answer):
    return answer.content.decode()


def kept(house):
    with tenant(house.id):
        return list(SchemeVersion.objects.select_related("municipality").order_by("number"))


def page_of(house):
    return f"{LIST}{kept(house)[0].scheme}/"


def test_without_schemes_the_page_says_what_to_do(desk):
    page = words(desk.get(LIST))
    assert "Er is nog geen regeling." in page and NEW in page


def test_a_scheme_is_written_down_as_the_rules_take_it(house, desk, given):
    assert desk.post(NEW, given).status_code == 302
    (one,) = kept(house)
    scheme = scheme_of(one)
    assert scheme.amounts["alleenstaande_ouder"].text() == "1520.50" and scheme.income_pct.text() == "1.10"
    assert scheme.asset_limits is None and scheme.excluded == ("studenten",) and not scheme.cost_sharers_count
    assert one.decided_by == house.administrator.account_id
    page = words(desk.get(LIST))
    assert "Inkomenstoeslag" in page and "€ 1.520,50 alleenstaande ouder" in page and "20 november 2026" in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "Vul dit in."),
        ({"percent": "1,1"}, "vul een heel getal in van 50 tot 300"),
        ({"percent": "301"}, "vul een heel getal in van 50 tot 300"),
        ({"amount_gehuwden": "1,234.56"}, "schrijf de punt en de komma andersom"),
        ({"per_child": "-5"}, "vul een bedrag in van 0 tot 1.000.000 euro"),
        ({"checked_on": "2026-11-24"}, "Deze dag moet nog komen."),
        ({"valid_from": "31-02-2026"}, "Schrijf een datum zo"),
        ({"municipality_id": "x"}, "Kies een van de antwoorden."),
        ({"source": "\0"}, "een teken in dat wij niet kunnen lezen"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(house, desk, given, changed, said):
    answer = desk.post(NEW, given | {"where": "Balie zuid"} | changed)
    assert answer.status_code == 422 and said in words(answer) and "Balie zuid" in words(answer)
    assert not kept(house)


def test_a_name_stands_once_in_a_municipality(house, desk, given):
    desk.post(NEW, given)
    again = desk.post(NEW, given | {"name": "inkomenstoeslag"})
    assert again.status_code == 422 and "heeft al een regeling met deze naam" in words(again)
    assert len(kept(house)) == 1


def test_a_change_makes_a_version_and_the_one_before_stays(house, desk, given):
    desk.post(NEW, given)
    with time_source.using(later_clock(minutes=1)):
        answer = desk.post(
            page_of(house), given | {"version": "1", "amount_gehuwden": "600", "valid_from": "2027-01-01"}
        )
        assert answer.status_code == 302
    first, second = kept(house)
    assert first.terms["amounts"]["gehuwden"] == "585.00" and second.terms["amounts"]["gehuwden"] == "600.00"
    with tenant(house.id):
        assert [one.number for one in schemes_on(WALL_CLOCK.today())] == [1]
        assert [one.number for one in schemes_on(second.valid_from)] == [2]
    page = words(desk.get(page_of(house)))
    assert page.count("app-fold") == 2 and "€ 585,00 samen" in page and "€ 600,00 samen" in page


def test_a_page_that_was_too_old_shows_both_texts_and_saves_on_the_second_press(house, desk, given):
    desk.post(NEW, given)
    desk.post(page_of(house), given | {"version": "1", "per_child": "25"})
    answer = desk.post(page_of(house), given | {"version": "1", "per_child": "30"})
    assert answer.status_code == 409 and "Dit schreef jij, en dit staat er nu" in words(answer)
    assert 'name="version" value="2"' in words(answer) and len(kept(house)) == 2
    assert desk.post(page_of(house), given | {"version": "2", "per_child": "30"}).status_code == 302


def test_the_same_again_is_no_change_and_a_start_does_not_go_back(house, desk, given):
    desk.post(NEW, given)
    same = desk.post(page_of(house), given | {"version": "1"})
    assert same.status_code == 422 and "Dit geldt al." in words(same)
    back = desk.post(page_of(house), given | {"version": "1", "valid_from": "2026-10-01"})
    assert back.status_code == 422 and "niet voor de vorige begindag" in words(back)
    assert len(kept(house)) == 1


def test_what_was_not_looked_at_for_half_a_year_is_asked_again(house, desk, given):
    desk.post(NEW, given | {"checked_on": "2026-05-24"})
    assert "Kijk of dit nog klopt" not in words(desk.get(LIST))
    with time_source.using(later_clock(days=1)):
        desk = signed_in(house.administrator)
        assert "Kijk of dit nog klopt" in words(desk.get(LIST)) and "lees na" in words(desk.get(LIST))
        done = desk.post(f"{page_of(house)}verder/", {"number": "1", "answer": "klopt"}, follow=True)
        assert "jij las dit vandaag na" in words(done) and "Kijk of dit nog klopt" not in words(done)
    assert [one.checked_on.isoformat() for one in kept(house)] == ["2026-05-24", "2026-11-24"]


def test_a_stopped_scheme_is_not_checked_any_more_and_stays_to_be_read(house, desk, given):
    desk.post(NEW, given)
    at = f"{page_of(house)}verder/"
    assert "is gestopt" in words(desk.post(at, {"number": "1", "answer": "stop"}, follow=True))
    assert "Iemand anders heeft dit net veranderd" in words(
        desk.post(at, {"number": "1", "answer": "stop"}, follow=True)
    )
    with tenant(house.id):
        assert schemes_on(WALL_CLOCK.today()) == []
    assert "Deze regeling is gestopt" in words(desk.get(page_of(house)))
    refused = desk.post(page_of(house), given | {"version": "2", "per_child": "1"})
    assert refused.status_code == 422 and "Maak een nieuwe als zij weer geldt." in words(refused)
    assert desk.post(NEW, given).status_code == 302


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"number": "1"},
        {"answer": "stop"},
        {"answer": "weg", "number": "1"},
        {"answer": "stop", "number": "-1"},
        {"answer": "stop", "number": "9" * 30},
    ],
)
def test_a_button_that_does_not_exist_is_no_page(house, desk, given, sent):
    desk.post(NEW, given)
    assert desk.post(f"{page_of(house)}verder/", sent).status_code == 404
    assert len(kept(house)) == 1


def test_the_list_asks_the_same_number_of_statements_whatever_there_is(house, desk, given):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(LIST).status_code == 200
        return len(queries)

    desk.post(NEW, given)
    one = asked()
    for number in range(6):
        desk.post(NEW, given | {"name": f"Regeling {number}"})
    assert asked() == one


def test_the_database_keeps_every_version_and_refuses_what_cannot_be(house, desk, given):
    desk.post(NEW, given)
    (one,) = kept(house)
    with tenant(house.id):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            SchemeVersion.objects.update(stopped=True)
        for changed, name in (({"kind": "anders"}, "scheme_kind_known"), ({"source": ""}, "scheme_said_where"),
                              ({"terms": {}}, "scheme_has_terms"), ({}, "scheme_number_once")):  # fmt: skip
            kept_values = {each.attname: getattr(one, each.attname) for each in SchemeVersion._meta.fields}
            number = 1 if not changed else 2
            made = SchemeVersion(**{**kept_values, "id": house.id, "number": number, **changed})
            with pytest.raises(IntegrityError, match=name), transaction.atomic():
                made.save(force_insert=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM audit_auditentry WHERE action = 'scheme.added'")
            assert cursor.fetchone() == (1,)


def test_another_organisation_does_not_see_it_and_a_counsellor_has_no_such_page(house, desk, given):
    desk.post(NEW, given)
    other = build_house("elders")
    with tenant(other.id):
        assert schemes_on(WALL_CLOCK.today()) == []
    assert signed_in(house.counsellor).get(LIST).status_code in (403, 404)
