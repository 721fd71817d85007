from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0008_time_ordered_ids"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="calculating_service",
            field=models.BooleanField(default=False),
        ),
    ]
