"""`houvast demo laden`, and what `make run` does once: all of it, or nothing of it."""

import datetime as dt
import sys

from django.db import connection, transaction

from houvast.foundation import clock as time_source
from houvast.foundation.clock import AMSTERDAM, Clock, FixedClock
from houvast.foundation.database import migrations
from houvast.foundation.randomness import SeededRandomness
from houvast.foundation.tenancy.context import tenant
from houvast.promise.services import refresh
from houvast.web.accounts.demo import PASSWORD
from houvast.web.demo import agenda, care, caseload, doors, town

SEED = "voorbeeldstad"
NEIGHBOURS = 12
FOUNDED_BEFORE = dt.timedelta(days=400)


def at_start() -> list[str]:
    """Called at each start: loads once, and says who can sign in."""
    if load(time_source.installed()):
        migrations.count_anew()
    return sign_ins()


def load(now: Clock, people: int = caseload.PEOPLE) -> bool:
    """Make the municipality as of today; False when it is there already. One transaction: never half a town."""
    if exists():
        return False
    chance = SeededRandomness(SEED)
    founded = FixedClock(dt.datetime.combine((now.now() - FOUNDED_BEFORE).date(), dt.time(9), tzinfo=AMSTERDAM))
    with transaction.atomic():
        made = town.build(founded, chance)
        later = FixedClock(founded.now() + dt.timedelta(minutes=1))
        neighbour = town.build_neighbour(later, chance)
        for place, number in ((made, people), (neighbour, min(NEIGHBOURS, people))):
            with tenant(place.organisation.id):
                caseload.tell(place, now, chance, number, _tell_progress if sys.stdout.isatty() else None)
                agenda.fill(place, now)
                if place is made:
                    doors.fill(place, now, SeededRandomness(doors.__name__))
                care.fill(place, now, SeededRandomness(care.__name__))
                refresh(now)
    return True


def exists() -> bool:
    """Whether the demo organisation has been made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM houvast_find_organisation('voorbeeldstad.localhost', false)")
        return cursor.fetchone() is not None


def sign_ins() -> list[str]:
    """One account per role, for the terminal; the codes stand on the sign-in page itself."""
    lines = [f"Inloggen kan met het wachtwoord {PASSWORD}; de code staat op de inlogpagina. Bijvoorbeeld als:"]
    lines += [f"  {town.COUNSELLORS[0].split()[0].lower()}@voorbeeldstad.example  schuldhulpverlener"]
    lines += [f"  {name.split()[0].lower()}@voorbeeldstad.example  {role.label}" for name, role in town.OTHERS]
    return lines


def _tell_progress(done: int) -> None:
    if done % 25 == 0:
        sys.stdout.write(f"\rVoorbeeldgemeente: {done} aanmeldingen")
        sys.stdout.flush()
