from django.db import migrations, models

import houvast.foundation.ids


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0003_quiet_period"),
    ]

    operations = [
        migrations.AlterField(
            model_name="contactattempt",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="quietperiod",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="quietrelease",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
    ]
