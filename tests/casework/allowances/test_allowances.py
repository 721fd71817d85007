"""How it stands with each allowance of a household: kept as facts, nothing overwritten."""

import dataclasses
import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.support.houses import WALL_CLOCK
from tests.support.stories import calls, later, signs_up

from houvast.casework.allowances.errors import (
    DayToCome,
    FormUsed,
    SameState,
    StateChanged,
    UnknownItem,
    UnknownState,
)
from houvast.casework.allowances.items import ITEMS
from houvast.casework.allowances.models import AllowanceFact
from houvast.casework.allowances.queries import allowances_page
from houvast.casework.allowances.services import AllowanceCommand, record_allowance
from houvast.casework.dossier.errors import ClosedDossier
from houvast.casework.dossier.models import Event
from houvast.casework.dossier.services import end_on_own_words, take_up
from houvast.foundation.access.errors import NotYours
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.organisations.schemes import SchemeWanted, add_scheme, stop_scheme

pytestmark = pytest.mark.django_db
TODAY = WALL_CLOCK.today()


@pytest.fixture
def sanne(house):
    made = signs_up(house, WALL_CLOCK)
    calls(house, made, WALL_CLOCK, "reached")
    take_up(house.counsellor, made.dossier_id, WALL_CLOCK)
    return made


def command(made, state="to_apply", item="zorgtoeslag", on=TODAY, **more):
    given = {"form_key": uuid.uuid4(), **more}
    return AllowanceCommand(made.dossier_id, made.party_id, item, state, on, **given)


def writes(house, made, *args, clock=WALL_CLOCK, actor=None, **more):
    return record_allowance(actor or house.counsellor, command(made, *args, **more), clock)


def page(house, made, clock=WALL_CLOCK, actor=None):
    return allowances_page(actor or house.counsellor, made.dossier_id, clock)


def a_scheme(house, name="Stadspas"):
    written = {"kind": "meedoen", "name": name, "income_pct": "1.20", "amounts": {}, "where": "Balie",
               "source": "Verordening", "checked_on": TODAY}  # fmt: skip
    return add_scheme(house.administrator, SchemeWanted(house.municipality.id, written, TODAY), WALL_CLOCK)


def test_a_new_file_has_the_whole_list_and_nothing_said(house, sanne):
    found = page(house, sanne)
    assert [row.key for row in found.items] == [one.key for one in ITEMS]
    assert (found.talked, found.open, found.schemes) == (0, len(ITEMS), ())


def test_what_is_said_stands_with_its_day_note_and_who(house, sanne):
    writes(house, sanne, note=" Beschikking komt in januari. ", on=TODAY - dt.timedelta(days=2))
    row = page(house, sanne).row("zorgtoeslag")
    assert row.now.words == "aan te vragen" and row.now.note == "Beschikking komt in januari."
    assert (row.now.on, row.now.by) == (TODAY - dt.timedelta(days=2), "Fatma de Boer")
    assert AuditEntry.objects.filter(action="allowance.recorded").count() == 1
    event = Event.objects.get(kind="allowance.recorded")
    assert event.words == "Zorgtoeslag: aan te vragen" and event.visible_to == ["staff"]


def test_a_next_state_leaves_the_one_before_to_be_read(house, sanne):
    first = writes(house, sanne)
    writes(house, sanne, "applied", seen=first, clock=later(WALL_CLOCK, hours=1))
    row = page(house, sanne).row("zorgtoeslag")
    assert [one.words for one in row.said] == ["aangevraagd", "aan te vragen"]
    assert AllowanceFact.objects.get(state="applied").supersedes_id == first


def test_of_one_moment_the_last_correction_stands(house, sanne):
    seen = None
    for state in ("to_apply", "applied", "granted", "objection", "refused", "receives"):
        seen = writes(house, sanne, state, seen=seen)
    said = page(house, sanne).row("zorgtoeslag").said
    assert [one.state for one in said] == ["receives", "refused", "objection", "granted", "applied", "to_apply"]


def test_the_same_form_sent_twice_is_one_fact(house, sanne):
    asked = command(sanne)
    again = dataclasses.replace(asked)
    first = record_allowance(house.counsellor, asked, WALL_CLOCK)
    assert record_allowance(house.counsellor, again, WALL_CLOCK) == first
    assert AllowanceFact.objects.count() == 1
    with pytest.raises(FormUsed):
        record_allowance(house.counsellor, dataclasses.replace(asked, state="refused"), WALL_CLOCK)


