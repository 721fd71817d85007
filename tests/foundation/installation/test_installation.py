"""What `houvast check` tells: each thing that is wrong is red and says what to do, in Dutch."""

import datetime as dt

import pytest
from django.db import connection
from django.test import override_settings
from tests.support import databases
from tests.support.houses import WALL_CLOCK, build_house
from tests.support.stories import signs_up

from houvast.foundation.backup import kept
from houvast.foundation.clock import FixedClock, SystemClock
from houvast.foundation.installation import chosen, database, machine
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard

GIB = machine.GIB


def test_an_old_python_is_red():
    assert machine.python((3, 11, 0)).state == "green"
    old = machine.python((3, 10, 9))
    assert (old.state, "3.11 of nieuwer" in old.words) == ("red", True)


@pytest.mark.parametrize(("free", "state"), [(0.5, "red"), (3, "grey"), (80, "green")])
def test_room_on_the_disk(tmp_path, free, state):
    found = machine.disk(tmp_path / "not" / "yet", lambda where: int(free * GIB))
    assert found.state == state
    assert "GB vrij" in found.words


def test_a_folder_that_others_can_look_into_is_red(tmp_path):
    private = tmp_path / "documents"
    private.mkdir(mode=0o700)
    assert machine.folder_rights(tmp_path, [private]).state == "green"
    private.chmod(0o750)
    found = machine.folder_rights(tmp_path, [private])
    assert found.state == "red"
    assert f"chmod go-rwx {private}" in found.words


def test_a_folder_that_is_not_there_is_red(tmp_path):
    found = machine.folder_rights(tmp_path / "weg", [])
    assert (found.state, "HOUVAST_DATA" in found.words) == ("red", True)


def test_a_folder_or_a_secret_of_somebody_else_is_red(tmp_path):
    secrets = tmp_path / "secrets"
    secrets.touch(mode=0o600)
    not_ours = machine.folder_rights(tmp_path, [], may=lambda path, how: False)
    assert (not_ours.state, "chown" in not_ours.words) == ("red", True)
    theirs = machine.folder_rights(tmp_path, [secrets], may=lambda path, how: path != secrets)
    assert (theirs.state, str(secrets) in theirs.words) == ("red", True)


def test_everything_of_the_machine_is_looked_at(tmp_path):
    names = [one.name for one in machine.machine(tmp_path)]
    assert names == ["Python", "Map met gegevens", "Schijfruimte", "Tijdzones"]


@pytest.fixture
def superuser(db):
    with databases.admin(connection.settings_dict["NAME"]) as admin, admin.transaction(force_rollback=True):
        yield admin.cursor()


def states(cursor, clock=None):
    """As the running program sees it."""
    cursor.execute("SET LOCAL SESSION AUTHORIZATION app_rt")
    try:
        return {one.name: one for one in database.database(cursor, clock or SystemClock())}
    finally:
        cursor.execute("SET LOCAL SESSION AUTHORIZATION DEFAULT")


def test_a_database_that_was_prepared_and_migrated_is_green(superuser):
    found = states(superuser)
    assert {name for name, one in found.items() if one.state != "green"} == {"Werker"}
    assert "houvast werker" in found["Werker"].words


@pytest.mark.parametrize(
    ("change", "name", "words"),
    [
        ("ALTER ROLE app_backup NOBYPASSRLS", "Rollen", "app_backup"),
        ("ALTER ROLE app_search LOGIN", "Rollen", "houvast database voorbereiden"),
        ("ALTER ROLE app_audit RENAME TO app_audit_weg", "Rollen", "zijn er niet: app_audit"),
        ("GRANT CREATE ON SCHEMA public TO app_rt", "Rechten", "app_rt"),
        ("ALTER TABLE dossier_dossier NO FORCE ROW LEVEL SECURITY", "Scheiding", "dossier_dossier"),
        ("UPDATE houvast_installation SET value = 'older'", "Migraties", "houvast migreren"),
        ("GRANT DELETE ON audit_auditentry TO app_rt", "Logboek", "kan gewijzigd worden"),
        ("SET LOCAL log_error_verbosity = 'default'", "Serverlogboek", "log_error_verbosity"),
        ("SET LOCAL log_min_error_statement = 'error'", "Serverlogboek", "houvast database voorbereiden"),
    ],
)
def test_one_wrong_thing_in_the_database_is_one_red_line(superuser, change, name, words):
    superuser.execute(change)
    found = states(superuser)
    assert [one.name for one in found.values() if one.state == "red"] == [name]
    assert words in found[name].words


def test_a_clock_that_is_off_is_red(superuser):
    fast = FixedClock(SystemClock().now() + dt.timedelta(seconds=90))
    found = states(superuser, fast)["Klok"]
    assert (found.state, "NTP" in found.words) == ("red", True)


def test_a_worker_that_gives_signs_of_life_is_green(superuser):
    superuser.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    assert states(superuser)["Werker"].state == "green"


def test_a_database_of_one_s_own_is_prepared_with_a_quiet_log(superuser):
    name = connection.settings_dict["NAME"]
    superuser.execute("SELECT 1")
    for statement in databases.roles.database_statements(name):
        if b"log_" in statement.as_bytes():
            superuser.execute(statement)
    superuser.execute(
        "SELECT unnest(setconfig) FROM pg_db_role_setting JOIN pg_database ON oid = setdatabase WHERE datname = %s",
        [name],
    )
    assert ("log_error_verbosity=terse",) in superuser.fetchall()


def test_without_an_organisation_it_says_how_to_make_one(db):
    [found] = chosen.of_organisations()
    assert (found.state, "houvast organisatie nieuw" in found.words) == ("grey", True)


@pytest.fixture
def house(db):
    house = build_house()
    with tenant(house.id):
        load_standard(FixedClock(dt.datetime(2026, 1, 1, 9, tzinfo=dt.UTC)))
        signs_up(house, WALL_CLOCK)
    return house


def results():
    return {one.name: one for one in chosen.of_organisations()}


def test_with_the_right_keys_and_addresses_all_is_green(house):
    assert {one.state for one in results().values()} == {"green"}


def test_an_address_on_which_nobody_answers_is_red(house):
    with tenant(house.id):
        house.organisation.host_name = "hulp.anderstad.example"
        house.organisation.save(update_fields=["host_name"])
    with override_settings(ALLOWED_HOSTS=["hulp.voorbeeldstad.example"]):
        found = results()["Adressen"]
    assert found.state == "red"
    assert "hulp.anderstad.example" in found.words and "ALLOWED_HOSTS" in found.words


@pytest.mark.parametrize("keys", [{"k9": b"x" * 32}, {"k1": b"x" * 32}])
def test_keys_of_another_installation_are_red(house, keys):
    with override_settings(FIELD_KEYS=keys):
        found = results()["Sleutels"]
    assert found.state == "red"
    assert "Zet de FIELD_KEYS terug" in found.words
    assert "+316" not in found.words


@pytest.mark.parametrize(("days", "state"), [(None, "grey"), (0.5, "green"), (3, "red")])
def test_a_copy_that_grew_old_is_red(settings, tmp_path, days, state):
    settings.HANDOUT_FOLDER = tmp_path
    if days is not None:
        at = (WALL_CLOCK.now() - dt.timedelta(days=days)).isoformat()
        (tmp_path / kept.NAME).write_text(f'{{"at": "2020-01-01T00:00:00+00:00"}}\n{{"at": "{at}"}}\n{{"at": "half')
    found = chosen.of_copies(settings, WALL_CLOCK)
    assert found.state == state
    assert ("houvast backup" in found.words) == (state != "green")
