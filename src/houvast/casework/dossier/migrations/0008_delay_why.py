from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0007_merge_trace"),
        ("organisations", "0005_vtlb_choices"),
    ]

    operations = [
        migrations.AddField(
            model_name="clock",
            name="delay_why",
            field=models.CharField(
                blank=True,
                choices=[
                    ("busy", "Het is druk bij ons."),
                    ("interpreter", "Wij zochten nog een tolk."),
                    ("away", "Jouw vaste persoon is er even niet."),
                    ("asked", "Jij vroeg om een andere dag."),
                    ("not_reached", "Wij kregen je niet te pakken."),
                    ("quiet", "Wij laten je even met rust."),
                    ("other", "Dat ligt aan ons, niet aan jou."),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("delay_new_day__isnull", True),
                    models.Q(("delay_reason", ""), _negated=True),
                    models.Q(("delay_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="clock_delay_has_a_reason",
            ),
        ),
    ]
