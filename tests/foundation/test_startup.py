"""Houvast refuses to start when it would not be safe (security.md 8): one test for each reason."""

import re
import uuid
from types import SimpleNamespace

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from tests.support import databases
from tests.support.houses import WALL_CLOCK

from houvast.foundation import startup
from houvast.foundation.database import roles

KEYS = [uuid.UUID(int=number * 7919**8).bytes + uuid.UUID(int=number * 104729**7).bytes for number in range(1, 6)]
SOUND = {
    "PRODUCTION": True,
    "DEBUG": False,
    "DEMO": False,
    "BARE_HOSTS": frozenset(),
    "TEST_BSN_ALLOWED": False,
    "SESSION_COOKIE_SECURE": True,
    "SESSION_COOKIE_NAME": "__Host-houvast",
    "SECRET_KEY": "kJ8s-3nQz_wLr5Tq0Vb7Yx2Mh6Pd9Fg1Cc4Ra8Ee5Uu3Ii0Oo7Ll",
    "FIELD_KEYS": {"k2": KEYS[0], "k1": KEYS[1]},
    "BSN_INDEX_KEY": KEYS[2],
    "RETURN_CODE_KEY": KEYS[3],
    "PSEUDONYM_KEY": KEYS[4],
}


def objections_to(**changes):
    return startup.settings_objections(SimpleNamespace(**{**SOUND, **changes}))


def test_sound_settings_may_start():
    assert objections_to() == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"DEBUG": True}, "DEBUG staat aan"),
        ({"DEMO": True}, "voorbeeldgemeente of testnummers"),
        ({"BARE_HOSTS": frozenset({"localhost"})}, "voorbeeldgemeente of testnummers"),
        ({"TEST_BSN_ALLOWED": True}, "voorbeeldgemeente of testnummers"),
        ({"SESSION_COOKIE_SECURE": False}, "cookies"),
        ({"SESSION_COOKIE_NAME": "houvast"}, "cookies"),
        ({"SECRET_KEY": "kort"}, "SECRET_KEY is te kort"),
        ({"SECRET_KEY": "a" * 80}, "SECRET_KEY is te kort of te makkelijk"),
        ({"BSN_INDEX_KEY": KEYS[2][:16]}, "sleutel is te kort"),
        ({"PSEUDONYM_KEY": b"p" * 32}, "niet willekeurig"),
        ({"FIELD_KEYS": {"k1": b"f" * 32}}, "niet willekeurig"),
        ({"RETURN_CODE_KEY": KEYS[4]}, "Twee sleutels zijn gelijk"),
    ],
)
def test_one_wrong_setting_is_one_objection(changes, words):
    [objection] = objections_to(**changes)
    assert words in objection


def test_on_one_machine_the_demo_may_start():
    assert objections_to(PRODUCTION=False, DEMO=True, SECRET_KEY="kort") == []


def objections_as(role):
    name = connection.settings_dict["NAME"]
    with psycopg.connect(databases.SERVER.conninfo(user=role, database=name)) as connected:
        return startup.database_objections(connected.cursor())


def test_the_runtime_role_on_migrated_tables_may_start(db):
    assert objections_as(roles.RUNTIME) == []
    assert startup.objections() == []


def test_a_superuser_may_not(db):
    assert "omzeilen" in objections_as("postgres")[0]


def test_a_role_that_passes_row_security_may_not(db):
    assert "omzeilen" in objections_as(roles.BACKUP)[0]


def test_the_owner_of_the_tables_may_not(db):
    found = "\n".join(objections_as(roles.OWNER))
    assert "eigenaar van tabellen" in found
    assert "kan gewijzigd worden" in found


@pytest.fixture
def superuser(db):
    """A superuser's cursor; what it changes is rolled back at the end."""
    with databases.admin(connection.settings_dict["NAME"]) as admin, admin.transaction(force_rollback=True):
        cursor = admin.cursor()
        yield cursor


