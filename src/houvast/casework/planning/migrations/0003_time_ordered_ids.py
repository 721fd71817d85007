from django.db import migrations, models

import houvast.foundation.ids


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0002_feed_and_walk_in"),
    ]

    operations = [
        migrations.AlterField(
            model_name="appointment",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="calendarfeed",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="freehours",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="interpreter",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="walkin",
            name="id",
            field=models.UUIDField(
                default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
    ]
