"""Whatever is sent to whatever address by whomever: it is answered, and never by a crash.

Made from what is there: every address of the inventory, and every form that can be found by following links.
"""

import random
import re
import uuid
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.test import Client

from houvast.casework.dossier.services import open_task, take_up
from houvast.casework.planning.services import OfferCommand, add_interpreter, give_hours, offer_slots
from houvast.foundation.access.actor import Actor
from houvast.foundation.tenancy.context import tenant
from houvast.promise.services import refresh
from houvast.web import matrix
from tests.support.desks import with_role
from tests.support.forms_found import read_page
from tests.support.stories import calls, later, signs_up
from tests.support.town import a_town
from tests.web.resident.test_coming_back import comes_back, made_by

pytestmark = pytest.mark.django_db
STARTS = {
    "": ("/", "/aanmelden/", "/rekenhulp/beslag/", "/rekenhulp/toeslagen/"),
    "resident": ("/mijn/",),
    "counsellor": ("/werk/", "/werk/rekenhulp/"),
    "team_lead": ("/werk/aanmeldingen/", "/werk/planning/"),
    "administration": ("/werk/aanmeldingen/",),
    "administrator": ("/beheer/",),
    "quality_officer": ("/kwaliteit/",),
    "finance": ("/werk/account/",),
    "auditor": ("/werk/account/",),
}
# They end the session that asks, by design.
LAST = re.compile(r"/uitloggen/|/mijn/afsluiten/|/snel-weg/|/stoppen/$")
STRANGE = [
    "", " ", "\x00", "a\x00b", "²", "١٢٣", "-1", "0", "1e9", "9" * 40, "NaN", "1.234,56", "1,234.56", "ja", "on",
    "x" * 6000, "2026-02-30", "0001-01-01", "9999-12-31", "25:61", "30-11-2026", "<script>alert(1)</script>",
    "' OR 1=1 --", "{{ 7*7 }}", "{datum}", "%s%n%(x)s", "../../etc/passwd", "\u202egnp.exe", "\ufeff",
    "\U0001f469\u200d", "ʼn", "İ", "ﷺ", "\r\nX-Ding: 1", "00000000-0000-0000-0000-000000000000", "[]", "{}", "null",
    "+31611223344", "999990019", "naam@voorbeeld.example", "a" * 300 + "@voorbeeld.example", "#0b5a52", "12,", "٫",
]  # fmt: skip
RAW = [b"%ff%fe=%ff", b"a=%ED%A0%80", b"=&=&&", b"a" * 5000, b"a=1;b=2", b"\xff\xfe\x00"]
MOST_PAGES, TRIES = 90, 4


@pytest.fixture
def town(db):
    with a_town() as (house, clock):
        with tenant(house.id):
            _people(house, clock)
        yield house, clock


def _people(house, clock):
    crisis = signs_up(house, later(clock, days=-3), threats=("eviction",))
    take_up(house.counsellor, crisis.dossier_id, later(clock, days=-2))
    calls(house, crisis, later(clock, days=-1), "no_answer")
    open_task(house.counsellor, crisis.dossier_id, crisis.party_id, "call_back", "Bel terug", clock.today(), clock)
    talked = signs_up(house, later(clock, days=-6), call_name="Ali")
    calls(house, talked, later(clock, days=-5), "reached", first_talk=True)
    waits = signs_up(house, later(clock, days=-1), phone="+31611223355", call_name="Noor")
    take_up(house.counsellor, waits.dossier_id, clock)
    add_interpreter(Actor.system(house.id), "Rania Salem", ["ar"], clock)
    for days in (2, 3, 4):
        day = later(clock, days=days).now()
        give_hours(house.counsellor, day.replace(hour=8), day.replace(hour=11), clock)
    command = OfferCommand(waits.dossier_id, waits.party_id, (house.counsellor.account,), "phone", "")
    offer_slots(house.counsellor, command, clock)
    signs_up(house, clock)
    refresh(clock)


