"""Migration operations that make the database say no first (security.md 7).

A migration that creates tenant tables ends with `ProtectTables("a", "b", …)`; one that adds a reference later
ends with `ProtectReference("a", "field")`. The catalogue test finds every table that forgot.
"""

from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.models import Model

from houvast.foundation.tenancy.models import TenantForeignKey

CURRENT = "NULLIF(current_setting('app.organisation', true), '')::uuid"


class _SchemaOperation(Operation):
    """Changes only the database; models stay as they are."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, *model_names: str) -> None:
        self.model_names = model_names

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__name__, list(self.model_names), {})

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models do not change."""

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The tables these guards stand on are dropped by the operations before."""

    def _models(self, app_label: str, state: Any) -> list[type[Model]]:
        return [state.apps.get_model(app_label, name) for name in self.model_names]


class ProtectTables(_SchemaOperation):
    """Primary key (organisation_id, id), forced row level security, composite references with their index."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        tables = self._models(app_label, to_state)
        for model in tables:
            _lead_key_with_organisation(schema_editor, model._meta.db_table)
        for model in tables:
            _force_row_level_security(schema_editor, model._meta.db_table, "organisation_id")
        for model in tables:
            for field in model._meta.local_fields:
                if isinstance(field, TenantForeignKey):
                    _add_composite_reference(schema_editor, model, field)

    def describe(self) -> str:
        return f"Protect tenant tables {', '.join(self.model_names)}"


class ProtectReference(_SchemaOperation):
    """The composite reference of one TenantForeignKey added to an already protected table."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model_name, field_name = self.model_names
        model = to_state.apps.get_model(app_label, model_name)
        _add_composite_reference(schema_editor, model, model._meta.get_field(field_name))

    def describe(self) -> str:
        return f"Protect reference {'.'.join(self.model_names)}"


class ReferenceFromBelow(_SchemaOperation):
    """A composite reference from a table on a lower floor (table, column) to a model of this app."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table, column, model_name = self.model_names
        target = to_state.apps.get_model(app_label, model_name)._meta.db_table
        _reference(schema_editor, table, column, target)

    def describe(self) -> str:
        return f"Reference {self.model_names[2]} from {self.model_names[0]}"


class AppendOnly(_SchemaOperation):
    """The runtime role may insert and select, never change or take away; a trigger refuses everybody else."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        schema_editor.execute(REFUSE_CHANGE, None)
        for model in self._models(app_label, to_state):
            table = schema_editor.quote_name(model._meta.db_table)
            schema_editor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM app_rt")
            schema_editor.execute(
                f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION houvast_refuse_change()"
            )
            schema_editor.execute(
                f"CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION houvast_refuse_change()"
            )

    def describe(self) -> str:
        return f"Make {', '.join(self.model_names)} append-only"


class FactsOnly(_SchemaOperation):
    """Facts: the runtime role may insert and select. Destruction at the end of retention is the owner's."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model in self._models(app_label, to_state):
            schema_editor.execute(
                f"REVOKE UPDATE, DELETE ON {schema_editor.quote_name(model._meta.db_table)} FROM app_rt"
            )

    def describe(self) -> str:
        return f"Never overwrite {', '.join(self.model_names)}"


class ProtectOrganisation(_SchemaOperation):
    """The organisation's own row: its id is the tenant."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        (model,) = self._models(app_label, to_state)
        _force_row_level_security(schema_editor, model._meta.db_table, "id")

    def describe(self) -> str:
        return "Protect the organisation"


# The only change that gets through is a sealed value sealed again with another key, while the owner has opened a
# rotation of keys (encryption/rotation.py): every other column stays as it is, and so does the length of the value.
REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION houvast_refuse_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
DECLARE
    was jsonb; becomes jsonb; changed text[];
BEGIN
    -- The tests empty tables between runs; only a superuser can set this to replica.
    IF current_setting('session_replication_role') = 'replica' THEN RETURN NULL; END IF;
    IF TG_OP = 'UPDATE' THEN
        was := to_jsonb(OLD); becomes := to_jsonb(NEW);
        SELECT array_agg(key) INTO changed FROM jsonb_each(becomes) WHERE value IS DISTINCT FROM was -> key;
        IF changed <@ houvast_sealed_columns(TG_TABLE_NAME) AND (
            SELECT bool_and(houvast_is_resealed((was ->> key)::bytea, (becomes ->> key)::bytea))
            FROM unnest(changed) AS key
        ) THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION 'append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$
"""


def _lead_key_with_organisation(editor: Any, table: str) -> None:
    quoted = editor.quote_name(table)
    editor.execute(
        f"ALTER TABLE {quoted} DROP CONSTRAINT {editor.quote_name(table + '_pkey')}, "
        f"ADD PRIMARY KEY (organisation_id, id)"
    )


def _force_row_level_security(editor: Any, table: str, column: str) -> None:
    quoted = editor.quote_name(table)
    editor.execute(f"ALTER TABLE {quoted} ENABLE ROW LEVEL SECURITY")
    editor.execute(f"ALTER TABLE {quoted} FORCE ROW LEVEL SECURITY")
    editor.execute(
        f"CREATE POLICY own_organisation ON {quoted} USING ({column} = {CURRENT}) WITH CHECK ({column} = {CURRENT})"
    )


def _add_composite_reference(editor: Any, model: type[Model], field: Any) -> None:
    target = field.remote_field.model._meta.db_table
    _reference(editor, model._meta.db_table, field.column, target)


def _reference(editor: Any, table: str, column: str, target: str) -> None:
    name = f"{table}_{column}"[:52]
    editor.execute(
        f"ALTER TABLE {editor.quote_name(table)} ADD CONSTRAINT {editor.quote_name(name + '_fk')} "
        f"FOREIGN KEY (organisation_id, {editor.quote_name(column)}) "
        f"REFERENCES {editor.quote_name(target)} (organisation_id, id) DEFERRABLE INITIALLY IMMEDIATE"
    )
    editor.execute(
        _INDEX_UNLESS_LED.format(
            table=editor.quote_value(table), column=editor.quote_value(column),
            index=editor.quote_name(name + "_ix"), on=editor.quote_name(table), key=editor.quote_name(column),
        ),
        None,
    )  # fmt: skip


# An index of the table's own that begins with the same two columns serves the reference as well; one less to write.
_INDEX_UNLESS_LED = """
DO $$ BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM pg_index AS led JOIN pg_class AS name ON name.oid = led.indexrelid
        JOIN pg_am AS kind ON kind.oid = name.relam AND kind.amname = 'btree'
        WHERE led.indrelid = {table}::regclass AND led.indpred IS NULL AND led.indnkeyatts >= 2
            AND pg_get_indexdef(led.indexrelid, 1, true) = 'organisation_id'
            AND pg_get_indexdef(led.indexrelid, 2, true) = {column}
    ) THEN
        CREATE INDEX {index} ON {on} (organisation_id, {key});
    END IF;
END $$
"""
