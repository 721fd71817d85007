"""From typed rows to what the components take: ready words, dates as badges. Decides nothing."""

import datetime as dt
from functools import lru_cache
from typing import Literal

from django.urls import reverse

from houvast.casework.contact.services import OTHER_WAY
from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import DelayWhy, Task
from houvast.casework.dossier.page import DossierPage, Line
from houvast.casework.dossier.queries import GROUPS, LATE, LATER, THIS_WEEK, TODAY, DayPlace, DayRow, MyDay, Step
from houvast.casework.dossier.rows import ClockRow
from houvast.casework.letters.models import Ask
from houvast.casework.residents.models import ContactWish
from houvast.casework.signup.models import SignupChannel
from houvast.foundation.clock import AMSTERDAM
from houvast.foundation.words import day_words, short_day, time_words
from houvast.rules import terms
from houvast.web.ui import shapes
from houvast.web.ui.rows import address_of
from houvast.web.ui.words import deadline_badge

GROUP_TITLES = {LATE: "Te laat", TODAY: "Vandaag", THIS_WEEK: "Deze week", LATER: "Later"}
THREAT_WORDS = {
    "eviction": "ontruiming",
    "utilities": "afsluiting",
    "health_insurance": "zorgverzekering stopt",
    "bailiff": "deurwaarder of beslag",
    "food": "geen geld voor eten",
    "forced_sale": "gedwongen verkoop",
    "bank_attachment": "beslag op loon of rekening",
    "bankruptcy_petition": "faillissement aangevraagd",
}
WANTS_WORDS = {"call": "bel", "text": "app", "mail": "mail", "post": "brief", "visit": "komt langs"}
PREFERRED_WORDS = {"phone": "bellen", "text": "app of sms", "mail": "e-mail", "post": "brief"}
CHANNEL_WORDS = dict(SignupChannel.choices)
HOURS_WORDS = {"ochtend": "’s ochtends", "middag": "’s middags", "avond": "’s avonds"}


@lru_cache(maxsize=4096)
def _days_late(due: dt.date, today: dt.date) -> int:
    return terms.working_days_between(due, today)


@lru_cache(maxsize=4096)
def _days_left(today: dt.date, due: dt.date) -> int:
    return terms.working_days_between(today, due)


def badge(due: dt.date | None, today: dt.date, *, in_working_days: bool = False) -> shapes.DeadlineBadge:
    """The badge of a day; late terms in working days are counted in working days."""
    if due is None:
        return deadline_badge(None, today)
    late_by = _days_late(due, today) if in_working_days and due < today else None
    left = _days_left(today, due) if due >= today else None
    return deadline_badge(due, today, late_by=late_by, working_days_left=left, in_working_days=in_working_days)


def step_badge(step: Step | None, today: dt.date) -> shapes.DeadlineBadge:
    """The badge of a step: its planning day."""
    if step is None:
        return deadline_badge(None, today)
    return badge(step.plan_by, today, in_working_days=step.in_working_days)


def work_groups(day: MyDay, today: dt.date) -> list[shapes.WorkGroup]:
    """The groups of "Mijn dag" that have rows, each with one hint."""
    sunday = today + dt.timedelta(days=6 - today.weekday())
    hints = {LATE: "eerst bellen, dan uitleggen", TODAY: day_words(today), THIS_WEEK: f"t/m {day_words(sunday)}"}
    groups = []
    for name in GROUPS:
        rows = [_work_row(row, today) for row in day.rows if row.group == name]
        if not rows:
            continue
        hint = hints.get(name, "" if len(rows) == day.counts[name] else f"eerste {len(rows)} van {day.counts[name]}")
        groups.append(shapes.WorkGroup(GROUP_TITLES[name], day.counts[name], rows, hint))
    return groups


def _work_row(row: DayRow, today: dt.date) -> shapes.WorkRow:
    return shapes.WorkRow(
        name=row.face.list_name,
        url=address_of("counsellor:dossier", row.dossier_id),
        badge=step_badge(row.step, today),
        phase=row.phase.staff,
        phase_at=row.phase.number,
        step=row.step.words if row.step else "Nog geen volgende stap: kies er een",
        who=whose(row.step),
        language=row.face.language,
        interpreter=row.face.interpreter,
        safe=row.face.safe_contact,
        number=row.number,
        more=row.more,
    )


def whose(step: Step | None) -> str:
    """Whose turn, as the list says it."""
    return {"staff": "jij", "resident": "inwoner"}.get(step.whose, step.whose) if step else "jij"


