"""The log is a chain: what is changed, taken away, put elsewhere or cut off is found, also when a superuser did it."""

import datetime as dt
import hashlib
import json
import threading
import uuid

import pytest
from django.db import connections
from psycopg import sql
from tests.support import databases
from tests.support.houses import WALL_CLOCK, found_organisation

from houvast.foundation import clock as time_source
from houvast.foundation.access.actor import Actor
from houvast.foundation.audit import checks, heads, jobs
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.models import AuditEntry, AuditSeal, ProcessingEntry
from houvast.foundation.audit.sealing import seal
from houvast.foundation.audit.verifying import verify
from houvast.foundation.clock import FixedClock
from houvast.foundation.tenancy.context import tenant
from houvast.web.cli import audit as command
from houvast.web.cli.words import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def happens(organisation, count: int = 1, clock=WALL_CLOCK) -> None:
    """So many looks, a minute apart: each one line in both logs."""
    with tenant(organisation.id):
        for number in range(count):
            at = FixedClock(clock.now() + dt.timedelta(minutes=number))
            seen = audit.Seen("dossier", uuid.uuid4(), fields=("name",))
            audit.looked(Actor.system(organisation.id), at, [seen])


@pytest.fixture
def organisation():
    return found_organisation()


@pytest.fixture
def sealed(organisation):
    """Ten looks, sealed: twenty lines."""
    happens(organisation, 10)
    assert seal(organisation.id, WALL_CLOCK, everything=True) == 20
    return organisation


@pytest.fixture
def superuser(sealed):
    """Somebody for whom no trigger and no policy exists."""
    with databases.admin(connections["default"].settings_dict["NAME"]) as admin:
        admin.execute("SET session_replication_role = replica")
        yield admin


def words(organisation, known=(), **more) -> list[tuple[int, str]]:
    return [(one.number, one.words) for one in verify(organisation.id, known, WALL_CLOCK, **more).findings]


def test_every_line_of_both_logs_gets_a_number_without_a_gap(sealed):
    with tenant(sealed.id):
        seals = list(AuditSeal.objects.order_by("number"))
        lines = set(AuditEntry.objects.values_list("id", flat=True)) | set(
            ProcessingEntry.objects.values_list("id", flat=True)
        )
    assert [one.number for one in seals] == list(range(1, 21))
    assert {one.entry_id for one in seals} == lines
    found = verify(sealed.id, [], WALL_CLOCK)
    assert (found.lines, found.number, found.findings) == (20, 20, [])


def test_a_hash_can_be_computed_by_anybody_who_knows_how(sealed):
    with tenant(sealed.id):
        [first, second] = AuditSeal.objects.order_by("number")[:2]
        line = {}
        for one in (first, second):
            model = AuditEntry if one.entry_table == "audit" else ProcessingEntry
            line[one.number] = model.objects.filter(pk=one.entry_id).values().get()
    before = bytes(32)
    for one in (first, second):
        plain = {}
        for name, value in line[one.number].items():
            if isinstance(value, dt.datetime):
                value = round(value.timestamp() * 1_000_000)  # noqa: PLW2901 - whole microseconds
            elif isinstance(value, bytes | memoryview):
                value = bytes(value).hex()  # noqa: PLW2901 - hex
            plain[name] = value if isinstance(value, list | bool | int | type(None)) else str(value)
        text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
        content = before + one.number.to_bytes(8, "big") + f"{one.entry_table}\n{text}".encode()
        before = hashlib.sha256(content).digest()
        assert before == bytes(one.hash)


def test_what_comes_later_goes_on_behind_and_nothing_is_sealed_twice(sealed):
    happens(sealed, 3, FixedClock(WALL_CLOCK.now() + dt.timedelta(hours=1)))
    assert seal(sealed.id, WALL_CLOCK) == 6
    assert seal(sealed.id, WALL_CLOCK) == 0
    assert verify(sealed.id, [], WALL_CLOCK).number == 26


def test_in_small_turns_it_is_the_same_chain(organisation):
    happens(organisation, 10)
    assert seal(organisation.id, WALL_CLOCK, batch=3) == 20
    assert words(organisation) == []


