"""The settings, the addresses and the keys of this installation, against what stands in its database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.http.request import validate_host

from houvast.foundation import startup
from houvast.foundation.backup import kept
from houvast.foundation.checks import CheckResult
from houvast.foundation.clock import Clock
from houvast.foundation.encryption.cipher import CannotDecrypt, Place, keyring
from houvast.foundation.encryption.fields import encrypted_fields
from houvast.foundation.organisations.models import Municipality, Organisation
from houvast.foundation.organisations.queries import every_organisation
from houvast.foundation.tenancy.context import tenant

OLD_COPY = dt.timedelta(days=2)
LOOKED_AT = 3  # organisations whose values are tried; a wrong set of keys opens nothing anywhere


def of_settings(chosen: Any) -> Iterator[CheckResult]:
    """What the environment gave: for real people or for looking, with which secrets, on which names."""
    if not chosen.PRODUCTION:
        yield CheckResult(
            "Instellingen",
            "grey",
            "Voor kijken en bouwen. Echte mensen: DJANGO_SETTINGS_MODULE=houvast.settings.production",
        )
    else:
        yield CheckResult("Instellingen", "green", "Productie.")
    objections = startup.settings_objections(chosen)
    fine = f"{len(chosen.FIELD_KEYS)} veldsleutel(s); nieuwe waarden krijgen {next(iter(chosen.FIELD_KEYS))}."
    yield CheckResult("Geheimen", "red", " ".join(objections)) if objections else CheckResult("Geheimen", "green", fine)
    yield _proxy(chosen)


def _proxy(chosen: Any) -> CheckResult:
    if chosen.PRODUCTION and not chosen.TRUSTED_PROXIES:
        return CheckResult(
            "Proxy", "grey", "TRUSTED_PROXIES is 0. Staat er een proxy voor die TLS doet, zet dan het aantal."
        )
    return CheckResult("Proxy", "green", f"{chosen.TRUSTED_PROXIES} proxy's vertrouwd.")


def of_copies(chosen: Any, clock: Clock) -> CheckResult:
    """Whether a copy was made lately."""
    made = kept.last(Path(chosen.HANDOUT_FOLDER))
    if made is None:
        return CheckResult("Kopie", "grey", "Er is nog geen kopie gemaakt. Draai `houvast backup MAP`, elke nacht.")
    days = (clock.now() - made).days
    if clock.now() - made > OLD_COPY:
        return CheckResult(
            "Kopie", "red", f"De laatste kopie is {days} dagen oud. Kijk waarom `houvast backup` niet draait."
        )
    return CheckResult("Kopie", "green", f"De laatste is van {made:%Y-%m-%d %H:%M} UTC.")


def of_organisations() -> Iterator[CheckResult]:
    """Whether there is one, whether its address opens, and whether our keys open its values. Needs the tables."""
    ids = every_organisation()
    if not ids:
        yield CheckResult("Organisaties", "grey", "Er is er nog geen. Maak de eerste: `houvast organisatie nieuw`.")
        return
    yield CheckResult("Organisaties", "green", f"{len(ids)}")
    yield addresses(ids, settings.ALLOWED_HOSTS)
    yield keys_fit(ids[:LOOKED_AT])


def addresses(ids: list[UUID], allowed: list[str]) -> CheckResult:
    """Every address that an organisation or a municipality was given must be one that we answer on."""
    shut = sorted({name for one in ids for name in _host_names(one) if not validate_host(name, allowed)})
    if shut:
        return CheckResult(
            "Adressen", "red", f"Niet in ALLOWED_HOSTS: {', '.join(shut)}. Zet ze erbij en start opnieuw."
        )
    return CheckResult("Adressen", "green", ", ".join(allowed))


def _host_names(organisation_id: UUID) -> list[str]:
    with tenant(organisation_id):
        own = Organisation.objects.filter(pk=organisation_id).values_list("host_name", flat=True)
        return [name for name in [*own, *Municipality.objects.values_list("host_name", flat=True)] if name]


def keys_fit(ids: list[UUID]) -> CheckResult:
    """One sealed value of every field is opened, and looked at by nobody."""
    tried = 0
    for organisation_id in ids:
        with tenant(organisation_id):
            for place, sealed in _samples(organisation_id):
                try:
                    keyring().open(sealed, place)
                except CannotDecrypt as trouble:
                    return CheckResult(
                        "Sleutels", "red", f"{trouble} Zet de FIELD_KEYS terug waarmee deze gegevens gemaakt zijn."
                    )
                tried += 1
    if not tried:
        return CheckResult("Sleutels", "grey", "Er staat nog niets versleuteld.")
    return CheckResult("Sleutels", "green", "De gegevens gaan ermee open.")


def _samples(organisation_id: UUID) -> Iterator[tuple[Place, bytes]]:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in apps.get_models():
            for column in encrypted_fields(model):
                table, name = model._meta.db_table, str(column.column)
                cursor.execute(
                    f"SELECT id, {quote(name)} FROM {quote(table)} "  # noqa: S608 - names of our own models
                    f"WHERE organisation_id = %s AND {quote(name)} IS NOT NULL LIMIT 1",
                    [organisation_id],
                )
                for row_id, sealed in cursor.fetchall():
                    yield Place(organisation_id, table, name, row_id), bytes(sealed)
