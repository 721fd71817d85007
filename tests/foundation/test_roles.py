"""The running program's role cannot do more than it needs (security.md 7)."""

import psycopg
import pytest
from django.db import connection, connections
from tests.support import databases

from houvast.foundation.database import roles


def as_role(role: str) -> psycopg.Connection:
    name = connection.settings_dict["NAME"]
    return psycopg.connect(databases.SERVER.conninfo(user=role, database=name), autocommit=True)


@pytest.mark.django_db
def test_tests_themselves_run_as_the_runtime_role():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert cursor.fetchone() == (roles.RUNTIME, roles.RUNTIME)


@pytest.mark.django_db
def test_the_runtime_role_has_no_special_rights():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles "
            "WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False, False)
        cursor.execute(
            "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid "
            "WHERE m.member = current_user::regrole"
        )
        assert cursor.fetchall() == []
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "TRUNCATE django_session",
        "DROP TABLE django_session",
        "ALTER TABLE django_session ADD COLUMN mine int",
        "SET ROLE app_owner",
        "SET ROLE app_search",
        "SET ROLE app_backup",
        "SET session_replication_role = replica",
        "ALTER ROLE app_rt BYPASSRLS",
        "UPDATE houvast_installation SET value = 'x'",
    ],
)
def test_the_runtime_role_is_refused(statement):
    with as_role(roles.RUNTIME) as runtime, pytest.raises(psycopg.errors.InsufficientPrivilege):
        runtime.execute(statement)


@pytest.fixture
def two_organisations(db, as_superuser):
    """A table of two organisations with a row each, guarded by forced row security."""
    name = connection.settings_dict["NAME"]
    with psycopg.connect(databases.SERVER.conninfo(user=roles.OWNER, database=name), autocommit=True) as owner:
        owner.execute("CREATE TABLE guarded (organisation text NOT NULL)")
        owner.execute("INSERT INTO guarded VALUES ('a'), ('b')")
        owner.execute("ALTER TABLE guarded ENABLE ROW LEVEL SECURITY")
        owner.execute("ALTER TABLE guarded FORCE ROW LEVEL SECURITY")
        owner.execute(
            "CREATE POLICY own ON guarded USING (organisation = current_setting('app.organisation', true)) "
            "WITH CHECK (organisation = current_setting('app.organisation', true))"
        )
        owner.execute(
            "CREATE FUNCTION search_all() RETURNS bigint LANGUAGE sql SECURITY DEFINER "
            "SET search_path = public AS 'SELECT count(*) FROM guarded'"
        )
        owner.execute("ALTER FUNCTION search_all() OWNER TO app_search")
    yield
    as_superuser.execute("DROP FUNCTION search_all()")
    as_superuser.execute("DROP TABLE guarded")


def test_row_security_binds_the_runtime_role_and_the_owner(two_organisations):
    for role in (roles.RUNTIME, roles.OWNER):
        with as_role(role) as connected, connected.transaction():
            assert connected.execute("SELECT count(*) FROM guarded").fetchone() == (0,)
            connected.execute("SELECT set_config('app.organisation', 'a', true)")
            assert connected.execute("SELECT organisation FROM guarded").fetchall() == [("a",)]
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connected.transaction():
                connected.execute("INSERT INTO guarded VALUES ('b')")


def test_row_security_cannot_be_switched_off_by_the_runtime_role(two_organisations):
    with as_role(roles.RUNTIME) as runtime:
        runtime.execute("SET row_security = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            runtime.execute("SELECT * FROM guarded")


def test_only_a_search_function_of_its_own_role_looks_past_row_security(two_organisations):
    with as_role(roles.RUNTIME) as runtime:
        assert runtime.execute("SELECT search_all()").fetchone() == (2,)


def test_the_search_and_audit_roles_cannot_sign_in(db):
    for role in (roles.SEARCH, roles.AUDIT):
        with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
            as_role(role)


def test_the_backup_role_reads_everything_and_writes_nothing(two_organisations):
    with as_role(roles.BACKUP) as backup:
        assert backup.execute("SELECT count(*) FROM guarded").fetchone() == (2,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            backup.execute("DELETE FROM guarded")


def test_making_the_roles_twice_changes_nothing(db):
    def catalogue(admin):
        return admin.execute("SELECT rolname, rolcanlogin, rolbypassrls FROM pg_roles ORDER BY 1").fetchall()

    name = connections["default"].settings_dict["NAME"]
    with databases.admin(name) as admin:
        before = catalogue(admin)
        roles.prepare_server(admin)
        roles.prepare_database(admin, name)
        assert catalogue(admin) == before