def day_filters(day: MyDay, group: str) -> list[shapes.Filter]:
    """The filters above the list, with their counts."""
    base = reverse("counsellor:my_day")
    links = [shapes.Filter("Alles", base, day.total, current=not group)]
    return links + [
        shapes.Filter(GROUP_TITLES[name], f"{base}?groep={name}", day.counts[name], group == name, name == LATE)
        for name in GROUPS
    ]


def next_page(group: str, place: DayPlace) -> str:
    """Query of the page that begins behind a place."""
    return f"?groep={group}&na={place.text()}" if group else f"?na={place.text()}"


def clock_badge(clock: ClockRow | None, today: dt.date, *, done: str) -> shapes.DeadlineBadge:
    """A clock as a badge: running by its day, stopped by what stopped it."""
    if clock is None:
        return deadline_badge(None, today)
    if clock.stopped_on:
        in_time = clock.stopped_on <= clock.due
        return shapes.DeadlineBadge("later" if in_time else "soon", f"{done} {short_day(clock.stopped_on)}")
    kind = clock.kind.removeprefix(clocks.LOCAL)
    in_days = kind in (clocks.CONTACT, clocks.THREAT_TALK, clocks.LOCAL_THREAT_TALK)
    made = badge(clock.plan_by, today, in_working_days=in_days)
    if kind in (clocks.THREAT_TALK, clocks.LOCAL_THREAT_TALK) and made.kind not in ("late", "today"):
        return shapes.DeadlineBadge(made.kind, f"{made.words} · crisis")
    return made


def wishes_words(wishes: ContactWish | None) -> str:
    """The safe-contact bar in one sentence each: what not, then when."""
    if wishes is None:
        return ""
    closed = [
        words
        for allowed, words in (
            (wishes.phone_allowed, "Bel niet."),
            (wishes.voicemail_allowed, "Spreek geen voicemail in."),
            (wishes.text_allowed, "Stuur geen sms of app."),
            (wishes.mail_allowed, "Stuur geen e-mail."),
            (wishes.post_allowed, "Stuur geen post naar huis."),
        )
        if not allowed
    ]
    hours = " of ".join(HOURS_WORDS[part] for part in wishes.hours if part in HOURS_WORDS)
    when = [f"Alleen {hours}."] if hours else []
    note = [wishes.hours_note] if wishes.hours_note else []
    return " ".join([*closed, *when, *note])


def has_safe_bar(wishes: ContactWish | None) -> bool:
    """The bar stands when contact is not simply safe: the flag, or any way that is closed."""
    if wishes is None:
        return False
    ways = (
        wishes.phone_allowed,
        wishes.voicemail_allowed,
        wishes.text_allowed,
        wishes.mail_allowed,
        wishes.post_allowed,
    )
    return wishes.safe_contact or not all(ways)


def log_line(line: Line, today: dt.date) -> shapes.LogLine:
    """A line of the timeline."""
    here = line.at.astimezone(AMSTERDAM)
    day = short_day(here.date()) if here.year == today.year else f"{short_day(here.date())} {here.year}"
    small = " · ".join(part for part in (line.by, time_words(here)) if part)
    words = f"{line.sentence}: {line.words}" if line.words else line.sentence
    kind: Literal["", "good"] = "good" if line.kind in ("contact.reached", "threat.over", "task.done") else ""
    return shapes.LogLine(day, words, line.icon, small, kind)


def next_step(page: DossierPage, today: dt.date) -> shapes.NextStep | None:
    """The sun bar: what, who, when, and the one filled button."""
    if not page.steps:
        return None
    step = page.steps[0]
    url = reverse("counsellor:attempt", args=[page.dossier.id])
    who = page.owner.name if page.owner else "nog niemand: pak dit op"
    until = f"uiterlijk {day_words(step.due)}" if step.due else ""
    if step.due and step.plan_by and step.plan_by > step.due:
        until = f"uitstel tot {day_words(step.plan_by)}; beloofd was {day_words(step.due)}"
    may = page.may_change.allowed
    label = "Contact vastleggen" if may else ""
    if step.kind == OTHER_WAY:
        url, label = reverse("counsellor:unreached", args=[page.dossier.id]), "Kies een andere weg" if may else ""
    return shapes.NextStep(
        step.words, who, until, step_badge(step, today), label, url if may else "", "phone" if may else ""
    )


