"""`houvast sleutels vernieuwen`: after a new first key in FIELD_KEYS, seal what has an old one again."""

from __future__ import annotations

from importlib import import_module

from houvast.web.cli import database
from houvast.web.cli.with_django import set_up_django
from houvast.web.cli.words import Parser, Refused, say


def renew(words: list[str]) -> int:
    """Open the rotation as the owner, then renew every organisation or leave that to the worker."""
    parser = Parser(prog="houvast sleutels vernieuwen")
    parser.add_argument("--door-werker", action="store_true", help="laat de werker het doen, terwijl alles draait")
    asked = parser.parse_args(words)
    set_up_django()
    if "owner" not in import_module("django.conf").settings.DATABASES:
        raise Refused("Zet DATABASE_OWNER_URL: alleen de eigenaar van de tabellen opent een vernieuwing.")
    with database.own_server():
        return _renew(leave_it=asked.door_werker)


def _renew(*, leave_it: bool) -> int:
    # After Django is set up, and not before: these modules have models.
    rotation = import_module("houvast.foundation.encryption.rotation")
    organisations = import_module("houvast.foundation.organisations.queries")
    clock = import_module("houvast.foundation.clock").installed()
    current = rotation.open_rotation()
    if leave_it:
        say(
            f"De werker geeft alles sleutel {current}, elke tien minuten wat er nog is. "
            "Draai deze opdracht daarna nog eens, zonder --door-werker."
        )
        return 0
    done = rotation.Renewed()
    for organisation_id in organisations.every_organisation():
        done += rotation.renew(organisation_id, clock)
    say(f"{done.renewed} waarden hebben nu sleutel {current}.")
    if done.kept:
        say(f"{done.kept} waarden gaan met geen enkele sleutel open. Laat de oude sleutels in FIELD_KEYS staan.")
        return 1
    rotation.close_rotation()
    say(
        "Niets heeft een oude sleutel nodig. Haal die uit FIELD_KEYS, "
        "en bewaar hem nog zo lang als de oudste kopie van de database."
    )
    return 0