def test_what_a_colleague_wrote_meanwhile_is_not_written_over(house, sanne):
    first = writes(house, sanne)
    with pytest.raises(StateChanged) as stale:
        writes(house, sanne, "refused")
    assert stale.value.fact_id == first and AllowanceFact.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"state": "misschien"}, UnknownState),
        ({"item": "gouden_koets"}, UnknownItem),
        ({"item": "scheme"}, UnknownItem),
        ({"item": "scheme", "scheme": uuid.uuid4()}, UnknownItem),
        ({"scheme": uuid.uuid4()}, UnknownItem),
        ({"on": TODAY + dt.timedelta(days=1)}, DayToCome),
        ({"seen": uuid.uuid4()}, StateChanged),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(house, sanne, changed, error):
    with pytest.raises(error):
        writes(house, sanne, **changed)
    assert not AllowanceFact.objects.exists()


def test_the_same_again_is_no_news(house, sanne):
    first = writes(house, sanne)
    with pytest.raises(SameState):
        writes(house, sanne, seen=first)


def test_a_party_of_another_file_is_refused(house, sanne):
    other = signs_up(house, WALL_CLOCK, phone="+31622334455", call_name="Ali")
    with pytest.raises((UnknownItem, NotYours)):
        record_allowance(house.counsellor, dataclasses.replace(command(sanne), party_id=other.party_id), WALL_CLOCK)


def test_a_closed_file_takes_nothing_more(house, sanne):
    end_on_own_words(house.counsellor, sanne.dossier_id, sanne.party_id, "Ik wil het zelf doen.", WALL_CLOCK)
    with pytest.raises(ClosedDossier):
        writes(house, sanne)


def test_schemes_of_the_municipality_stand_below_and_stay_when_they_stop(house, sanne):
    kept, other = a_scheme(house), a_scheme(house, "Kindpakket")
    writes(house, sanne, "granted", "scheme", scheme=kept.scheme)
    assert [row.name for row in page(house, sanne).schemes] == ["Kindpakket", "Stadspas"]
    for one in (kept, other):
        stop_scheme(house.administrator, one.scheme, 1, WALL_CLOCK)
    (row,) = page(house, sanne).schemes
    assert (row.name, row.now.words) == ("Stadspas", "toegekend")
    assert page(house, sanne).row(str(kept.scheme)) == row


def test_after_a_year_it_is_asked_again(house, sanne):
    writes(house, sanne)
    year = later(WALL_CLOCK, days=365)
    assert not page(house, sanne, year).row("zorgtoeslag").ask_again
    assert page(house, sanne, later(WALL_CLOCK, days=366)).row("zorgtoeslag").ask_again


@pytest.mark.parametrize("who", ["outsider", "administrator", "anonymous"])
def test_who_may_not_see_the_file_learns_nothing(house, sanne, who):
    actor = getattr(house, who)
    with pytest.raises(NotYours):
        page(house, sanne, actor=actor)
    with pytest.raises(NotYours):
        writes(house, sanne, actor=actor)


def test_the_list_asks_a_fixed_number_of_statements(house, sanne):
    a_scheme(house)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            page(house, sanne)
        return len(queries)

    first = writes(house, sanne)
    one = asked()
    writes(house, sanne, "applied", seen=first)
    for item in ITEMS[1:9]:
        writes(house, sanne, item=item.key)
    a_scheme(house, "Kindpakket")
    assert asked() == one


def test_the_database_keeps_every_fact_and_refuses_what_cannot_be(house, sanne):
    writes(house, sanne)
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        AllowanceFact.objects.update(state="granted")
    kept = AllowanceFact.objects.get()
    values = {each.attname: getattr(kept, each.attname) for each in AllowanceFact._meta.fields}
    for changed, name in (({"state": "x"}, "allowance_state_known"), ({"item": "scheme"}, "allowance_scheme_named"),
                          ({"item": "A B"}, "allowance_item_plain")):  # fmt: skip
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            AllowanceFact(**{**values, "id": uuid.uuid4(), **changed}).save(force_insert=True)