def clock_rows(page: DossierPage, today: dt.date) -> list[tuple[str, str, shapes.DeadlineBadge, str]]:
    """All clocks side by side: name, layer, badge, and the mark of a provisional one."""
    layers = {"law": "wet", "belofte": "Belofte", "nvvk": "NVVK", "covenant": "convenant", "local": "gemeente"}
    rows = []
    for clock in sorted(page.clocks, key=lambda one: (one.due, one.kind)):
        note = (
            "voorlopig: nog niet alle vrije dagen bekend" if clock.provisional else f"uiterlijk {day_words(clock.due)}"
        )
        if clock.delay_new_day and clock.stopped_on is None:
            why = DelayWhy(clock.delay_why).label if clock.delay_why else ""
            reasons = " ".join(part for part in (str(why), clock.delay_reason) if part)
            note = f"{note} · uitstel tot {day_words(clock.delay_new_day)}: {reasons}"
        name = clocks.words_of(clock.kind).name
        done = "gesproken" if clock.kind.endswith(clocks.CONTACT) else "gesprek"
        if clock.stopped_by_type == "ending":
            made = shapes.DeadlineBadge("none", "gestopt door inwoner")
        else:
            made = clock_badge(clock, today, done=done)
        note = f"{note}{_took(clock)}"
        rows.append((name, layers.get(clock.layer, clock.layer), made, note))
    return rows


def _took(clock: ClockRow) -> str:
    """What became of a term, in its own measure: working days for those, else calendar days."""
    if clock.stopped_on is None or clock.stopped_by_type == "ending":
        return ""
    in_days = clock.kind.removeprefix(clocks.LOCAL) in (clocks.CONTACT, clocks.THREAT_TALK, clocks.LOCAL_THREAT_TALK)
    count = terms.working_days_between if in_days else _calendar_days
    unit = ("werkdag", "werkdagen") if in_days else ("dag", "dagen")
    days = count(clock.starts_on, clock.stopped_on)
    took = f" · gelukt na {days} {unit[days != 1]}" if days else " · gelukt op de dag zelf"
    late = count(clock.due, clock.stopped_on) if clock.stopped_on > clock.due else 0
    return f"{took}, {late} {unit[late != 1]} te laat" if late else took


def _calendar_days(first: dt.date, last: dt.date) -> int:
    return (last - first).days


def promise_facts(page: DossierPage, today: dt.date) -> list[shapes.PromiseFact]:
    """The six promises in this file, as far as this phase can say."""
    contact = next((clock for clock in page.clocks if clock.kind == clocks.CONTACT), None)
    first = shapes.PromiseFact("Zonder drempels", "nog niet begonnen", "open")
    if contact is not None and contact.stopped_by_type == "ending":
        first = shapes.PromiseFact("Zonder drempels", "inwoner wilde geen hulp", "open")
    elif contact is not None and contact.stopped_on:
        days = terms.working_days_between(contact.starts_on, contact.stopped_on)
        words = "gebeld op de dag zelf" if days == 0 else f"gebeld na {days} werkdag{'en' if days != 1 else ''}"
        first = shapes.PromiseFact("Zonder drempels", words, "kept" if contact.stopped_on <= contact.due else "broken")
    elif contact is not None and contact.due < today:
        late = _days_late(contact.due, today)
        first = shapes.PromiseFact("Zonder drempels", f"{late} werkdag{'en' if late != 1 else ''} te laat", "broken")
    elif contact is not None:
        state: shapes.PromiseState = "risk" if contact.due == today else "open"
        first = shapes.PromiseFact("Zonder drempels", f"bellen vóór {short_day(contact.due)}", state)
    later = [
        ("Vertrouwen", f"vaste persoon: {page.owner.name.split()[0]}" if page.owner else "nog geen vaste persoon"),
        ("Duidelijkheid", "na het eerste gesprek"),
        ("Niet buiten de boot", "dossier blijft open" if page.dossier.closed_on is None else "terugkomen kan altijd"),
        ("Minder druk", "na het plan"),
        ("Schuldenzorgvrij", "na het plan"),
    ]
    return [first, *(shapes.PromiseFact(name, fact) for name, fact in later)]


def task_rows(tasks: list[Task], page: DossierPage, today: dt.date) -> list[tuple[Task, shapes.DeadlineBadge]]:
    """Open tasks with their badge, then those that ended."""
    return [
        (task, badge(task.due, today) if not task.outcome else shapes.DeadlineBadge("later", "klaar")) for task in tasks
    ]


def question_rows(waiting: list[tuple[str, dt.date]], today: dt.date) -> list[tuple[str, shapes.DeadlineBadge]]:
    """What the resident waits for, each with the day we promised."""
    words = {Ask.MESSAGE: "Een bericht van de inwoner wacht op antwoord", Ask.CALL_ME: "De inwoner wil gebeld worden"}
    return [(words[Ask(ask)], badge(day, today, in_working_days=True)) for ask, day in waiting]
