"""Which sets of figures an organisation took into use. Rows only go forward, also for who writes SQL."""

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.db import migrations, models

import houvast.foundation.ids
import houvast.foundation.tenancy.context
from houvast.foundation.tenancy.operations import ProtectTables

ONLY_FORWARD = """
CREATE FUNCTION houvast_parameters_only_forward() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
DECLARE
    was jsonb := to_jsonb(OLD); becomes jsonb := to_jsonb(NEW); changed text[];
BEGIN
    SELECT coalesce(array_agg(key), '{}') INTO changed FROM jsonb_each(becomes)
    WHERE value IS DISTINCT FROM was -> key;
    IF changed <@ ARRAY['approved_by', 'approved_at'] AND OLD.approved_by IS NULL AND OLD.withdrawn_at IS NULL
    THEN RETURN NEW; END IF;
    IF changed <@ ARRAY['withdrawn_by', 'withdrawn_at', 'withdrawn_reason'] AND OLD.withdrawn_at IS NULL
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'parameters only go forward: % is refused', changed USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER only_forward BEFORE UPDATE ON parameters_parameteractivation
FOR EACH ROW EXECUTE FUNCTION houvast_parameters_only_forward();
REVOKE DELETE, TRUNCATE ON parameters_parameteractivation FROM app_rt;
"""
UNDO = "DROP FUNCTION IF EXISTS houvast_parameters_only_forward() CASCADE"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0009_calculating_service"),
    ]

    operations = [
        migrations.CreateModel(
            name="ParameterActivation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("law", models.CharField(max_length=20)),
                ("period", models.CharField(max_length=7)),
                ("file_version", models.CharField(max_length=20)),
                ("fingerprint", models.CharField(max_length=64)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                ("starts_on", models.DateField()),
                ("proposed_by", models.UUIDField()),
                ("proposed_at", models.DateTimeField()),
                ("approved_by", models.UUIDField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.UUIDField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        default=houvast.foundation.tenancy.context.current_organisation_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="parameter_activation_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True), ("withdrawn_reason", "")
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="parameter_activation_withdrawn_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__gte", models.F("valid_from")), ("starts_on__lte", models.F("valid_to"))
                        ),
                        name="parameter_activation_starts_inside",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("approved_by__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("organisation", "law", "period"),
                        name="parameter_activation_open_once",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("approved_by__isnull", False), ("withdrawn_at__isnull", True)),
                        expressions=[
                            ("organisation", "="),
                            ("law", "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("valid_to"),
                                    models.Value("[]"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="parameter_activation_one_a_day",
                    ),
                ],
            },
        ),
        ProtectTables("parameteractivation"),
        migrations.RunSQL([(ONLY_FORWARD, None)], UNDO),
    ]
