"""A number per language where somebody speaks it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0006_signposts")]

    operations = [
        migrations.AddField(
            model_name="languageoffer",
            name="phone",
            field=models.CharField(blank=True, default="", max_length=16),
            preserve_default=False,
        ),
    ]
