"""A mail knows its documents, so that it can go to another file as a whole."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signup", "0002_received_mail")]

    operations = [
        migrations.AddField(
            model_name="receivedmail",
            name="file_ids",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), blank=True, default=list, size=None
            ),
        ),
        migrations.RunSQL(
            "GRANT UPDATE ON signup_receivedmail TO app_rt", "REVOKE UPDATE ON signup_receivedmail FROM app_rt"
        ),
    ]
