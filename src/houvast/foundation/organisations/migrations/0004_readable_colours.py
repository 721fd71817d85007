"""The database keeps no colour that cannot be read: the contrast of WCAG 2.2 as a check (design/look.md 2)."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION houvast_contrast(one text, other text) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT (max(light) + 0.05) / (min(light) + 0.05) FROM (
        SELECT sum(weight * CASE WHEN part <= 0.04045 THEN part / 12.92 ELSE power((part + 0.055) / 1.055, 2.4) END)
            AS light
        FROM (VALUES (1, one), (2, other)) AS colour (which, hex)
        CROSS JOIN (VALUES (2, 0.2126::double precision), (4, 0.7152), (6, 0.0722)) AS channel (place, weight)
        CROSS JOIN LATERAL (
            SELECT ('x' || substr(hex, place, 2))::bit(8)::int / 255.0::double precision AS part
        ) AS parts
        GROUP BY which
    ) AS both_lights
$$;

CREATE FUNCTION houvast_tint(colour text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT '#' || string_agg(
        lpad(to_hex(round(
            (1 - 0.1::double precision * (1 - ('x' || substr(colour, place, 2))::bit(8)::int / 255.0::double precision))
            * 255
        )::int), 2, '0'), ''
        ORDER BY place
    ) FROM (VALUES (2), (4), (6)) AS channel (place)
$$;

ALTER TABLE organisations_municipality
    ADD CONSTRAINT municipality_brand_readable CHECK (
        houvast_contrast('#ffffff', theme_brand) >= 4.5 AND houvast_contrast('#faf7f1', theme_brand) >= 4.5
        AND houvast_contrast(houvast_tint(theme_brand), theme_brand) >= 4.5
    ),
    ADD CONSTRAINT municipality_brand_dark_readable CHECK (houvast_contrast('#ffffff', theme_brand_dark) >= 4.5),
    ADD CONSTRAINT municipality_sun_readable CHECK (houvast_contrast('#17242c', theme_sun) >= 4.5),
    ADD CONSTRAINT municipality_colours_are_colours CHECK (
        theme_brand ~ '^#[0-9a-f]{6}$' AND theme_brand_dark ~ '^#[0-9a-f]{6}$' AND theme_sun ~ '^#[0-9a-f]{6}$'
    );
"""
BACKWARDS = """
ALTER TABLE organisations_municipality
    DROP CONSTRAINT municipality_brand_readable, DROP CONSTRAINT municipality_brand_dark_readable,
    DROP CONSTRAINT municipality_sun_readable, DROP CONSTRAINT municipality_colours_are_colours;
DROP FUNCTION houvast_contrast(text, text);
DROP FUNCTION houvast_tint(text);
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_local_term_proposals")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
