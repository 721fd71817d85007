"""The relations to recent files are read at one go, by the moment at which they began."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_lists_by_index"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="accessrelation",
            index=models.Index(
                fields=["organisation", "kind", "valid_from"],
                include=("dossier_id", "account", "team", "party_id", "stand_in", "valid_until"),
                name="relation_begun",
            ),
        ),
    ]
