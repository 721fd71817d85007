"""Promise 1 per week, channel, language, team and municipality, with the list behind each number for who may."""

import datetime as dt
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from houvast.foundation.accounts.models import Role
from houvast.foundation.clock import monday_of
from houvast.foundation.organisations.models import Signpost, Team
from houvast.promise import numbers as counts
from houvast.promise.definitions import DEFINITIONS, Definition
from houvast.promise.errors import DayNotOver
from houvast.promise.facts import Period
from houvast.promise.judge import State
from houvast.promise.lists import Asked, Listed, behind
from houvast.promise.numbers import Group, Numbers
from houvast.promise.queries import counted_at
from houvast.promise.services import WEEK
from houvast.web.doors import door
from houvast.web.quality import figures
from houvast.web.quality.figures import Line, Names, Table, query
from houvast.web.quality.present import share_words
from houvast.web.quality.views import LISTED, READERS
from houvast.web.quality.week_rows import week_rows
from houvast.web.request import Request
from houvast.web.ui.csv_file import as_csv
from houvast.web.ui.inputs import BAD_DATE, DATE_FORMATS
from houvast.web.ui.page import page_of
from houvast.web.ui.shapes import Filter
from houvast.web.ui.words import percent

LISTERS = (Role.QUALITY_OFFICER, Role.TEAM_LEAD)  # an administrator opens no list of files
SPANS = {"13": 13, "52": 52}
STATES = {
    "niet": (State.BROKEN,),
    "wel": (State.KEPT,),
    "loopt": (State.AT_RISK, State.NOT_YET),
    "alle": (),
}
STATE_WORDS = {"niet": "niet gehouden", "wel": "gehouden", "loopt": "loopt nog", "alle": "alle aanmeldingen"}
FIRST = "1.3"
PARTS = ("channel:", "language:", "team:", "place:")


@dataclass(frozen=True)
class Chosen:
    """What was asked for. What cannot be read is as if it was not chosen, but for a day: that says so."""

    definition: Definition
    span: str
    week: dt.date | None
    municipality: UUID | None
    share: bool  # as everybody may see it
    exact: bool
    day_typed: str
    day: dt.date | None
    trouble: str

    def query(self, **other: str) -> str:
        """The same choice as the end of an address, but for what is named."""
        asked = {
            "maat": self.definition.id,
            "periode": self.span,
            "week": self.week.isoformat() if self.week else "",
            "gemeente": str(self.municipality or ""),
            "delen": "ja" if self.share else "",
            "op": self.day.isoformat() if self.day else "",
        }
        return query(**{**asked, **other})

    @property
    def now_query(self) -> str:
        """The same choice, as it is known now."""
        return self.query(op="")

    def period(self, today: dt.date) -> Period:
        """The weeks asked for: one, or the last 13 or 52 up to today."""
        if self.week is not None:
            return Period(self.week, self.week + dt.timedelta(days=6))
        first = monday_of(today) - WEEK * (SPANS.get(self.span, SPANS["13"]) - 1)
        return Period(first, today)


@door(roles=READERS)
def numbers_view(request: Request) -> HttpResponse:
    """Q: where and when did we keep promise 1, and where not?"""
    chosen = _chosen(request)
    chosen, found = _found(request, chosen)
    page_of(request).menu_key = "numbers"
    context: dict[str, object] = {
        "chosen": chosen,
        "found": found,
        "measures": _measures(chosen),
        "periods": _periods(request, chosen),
        "csv_url": reverse("quality:numbers_csv") + chosen.query(),
        "counted_at": None if chosen.day else counted_at(),
        "statement_url": reverse("quality:statement", args=[chosen.definition.id]),
        "norm": "0" if chosen.definition.zero else percent(chosen.definition.target),
        "today": request.clock.today(),
    }
    if found is not None and found.total.signups:
        names = _names(request)
        title = figures.title_of_weeks(found, chosen.definition, names)
        funnel_title, steps = figures.funnel_of(found)
        context |= {
            "tiles": figures.tiles_of(found, chosen.definition),
            "weeks_title": title,
            "series": figures.series_of(found, chosen.definition, title),
            "why": figures.why(found, chosen.definition, names),
            "funnel_title": funnel_title,
            "funnel": steps,
            "weeks": week_rows(_weeks(found, chosen, names)),
            "tables": _tables(found, chosen, names),
        }
    return render(request, "quality/numbers.html", context)


@door(roles=READERS)
def numbers_csv(request: Request) -> HttpResponse:
    """The same numbers as a file: every table one under the other, with what it is in the first column."""
    chosen, found = _found(request, _chosen(request))
    rows: list[tuple[object, ...]] = []
    if found is not None:
        names = _names(request)
        kinds = (
            ("week", found.weeks), ("kanaal", found.channels), ("taal", found.languages), ("team", found.teams),
            ("plek", found.places),
            ("gemeente", found.municipalities),
        )  # fmt: skip
        rows = [_csv_row("totaal", "alle aanmeldingen", found.total, chosen.definition)]
        rows += [
            _csv_row(kind, names.together(one.parts), one, chosen.definition)
            for kind, groups in kinds
            for one in groups
        ]
    head = (
        "soort", "groep", "maat", "aanmeldingen", "gehouden", "niet gehouden", "loopt nog", "aandeel gehouden",
        "gesproken", "gesprek afgesproken", "eerste gesprek gehad", "dagen tot contact (mediaan)",
        "dagen tot gesprek (mediaan)",
    )  # fmt: skip
    return as_csv(f"belofte-{chosen.definition.id}-per-groep.csv", head, rows)


