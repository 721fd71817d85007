from django.db import migrations, models

import houvast.foundation.ids


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_lists_by_beginning"),
    ]

    operations = [
        migrations.AlterField(
            model_name="accessrelation",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="breakglass",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
    ]
