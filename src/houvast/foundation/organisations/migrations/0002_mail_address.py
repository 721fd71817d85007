"""Finding whose sign-up address it is, before an organisation is chosen."""

from django.db import migrations

# As houvast_find_organisation: it stands outside row level security, so it gives two ids and nothing else.
FIND_BY_MAIL = """
CREATE FUNCTION houvast_find_mail_address(address text, today date)
RETURNS TABLE (organisation_id uuid, municipality_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT organisation_id, id FROM organisations_municipality
    WHERE address <> '' AND lower(mail_address) = lower(address)
        AND valid_from <= today AND (valid_until IS NULL OR valid_until >= today)
    ORDER BY valid_from, id LIMIT 1
$$;
ALTER FUNCTION houvast_find_mail_address(text, date) OWNER TO app_search;
REVOKE ALL ON FUNCTION houvast_find_mail_address(text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION houvast_find_mail_address(text, date) TO app_rt;
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [migrations.RunSQL(FIND_BY_MAIL, "DROP FUNCTION houvast_find_mail_address(text, date)")]
