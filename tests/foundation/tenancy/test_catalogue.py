"""Every table is fenced: the database itself is asked, so a forgotten table cannot hide."""

import pytest
from django.apps import apps
from django.db import connection

from houvast.foundation.tenancy.catalogue import TENANT_FREE
from houvast.foundation.tenancy.models import TenantForeignKey

pytestmark = pytest.mark.django_db


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def tables() -> dict[str, tuple[bool, bool]]:
    found = rows(
        "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class "
        "JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE relkind IN ('r', 'p') AND nspname = 'public'"
    )
    return {name: (enabled, forced) for name, enabled, forced in found}


def test_every_table_is_fenced_or_on_the_short_list():
    unfenced = {name for name, (enabled, forced) in tables().items() if not (enabled and forced)}
    assert unfenced == set(TENANT_FREE), "een tabel zonder rijbeveiliging, of een lijst die niet meer klopt"


def test_every_fence_compares_with_the_organisation_of_the_transaction():
    policies = rows("SELECT tablename, qual, with_check FROM pg_policies WHERE schemaname = 'public'")
    assert {name for name, _, _ in policies} == set(tables()) - set(TENANT_FREE)
    for name, reading, writing in policies:
        assert "app.organisation" in reading and reading == writing, name


def test_every_key_starts_with_the_organisation():
    keys = rows(
        "SELECT conrelid::regclass::text, conname, attname FROM pg_constraint "
        "JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] "
        "WHERE contype IN ('p', 'u') AND connamespace = 'public'::regnamespace"
    )
    indexes = rows(
        "SELECT indrelid::regclass::text, indexrelid::regclass::text, attname FROM pg_index "
        "JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0] "
        "JOIN pg_class ON pg_class.oid = indexrelid WHERE relnamespace = 'public'::regnamespace AND indisunique"
    )
    own_row = {"organisations_organisation"}  # its id is the organisation
    wrong = [
        (table, name)
        for table, name, first in [*keys, *indexes]
        if table not in TENANT_FREE and table not in own_row and first != "organisation_id"
    ]
    assert wrong == []


def test_every_reference_between_tenant_tables_carries_the_organisation():
    references = rows(
        "SELECT conrelid::regclass::text, confrelid::regclass::text, conname, array_length(conkey, 1) "
        "FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace"
    )
    to_organisation = "organisations_organisation"
    plain = [
        name
        for table, target, name, width in references
        if table not in TENANT_FREE and target not in TENANT_FREE and target != to_organisation and width < 2
    ]
    assert plain == []


def test_every_reference_of_the_models_exists_in_the_database():
    wanted = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, TenantForeignKey)
    }
    found = rows(
        "SELECT conrelid::regclass::text, attname FROM pg_constraint "
        "JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[2] WHERE contype = 'f'"
    )
    assert wanted - set(found) == set()


def test_the_runtime_role_owns_nothing_and_bypasses_nothing():
    ((name, superuser, bypass),) = rows(
        "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    assert (name, superuser, bypass) == ("app_rt", False, False)
    assert rows("SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = 'app_rt'") == []
