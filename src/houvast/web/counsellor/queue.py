"""The rows of the queue of sign-ups: two clocks side by side, who, how, and whose.

Filled in as a pattern, as all long lists (ui.rows). Cells that say the same on many rows are made once and kept.
"""

import datetime as dt
from functools import lru_cache

from django.utils.safestring import SafeString

from houvast.casework.signup.queries import QueueRow, ThreatLine
from houvast.foundation.clock import AMSTERDAM
from houvast.web.counsellor.present import CHANNEL_WORDS, THREAT_WORDS, WANTS_WORDS, clock_badge
from houvast.web.ui import shapes
from houvast.web.ui.filled import filled, joined
from houvast.web.ui.marks import avatar, deadline, icon, language_tag, safe_mark, tries
from houvast.web.ui.page import initials_of
from houvast.web.ui.rows import address_of
from houvast.web.ui.words import phone_words, short_day, time_words

TAKE_UP_FORM = "pak-op"  # the one form of the page: each button sends it to the address of its own file
ROW = (
    '<tr{}>{}<th scope="row"><a class="app-worklist__name" href="{}" data-row>{}</a> {}'
    '<span class="app-queue__reach">{} <bdi>{}</bdi></span></th>{}{}<td>{}</td></tr>\n'
)
WHEN = '<td class="app-queue__when">{} <br>{}</td>'
HOW = "<td>{}</td><td>{}</td>"
STANDING = "<td>{}</td><td>{}</td><td>{}</td><td>{}</td>"
IN_CRISIS = filled(' class="{}"', "app-queue__crisis")
NO_THREAT = filled('<span class="app-soft">{}</span>', "nee")
OWNER = '<span class="app-queue__owner" title="{}">{} {}</span>'
TAKE_UP = (
    '<button type="submit" form="{}" formaction="{}" class="nl-button app-button app-button--outline '
    'app-button--small"><span>Pak op</span></button>'
)
KEPT = 2048


def rows_of(rows: list[QueueRow], today: dt.date) -> SafeString:
    """The body of the table."""
    return joined([_row(row, today) for row in rows])


def _row(row: QueueRow, today: dt.date) -> SafeString:
    return filled(
        ROW,
        IN_CRISIS if row.crisis else "",
        _received(row.received_at.astimezone(AMSTERDAM).replace(second=0, microsecond=0), today),
        address_of("counsellor:dossier", row.dossier_id),
        row.face.list_name,
        safe_mark(row.face.safe_contact),
        WANTS_WORDS.get(row.wants, row.wants),
        _reach(row.reach),
        _how(row.channel, row.threats),
        _standing(
            clock_badge(row.contact, today, done="gesproken"),
            clock_badge(row.talk, today, done="gesprek"),
            row.attempts,
            row.face.language,
            row.face.interpreter,
        ),
        _owner(row.owner.name) if row.owner else _take_up(row),
    )


@lru_cache(KEPT)
def _received(here: dt.datetime, today: dt.date) -> SafeString:
    return filled(WHEN, "vandaag" if here.date() == today else short_day(here.date()), time_words(here.time()))


def _reach(reach: str) -> str:
    return phone_words(reach) if reach.startswith("+") else reach


@lru_cache(KEPT)
def _how(channel: str, threats: tuple[ThreatLine, ...]) -> SafeString:
    return filled(HOW, CHANNEL_WORDS.get(channel, channel), _threat(threats) if threats else NO_THREAT)


def _threat(threats: tuple[ThreatLine, ...]) -> SafeString:
    first = min(threats, key=lambda one: (not one.statutory, one.expected_on or dt.date.max, one.kind))
    day = f" {short_day(first.expected_on)}" if first.expected_on else ""
    more = f" +{len(threats) - 1}" if len(threats) > 1 else ""
    words = f"{THREAT_WORDS.get(first.kind, first.kind)}{day}{more}"
    return filled('<span class="app-queue__threat">{} {}</span>', icon("siren"), words)


@lru_cache(KEPT)
def _standing(
    contact: shapes.DeadlineBadge, talk: shapes.DeadlineBadge, attempts: int, language: str, interpreter: bool
) -> SafeString:
    return filled(STANDING, deadline(contact), deadline(talk), tries(attempts), language_tag(language, interpreter))


@lru_cache(KEPT)
def _owner(name: str) -> SafeString:
    return filled(OWNER, name, avatar(initials_of(name), soft=True), name.split(maxsplit=1)[0])


def _take_up(row: QueueRow) -> SafeString:
    return filled(TAKE_UP, TAKE_UP_FORM, address_of("counsellor:take_up", row.dossier_id))
