"""A file has one owner at a time; stand-ins and helpers of one compartment come beside him."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.AddConstraint(
            "accessrelation",
            models.UniqueConstraint(
                fields=["organisation", "dossier_id"],
                condition=Q(valid_until__isnull=True, kind="assigned", stand_in=False, party_id__isnull=True),
                name="relation_one_owner",
            ),
        )
    ]
