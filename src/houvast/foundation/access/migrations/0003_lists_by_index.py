"""Which files are somebody's own is read from the index alone."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_one_owner"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="accessrelation",
            name="relation_account",
        ),
        migrations.AddIndex(
            model_name="accessrelation",
            index=models.Index(
                condition=models.Q(("account__isnull", False)),
                fields=["organisation", "account", "kind"],
                include=("dossier_id", "valid_from", "valid_until"),
                name="relation_account_files",
            ),
        ),
    ]
