"""Search runs as app_search, which policies do not bind; it gives ids of the current organisation only."""

from django.db import migrations

# A part of a name, or a postcode, finds only in one's own work: the relation stands inside the question, so that
# a common name elsewhere cannot push it out. Exact keys find the file itself; who may see it is asked afterwards.
# Each kind has its own query, so that the planner sees one simple condition with an index for it.
SEARCH = """
CREATE INDEX dossier_search_name ON dossier_searchentry USING gin (organisation_id, name_key gin_trgm_ops);
CREATE INDEX dossier_search_phone ON dossier_searchentry USING gin (organisation_id, phones);
CREATE INDEX dossier_search_postcode ON dossier_searchentry (organisation_id, postcode) WHERE postcode <> '';
GRANT SELECT ON dossier_searchentry, access_accessrelation TO app_search;

CREATE FUNCTION houvast_search(
    kind text, term text, born date, account uuid, teams uuid[], moment timestamptz, most integer
) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    tenant uuid := NULLIF(current_setting('app.organisation', true), '')::uuid;
    pattern text := '%' || replace(replace(replace(term, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%';
BEGIN
    IF tenant IS NULL THEN
        RAISE EXCEPTION 'search without an organisation is refused' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF kind = 'name' THEN
        RETURN QUERY SELECT entry.dossier_id FROM dossier_searchentry AS entry
            WHERE organisation_id = tenant AND name_key LIKE pattern AND EXISTS (
                SELECT 1 FROM access_accessrelation AS relation
                WHERE relation.organisation_id = tenant AND relation.dossier_id = entry.dossier_id
                    AND ((relation.kind = 'assigned' AND relation.account_id = account)
                        OR (relation.kind = 'team' AND relation.team_id = ANY(teams)))
                    AND relation.valid_from <= moment
                    AND (relation.valid_until IS NULL OR relation.valid_until > moment))
            LIMIT most;
    ELSIF kind = 'name_birth' THEN
        RETURN QUERY SELECT dossier_id FROM dossier_searchentry
            WHERE organisation_id = tenant AND name_key LIKE pattern AND birth_date = born LIMIT most;
    ELSIF kind = 'phone' THEN
        RETURN QUERY SELECT dossier_id FROM dossier_searchentry
            WHERE organisation_id = tenant AND phones @> ARRAY[term]::varchar[] LIMIT most;
    ELSIF kind = 'postcode' THEN
        RETURN QUERY SELECT entry.dossier_id FROM dossier_searchentry AS entry
            WHERE organisation_id = tenant AND postcode = term AND postcode <> '' AND EXISTS (
                SELECT 1 FROM access_accessrelation AS relation
                WHERE relation.organisation_id = tenant AND relation.dossier_id = entry.dossier_id
                    AND ((relation.kind = 'assigned' AND relation.account_id = account)
                        OR (relation.kind = 'team' AND relation.team_id = ANY(teams)))
                    AND relation.valid_from <= moment
                    AND (relation.valid_until IS NULL OR relation.valid_until > moment))
            LIMIT most;
    END IF;
END $$;
ALTER FUNCTION houvast_search(text, text, date, uuid, uuid[], timestamptz, integer) OWNER TO app_search;
REVOKE ALL ON FUNCTION houvast_search(text, text, date, uuid, uuid[], timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION houvast_search(text, text, date, uuid, uuid[], timestamptz, integer) TO app_rt;
"""


class Migration(migrations.Migration):
    dependencies = [("dossier", "0002_documents"), ("access", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [(SEARCH, None)],
            "DROP FUNCTION houvast_search(text, text, date, uuid, uuid[], timestamptz, integer); DROP INDEX dossier_search_name, "
            "dossier_search_phone, dossier_search_postcode",
        )
    ]
