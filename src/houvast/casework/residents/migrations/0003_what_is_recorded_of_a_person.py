"""A day of birth lies in its year, an address says where, and a person has one BSN with its corrections."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("residents", "0002_contactpoint_quiet_until")]

    operations = [
        migrations.AddConstraint(
            "birthdate",
            models.CheckConstraint(
                condition=Q(day__isnull=True) | Q(day__year=F("year")), name="birth_day_in_its_year"
            ),
        ),
        migrations.AddConstraint(
            "address",
            models.CheckConstraint(
                condition=Q(no_fixed_address=True) | ~Q(postcode="") | ~Q(city=""), name="address_says_where"
            ),
        ),
        migrations.RemoveConstraint("bsn", "bsn_once_per_person"),
        migrations.AddConstraint(
            "bsn",
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(supersedes__isnull=True), name="bsn_one_per_person"
            ),
        ),
    ]
