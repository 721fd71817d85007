from django.db import migrations, models

import houvast.foundation.ids


class Migration(migrations.Migration):
    dependencies = [
        ("signup", "0004_found_at"),
    ]

    operations = [
        migrations.AlterField(
            model_name="mailaside",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="notthesameperson",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="onetimecode",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="receivedmail",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="returncode",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="signup",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="signupaddition",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="signupdraft",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
    ]