def objections_of_the_runtime_role(cursor):
    cursor.execute("SET LOCAL SESSION AUTHORIZATION app_rt")
    try:
        return startup.database_objections(cursor)
    finally:
        cursor.execute("SET LOCAL SESSION AUTHORIZATION DEFAULT")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("CREATE TABLE forgotten (organisation_id uuid NOT NULL)", "zonder scheiding tussen organisaties: forgotten"),
        ("ALTER TABLE audit_auditentry NO FORCE ROW LEVEL SECURITY", "zonder scheiding.*audit_auditentry"),
        ("ALTER TABLE audit_auditentry DISABLE ROW LEVEL SECURITY", "zonder scheiding.*audit_auditentry"),
        ("UPDATE houvast_installation SET value = 'older'", "hoort bij een andere versie"),
        ("DELETE FROM houvast_installation", "hoort bij een andere versie"),
        ("DROP TABLE houvast_installation", "hoort bij een andere versie"),
        ("REVOKE INSERT ON audit_auditentry FROM app_rt", "audit_auditentry kan niet geschreven worden"),
        ("REVOKE SELECT ON audit_processingentry FROM app_rt", "audit_processingentry kan niet geschreven worden"),
        ("GRANT DELETE ON audit_auditentry TO app_rt", "audit_auditentry kan gewijzigd worden"),
        ("GRANT TRUNCATE ON django_session TO app_rt", "django_session"),
        ("GRANT CREATE ON SCHEMA public TO app_rt", "schema public"),
        ("GRANT app_search TO app_rt", "omzeilen"),
        ("SET LOCAL default_transaction_read_only = on", "alleen te lezen"),
    ],
)
def test_one_wrong_thing_in_the_database_is_one_objection(superuser, change, words):
    superuser.execute(change)
    [objection] = objections_of_the_runtime_role(superuser)
    assert re.search(words, objection)


def test_all_objections_are_told_at_once(superuser):
    superuser.execute("CREATE TABLE forgotten (organisation_id uuid NOT NULL)")
    superuser.execute("GRANT DELETE ON audit_auditentry TO app_rt")
    assert len(objections_of_the_runtime_role(superuser)) == 2


def test_production_refuses_the_made_up_municipality(superuser):
    assert startup.demo_objections(superuser) == []
    superuser.execute(
        "INSERT INTO organisations_organisation (id, slug, name, host_name, service_name, mail_sender, sms_sender, "
        "show_unapproved_translations, quick_exit_url, address_as_u, office_name, calculating_service, demo, "
        "created_at, version) "
        "VALUES (gen_random_uuid(), 'demo', 'Demo', '', '', '', '', false, '', false, '', false, true, now(), 1)"
    )
    [objection] = startup.demo_objections(superuser)
    assert "voorbeeldgemeente" in objection


@pytest.mark.parametrize("address", ["fatma@voorbeeldstad.example", "a@example", "b@mail.example.org"])
def test_production_refuses_made_up_accounts(db, django_user_model, address):
    django_user_model.objects.create_user(address, display_name="Fatma", created_at=WALL_CLOCK.now())
    with connection.cursor() as cursor:
        [objection] = startup.demo_objections(cursor)
    assert "voorbeeldaccounts" in objection


def test_production_does_not_mistake_a_real_address(db, django_user_model):
    for address in ("f.deboer@voorbeeldstad.nl", "example@gemeente.nl", "a@bestexample.nl"):
        django_user_model.objects.create_user(address, display_name="F", created_at=WALL_CLOCK.now())
    with connection.cursor() as cursor:
        assert startup.demo_objections(cursor) == []


def test_a_refusal_names_every_objection(db, monkeypatch):
    monkeypatch.setattr(settings, "PRODUCTION", True)
    monkeypatch.setattr(settings, "DEBUG", True)
    with pytest.raises(startup.StartRefused, match=r"(?s)DEBUG staat aan.*SECRET_KEY"):
        startup.refuse_unless_sound()
