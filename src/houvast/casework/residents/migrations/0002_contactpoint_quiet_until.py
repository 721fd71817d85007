"""Until when a contact point that was given later gets no codes (security.md 5, row 3)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("residents", "0001_initial")]

    operations = [migrations.AddField("contactpoint", "quiet_until", models.DateTimeField(null=True))]
