"""`may` and its query filter say the same, for every role, relation and kind."""

import datetime as dt
import itertools
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from tests.support.houses import WALL_CLOCK, build_house, clock_at

from houvast.casework.dossier.models import Dossier, Party
from houvast.casework.residents.models import Person
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotAllowed, NotYours
from houvast.foundation.access.may import may, require, visible, visible_sql
from houvast.foundation.access.models import AccessRelation, BreakGlass, RelationKind
from houvast.foundation.access.table import RULES, Relation
from houvast.foundation.accounts.models import Role
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return build_house()


@pytest.fixture
def inside(house):
    with tenant(house.id):
        yield house


def a_dossier(house, number="SH-2026-0001"):
    return Dossier.objects.create(
        number=number, municipality=house.municipality, municipality_known_by="host",
        opened_at=WALL_CLOCK.now(), opened_on=WALL_CLOCK.today(),
    )  # fmt: skip


def relate(dossier, kind, **who):
    return AccessRelation.objects.create(dossier_id=dossier.id, kind=kind, valid_from=WALL_CLOCK.now(), **who)


def test_without_a_rule_the_answer_is_no(inside):
    for kind, action in itertools.product(Kind, Action):
        if action is not Action.CREATE or kind not in (Kind.SIGNUP, Kind.CONCERN):
            assert not may(inside.anonymous, action, Thing(kind), WALL_CLOCK).allowed, (kind, action)


def test_anybody_may_ask_for_help(inside):
    assert may(inside.anonymous, Action.CREATE, Thing(Kind.SIGNUP), WALL_CLOCK).rule_id == "N0-1"


def test_the_assigned_counsellor_opens_the_file_a_colleague_only_the_signup(inside):
    dossier = a_dossier(inside)
    relate(dossier, RelationKind.TEAM, team=inside.team)
    relate(dossier, RelationKind.ASSIGNED, account_id=inside.counsellor.account_id)
    file, signup = Thing(Kind.DOSSIER, dossier.id), Thing(Kind.SIGNUP, dossier.id)
    assert may(inside.counsellor, Action.CHANGE, file, WALL_CLOCK).rule_id == "SH-2"
    assert may(inside.colleague, Action.LOOK, signup, WALL_CLOCK).rule_id == "SH-1"
    assert not may(inside.colleague, Action.LOOK, file, WALL_CLOCK).allowed
    assert not may(inside.outsider, Action.LOOK, signup, WALL_CLOCK).allowed


def test_an_ended_relation_opens_nothing_from_the_next_request_on(inside):
    dossier = a_dossier(inside)
    relation = relate(dossier, RelationKind.ASSIGNED, account_id=inside.counsellor.account_id)
    relation.valid_until = WALL_CLOCK.now() + dt.timedelta(hours=1)
    relation.save(update_fields=["valid_until"])
    thing = Thing(Kind.DOSSIER, dossier.id)
    assert may(inside.counsellor, Action.LOOK, thing, WALL_CLOCK).allowed
    assert not may(inside.counsellor, Action.LOOK, thing, clock_at(dt.date(2026, 11, 23), 11, 1)).allowed


def test_a_barred_colleague_is_refused_whatever_else_holds(inside):
    dossier = a_dossier(inside)
    relate(dossier, RelationKind.ASSIGNED, account_id=inside.counsellor.account_id)
    relate(dossier, RelationKind.BARRED, account_id=inside.counsellor.account_id)
    assert may(inside.counsellor, Action.LOOK, Thing(Kind.DOSSIER, dossier.id), WALL_CLOCK).rule_id == "BARRED"
    found = visible(inside.counsellor, Action.LOOK, Kind.DOSSIER, Dossier.objects.all(), WALL_CLOCK, dossier="id")
    assert list(found) == []


def test_a_relation_to_one_compartment_opens_only_that_one(inside):
    dossier, party = a_dossier(inside), None
    with transaction.atomic():
        party = _party(dossier)
        relate(dossier, RelationKind.ASSIGNED, account_id=inside.counsellor.account_id, party_id=party.id)
    assert may(inside.counsellor, Action.LOOK, Thing(Kind.PERSON, dossier.id, party.id), WALL_CLOCK).allowed
    assert not may(inside.counsellor, Action.LOOK, Thing(Kind.PERSON, dossier.id, uuid.uuid4()), WALL_CLOCK).allowed


def _party(dossier):
    person = Person.objects.create(created_at=WALL_CLOCK.now())
    return Party.objects.create(dossier=dossier, person=person, role="resident", valid_from=WALL_CLOCK.today())


def test_a_resident_on_n1_sees_the_road_of_the_own_file_and_nothing_classed(inside):
    dossier, other = a_dossier(inside), a_dossier(inside, "SH-2026-0002")
    party_id = uuid.uuid4()
    resident = Actor("resident", inside.id, level="N1", dossier_id=dossier.id, party_id=party_id)
    assert may(resident, Action.LOOK, Thing(Kind.ROAD, dossier.id, party_id), WALL_CLOCK).allowed
    assert may(resident, Action.CHANGE, Thing(Kind.WISHES, dossier.id, party_id), WALL_CLOCK).allowed
    assert not may(resident, Action.LOOK, Thing(Kind.ROAD, dossier.id, uuid.uuid4()), WALL_CLOCK).allowed
    assert not may(resident, Action.LOOK, Thing(Kind.ROAD, other.id, party_id), WALL_CLOCK).allowed
    for kind in (Kind.DOSSIER, Kind.PERSON, Kind.BSN, Kind.SAFETY, Kind.NOTE):
        assert not may(resident, Action.LOOK, Thing(kind, dossier.id, party_id), WALL_CLOCK).allowed, kind