def test_a_line_dated_long_ago_is_sealed_in_the_night(sealed):
    happens(sealed, 1, FixedClock(WALL_CLOCK.now() - dt.timedelta(days=30)))
    assert seal(sealed.id, WALL_CLOCK) == 0
    [(number, told)] = words(sealed)
    assert number == 0 and "Niet verzegeld" in told
    assert seal(sealed.id, WALL_CLOCK, everything=True) == 2
    assert words(sealed) == []


def test_eight_who_seal_at_once_make_one_chain(organisation):
    happens(organisation, 25)

    def work():
        try:
            seal(organisation.id, WALL_CLOCK, everything=True, batch=7)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    found = verify(organisation.id, [], WALL_CLOCK)
    assert (found.lines, found.findings) == (50, [])


# --- as superuser ------------------------------------------------------------------------------------------------


def entry_at(admin, number: int) -> tuple[str, uuid.UUID]:
    [[table, entry_id]] = admin.execute(
        "SELECT entry_table, entry_id FROM audit_auditseal WHERE number = %s", [number]
    ).fetchall()
    return f"audit_{table}entry", entry_id


def delete_line(admin, number: int) -> None:
    table, entry_id = entry_at(admin, number)
    admin.execute(sql.SQL("DELETE FROM {} WHERE id = %s").format(sql.Identifier(table)), [entry_id])


def audit_number(admin) -> int:
    """The number of some line of the log of looks, in the middle."""
    [[number]] = admin.execute(
        "SELECT number FROM audit_auditseal WHERE entry_table = 'audit' ORDER BY number OFFSET 4 LIMIT 1"
    ).fetchall()
    return number


@pytest.mark.parametrize(
    "change",
    [
        "action = 'change'", "refused = true", "account_id = gen_random_uuid()", "fields = '{}'",
        "at = at + interval '1 microsecond'", "person_pseudonym = gen_random_uuid()", "reason = 'x'",
    ],
)  # fmt: skip
def test_a_changed_line_is_found(superuser, sealed, change):
    number = audit_number(superuser)
    _, entry_id = entry_at(superuser, number)
    superuser.execute(sql.SQL("UPDATE audit_auditentry SET {} WHERE id = %s").format(sql.SQL(change)), [entry_id])
    assert words(sealed) == [(number, "De regel is veranderd, of staat op een andere plaats.")]


def test_a_changed_line_of_the_processing_log_is_found(superuser, sealed):
    [[number, entry_id]] = superuser.execute(
        "SELECT number, entry_id FROM audit_auditseal WHERE entry_table = 'processing' ORDER BY number LIMIT 1"
    ).fetchall()
    superuser.execute("UPDATE audit_processingentry SET status = 'x' WHERE id = %s", [entry_id])
    assert [found for found, _ in words(sealed)] == [number]


def test_a_deleted_line_is_found(superuser, sealed):
    delete_line(superuser, 7)
    assert words(sealed) == [(7, "De regel is weg uit het logboek.")]


def test_a_line_deleted_with_its_seal_is_found(superuser, sealed):
    delete_line(superuser, 7)
    superuser.execute("DELETE FROM audit_auditseal WHERE number = 7")
    assert (7, "Uit de keten is weg: 7.") in words(sealed)


def test_a_line_deleted_with_its_seal_and_the_numbers_closed_up_is_found(superuser, sealed):
    delete_line(superuser, 7)
    superuser.execute("DELETE FROM audit_auditseal WHERE number = 7")
    for number in range(8, 21):
        superuser.execute("UPDATE audit_auditseal SET number = %s WHERE number = %s", [number - 1, number])
    assert words(sealed)[0][0] == 7


def test_two_lines_that_changed_places_are_found(superuser, sealed):
    (_, fifth), (_, sixth) = entry_at(superuser, 5), entry_at(superuser, 6)
    kinds = {number: entry_at(superuser, number)[0].removeprefix("audit_").removesuffix("entry") for number in (5, 6)}
    superuser.execute("UPDATE audit_auditseal SET entry_id = %s WHERE number = 5", [uuid.uuid4()])
    superuser.execute("UPDATE audit_auditseal SET entry_id = %s, entry_table = %s WHERE number = 6", [fifth, kinds[5]])
    superuser.execute("UPDATE audit_auditseal SET entry_id = %s, entry_table = %s WHERE number = 5", [sixth, kinds[6]])
    assert [number for number, _ in words(sealed)] == [5, 6]


