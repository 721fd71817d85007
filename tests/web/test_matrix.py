"""Each address is tried by each role, and rows of another organisation never appear anywhere."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from houvast.casework.dossier.services import take_up
from houvast.casework.residents.services import NameGiven
from houvast.casework.signup.wishes import change_name
from houvast.foundation import clock as time_source
from houvast.foundation.access.actor import Actor
from houvast.foundation.accounts.models import Account, Membership, Role
from houvast.foundation.organisations.models import Location, Team
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard
from houvast.web import matrix
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, build_house, clock_at
from tests.support.stories import signs_up

pytestmark = pytest.mark.django_db
WITH_AN_ID = re.compile(r"<\w+:\w+>")
# These sign out or lead on by design.
LEAD_ON = frozenset({"account_logout", "public:leave", "resident:sign_out"})
LANGUAGE_PREFIX = re.compile(r"^/(?:\^|nl/)?")


def a_house(slug: str = "voorbeeldstad"):
    house = build_house(slug, demo=slug == "voorbeeldstad")
    with tenant(house.id):
        load_standard(clock_at(dt.date(2026, 1, 1)))
    return house


def plain_addresses():
    """Addresses without an id in them, as a path."""
    for one in matrix.addresses():
        if WITH_AN_ID.search(one.pattern) or one.name in LEAD_ON:
            continue
        try:
            yield one, reverse(one.name)
        except NoReverseMatch:
            continue


def somebody_with(house, role: str) -> Actor:
    account = Account.objects.create(
        email=f"{role}@{house.organisation.slug}.example", display_name=f"Rol {role}", created_at=WALL_CLOCK.now()
    )
    with tenant(house.id):
        Membership.objects.create(account=account, role=role, team=house.team, valid_from=dt.date(2020, 1, 1))
    return Actor("staff", house.id, level="staff", account_id=account.id, roles=(role,))


@pytest.mark.parametrize("role", Role.values)
def test_every_address_opens_for_exactly_the_roles_on_its_door(role):
    house = a_house()
    with time_source.using(WALL_CLOCK):
        client = signed_in(somebody_with(house, role))
        for one, path in plain_addresses():
            status = client.get(path).status_code
            if one.door.public:
                assert status != 403, path
            elif one.opens_for(role):
                assert status in (200, 302, 405), (path, status)
            elif one.door.resident:
                assert status in (302, 404), (path, status)
            else:
                assert status == 403, (path, status)


def test_nobody_signed_in_is_led_to_a_way_in():
    a_house()
    client = Client(HTTP_HOST="localhost")
    with time_source.using(WALL_CLOCK):
        for one, path in plain_addresses():
            if one.door.public:
                continue
            answer = client.get(path)
            assert answer.status_code == 302, path
            assert answer["Location"].startswith("/inloggen/" if one.door.roles else "/mijn/terug/"), path


MARKER = "Merkteken-Buurstad"


def marked(slug: str):
    """A second organisation in which everything that has a name carries the marker."""
    house = a_house(slug)
    with tenant(house.id):
        made = signs_up(house, WALL_CLOCK, call_name=MARKER, help_request=f"{MARKER} vraag", threats=("eviction",))
        take_up(house.counsellor, made.dossier_id, WALL_CLOCK)
        change_name(
            house.counsellor, made.dossier_id, made.party_id, NameGiven(call_name=MARKER, surname=MARKER), WALL_CLOCK
        )
        Team.objects.create(name=MARKER)
        Location.objects.create(
            municipality=house.municipality, name=MARKER, street=MARKER, postcode="1234 AB", city=MARKER,
            valid_from=dt.date(2020, 1, 1),
        )  # fmt: skip
    return house, made


@pytest.mark.parametrize("role", ["", *Role.values])
def test_rows_of_another_organisation_never_appear_anywhere(role):
    ours = a_house()
    other, made = marked("buurstad")
    with time_source.using(WALL_CLOCK):
        client = signed_in(somebody_with(ours, role)) if role else Client(HTTP_HOST="localhost")
        for _one, path in plain_addresses():
            assert MARKER not in client.get(path).content.decode(errors="replace"), path
        if role == Role.COUNSELLOR:
            assert MARKER not in client.post("/werk/zoeken/", {"q": MARKER}).content.decode().split("<main")[1].replace(
                f"“{MARKER}”", ""
            )
            assert client.get(f"/werk/dossiers/{made.dossier_id}/").status_code == 404
        # The same crawl at home does see it: the marker is really there.
        at_home = signed_in(other.counsellor, "buurstad.localhost")
        assert MARKER in at_home.get("/werk/").content.decode()


def test_headers_stand_on_every_answer_errors_included():
    house = a_house()
    client = signed_in(house.counsellor)
    with time_source.using(WALL_CLOCK):
        answers = [
            client.get(path) for path in ("/", "/werk/", "/bestaat-niet/", "/werk/account/", "/beheer/", "/static/")
        ]
    for answer in answers:
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, answer.status_code
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in answer["Permissions-Policy"]
    assert all(one["Cache-Control"] == "no-store" for one in answers[1:2])