@door(roles=LISTERS)
def behind_view(request: Request) -> HttpResponse:
    """The sign-ups behind one number: file number, team and days, never a name."""
    chosen, state, part, listed = _listed(request, LISTED)
    names = _names(request)
    page_of(request).menu_key = "numbers"
    where = [STATE_WORDS[state]]
    where += [figures.week_words(chosen.week.isoformat())] if chosen.week else []
    where += [names.of(part)] if part else []
    return render(
        request,
        "quality/behind.html",
        {
            "chosen": chosen,
            "where": " · ".join(where),
            "rows": [
                (row, names.of(f"channel:{row.channel}"), names.of(f"language:{row.language}")) for row in listed.rows
            ],
            "total": listed.total,
            "more": listed.total - len(listed.rows),
            "back_url": reverse("quality:numbers") + chosen.query(),
            "csv_url": reverse("quality:behind_csv") + chosen.query(stand=state, deel=part),
        },
    )


@door(roles=LISTERS)
def behind_csv(request: Request) -> HttpResponse:
    """The same list as a file."""
    chosen, _, _, listed = _listed(request)
    names = _names(request)
    rows = [
        (
            row.number, row.team, names.of(f"channel:{row.channel}"), names.of(f"language:{row.language}"),
            *(day.isoformat() if day else "" for day in (row.received_on, row.due, row.done_on)),
            "" if row.days is None else row.days, row.tries_in_time,
        )
        for row in listed.rows
    ]  # fmt: skip
    head = ("dossier", "team", "kanaal", "taal", "binnen op", "uiterlijk", "gedaan op", "dagen", "pogingen op tijd")
    return as_csv(f"belofte-{chosen.definition.id}-lijst.csv", head, rows)


def _chosen(request: Request) -> Chosen:
    asked = request.GET
    may_all = counts.may_see_all(request.actor, request.clock)
    share = not may_all or asked.get("delen") == "ja"
    day, trouble = (None, "") if share else _day(asked.get("op", "").strip())
    wanted = asked.get("gemeente", "")
    return Chosen(
        definition=DEFINITIONS.get(asked.get("maat", ""), DEFINITIONS[FIRST]),
        span=asked.get("periode", ""),
        week=None if share else _week(asked.get("week", "")),
        municipality=next((one.id for one in request.municipalities if str(one.id) == wanted), None),
        share=share,
        exact=may_all,
        day_typed=asked.get("op", "").strip()[:20],
        day=day,
        trouble=trouble,
    )


def _day(typed: str) -> tuple[dt.date | None, str]:
    if not typed:
        return None, ""
    for form in DATE_FORMATS:
        try:
            return dt.datetime.strptime(typed, form).date(), ""  # noqa: DTZ007 - a legal day has no time zone
        except ValueError:
            continue
    return None, BAD_DATE


def _week(typed: str) -> dt.date | None:
    """The Monday of a week that was asked for; nothing for what is no day, or lies at the end of the calendar."""
    try:
        monday = monday_of(dt.date.fromisoformat(typed))
        return monday if monday + WEEK else None
    except (ValueError, OverflowError):
        return None


def _found(request: Request, chosen: Chosen) -> tuple[Chosen, Numbers | None]:
    """The numbers, and the choice as it could be followed."""
    actor, clock = request.actor, request.clock
    if chosen.share:
        return chosen, counts.numbers_to_share(actor, chosen.span, chosen.municipality, clock)
    period = chosen.period(clock.today())
    if chosen.day is not None:
        try:
            return chosen, counts.numbers_as_known(actor, period, chosen.municipality, chosen.day, clock)
        except DayNotOver as trouble:
            chosen = replace(chosen, day=None, trouble=trouble.text)
    return chosen, counts.numbers(actor, period, chosen.municipality, clock)


def _listed(request: Request, limit: int | None = None) -> tuple[Chosen, str, str, Listed]:
    """What the list is of is chosen as on the page."""
    chosen = replace(_chosen(request), week=_week(request.GET.get("week", "")))
    today = request.clock.today()
    state = request.GET.get("stand", "")
    state = state if state in STATES else "niet"
    part = request.GET.get("deel", "")
    part = part if part.startswith(PARTS) and _known(part) else ""
    known_at = counts.end_of(chosen.day) if chosen.day is not None and chosen.day < today else None
    asked = Asked(chosen.definition.id, STATES[state], chosen.period(today), chosen.municipality, part, known_at)
    if limit is None:
        return chosen, state, part, behind(request.actor, asked, request.clock)
    return chosen, state, part, behind(request.actor, asked, request.clock, limit)


