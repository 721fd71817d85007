"""After a rotation nothing needs the old key any more, and nothing but the seal of a value has changed."""

import pytest
from django.db import Error as DatabaseError
from django.db import connection, connections, transaction
from tests.support import databases
from tests.support.houses import WALL_CLOCK, build_house

from houvast.casework.dossier.models import Dossier, Event
from houvast.casework.residents.models import Address, Person
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.database import roles
from houvast.foundation.encryption.cipher import CannotDecrypt, Place, keyring
from houvast.foundation.encryption.rotation import (
    RENEWED,
    NotOpen,
    Renewed,
    close_rotation,
    open_rotation,
    renew,
    target,
)
from houvast.foundation.jobs import jobs
from houvast.foundation.tenancy.context import tenant
from houvast.web.cli import keys

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
NEW = {"k9": b"n" * 32}


def live_at(house, *streets: str) -> list[Address]:
    with tenant(house.id):
        person = Person.objects.create(created_at=WALL_CLOCK.now())
        return [
            Address.objects.create(
                person=person, street=street, city="Voorbeeldstad", holds_on=WALL_CLOCK.today(),
                recorded_at=WALL_CLOCK.now(), recorded_as="staff", channel="desk",
            )
            for street in streets
        ]  # fmt: skip


def somebody_wrote(house, *words: str) -> list[Event]:
    with tenant(house.id):
        dossier = Dossier.objects.create(
            number="SH-2026-0001", municipality=house.municipality, municipality_known_by="host",
            opened_at=WALL_CLOCK.now(), opened_on=WALL_CLOCK.today(),
        )  # fmt: skip
        return [
            Event.objects.create(
                dossier=dossier, joint=True, kind="note", happened_at=WALL_CLOCK.now(), recorded_at=WALL_CLOCK.now(),
                actor_kind="staff", words=said,
            )
            for said in words
        ]  # fmt: skip


@pytest.fixture
def house():
    return build_house("een")


@pytest.fixture
def rotate(settings):
    """Put a new first key beside the old ones, and open the rotation as the owner."""

    def begin():
        settings.FIELD_KEYS = NEW | dict(settings.FIELD_KEYS)
        open_rotation()
        return settings

    yield begin
    close_rotation()


def raw_words(event: Event) -> bytes:
    with tenant(event.organisation_id), connection.cursor() as cursor:
        cursor.execute("SELECT words FROM dossier_event WHERE id = %s", [event.pk])
        return bytes(cursor.fetchone()[0])


def place_of(event: Event) -> Place:
    return Place(event.organisation_id, "dossier_event", "words", event.pk)


def test_every_value_gets_the_new_key_in_as_many_turns_as_it_takes(house, rotate):
    other = build_house("twee")
    streets = {f"Dorpsstraat {number}" for number in range(7)}
    live_at(house, *streets)
    live_at(other, "Elders 1")
    settings = rotate()
    assert renew(house.id, WALL_CLOCK, batch=3) == Renewed(renewed=7, kept=0)
    assert renew(house.id, WALL_CLOCK) == Renewed()

    settings.FIELD_KEYS = NEW
    with tenant(house.id):
        assert {address.street for address in Address.objects.all()} == streets
    with tenant(other.id), pytest.raises(CannotDecrypt, match="k1"):
        _ = Address.objects.get().street


def test_also_what_only_takes_additions_and_nothing_else_of_it_changes(house, rotate):
    [event] = somebody_wrote(house, "Belde terug.")
    settings = rotate()
    with tenant(house.id):
        before = Event.objects.filter(pk=event.pk).values().get()
    assert renew(house.id, WALL_CLOCK).renewed == 1
    settings.FIELD_KEYS = NEW
    with tenant(house.id):
        assert Event.objects.get().words == "Belde terug."
        after = Event.objects.filter(pk=event.pk).values().get()
    assert {name for name in before if before[name] != after[name]} == {"words"}


def test_it_is_written_in_the_log_how_many_and_never_what(house, rotate):
    somebody_wrote(house, "Belde terug.", "Kwam langs.")
    rotate()
    renew(house.id, WALL_CLOCK)
    with tenant(house.id):
        [line] = AuditEntry.objects.filter(action=RENEWED)
    assert (line.object_type, line.fields, line.reason) == ("dossier_event", ["words"], "2 waarden, nu sleutel k9")


