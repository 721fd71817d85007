"""Founding an organisation with its first administrator: both, or neither."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from houvast.foundation import clock as time_source
from houvast.foundation import randomness as chance_source
from houvast.foundation.access.actor import Actor
from houvast.foundation.accounts.models import Role
from houvast.foundation.accounts.services import invite
from houvast.foundation.organisations.services import NewOrganisation, create_organisation
from houvast.foundation.tenancy.context import tenant


@dataclass(frozen=True)
class Founded:
    """The organisation's name and the one-time link."""

    name: str
    link: str


def found(given: Any) -> Founded:
    """`given` has naam, kort, gemeente, code, beheerder, mail, adres and poort. Raises SettingError."""
    clock, chance = time_source.installed(), chance_source.installed()
    wanted = NewOrganisation(
        name=given.naam,
        slug=given.kort,
        municipality_name=given.gemeente,
        municipality_code=given.code,
        host_name=given.adres.lower(),
    )
    with transaction.atomic():
        organisation = create_organisation(wanted, clock, chance)
        with tenant(organisation.id):
            system = Actor.system(organisation.id, "command")
            invited = invite(system, given.mail, given.beheerder, Role.ADMINISTRATOR, clock, chance)
    path = reverse("invitation", args=[invited.token])
    return Founded(organisation.name, _where(organisation.slug, given) + path)


def _where(slug: str, given: Any) -> str:
    if given.adres:
        return f"https://{given.adres.lower()}"
    if not settings.BARE_HOSTS:
        return ""  # production without an own address: the path is all that is known
    port = given.poort or os.environ.get("PORT") or "8000"
    return f"http://{slug}.localhost:{port}"