def _known(part: str) -> bool:
    """Whether a part can be asked for: a team by its id."""
    kind, _, value = part.partition(":")
    if "\0" in value:
        return False
    if kind not in ("team", "place") or not value:
        return True
    try:
        return bool(UUID(value))
    except ValueError:
        return False


def _names(request: Request) -> Names:
    return Names(
        {str(one.id): one.name for one in request.municipalities},
        {str(key): name for key, name in Team.objects.values_list("id", "name")},
        {str(key): name for key, name in Signpost.objects.values_list("id", "name")},
    )


def _weeks(found: Numbers, chosen: Chosen, names: Names) -> list[Line]:
    """The weeks, each leading to itself and to what stands behind its numbers."""
    lines = []
    page_url = chosen.query(week="")
    behind_url = reverse("quality:behind") + page_url
    for one in found.weeks:
        line = figures.line_of(one, chosen.definition, names.together(one.parts), with_bar=False)
        if found.exact:
            where = f"week={one.parts[0]}"
            line = _with_lists(replace(line, url=f"{page_url}&{where}"), behind_url, where)
        lines.append(line)
    return lines


def _tables(found: Numbers, chosen: Chosen, names: Names) -> list[Table]:
    wide = [
        ("channel", "Per kanaal", "Kanaal", found.channels),
        ("language", "Per taal", "Taal", found.languages),
        ("team", "Per team", "Team", found.teams),
        ("place", "Website: per poster of kaartje", "Plek", found.places),
    ]
    if chosen.municipality is None:
        wide.append(("municipality", "Per gemeente", "Gemeente", found.municipalities))
    tables = []
    for key, title, head, groups in wide:
        ordered = sorted(groups, key=lambda one: -(one.signups or 0))
        lines = [_group_line(one, chosen, names, exact=found.exact) for one in ordered]
        if len(lines) > 1:
            tables.append(Table(key, title, head, lines))
        elif not found.exact and key != "place":
            tables.append(Table(key, title, head, [], "De groepen zijn te klein om los te noemen."))
    return tables


def _group_line(one: Group, chosen: Chosen, names: Names, *, exact: bool) -> Line:
    line = figures.line_of(one, chosen.definition, names.together(one.parts))
    if not exact:
        return line
    part, behind_url = one.parts[0], reverse("quality:behind") + chosen.query()
    if part.startswith(PARTS):
        return _with_lists(line, behind_url, urlencode({"deel": part}))
    return _with_lists(replace(line, url=chosen.query(gemeente=part)), behind_url, f"gemeente={part}")


def _with_lists(line: Line, behind_url: str, where: str) -> Line:
    """The lists behind the numbers of a line; a nought has none."""
    return replace(
        line,
        list_url=f"{behind_url}&stand=niet&{where}" if line.broken not in ("0", "") else "",
        kept_url=f"{behind_url}&stand=wel&{where}" if line.kept not in ("0", "") else "",
    )


def _csv_row(kind: str, name: str, one: Group, definition: Definition) -> tuple[object, ...]:
    standing = one.standing[definition.id]
    share = "" if standing.share is None else share_words(standing.share)
    told = (standing.kept, standing.broken, standing.running, share, one.spoken, one.planned, one.held)
    medians = (one.contact_median, one.talk_median)
    return (
        kind, name, definition.id, one.signups, *("" if each is None else each for each in told),
        *("" if each is None else f"{each:g}".replace(".", ",") for each in medians),
    )  # fmt: skip


def _measures(chosen: Chosen) -> list[Filter]:
    return [
        Filter(f"{one.id} {one.short}", chosen.query(maat=one.id), current=one is chosen.definition)
        for one in figures.measures()
    ]


def _periods(request: Request, chosen: Chosen) -> list[Filter]:
    if chosen.share:
        quarters = [counts.quarter_name(one) for one in counts.settled_quarters(request.clock.today())]
        picked = chosen.span if chosen.span in quarters else ""
        found = [
            Filter(figures.quarter_words(one), chosen.query(periode=one), current=one == picked) for one in quarters
        ]
        found.append(Filter("Deze vier samen", chosen.query(periode=""), current=not picked))
    else:
        span = chosen.span if chosen.span in SPANS else "13"
        found = [
            Filter(f"{one} weken", chosen.query(periode=one, week=""), current=one == span and chosen.week is None)
            for one in SPANS
        ]
        if chosen.week is not None:
            found.append(Filter(figures.week_words(chosen.week.isoformat()), chosen.query(), current=True))
    if len(request.municipalities) > 1:
        found.append(Filter("Alle gemeenten", chosen.query(gemeente=""), current=chosen.municipality is None))
        found += [
            Filter(one.name, chosen.query(gemeente=str(one.id)), current=one.id == chosen.municipality)
            for one in request.municipalities
        ]
    if chosen.exact:
        words = "Alle aantallen" if chosen.share else "Om te delen"
        found.append(Filter(words, chosen.query(delen="" if chosen.share else "ja", periode="", week="", op="")))
    return found
