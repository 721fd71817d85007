"""Dossier numbers come from a sequence per organisation and year.

A counted row kept every other sign-up waiting until the first had been written to disk. A sequence does not; the
price is a gap in the numbers when a sign-up is undone.
"""

from django.db import migrations

NEXT_NUMBER = """
CREATE FUNCTION houvast_next_number(year integer) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    tenant uuid := NULLIF(current_setting('app.organisation', true), '')::uuid;
    series text := format('dossier_number_%s_%s', replace(tenant::text, '-', ''), year);
BEGIN
    IF tenant IS NULL THEN
        RAISE EXCEPTION 'a number without an organisation is refused' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF to_regclass('public.' || series) IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtextextended(series, 0));
        EXECUTE format('CREATE SEQUENCE IF NOT EXISTS public.%I', series);
        EXECUTE format('GRANT SELECT ON SEQUENCE public.%I TO app_backup', series);
    END IF;
    RETURN nextval('public.' || series);
END $$;
REVOKE ALL ON FUNCTION houvast_next_number(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION houvast_next_number(integer) TO app_rt;
"""

# Each series goes on where the counted row stood.
GO_ON = """
DO $$
DECLARE
    tenant uuid;
    row record;
BEGIN
    FOR tenant IN SELECT houvast_every_organisation() LOOP
        PERFORM set_config('app.organisation', tenant::text, true);
        FOR row IN SELECT year, last FROM dossier_numberseries WHERE last > 0 LOOP
            PERFORM houvast_next_number(row.year);
            PERFORM setval(format('public.dossier_number_%s_%s', replace(tenant::text, '-', ''), row.year), row.last);
        END LOOP;
    END LOOP;
    PERFORM set_config('app.organisation', '', true);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("dossier", "0005_lists_by_index")]

    operations = [
        migrations.RunSQL([(NEXT_NUMBER, None), (GO_ON, None)], "DROP FUNCTION houvast_next_number(integer)"),
        migrations.DeleteModel("NumberSeries"),
    ]
