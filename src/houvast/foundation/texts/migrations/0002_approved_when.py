"""Who approved a text or the labels of a language, and when."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("texts", "0001_initial")]

    operations = [
        migrations.AddField("textversion", "approved_at", models.DateTimeField(null=True)),
        migrations.AddField("labelstate", "approved_by", models.UUIDField(null=True)),
        migrations.AddField("labelstate", "approved_at", models.DateTimeField(null=True)),
    ]
