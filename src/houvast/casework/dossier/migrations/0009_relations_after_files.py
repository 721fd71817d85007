"""No relation to a file begins before the file: lists of recent files look at recent relations only."""

from django.db import migrations

RELATION = """
CREATE FUNCTION houvast_relation_after_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM dossier_dossier AS file WHERE file.organisation_id = NEW.organisation_id
            AND file.id = NEW.dossier_id AND file.opened_at > NEW.valid_from
    ) THEN
        RAISE EXCEPTION 'a relation begins before its file' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'relation_after_file', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$
"""
FILE = """
CREATE FUNCTION houvast_file_before_relations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM access_accessrelation AS relation WHERE relation.organisation_id = NEW.organisation_id
            AND relation.dossier_id = NEW.id AND relation.valid_from < NEW.opened_at
    ) THEN
        RAISE EXCEPTION 'a file is opened after a relation to it' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'relation_after_file', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$
"""
ON_RELATION = """
CREATE TRIGGER relation_after_file AFTER INSERT OR UPDATE OF valid_from, dossier_id ON access_accessrelation
FOR EACH ROW EXECUTE FUNCTION houvast_relation_after_file()
"""
ON_FILE = """
CREATE TRIGGER relation_after_file AFTER UPDATE OF opened_at ON dossier_dossier
FOR EACH ROW EXECUTE FUNCTION houvast_file_before_relations()
"""


class Migration(migrations.Migration):
    dependencies = [("dossier", "0008_delay_why"), ("access", "0004_lists_by_beginning")]

    operations = [
        migrations.RunSQL([(RELATION, None), (FILE, None), (ON_RELATION, None), (ON_FILE, None)]),
    ]