def test_while_both_keys_live_old_and_new_are_read_and_new_is_written_with_the_new_one(house, rotate):
    [old] = somebody_wrote(house, "Oud.")
    rotate()
    with tenant(house.id):
        new = Event.objects.create(
            dossier_id=old.dossier_id, joint=True, kind="note", happened_at=WALL_CLOCK.now(),
            recorded_at=WALL_CLOCK.now(), actor_kind="staff", words="Nieuw.",
        )  # fmt: skip
        assert {one.words for one in Event.objects.all()} == {"Oud.", "Nieuw."}
    assert (raw_words(old)[1:3], raw_words(new)[1:3]) == (b"k1", b"k9")


def test_the_job_of_the_worker_does_it_only_while_a_rotation_is_open(house, settings):
    [event] = somebody_wrote(house, "Belde terug.")
    settings.FIELD_KEYS = NEW | dict(settings.FIELD_KEYS)
    jobs.renew_keys(timestamp=0)
    assert raw_words(event)[1:3] == b"k1"
    open_rotation()
    jobs.renew_keys(timestamp=0)
    assert raw_words(event)[1:3] == b"k9"
    close_rotation()


def test_without_a_rotation_or_towards_another_key_nothing_is_renewed(house, settings):
    somebody_wrote(house, "Belde terug.")
    open_rotation()  # towards k1, which is current
    settings.FIELD_KEYS = NEW | dict(settings.FIELD_KEYS)
    with pytest.raises(NotOpen, match="k9"):
        renew(house.id, WALL_CLOCK)
    close_rotation()
    with pytest.raises(NotOpen):
        renew(house.id, WALL_CLOCK)


def test_what_no_key_opens_is_left_and_counted_and_does_not_stop_the_rest(house, rotate):
    first, second = somebody_wrote(house, "Een.", "Twee.")
    rotate()
    with databases.admin(connection.settings_dict["NAME"]) as admin:
        admin.execute("SET session_replication_role = replica")
        lost = b"\x02k7" + raw_words(first)[3:]
        admin.execute("UPDATE dossier_event SET words = %s WHERE id = %s", [lost, first.pk])
    assert renew(house.id, WALL_CLOCK) == Renewed(renewed=1, kept=1)
    assert raw_words(first) == lost
    assert raw_words(second)[1:3] == b"k9"


# --- what the way through does not let through -------------------------------------------------------------------


def seals_again(house, event, was: bytes, becomes: bytes, table="dossier_event", column="words") -> int:
    """As the running program, by hand."""
    with tenant(house.id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT houvast_seal_again(%s, %s, %s::uuid[], %s::bytea[], %s::bytea[])",
            [table, column, [event.pk], [was], [becomes]],
        )
        return cursor.fetchone()[0]


def sealed(event, words: str, key: str = "k9") -> bytes:
    ring = type(keyring())({"k9": b"n" * 32} if key == "k9" else {key: b"f" * 32})
    return ring.seal(words.encode(), place_of(event))


@pytest.mark.parametrize(
    ("becomes", "why"),
    [
        (lambda event: sealed(event, "Belde nooit terug."), "another length"),
        (lambda event: sealed(event, "Belde terug.", "k1"), "the old key again"),
        (lambda event: sealed(event, "Belde terug.", "k8"), "a key that the owner did not name"),
        (lambda event: b"", "nothing"),
        (lambda event: b"\x02k9" + b"x" * 5, "no sealed value"),
    ],
)
def test_only_a_value_of_that_length_under_that_key_comes_in_its_place(house, rotate, becomes, why):
    [event] = somebody_wrote(house, "Belde terug.")
    rotate()
    was = raw_words(event)
    with pytest.raises(DatabaseError, match="sealing again"):
        seals_again(house, event, was, becomes(event))
    assert raw_words(event) == was, why


def test_a_value_is_swapped_once_in_a_rotation_and_never_back(house, rotate):
    [event] = somebody_wrote(house, "Belde terug.")
    rotate()
    was, fresh = raw_words(event), sealed(event, "Belde terug.")
    assert seals_again(house, event, was, fresh) == 1
    for again in (was, sealed(event, "Belde terug.")):
        with pytest.raises(DatabaseError, match="sealing again"):
            seals_again(house, event, fresh, again)
    assert raw_words(event) == fresh


