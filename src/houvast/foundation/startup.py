"""What must be right before Houvast starts (security.md 8). One objection is enough to refuse."""

from __future__ import annotations

from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from houvast.foundation.database import migrations
from houvast.foundation.tenancy.catalogue import TENANT_FREE

APPEND_ONLY = ("audit_auditentry", "audit_processingentry", "audit_auditseal", "destruction_destroyed")
# Domains that no real person has (RFC 2606): accounts on them were made up.
MADE_UP_DOMAINS = r"(\.|@)(example|test|invalid|localhost)$|(\.|@)example\.(com|net|org)$"
SHORTEST_SECRET = 50
KNOWN_SECRETS = ("only-for-tests", "django-insecure")  # values that stand in a repository
KEY_BYTES = 32
KEY_SETTINGS = ("BSN_INDEX_KEY", "RETURN_CODE_KEY", "PSEUDONYM_KEY")


class Cursor(Protocol):
    """A database cursor, of Django or of psycopg."""

    def execute(self, query: Any, params: Any = ...) -> Any:
        """Run one statement."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows."""


class StartRefused(ImproperlyConfigured):
    """Houvast does not start; the text names every objection and what to do."""


def refuse_unless_sound() -> None:
    """Raise `StartRefused` with all objections together."""
    found = objections()
    if found:
        raise StartRefused("Houvast start zo niet:\n" + "\n".join(f"- {one}" for one in found))


def objections() -> list[str]:
    """Everything that is wrong with the settings and the database, in Dutch; empty when Houvast may start."""
    found = settings_objections(settings)
    with connection.cursor() as cursor:
        found += database_objections(cursor)
        if settings.PRODUCTION:
            found += demo_objections(cursor)
    return found


def settings_objections(chosen: Any) -> list[str]:
    """What production may never have; other settings files are for one machine."""
    if not chosen.PRODUCTION:
        return []
    found = []
    if chosen.DEBUG:
        found.append("DEBUG staat aan. Haal DEBUG weg.")
    if chosen.DEMO or chosen.BARE_HOSTS or chosen.TEST_BSN_ALLOWED:
        found.append("De voorbeeldgemeente of testnummers staan aan. Gebruik de instellingen van productie.")
    if not chosen.SESSION_COOKIE_SECURE or not chosen.SESSION_COOKIE_NAME.startswith("__Host-"):
        found.append("De cookies zijn niet beschermd. Gebruik de instellingen van productie.")
    if weak_secret(chosen.SECRET_KEY):
        found.append(f"SECRET_KEY is te kort of te makkelijk. Gebruik minstens {SHORTEST_SECRET} willekeurige tekens.")
    keys = [*chosen.FIELD_KEYS.values(), *(getattr(chosen, name) for name in KEY_SETTINGS)]
    if any(weak_key(key) for key in keys):
        found.append("Een sleutel is te kort of niet willekeurig. Maak sleutels met `openssl rand -base64 32`.")
    if len(set(keys)) < len(keys):
        found.append("Twee sleutels zijn gelijk. Maak voor elk doel een eigen sleutel.")
    return found


def weak_secret(secret: str) -> bool:
    """Whether a text is too short or too plain to sign sessions with."""
    return len(secret) < SHORTEST_SECRET or len(set(secret)) < 10 or secret.startswith(KNOWN_SECRETS)


def weak_key(key: bytes) -> bool:
    """Whether a key is too short, or a repeated sign instead of chance."""
    return len(key) < KEY_BYTES or len(set(key)) < 8


def database_objections(cursor: Cursor) -> list[str]:
    """What this database role could do but may not, and what the tables lack."""
    found = rights_objections(cursor) + separation_objections(cursor)
    return found + (version_objections(cursor) or audit_objections(cursor))


def rights_objections(cursor: Cursor) -> list[str]:
    """What the role of this connection could do but may not."""
    found = []
    if _rows(cursor, _STRONG_ROLE):
        found.append(
            "De databaserol kan de scheiding tussen organisaties omzeilen. Laat DATABASE_URL naar app_rt wijzen."
        )
    owned = _names(cursor, _OWNED)
    if owned:
        found.append(
            f"De databaserol is eigenaar van tabellen ({_few(owned)}) of mag ze maken. "
            "Laat DATABASE_URL naar app_rt wijzen."
        )
    return found


def separation_objections(cursor: Cursor) -> list[str]:
    """Tables on which row level security is not forced."""
    unguarded = [name for name in _names(cursor, _WITHOUT_FORCE) if name not in TENANT_FREE]
    if not unguarded:
        return []
    return [
        f"Tabellen zonder scheiding tussen organisaties: {_few(unguarded)}. Draai `houvast migreren`; "
        "helpt dat niet, dan hoort deze tabel hier niet."
    ]


def version_objections(cursor: Cursor) -> list[str]:
    """Tables of another version."""
    if migrations.read_fingerprint(cursor) == migrations.fingerprint():
        return []
    return ["De database hoort bij een andere versie van Houvast. Draai `houvast migreren`."]


def audit_objections(cursor: Cursor) -> list[str]:
    """A log that cannot be added to, or could be changed. Only for tables of this version."""
    found = []
    for table in APPEND_ONLY:
        [(may_add, may_change)] = _rows(cursor, _RIGHTS, [table, table, table, table])
        if not may_add:
            found.append(f"Het logboek {table} kan niet geschreven worden. Draai `houvast migreren` als eigenaar.")
        if may_change:
            found.append(f"Het logboek {table} kan gewijzigd worden. Laat DATABASE_URL naar app_rt wijzen.")
    if _rows(cursor, "SELECT 1 WHERE pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on'"):
        found.append("De database is alleen te lezen, dus niets kan in het logboek. Kies de schrijfbare server.")
    return found


def demo_objections(cursor: Cursor) -> list[str]:
    """The made-up municipality and its sign-ins, which everybody can read in the README."""
    found = []
    if _rows(cursor, "SELECT 1 FROM houvast_find_organisation('', true)"):
        found.append("In deze database staat de voorbeeldgemeente. Gebruik een lege database.")
    if _rows(cursor, "SELECT 1 FROM accounts_account WHERE is_active AND email ~ %s LIMIT 1", [MADE_UP_DOMAINS]):
        found.append("In deze database staan voorbeeldaccounts. Zet ze uit, of gebruik een lege database.")
    return found


def _rows(cursor: Cursor, question: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    cursor.execute(question, values)
    return list(cursor.fetchall())


def _names(cursor: Cursor, question: str) -> list[str]:
    return [str(row[0]) for row in _rows(cursor, question)]


def _few(names: list[str]) -> str:
    shown = ", ".join(names[:5])
    return shown if len(names) <= 5 else f"{shown} en {len(names) - 5} andere"


_STRONG_ROLE = """
    SELECT 1 FROM pg_roles
    WHERE (rolsuper OR rolbypassrls OR rolcreaterole) AND pg_has_role(current_user, oid, 'MEMBER')
"""
_OWNED = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
      AND (pg_has_role(current_user, c.relowner, 'MEMBER') OR has_table_privilege(c.oid, 'TRUNCATE'))
    UNION ALL
    SELECT 'schema public' WHERE has_schema_privilege('public', 'CREATE')
    ORDER BY 1
"""
_WITHOUT_FORCE = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
    ORDER BY 1
"""
_RIGHTS = """
    SELECT has_table_privilege(%s, 'INSERT') AND has_table_privilege(%s, 'SELECT'),
           has_table_privilege(%s, 'UPDATE') OR has_table_privilege(%s, 'DELETE')
"""
