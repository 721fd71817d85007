"""What was written down stays as it was written, whoever asks."""

import pytest
from django.apps import apps
from django.db import InternalError, ProgrammingError, connection, connections, transaction
from tests.support.houses import WALL_CLOCK, found_organisation

from houvast.foundation.access.actor import Actor
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.tenancy.models import Fact

ADDITIONS_ONLY = (
    "audit_auditentry", "audit_processingentry", "audit_auditseal", "destruction_destroyed", "dossier_event",
)  # fmt: skip
FACTS = sorted(
    model._meta.db_table for model in apps.get_models() if issubclass(model, Fact) and not model._meta.abstract
)


def rights(table: str) -> dict[str, bool]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, has_table_privilege('app_rt', %s, kind) "
            "FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS kind",
            [table],
        )
        return dict(cursor.fetchall())


@pytest.mark.django_db
@pytest.mark.parametrize("table", [*ADDITIONS_ONLY, *FACTS])
def test_the_running_program_may_add_and_read_and_nothing_else(table):
    assert rights(table) == {"SELECT": True, "INSERT": True, "UPDATE": False, "DELETE": False, "TRUNCATE": False}


@pytest.mark.django_db
def test_there_are_facts_to_guard():
    assert {"residents_address", "signup_signup", "contact_contactattempt"} <= set(FACTS)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_owner_of_the_tables_is_refused_too():
    organisation = found_organisation()
    with tenant(organisation.id):
        audit.changed(Actor.system(organisation.id), WALL_CLOCK, "x", audit.Seen("x", None))
        before = list(AuditEntry.objects.values_list())
    for statement in (
        "UPDATE audit_auditentry SET action = 'y'",
        "DELETE FROM audit_auditentry",
        "TRUNCATE audit_auditentry",
        "TRUNCATE dossier_event",
    ):
        refused = pytest.raises((InternalError, ProgrammingError), match="append-only")
        with refused, transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute("SELECT set_config('app.organisation', %s, true)", [str(organisation.id)])
            cursor.execute(statement)
    with tenant(organisation.id):
        assert list(AuditEntry.objects.values_list()) == before
