from django.db import migrations, models

import houvast.foundation.ids


class Migration(migrations.Migration):
    dependencies = [
        ("promise", "0003_found_at"),
    ]

    operations = [
        migrations.AlterField(
            model_name="countedcase",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="counting",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="daycount",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="weekcount",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
    ]
