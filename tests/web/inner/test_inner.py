"""The inner port says whether it works and how much there is to do, and nothing of anybody."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from prometheus_client import generate_latest
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, build_house, clock_at, later_clock
from tests.support.stories import later, signs_up

from houvast.casework.residents.services import NameGiven
from houvast.casework.signup.wishes import change_name
from houvast.foundation import clock as time_source
from houvast.foundation.backup import kept
from houvast.foundation.jobs.models import Intent, IntentState
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard
from houvast.web.cli import inner
from houvast.web.cli.words import Refused
from houvast.web.inner import answers, counted
from houvast.web.inner.standing import standing

MARKERS = ("Zwaluwstaart", "+31611998877", "zwaluwstaart@merk.example", "Merkwaardig")


def asks(path: str, method: str = "GET") -> tuple[int, str]:
    """One request to the inner port, as a scraper sends it."""
    status, kind, body = answers.answer(method, path)
    assert kind.startswith("text/plain")
    return int(status), body.decode()


@pytest.fixture
def house(db):
    house = build_house()
    with tenant(house.id):
        load_standard(clock_at(dt.date(2026, 1, 1)))
    return house


def test_it_lives_and_is_ready_when_the_database_fits(db):
    assert asks("/livez") == (200, "ok\n")
    assert asks("/readyz") == (200, "ok\n")


def test_it_is_not_ready_on_a_database_of_another_version(db, as_superuser):
    as_superuser.execute("CREATE TABLE kept AS TABLE houvast_installation")
    as_superuser.execute("UPDATE houvast_installation SET value = 'older' WHERE key = 'migrations'")
    try:
        assert asks("/readyz") == (503, "migraties\n")
        assert asks("/livez") == (200, "ok\n")
    finally:
        as_superuser.execute(
            "UPDATE houvast_installation AS now SET value = kept.value FROM kept WHERE now.key = kept.key"
        )
        as_superuser.execute("DROP TABLE kept")


def test_a_web_server_that_is_gone_makes_it_neither_live_nor_ready(db, monkeypatch):
    monkeypatch.setenv("HOUVAST_WEB_AT", "127.0.0.1:1")
    assert asks("/livez") == (503, "web\n")
    assert asks("/readyz") == (503, "web\n")


def test_it_only_looks_and_only_at_three_addresses(db):
    assert asks("/metrics", "POST")[0] == 405
    assert asks("/werk/")[0] == 404
    assert asks("/metrics", "HEAD")[0] == 200


def test_what_must_leave_and_clocks_past_their_day_are_counted_over_all_organisations(house):
    other = build_house("buurstad", demo=False)
    with tenant(other.id):
        load_standard(clock_at(dt.date(2026, 1, 1)))
    for one in (house, other):
        with tenant(one.id):
            signs_up(one, WALL_CLOCK, mail="a@merk.example")
    with tenant(other.id):
        waiting = Intent.objects.filter(state=IntentState.WAITING).count()
        Intent.objects.filter(pk=Intent.objects.first().pk).update(
            state=IntentState.PARKED, finished_at=WALL_CLOCK.now()
        )

    now = standing(later_clock(minutes=10))
    assert now.intents[IntentState.PARKED] == 1
    assert now.intents[IntentState.WAITING] == 2 * waiting - 1
    assert now.oldest_intent == 600
    assert now.clocks_overdue == 0
    assert standing(later(WALL_CLOCK, days=3)).clocks_overdue == 2, "two working days to make contact, twice"


def test_the_queue_tells_what_waits_and_which_workers_live(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status) "
            "VALUES ('default', 'x', 0, '{}', 'todo'), ('default', 'x', 0, '{}', 'failed')"
        )
        cursor.execute("UPDATE procrastinate_events SET at = %s", [WALL_CLOCK.now()])
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [WALL_CLOCK.now()])
    now = standing(later_clock(minutes=1))
    assert (now.jobs["todo"], now.jobs["failed"], now.oldest_job, now.workers) == (1, 1, 60, 0)
    assert standing(WALL_CLOCK).workers == 1


@pytest.fixture
def fresh_counts():
    for metric in (counted.REQUESTS, counted.SECONDS):
        metric.clear()
    return lambda: generate_latest(counted.OWN).decode()


def test_pages_are_counted_by_view_and_never_by_address(house, fresh_counts):
    with tenant(house.id):
        made = signs_up(house, WALL_CLOCK)
    with time_source.using(WALL_CLOCK):
        client = signed_in(house.counsellor)
        assert client.get(f"/werk/dossiers/{made.dossier_id}/").status_code == 200
        assert client.get("/bestaat-niet/zwaluwstaart/").status_code == 404
        assert client.get("/static/zwaluwstaart.css").status_code == 404

    told = fresh_counts()
    assert 'houvast_requests_total{method="GET",status="200",view="counsellor:dossier"} 1.0' in told
    assert 'houvast_requests_total{method="GET",status="404",view="none"} 1.0' in told
    assert 'houvast_requests_total{method="GET",status="404",view="static"} 1.0' in told
    assert 'houvast_request_seconds_bucket{le="0.2",view="counsellor:dossier"}' in told
    assert str(made.dossier_id) not in told


def test_a_strange_method_cannot_flood_the_numbers(db, fresh_counts):
    Client(HTTP_HOST="localhost").generic("ZWALUW", "/")
    assert 'method="other"' in fresh_counts()
    assert "ZWALUW" not in fresh_counts()


def test_no_number_carries_anything_of_anybody(house, fresh_counts):
    with tenant(house.id):
        made = signs_up(house, WALL_CLOCK, phone=MARKERS[1], mail=MARKERS[2], help_request=MARKERS[3])
        change_name(house.counsellor, made.dossier_id, made.party_id, NameGiven(call_name=MARKERS[0]), WALL_CLOCK)
    with time_source.using(WALL_CLOCK):
        client = signed_in(house.counsellor)
        client.post("/werk/zoeken/", {"q": MARKERS[0]})
        client.get("/aanmelden/", {"naam": MARKERS[0]})
        client.get(f"/{MARKERS[0]}/")
    told = asks("/metrics")[1] + fresh_counts()
    assert "houvast_requests_total" in told and "houvast_clocks_overdue" in told
    for marker in (*MARKERS, MARKERS[1][-9:], house.organisation.slug, str(made.dossier_id)):
        assert marker not in told


@pytest.mark.parametrize(("public", "beside"), [(8000, 18000), (60000, 50000)])
def test_the_inner_port_stands_beside_the_public_one(monkeypatch, public, beside):
    monkeypatch.delenv("INNER_PORT", raising=False)
    assert inner.port_beside(public) == beside
    monkeypatch.setenv("INNER_PORT", "9180")
    assert inner.port_beside(public) == 9180


def test_without_another_word_it_is_for_this_machine_only(monkeypatch):
    monkeypatch.delenv("INNER_HOST", raising=False)
    assert inner.host() == "127.0.0.1"


@pytest.mark.parametrize("text", ["acht", "0", "70000"])
def test_an_inner_port_that_is_none_is_refused(monkeypatch, text):
    monkeypatch.setenv("INNER_PORT", text)
    with pytest.raises(Refused, match=r"INNER_PORT=.* is geen poort"):
        inner.port_beside(8000)


def test_the_age_of_the_last_copy_is_told_once_there_is_one(house, settings, tmp_path):
    settings.HANDOUT_FOLDER = tmp_path
    with time_source.using(later_clock(hours=5)):
        assert "houvast_backup_age_seconds" not in asks("/metrics")[1]
        (tmp_path / kept.NAME).write_text(f'{{"at": "{WALL_CLOCK.now().isoformat()}"}}\n')
        assert "houvast_backup_age_seconds 18000.0" in asks("/metrics")[1]
