"""The queue starts from the clocks that still ask something, not from every open file."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0004_search_by_index"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("stopped_on__isnull", True)),
                fields=["organisation", "kind", "dossier"],
                name="clock_asks",
            ),
        ),
    ]
