from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="requested",
            field=models.BooleanField(default=False),
        ),
    ]
