"""The rows of the queue of sign-ups: two clocks side by side, who, how, and whose."""

import datetime as dt
from functools import lru_cache

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from houvast.casework.signup.queries import QueueRow
from houvast.foundation.clock import AMSTERDAM
from houvast.web.counsellor.present import CHANNEL_WORDS, THREAT_WORDS, WANTS_WORDS, clock_badge
from houvast.web.ui.marks import avatar, deadline, icon, language_tag, safe_mark, tries
from houvast.web.ui.page import initials_of
from houvast.web.ui.rows import address_of
from houvast.web.ui.words import phone_words, short_day, time_words

ROW = (
    '<tr{}><td class="app-queue__when">{} <br>{}</td>'
    '<th scope="row"><a class="app-worklist__name" href="{}" data-row>{}</a> {}'
    '<span class="app-queue__reach">{} <bdi>{}</bdi></span></th>'
    "<td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n"
)
IN_CRISIS = format_html(' class="{}"', "app-queue__crisis")
NO_THREAT = format_html('<span class="app-soft">{}</span>', "nee")
OWNER = '<span class="app-queue__owner" title="{}">{} {}</span>'
TAKE_UP = (
    '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    '<button type="submit" class="nl-button app-button app-button--outline app-button--small">'
    "<span>Pak op</span></button></form>"
)


def rows_of(rows: list[QueueRow], request: HttpRequest) -> SafeString:
    """The body of the table. Filled in as a pattern, as all long lists (ui.rows)."""
    today, token = request.clock.today(), get_token(request)
    return format_html_join("", "{}", ((_row(row, today, token),) for row in rows))


def _row(row: QueueRow, today: dt.date, token: str) -> SafeString:
    return format_html(
        ROW,
        IN_CRISIS if row.crisis else "",
        *_received(row.received_at, today),
        address_of("counsellor:dossier", row.dossier_id),
        row.face.list_name,
        safe_mark(row.face.safe_contact),
        WANTS_WORDS.get(row.wants, row.wants),
        _reach(row.reach),
        CHANNEL_WORDS.get(row.channel, row.channel),
        _threat(row),
        deadline(clock_badge(row.contact, today, done="gesproken")),
        deadline(clock_badge(row.talk, today, done="gesprek")),
        tries(row.attempts),
        language_tag(row.face.language, row.face.interpreter),
        _owner(row.owner.name) if row.owner else _take_up(row, token),
    )


def _received(moment: dt.datetime, today: dt.date) -> tuple[str, str]:
    here = moment.astimezone(AMSTERDAM)
    day = "vandaag" if here.date() == today else short_day(here.date())
    return day, time_words(here.time().replace(second=0, microsecond=0))


def _reach(reach: str) -> str:
    return phone_words(reach) if reach.startswith("+") else reach


def _threat(row: QueueRow) -> SafeString:
    if not row.threats:
        return NO_THREAT
    first = min(row.threats, key=lambda one: (not one.statutory, one.expected_on or dt.date.max, one.kind))
    day = f" {short_day(first.expected_on)}" if first.expected_on else ""
    more = f" +{len(row.threats) - 1}" if len(row.threats) > 1 else ""
    words = f"{THREAT_WORDS.get(first.kind, first.kind)}{day}{more}"
    return format_html('<span class="app-queue__threat">{} {}</span>', icon("siren"), words)


@lru_cache(maxsize=256)
def _owner(name: str) -> SafeString:
    return format_html(OWNER, name, avatar(initials_of(name), soft=True), name.split(maxsplit=1)[0])


def _take_up(row: QueueRow, token: str) -> SafeString:
    return format_html(TAKE_UP, address_of("counsellor:take_up", row.dossier_id), token)
