"""A municipality by COPY: of 200,000 dossiers 4,800 open over 60 counsellors, 600 of them waiting for a first talk."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from typing import Any

import psycopg

from houvast.casework.dossier import clocks
from houvast.casework.residents.reading import sort_key
from houvast.foundation.accounts.models import Account
from houvast.foundation.clock import AMSTERDAM
from houvast.foundation.organisations.models import Municipality, Organisation, Team
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard

TERMS = {clocks.CONTACT: 3, clocks.INTAKE: 10, clocks.FIRST_TALK: 28}
OPEN, COUNSELLORS, WAITING = 4_800, 60, 600
CHANNELS = ("website", "website", "phone", "phone", "walk_in", "desk", "letter", "mail", "referral")
LANGUAGES = ("nl",) * 8 + ("ar", "en", "tr", "pl", "uk", "ti", "so")
SYLLABLES = (
    "ja",
    "ko",
    "mi",
    "ra",
    "so",
    "ben",
    "van",
    "der",
    "hof",
    "laar",
    "dijk",
    "ma",
    "ni",
    "ta",
    "wes",
    "oud",
    "zee",
)


def fill(conninfo: str, clock: Any, dossiers: int) -> tuple[uuid.UUID, list[uuid.UUID], uuid.UUID]:
    """Make the organisation and copy everything in. Returns its id, the counsellors' accounts and the officer's."""
    organisation_id = uuid.uuid4()
    with tenant(organisation_id):
        Organisation.objects.create(
            id=organisation_id, slug="groot", name="Grootstad", created_at=clock.now(), demo=True
        )
        place = Municipality.objects.create(
            code="9999", name="Grootstad", phone="+31123456789", valid_from=dt.date(2020, 1, 1)
        )
        team = Team.objects.create(name="Aanmelding", municipality=place, takes_signups=True)
        load_standard(clock)
        made = {kind: clocks.clock_for(kind, clock.today(), place) for kind in clocks.AT_SIGNUP}
    accounts = [
        Account.objects.create(email=f"n{number}@groot.example", display_name=f"Naam {number}", created_at=clock.now())
        for number in range(COUNSELLORS)
    ]
    officer = Account.objects.create(email="q@groot.example", display_name="Kwaliteit", created_at=clock.now())
    with psycopg.connect(conninfo) as connection, connection.cursor() as cursor:
        # Every row is made here and fits: checking references row by row would only test the checking.
        cursor.execute("SET LOCAL session_replication_role = replica")
        _memberships(cursor, organisation_id, team.id, accounts, "counsellor")
        _memberships(cursor, organisation_id, None, [officer], "quality_officer")
        rows = _rows(organisation_id, place.id, team.id, [one.id for one in accounts], made, clock, dossiers)
        _copy(cursor, rows)
        if dossiers >= OPEN:  # a smaller town has not enough files to fill its weeks with
            _planning(cursor, organisation_id, [one.id for one in accounts], clock.today())
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("ANALYZE")
    return organisation_id, [one.id for one in accounts], officer.id


def _memberships(
    cursor: Any, organisation_id: uuid.UUID, team_id: uuid.UUID | None, accounts: list[Account], role: str
) -> None:
    for account in accounts:
        cursor.execute(
            "INSERT INTO accounts_membership (id, organisation_id, account_id, role, team_id, valid_from) "
            "VALUES (%s, %s, %s, %s, %s, '2020-01-01')",
            [uuid.uuid4(), organisation_id, account.id, role, team_id],
        )


TABLES = {
    "residents_person": "id, organisation_id, created_at",
    "residents_personname": "id, organisation_id, holds_on, recorded_at, recorded_as, channel, person_id, call_name, "
    "given_name, infix, surname, salutation, sort_key",
    "residents_contactpoint": "id, organisation_id, version, person_id, kind, value, postal, state, created_at",
    "residents_contactwish": "id, organisation_id, holds_on, recorded_at, recorded_as, channel, person_id, preferred, "
    "comes_by, hours, hours_note, phone_allowed, text_allowed, mail_allowed, post_allowed, voicemail_allowed, "
    "safe_contact, safe_contact_note, language, language_level, interpreter",
    "dossier_dossier": "id, organisation_id, version, number, municipality_id, municipality_known_by, opened_at, "
    "opened_on, look_at, look_at_source, closed_on",
    "dossier_party": "id, organisation_id, version, dossier_id, person_id, role, valid_from",
    "signup_signup": "id, organisation_id, holds_on, recorded_at, recorded_as, channel, dossier_id, party_id, joint, "
    "received_at, language, wants, urgency, found_through, outside_office_hours, help_request",
    "dossier_clock": "id, organisation_id, version, dossier_id, party_id, joint, kind, layer, starts_on, due, plan_by, "
    "provisional, rule_version, calendar_version, started_by_type, started_by_id, stopped_on, stopped_at, "
    "stopped_by_type, stopped_by_id, delay_why, delay_reason",
    "contact_contactattempt": "id, organisation_id, holds_on, recorded_at, recorded_as, channel, dossier_id, party_id, "
    "joint, at, outcome, with_interpreter, first_talk, taught_back, note, retracted",
    "access_accessrelation": "id, organisation_id, dossier_id, kind, account_id, team_id, stand_in, purposes, "
    "data_groups, reason, valid_from",
    "dossier_searchentry": "id, organisation_id, version, dossier_id, party_id, name_key, phones, postcode",
}


def _copy(cursor: Any, rows: Iterator[dict[str, list[tuple[Any, ...]]]]) -> None:
    for batch in rows:
        for table, columns in TABLES.items():
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in batch[table]:
                    copy.write_row(row)


def _rows(
    organisation_id: uuid.UUID,
    place: uuid.UUID,
    team: uuid.UUID,
    accounts: list[uuid.UUID],
    made: Any,
    clock: Any,
    dossiers: int,
) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
    chance = random.Random(1)  # noqa: S311 - repeatable
    now, today = clock.now(), clock.today()
    for start in range(0, dossiers, 20_000):
        batch: dict[str, list[tuple[Any, ...]]] = {table: [] for table in TABLES}
        for number in range(start, min(start + 20_000, dossiers)):
            _one(batch, number, organisation_id, place, team, accounts, made, now, today, chance)
        yield batch


def _one(batch, number, org, place, team, accounts, made, now, today, chance):  # type: ignore[no-untyped-def]
    person, dossier, party, signup = (uuid.uuid4() for _ in range(4))
    is_open, waiting = number < OPEN, number < WAITING
    opened = now - dt.timedelta(days=chance.randrange(0, 3) if waiting else chance.randrange(5, 1500))
    day = opened.date()
    look = today + dt.timedelta(days=chance.randrange(-3, 60))
    surname = "".join(chance.choice(SYLLABLES) for _ in range(3)).title()
    given, phone = chance.choice(SYLLABLES).title(), f"+316{chance.randrange(10**8):08d}"
    stamp = (day, opened, "anonymous", "website")
    batch["residents_person"].append((person, org, opened))
    batch["residents_personname"].append(
        (uuid.uuid4(), org, *stamp, person, given, given, "", surname, "", sort_key(given_name=given, surname=surname))
    )
    batch["residents_contactpoint"].append((uuid.uuid4(), org, 1, person, "phone", phone, b"", "given", opened))
    wish = (person, "phone", False, [], "", *(True,) * 5, number % 9 == 0, b"", "nl", "", number % 20 == 0)
    batch["residents_contactwish"].append((uuid.uuid4(), org, *stamp, *wish))
    closed = None if is_open else min(today, day + dt.timedelta(days=300))
    batch["dossier_dossier"].append(
        (dossier, org, 1, f"SH-{day.year}-{number:06d}", place, "host", opened, day, look if is_open else None,
         "clock:belofte_contact" if waiting else "task:call" if is_open else "", closed)
    )  # fmt: skip
    batch["dossier_party"].append((party, org, 1, dossier, person, "resident", day))
    by, speaks = chance.choice(CHANNELS), chance.choice(LANGUAGES)
    batch["signup_signup"].append(
        (signup, org, day, opened, "anonymous", by, dossier, party, False, opened, speaks, "call", "unknown", "", False,
         b"")
    )  # fmt: skip
    if not waiting:
        for first_talk, days in ((False, chance.choice((0, 1, 1, 2, 5))), (True, chance.randrange(5, 20))):
            then = min(opened + dt.timedelta(days=days, hours=2), now)
            batch["contact_contactattempt"].append(
                (uuid.uuid4(), org, then.date(), then, "staff", "phone", dossier, party, False, then, "reached", False,
                 first_talk, False, b"", False)
            )  # fmt: skip
    for kind, model in made.items():
        ended = None if waiting else (day, opened, "contact_attempt", uuid.uuid4())
        batch["dossier_clock"].append(
            (uuid.uuid4(), org, 1, dossier, party, False, kind, model.layer, day, day + dt.timedelta(days=TERMS[kind]),
             day + dt.timedelta(days=TERMS[kind]), False, model.rule_version, model.calendar_version, "signup", signup,
             *(ended or (None, None, "", None)), "", "")
        )  # fmt: skip
    batch["access_accessrelation"].append((uuid.uuid4(), org, dossier, "team", None, team, False, [], [], "", opened))
    owner = accounts[number % len(accounts)]
    batch["access_accessrelation"].append(
        (uuid.uuid4(), org, dossier, "assigned", owner, None, False, [], [], "", opened)
    )
    batch["dossier_searchentry"].append(
        (uuid.uuid4(), org, 1, dossier, party, sort_key(given_name=given, surname=surname), [phone],
         f"{chance.randrange(1000, 9999)}AB")
    )  # fmt: skip


PLANNING = {
    "planning_freehours": "id, organisation_id, account_id, starts_at, ends_at",
    "planning_appointment": "id, organisation_id, version, dossier_id, party_id, joint, account_id, language, way, "
    "starts_at, ends_at, state, made_at",
}
WEEKS = 4
HOURS = ((9, 12), (13, 16))  # given each working day; in each span two hours are booked


def _planning(cursor: Any, org: uuid.UUID, accounts: list[uuid.UUID], today: dt.date) -> None:
    """Four full weeks of every counsellor: the hours he gives, and the talks booked in them, each on its own file."""
    monday = today - dt.timedelta(days=today.weekday())
    days = [monday + dt.timedelta(weeks=week, days=day) for week in range(WEEKS) for day in range(5)]
    cursor.execute(
        "SELECT dossier.id, party.id FROM dossier_dossier AS dossier JOIN dossier_party AS party "
        "ON party.organisation_id = dossier.organisation_id AND party.dossier_id = dossier.id "
        "WHERE dossier.organisation_id = %s AND dossier.closed_on IS NULL",
        [org],
    )
    files = iter(cursor.fetchall())
    given: list[tuple[Any, ...]] = []
    booked: list[tuple[Any, ...]] = []
    for account in accounts:
        for day in days:
            for first, last in HOURS:
                start, end = (dt.datetime.combine(day, dt.time(hour), tzinfo=AMSTERDAM) for hour in (first, last))
                given.append((uuid.uuid4(), org, account, start, end))
                booked += [
                    (uuid.uuid4(), org, 1, dossier, party, False, account, "", "phone", begins,
                     begins + dt.timedelta(hours=1), "booked", start)
                    for begins in (start, start + dt.timedelta(hours=1))
                    for dossier, party in [next(files)]
                ]  # fmt: skip
    with cursor.copy(
        "COPY planning_freehours (id, organisation_id, account_id, starts_at, ends_at) FROM STDIN"
    ) as copy:
        for row in given:
            copy.write_row(row)
    columns = (
        "id, organisation_id, version, dossier_id, party_id, joint, account_id, language, way, starts_at, ends_at, "
        "state, made_at"
    )
    with cursor.copy(f"COPY planning_appointment ({columns}) FROM STDIN") as copy:
        for row in booked:
            copy.write_row(row)
