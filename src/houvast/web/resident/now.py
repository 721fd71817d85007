"""What stands on top of *Mijn*: the card of now, the delay when there is one, and the whole road."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from houvast.casework.dossier.models import DelayWhy
from houvast.casework.dossier.rows import ClockRow
from houvast.casework.dossier.usual import Usual
from houvast.casework.planning.queries import AppointmentRow, OwnAppointments
from houvast.casework.signup.queries import ResidentHome
from houvast.rules import terms
from houvast.web.public.views import STEPS, usual_durations
from houvast.web.public.words import in_words, ltr, number_words, promise, sentence
from houvast.web.request import Request
from houvast.web.resident.appointment import shown_day, shown_of
from houvast.web.ui.shapes import Delay, NowCard, RoadStep, StepState


def now_card(mine: ResidentHome, own: OwnAppointments, quiet_until: dt.date | None) -> NowCard:
    """What happens now: the talk that stands, peace until a day, a time to choose, our call, or our talk."""
    if own.booked is not None:
        return _appointment_card(own.booked)
    if quiet_until is not None:
        return NowCard(
            lead=_("Wij laten je met rust tot"), strong=in_words(quiet_until), day=quiet_until,
            rest=_("Wil je eerder praten? Dat mag altijd."), button=_("Bel mij liever"),
            button_url=reverse("resident:call_me"),
        )  # fmt: skip
    if own.offered and mine.talked_on is None:
        return NowCard(
            lead=_("Wij willen met je praten."), strong=_("Kies een tijd die jou past."), must=_("Kies een tijd."),
            rest=_("Neem niets mee."), button=_("Kies een tijd"), button_url=reverse("resident:appointment"),
        )  # fmt: skip
    return _promise_card(mine)


def _promise_card(mine: ResidentHome) -> NowCard:
    button, url = _("Kies een beste tijd"), reverse("resident:change_wish", args=["tijd"])
    if mine.called_on is None and mine.contact is not None and mine.talked_on is None:
        day = mine.contact.delay_new_day or mine.contact.due
        if mine.late and mine.contact.delay_new_day is None:
            return NowCard(lead=_("Wij hadden je al moeten bellen. Wij doen dat nu zo snel mogelijk."), button=button,
                           button_url=url)  # fmt: skip
        return NowCard(lead=promise(mine.wants), strong=in_words(day), day=day, button=button, button_url=url)
    if mine.talked_on is None and mine.talk is not None:
        day = mine.talk.delay_new_day or mine.talk.due
        return NowCard(lead=_("Wij praten samen, uiterlijk"), strong=in_words(day), day=day,
                       rest=_("Neem niets mee."), button=button, button_url=url)  # fmt: skip
    return NowCard(lead=_("Wij maken samen een plan."), strong=_("Wij bellen je als er iets is."))


def _appointment_card(booked: AppointmentRow) -> NowCard:
    shown = shown_of(booked)
    where = str(shown["place"] or shown["how"])
    with_interpreter = _("Met een tolk.") if booked.with_interpreter else ""
    return NowCard(
        lead=_("Wij praten samen op"),
        strong=str(shown["moment"]),
        day=shown_day(booked),
        where=" ".join(part for part in (f"{where}.", with_interpreter) if part.strip(".")),
        rest=_("Neem niets mee."),
        button=_("Verzet de afspraak, of zeg: ik kan niet"),
        button_url=reverse("resident:appointment"),
        file=_("Zet in mijn agenda"),
        file_url=reverse("resident:calendar_file"),
    )


def delay_of(request: Request, mine: ResidentHome) -> Delay | None:
    """Only if true: what we promised and did not do, why, and the new date. The reason is never the resident's."""
    today = request.clock.today()
    if mine.contact is not None and mine.called_on is None and _is_late(mine.contact, today):
        late, promised = mine.contact, _("Wij zouden uiterlijk %(day)s contact met je hebben.")
    elif mine.talk is not None and mine.talked_on is None and _is_late(mine.talk, today):
        late, promised = mine.talk, _("Wij zouden uiterlijk %(day)s met je praten.")
    else:
        return None
    new_day = late.delay_new_day or terms.add_working_days(today, 1)
    phone = number_words(request.municipality.phone) if request.municipality else ""
    sorry = _("Dat is ons niet gelukt. Sorry.") if late.due < today else _("Dat gaat ons niet lukken. Sorry.")
    why = DelayWhy(late.delay_why).label if late.delay_why else _("Dat ligt aan ons, niet aan jou.")
    return Delay(
        promised=f"{promised % {'day': in_words(late.due)}} {sorry}",
        why=str(why),
        who=_("Wij bellen jou. Bellen mag ook: %(phone)s.") % {"phone": phone},
        new_date=_("Uiterlijk %(day)s") % {"day": in_words(max(new_day, today))},
    )


def _is_late(clock: ClockRow, today: dt.date) -> bool:
    """The day we promised has gone by, or we said that it will be a later one and he did not ask for that."""
    running = clock.stopped_on is None and clock.delay_why not in (DelayWhy.QUIET, DelayWhy.ASKED)
    return running and (clock.due < today or clock.delay_new_day is not None)


def road_of(request: Request, mine: ResidentHome, usual: Usual, booked: AppointmentRow | None) -> list[RoadStep]:
    """The eight steps: done with its day, now with who does what, later with its latest day or usual duration."""
    at = 3 if mine.talked_on else 2 if mine.called_on else 1
    durations = usual_durations(request)
    lines = {
        "signed_up": sentence(in_words(mine.signed_up_on)),
        "called": _by(mine.called_on, _day_of(mine.contact, request), usual.contact),
        "talk": _by(mine.talked_on, _day_of(mine.talk, request), usual.talk),
    }
    if booked is not None and not mine.talked_on:
        lines["talk"] = sentence(str(shown_of(booked)["moment"])) + "."
    who = {"called": _("Wij doen dit."), "talk": _("Je hoeft niets mee te nemen.")}
    steps = []
    for number, (name, title, _picture) in enumerate(STEPS):
        state: StepState = "done" if number < at else "now" if number == at else "later"
        line = lines.get(name) or _plain(durations.get(name))
        says_who = state == "now" or (name == "talk" and state == "later")
        shown = who.get(name, _("Wij doen dit samen.")) if says_who else ""
        name_now = _("Je bent aangemeld") if number == 0 else str(title)
        steps.append(RoadStep(name_now, state, line, shown))
    return steps


def _day_of(clock: ClockRow | None, request: Request) -> dt.date | None:
    """The day that holds now: the new one of a delay, else the promised one; None when both have gone by."""
    if clock is None:
        return None
    day = max(clock.due, clock.delay_new_day or clock.due)
    return day if day >= request.clock.today() else None


def _by(done: dt.date | None, due: dt.date | None, usual: int | None) -> str:
    if done:
        return sentence(in_words(done))
    latest = _("Uiterlijk %(day)s.") % {"day": in_words(due)} if due else _("Zo snel mogelijk.")
    return f"{latest} {_usually(usual)}".strip()


def _usually(days: int | None) -> str:
    """The middle of our own files; nothing while there are too few of them to say."""
    if days is None:
        return ""
    if days == 0:
        return _("Meestal dezelfde dag.")
    if days == 1:
        return _("Meestal na 1 dag.")
    return _("Meestal na %(days)s dagen.") % {"days": ltr(str(days))}


def _plain(text: Any) -> str:
    return " ".join(words for block in text.paragraphs for words, _bold in block) if text else ""