def test_consent_claim_and_emergency_answer_no_until_their_work_exists(inside):
    dossier = a_dossier(inside)
    later = WALL_CLOCK.now() + dt.timedelta(days=1)
    relate(dossier, RelationKind.CONSENT, partner_id=uuid.uuid4(), valid_until=later)
    relate(dossier, RelationKind.CLAIM, token_hash=b"t" * 32, claim_id=uuid.uuid4())
    BreakGlass.objects.create(
        dossier_id=dossier.id, account_id=inside.counsellor.account_id, reason="danger",
        explanation="Collega ziek, inwoner staat aan de balie", starts_at=WALL_CLOCK.now(), ends_at=later,
    )  # fmt: skip
    assert not may(inside.counsellor, Action.LOOK, Thing(Kind.DOSSIER, dossier.id), WALL_CLOCK).allowed
    partner = Actor("staff", inside.id, level="staff", roles=("partner",))
    assert not may(partner, Action.LOOK, Thing(Kind.DOSSIER, dossier.id), WALL_CLOCK).allowed
    creditor = Actor("staff", inside.id, level="staff", roles=("creditor",))
    assert not may(creditor, Action.LOOK, Thing(Kind.DOCUMENT, dossier.id), WALL_CLOCK).allowed


def test_consent_without_an_end_cannot_even_be_written(inside):
    with pytest.raises(IntegrityError), transaction.atomic():
        relate(a_dossier(inside), RelationKind.CONSENT, partner_id=uuid.uuid4())


def test_emergency_access_without_twenty_signs_of_reason_is_refused_by_the_database(inside):
    dossier = a_dossier(inside)
    with pytest.raises(IntegrityError), transaction.atomic():
        BreakGlass.objects.create(
            dossier_id=dossier.id, account_id=inside.counsellor.account_id, reason="danger", explanation="haast",
            starts_at=WALL_CLOCK.now(), ends_at=WALL_CLOCK.now() + dt.timedelta(minutes=30),
        )  # fmt: skip


def test_not_reachable_is_404_and_written_down(inside):
    dossier = a_dossier(inside)
    with pytest.raises(NotYours):
        require(inside.outsider, Action.LOOK, Thing(Kind.DOSSIER, dossier.id), WALL_CLOCK)
    entry = AuditEntry.objects.get(refused=True)
    assert (entry.dossier_id, entry.account_id, entry.rule_id) == (
        dossier.id, inside.outsider.account_id, "NO-RELATION",
    )  # fmt: skip


def test_visible_but_not_allowed_is_403(inside):
    with pytest.raises(NotAllowed):
        require(inside.administrator, Action.DECIDE, Thing(Kind.ORGANISATION), WALL_CLOCK)


@pytest.mark.parametrize("role", [*Role.values])
@pytest.mark.parametrize("kind", [Kind.SIGNUP, Kind.DOSSIER, Kind.PERSON, Kind.BSN, Kind.DOCUMENT, Kind.REPORT])
def test_the_query_filter_gives_exactly_what_may_allows(inside, role, kind):
    mine, teams, barred, nobodys = (a_dossier(inside, f"SH-2026-000{n}") for n in range(1, 5))
    actor = Actor(
        "staff", inside.id, level="staff", account_id=inside.counsellor.account_id, roles=(role,),
        team_ids=inside.counsellor.team_ids,
    )  # fmt: skip
    relate(mine, RelationKind.ASSIGNED, account_id=actor.account_id)
    relate(teams, RelationKind.TEAM, team=inside.team)
    relate(barred, RelationKind.ASSIGNED, account_id=actor.account_id)
    relate(barred, RelationKind.BARRED, account_id=actor.account_id)
    for action in Action:
        by_filter = set(visible(actor, action, kind, Dossier.objects.all(), WALL_CLOCK, dossier="id"))
        one_by_one = {
            dossier
            for dossier in (mine, teams, barred, nobodys)
            if may(actor, action, Thing(kind, dossier.id), WALL_CLOCK).allowed
        }
        assert by_filter == one_by_one, action
        for opened in (None, "(SELECT min(opened_at) FROM dossier_dossier)"):
            assert by_sql(actor, action, kind, opened) == {dossier.id for dossier in one_by_one}, (action, opened)


def by_sql(actor, action, kind, opened):
    condition = visible_sql(actor, action, kind, WALL_CLOCK, dossier="dossier.id", opened=opened)
    with connection.cursor() as cursor:
        sql = "SELECT id FROM dossier_dossier AS dossier WHERE {}"
        cursor.execute(sql.format(condition.sql), condition.values)
        return {row[0] for row in cursor.fetchall()}


def test_every_rule_has_an_id_of_its_own_and_files_are_never_open_to_all_staff():
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    of_a_file = {Kind.DOSSIER, Kind.PERSON, Kind.BSN, Kind.SAFETY, Kind.NOTE, Kind.DOCUMENT}
    for rule in RULES:
        if rule.relation is Relation.NONE and rule.who in Role.values and Action.LOOK in rule.actions:
            assert not (rule.kinds & of_a_file), rule.id