def somebody(house, clock, role):
    if role == "resident":
        client = Client(raise_request_exception=False)
        comes_back(client, house, made_by(house, clock))
        return client
    if not role:
        return Client(HTTP_HOST="localhost", raise_request_exception=False)
    client = with_role(house, role)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("role", STARTS)
def test_every_form_takes_whatever_is_typed(town, role):
    house, clock = town
    chance = random.Random(f"forms {role}")
    client, asked, crashes = somebody(house, clock, role), 0, []
    for path, forms in list(_pages(client, STARTS[role])):
        for form in forms:
            action = urljoin(path, form.action or path)
            if LAST.search(action):
                continue
            for _ in range(TRIES):
                answers = _answers(form, chance)
                ask = client.post if form.method == "post" else client.get
                asked += 1
                if ask(action, answers).status_code >= 500:
                    crashes.append((action, answers))
            asked += 1
            raw = chance.choice(RAW)
            if client.post(action, raw, content_type="application/x-www-form-urlencoded").status_code >= 500:
                crashes.append((action, raw))
    assert crashes == []
    assert asked >= 20


def _pages(client, starts):
    """Pages behind links, each kind of address once: (path, forms)."""
    waiting, seen = list(starts), set()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        kind = re.sub(r"[0-9a-f-]{36}|\d+", "…", urlsplit(path).path)
        if kind in seen or LAST.search(path):
            continue
        seen.add(kind)
        answer = client.get(path)
        assert answer.status_code < 500, path
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        links, forms = read_page(answer.content.decode())
        waiting += [urljoin(path, link) for link in links if link.startswith(("/", "?"))]
        yield path, forms


def _answers(form, chance):
    """Mostly what the page offers, with strange things in the place of some; a field left out, doubled or unknown."""
    answers = {}
    for name, offered in form.fields.items():
        how = chance.random()
        if how < 0.1:
            continue
        if how < 0.6 and offered:
            answers[name] = chance.choice(offered)
        elif how < 0.95:
            answers[name] = chance.choice(STRANGE)
        else:
            answers[name] = [chance.choice(STRANGE), chance.choice(STRANGE)]
    if chance.random() < 0.2:
        answers[chance.choice(STRANGE)[:50] or "onbekend"] = chance.choice(STRANGE)
    return answers


@pytest.mark.parametrize("role", STARTS)
def test_every_address_takes_whatever_is_asked(town, role):
    house, clock = town
    chance = random.Random(f"addresses {role}")
    client, crashes = somebody(house, clock, role), []
    ids = _ids(client, STARTS[role])
    for one in matrix.addresses():
        for method in ("get", "post", "head", "put", "delete", "options"):
            path = _path(one.pattern, ids, chance)
            if LAST.search(path):
                continue
            query = urlencode({chance.choice(("na", "pagina", "periode", "week", "team", "q")): chance.choice(STRANGE)})
            if getattr(client, method)(f"{path}?{query}").status_code >= 500:
                crashes.append((method, path, query))
    assert crashes == []


def _ids(client, starts):
    """Ids that stand on pages this reader can open, and one of nobody."""
    found = {str(uuid.UUID(int=7))}
    for path, forms in _pages(client, starts):
        found |= set(re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", " ".join([path, *(form.action for form in forms)])))
    return sorted(found)


def _path(pattern, ids, chance):
    """A path of an address: any id for an id, any strange text for a text."""

    def fill(place):
        kind = place.group(1)
        if kind == "uuid":
            return chance.choice(ids)
        if kind == "int":
            return chance.choice(("0", "1", "99999999999999999999"))
        return chance.choice(("x", "1.1", "belofte_contact", "phone", "²", "%00", "a" * 400))

    return re.sub(r"<(\w+):\w+>", fill, pattern.replace("^", "")).replace("<code>", "ABCD-EFGH")