def test_seals_that_changed_places_are_found(superuser, sealed):
    for old, new in ((5, 1005), (6, 5), (1005, 6)):
        superuser.execute("UPDATE audit_auditseal SET number = %s WHERE number = %s", [new, old])
    assert {5, 6} <= {number for number, _ in words(sealed)}


def cut_off_after(admin, number: int) -> None:
    for found in range(number + 1, 21):
        delete_line(admin, found)
    admin.execute("DELETE FROM audit_auditseal WHERE number > %s", [number])


def test_a_tail_that_was_cut_off_is_found_by_the_head_that_was_handed_out(superuser, sealed, tmp_path):
    assert heads.hand_out(tmp_path, [sealed.id], WALL_CLOCK) == 1
    known = heads.read(tmp_path / heads.NAME)
    assert words(sealed, known) == []
    cut_off_after(superuser, 15)
    assert words(sealed) == [], "without a head nobody can see it"
    [(number, told)] = words(sealed, known)
    assert number == 20 and told.startswith("Afgekapt") and "nu eindigt de keten op 15" in told


def test_a_chain_written_anew_is_found_by_the_head(superuser, sealed, tmp_path):
    heads.hand_out(tmp_path, [sealed.id], WALL_CLOCK)
    _, entry_id = entry_at(superuser, audit_number(superuser))
    superuser.execute("UPDATE audit_auditentry SET action = 'other' WHERE id = %s", [entry_id])
    superuser.execute("DELETE FROM audit_auditseal")
    assert seal(sealed.id, WALL_CLOCK, everything=True) == 20
    assert words(sealed) == [], "the chain itself fits"
    [(number, told)] = words(sealed, heads.read(tmp_path / heads.NAME))
    assert number == 20 and "opnieuw geschreven" in told


def test_from_a_head_on_only_the_new_part_is_computed(superuser, sealed, tmp_path):
    heads.hand_out(tmp_path, [sealed.id], WALL_CLOCK)
    happens(sealed, 2, FixedClock(WALL_CLOCK.now() + dt.timedelta(hours=1)))
    seal(sealed.id, WALL_CLOCK)
    known = heads.read(tmp_path / heads.NAME)
    found = verify(sealed.id, known, WALL_CLOCK, after=20)
    assert (found.lines, found.findings) == (4, [])
    superuser.execute("UPDATE audit_auditseal SET hash = %s WHERE number = 20", [b"x" * 32])
    assert {20, 21} == {number for number, _ in words(sealed, known, after=20)}
    superuser.execute("DELETE FROM audit_auditseal WHERE number = 20")
    assert "kijk de hele keten na" in words(sealed, known, after=20)[0][1]


def test_one_broken_place_does_not_hide_another(superuser, sealed):
    for number in (3, 9, 14):
        delete_line(superuser, number)
    assert [number for number, _ in words(sealed)] == [3, 9, 14]


def test_after_a_copy_was_put_back_what_was_lost_is_not_taken_for_theft(superuser, sealed, tmp_path):
    heads.hand_out(tmp_path, [sealed.id], WALL_CLOCK)
    cut_off_after(superuser, 15)  # the copy was older
    heads.went_on_from_here(tmp_path, [sealed.id], FixedClock(WALL_CLOCK.now() + dt.timedelta(hours=1)))
    known = heads.read(tmp_path / heads.NAME)
    assert words(sealed, known) == []
    later = FixedClock(WALL_CLOCK.now() + dt.timedelta(hours=3))
    happens(sealed, 5, later)
    seal(sealed.id, later)
    heads.hand_out(tmp_path, [sealed.id], later)
    known = heads.read(tmp_path / heads.NAME)
    assert words(sealed, known) == []
    superuser.execute("DELETE FROM audit_auditseal WHERE number > 16")
    assert any("Afgekapt" in told for _, told in words(sealed, known))


