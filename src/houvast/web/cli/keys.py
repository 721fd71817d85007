"""`houvast sleutels vernieuwen`: after a new first key in FIELD_KEYS, seal what has an old one again."""

from __future__ import annotations

from importlib import import_module

from houvast.web.cli.with_django import set_up_django
from houvast.web.cli.words import Refused, say


def renew(words: list[str]) -> int:
    """Renew every organisation, one after another; says what is left that needs an old key."""
    if words:
        raise Refused("`houvast sleutels vernieuwen` heeft geen opties. Zet de nieuwe sleutel vooraan in FIELD_KEYS.")
    set_up_django()
    # After Django is set up, and not before: these modules have models.
    rotation = import_module("houvast.foundation.encryption.rotation")
    organisations = import_module("houvast.foundation.organisations.queries")
    done = rotation.Renewed()
    for organisation_id in organisations.every_organisation():
        done += rotation.renew(organisation_id)
    say(f"{done.renewed} waarden hebben nu de nieuwe sleutel.")
    if done.kept:
        say(f"{done.kept} waarden staan in tabellen waar alleen bij mag. Laat de oude sleutel in FIELD_KEYS staan.")
    return 0
