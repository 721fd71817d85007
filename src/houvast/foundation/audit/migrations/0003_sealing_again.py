"""Sealing a value again with another key, also where rows are never changed: the narrow way through."""

from django.db import migrations

from houvast.foundation.tenancy.operations import REFUSE_CHANGE

FUNCTIONS = """
-- In plpgsql, because the table that they read is made after all migrations.
CREATE OR REPLACE FUNCTION houvast_sealed_columns(of_table text) RETURNS text[] LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public AS $$
BEGIN
    RETURN (
        SELECT coalesce(array_agg(name), '{}')
        FROM houvast_installation, jsonb_array_elements_text(value::jsonb -> of_table) AS name
        WHERE key = 'sealed_columns'
    );
END $$;

-- A sealed value is: length of the key's name (1), that name, nonce (12), content and tag (16); so the same content
-- has the same length behind the name. Only from another key to the one the owner named, so each value once.
CREATE OR REPLACE FUNCTION houvast_is_resealed(was bytea, becomes bytea) RETURNS boolean LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public AS $$
DECLARE
    target bytea := (SELECT convert_to(value, 'UTF8') FROM houvast_installation WHERE key = 'rotation');
BEGIN
    IF target IS NULL OR was IS NULL OR becomes IS NULL OR octet_length(was) < 30 OR octet_length(becomes) < 30 THEN
        RETURN false;
    END IF;
    RETURN octet_length(was) - get_byte(was, 0) = octet_length(becomes) - get_byte(becomes, 0)
        AND substring(becomes FROM 2 FOR get_byte(becomes, 0)) = target
        AND substring(was FROM 2 FOR get_byte(was, 0)) <> target;
END $$;

-- For the running program, which may change no fact and no event: swaps sealed values that are still as they were
-- read, of the organisation that is set. Row security binds the owner too.
CREATE OR REPLACE FUNCTION houvast_seal_again(
    in_table text, in_column text, row_ids uuid[], were bytea[], become bytea[]
) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    organisation uuid := NULLIF(current_setting('app.organisation', true), '')::uuid;
    swapped integer := 0; hit integer;
BEGIN
    IF organisation IS NULL OR in_column <> ALL (houvast_sealed_columns(in_table)) THEN
        RAISE EXCEPTION 'sealing again: % of % is refused', in_column, in_table USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOR place IN 1 .. coalesce(array_length(row_ids, 1), 0) LOOP
        IF NOT houvast_is_resealed(were[place], become[place]) THEN
            RAISE EXCEPTION 'sealing again: no value of that length under that key' USING ERRCODE = 'insufficient_privilege';
        END IF;
        EXECUTE format('UPDATE public.%I SET %I = $1 WHERE organisation_id = $2 AND id = $3 AND %I = $4',
            in_table, in_column, in_column) USING become[place], organisation, row_ids[place], were[place];
        GET DIAGNOSTICS hit = ROW_COUNT;
        swapped := swapped + hit;
    END LOOP;
    RETURN swapped;
END $$;
REVOKE ALL ON FUNCTION houvast_seal_again(text, text, uuid[], bytea[], bytea[]) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_seals"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(REFUSE_CHANGE, migrations.RunSQL.noop),
    ]