# --- the jobs and the command ------------------------------------------------------------------------------------


@pytest.fixture
def outside(settings, tmp_path):
    settings.HANDOUT_FOLDER = tmp_path / "uitgegeven"
    return settings.HANDOUT_FOLDER / heads.NAME


def test_each_minute_seals_and_each_hour_hands_out(organisation, outside):
    clock = FixedClock(WALL_CLOCK.now())
    with time_source.using(clock):
        happens(organisation, 2, clock)
        jobs.seal_all(timestamp=0)
        assert [one.number for one in heads.read(outside)] == [4]
        happens(organisation, 1, clock)
        clock.advance(minutes=10)
        jobs.seal_all(timestamp=0)
        assert len(heads.read(outside)) == 1
        clock.advance(minutes=50)
        jobs.seal_all(timestamp=0)
        clock.advance(hours=2)
        jobs.seal_all(timestamp=0)
    assert [one.number for one in heads.read(outside)] == [4, 6], "a head that did not grow is not said twice"


@pytest.mark.parametrize("job", [jobs.verify_new, jobs.verify_all])
def test_what_does_not_fit_turns_the_list_of_the_administrator_red(superuser, sealed, outside, job):
    with time_source.using(WALL_CLOCK):
        jobs.seal_all(timestamp=0)
        job(timestamp=0)
        with tenant(sealed.id):
            assert checks.check(sealed.id).state == "green"
        delete_line(superuser, 7)
        job(timestamp=0)
        with tenant(sealed.id):
            found = checks.check(sealed.id)
    assert found.state == "red"
    assert "1 bevindingen" in found.words and "houvast audit verify" in found.manual_way


def test_before_anything_is_sealed_the_list_is_grey(organisation):
    with tenant(organisation.id):
        assert checks.check(organisation.id).state == "grey"


@pytest.fixture
def asked(monkeypatch, outside):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app_rt@/of-this-test")  # it starts no server of its own
    return command.verify


def test_the_command_says_that_all_is_right(sealed, asked, outside, capsys):
    assert asked([]) == 0
    assert "geen hoofden om mee te vergelijken" in capsys.readouterr().err
    heads.hand_out(outside.parent, [sealed.id], WALL_CLOCK)
    assert asked([]) == 0
    told = capsys.readouterr()
    assert f"{sealed.id}: 20 regels, alles klopt." in told.out
    assert told.err == ""


def test_the_command_tells_each_line_that_does_not_fit(superuser, sealed, asked, outside, capsys, tmp_path):
    heads.hand_out(outside.parent, [sealed.id], WALL_CLOCK)
    delete_line(superuser, 7)
    cut_off_after(superuser, 15)
    assert asked([]) == 1
    told = capsys.readouterr().err
    assert f"{sealed.id}, regel 7: De regel is weg uit het logboek." in told
    assert "Afgekapt" in told
    elsewhere = tmp_path / "kluis.jsonl"
    outside.rename(elsewhere)
    asked([])
    assert "Afgekapt" not in capsys.readouterr().err
    assert asked(["--hoofden", str(elsewhere)]) == 1
    assert "Afgekapt" in capsys.readouterr().err


def test_an_organisation_that_is_gone_with_its_log_is_told(sealed, asked, outside, capsys):
    gone = heads.Head(str(uuid.uuid4()), 3, "ab" * 32, "2026-11-20T09:00:00+00:00")
    heads.add_lines(outside, [heads._line(gone)])
    assert asked([]) == 1
    assert f"{gone.organisation}: deze organisatie is weg" in capsys.readouterr().err


def test_a_file_that_holds_no_heads_is_refused(asked, outside, tmp_path):
    with pytest.raises(Refused, match="is er niet"):
        asked(["--hoofden", str(tmp_path / "weg")])
    wrong = tmp_path / "anders.jsonl"
    wrong.write_text('{"organisation": "x"}\n')
    with pytest.raises(Refused, match="regel 1 is geen hoofd"):
        asked(["--hoofden", str(wrong)])