def test_a_value_that_is_no_longer_as_it_was_read_is_left_alone(house, rotate):
    [event] = somebody_wrote(house, "Belde terug.")
    rotate()
    read_before = sealed(event, "Belde terug.", "k1")
    assert seals_again(house, event, read_before, sealed(event, "Belde terug.")) == 0


@pytest.mark.parametrize(
    ("table", "column"), [("dossier_event", "kind"), ("audit_auditentry", "reason"), ("accounts_account", "password")]
)
def test_only_sealed_columns_can_be_sealed_again(house, rotate, table, column):
    [event] = somebody_wrote(house, "Belde terug.")
    rotate()
    with pytest.raises(DatabaseError, match="sealing again"):
        seals_again(house, event, raw_words(event), sealed(event, "Belde terug."), table, column)


def test_it_reaches_no_other_organisation_and_nothing_outside_one(house, rotate):
    other = build_house("twee")
    [event] = somebody_wrote(house, "Belde terug.")
    rotate()
    was, fresh = raw_words(event), sealed(event, "Belde terug.")
    assert seals_again(other, event, was, fresh) == 0
    with pytest.raises(DatabaseError, match="sealing again"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT houvast_seal_again('dossier_event', 'words', %s::uuid[], %s::bytea[], %s::bytea[])",
            [[event.pk], [was], [fresh]],
        )
    assert raw_words(event) == was


def test_without_an_open_rotation_the_way_is_shut(house):
    [event] = somebody_wrote(house, "Belde terug.")
    assert target() is None
    with pytest.raises(DatabaseError, match="sealing again"):
        seals_again(house, event, raw_words(event), sealed(event, "Belde terug."))


def test_the_running_program_cannot_open_one(house):
    with pytest.raises(DatabaseError, match="permission denied"):
        open_rotation(using="default")


@pytest.mark.parametrize("role", [roles.BACKUP, roles.AUDIT])
def test_no_other_role_may_ask_for_it(rotate, role):
    rotate()
    with databases.admin(connection.settings_dict["NAME"]) as admin:
        admin.execute(f"SET ROLE {role}")
        with pytest.raises(DatabaseError.__mro__[1], match="permission denied"):
            admin.execute("SELECT houvast_seal_again('dossier_event', 'words', '{}', '{}', '{}')")


@pytest.mark.parametrize(
    "change",
    [
        "words = words", "kind = 'other'", "words = %(fresh)s, kind = 'other'", "words = %(longer)s", "words = NULL",
    ],
)  # fmt: skip
def test_the_owner_too_changes_nothing_else_of_what_only_takes_additions(house, rotate, change):
    [event] = somebody_wrote(house, "Belde terug.")
    rotate()
    was = raw_words(event)
    values = {"fresh": sealed(event, "Belde terug."), "longer": sealed(event, "Belde nooit terug."), "id": event.pk}
    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('app.organisation', %s, true)", [str(house.id)])
        cursor.execute(f"UPDATE dossier_event SET {change} WHERE id = %(id)s", values)  # noqa: S608 - our own words
    assert raw_words(event) == was


# --- the command -------------------------------------------------------------------------------------------------


@pytest.fixture
def no_server(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app_rt@/of-this-test")


def test_the_command_opens_renews_and_closes(house, settings, no_server, capsys):
    somebody_wrote(house, "Belde terug.")
    live_at(house, "Dorpsstraat 1")
    settings.FIELD_KEYS = NEW | dict(settings.FIELD_KEYS)
    assert keys.renew([]) == 0
    said = capsys.readouterr().out
    assert "2 waarden hebben nu sleutel k9" in said
    assert "Niets heeft een oude sleutel nodig" in said
    assert target() is None
    settings.FIELD_KEYS = NEW
    with tenant(house.id):
        assert Event.objects.get().words == "Belde terug."


def test_the_command_can_leave_it_to_the_worker(house, settings, no_server, capsys):
    [event] = somebody_wrote(house, "Belde terug.")
    settings.FIELD_KEYS = NEW | dict(settings.FIELD_KEYS)
    assert keys.renew(["--door-werker"]) == 0
    assert target() == "k9"
    assert raw_words(event)[1:3] == b"k1"
    jobs.renew_keys(timestamp=0)
    assert keys.renew([]) == 0
    assert "0 waarden hebben nu sleutel k9" in capsys.readouterr().out
    assert raw_words(event)[1:3] == b"k9"
