"""What a merge changed, so that it can be undone to the letter; one chain of merges a file."""

import uuid

import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models

import houvast.foundation.tenancy.context
import houvast.foundation.tenancy.models
from houvast.foundation.tenancy.operations import FactsOnly, ProtectTables


class Migration(migrations.Migration):
    dependencies = [("dossier", "0006_number_sequence"), ("organisations", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="MergeTrace",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("object_type", models.CharField(max_length=24)),
                ("object_id", models.UUIDField()),
                (
                    "before",
                    models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder),
                ),
                (
                    "merge",
                    houvast.foundation.tenancy.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="traces",
                        to="dossier.dossiermerge",
                    ),
                ),
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
            options={"abstract": False, "base_manager_name": "objects", "default_manager_name": "objects"},
        ),
        migrations.AddConstraint(
            model_name="mergetrace",
            constraint=models.UniqueConstraint(
                fields=("organisation", "merge", "object_type", "object_id"), name="merge_trace_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="dossiermerge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("supersedes__isnull", True)),
                fields=("organisation", "source"),
                name="merge_one_chain",
            ),
        ),
        ProtectTables("mergetrace"),
        FactsOnly("mergetrace"),
    ]
