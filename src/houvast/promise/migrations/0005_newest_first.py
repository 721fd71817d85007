from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("promise", "0004_time_ordered_ids"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="countedcase",
            index=models.Index(
                fields=["organisation", "-received_on", "-signup"],
                include=["id", "dossier", "municipality", "team", "found_at", "channel", "language", "code"],
                name="counted_case_newest",
            ),
        ),
    ]
