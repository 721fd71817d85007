"""What stands on top of *Mijn*: the card of now, the delay when there is one, and the whole road."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from houvast.casework.dossier.usual import Usual
from houvast.casework.planning.queries import AppointmentRow, OwnAppointments
from houvast.casework.signup.queries import ResidentHome
from houvast.rules import terms
from houvast.web.public.views import STEPS, usual_durations
from houvast.web.public.words import in_words, ltr, number_words, promise, sentence
from houvast.web.resident.appointment import shown_day, shown_of
from houvast.web.ui.shapes import Delay, NowCard, RoadStep, StepState


def now_card(mine: ResidentHome, own: OwnAppointments) -> NowCard:
    """What happens now: the talk that stands, a time to choose, our call, or our talk."""
    if own.booked is not None:
        return _appointment_card(own.booked)
    if own.offered and mine.talked_on is None:
        return NowCard(
            lead=_("Wij willen met je praten."), strong=_("Kies een tijd die jou past."), must=_("Kies een tijd."),
            rest=_("Neem niets mee."), button=_("Kies een tijd"), button_url=reverse("resident:appointment"),
        )  # fmt: skip
    button, url = _("Kies een beste tijd"), reverse("resident:change_wish", args=["tijd"])
    if mine.called_on is None and mine.contact is not None and mine.talked_on is None:
        if mine.late:
            return NowCard(lead=_("Wij hadden je al moeten bellen. Wij doen dat nu zo snel mogelijk."), button=button,
                           button_url=url)  # fmt: skip
        words, day = promise(mine.wants), mine.contact.due
        return NowCard(lead=words, strong=in_words(day), day=day, button=button, button_url=url)
    if mine.talked_on is None and mine.talk is not None:
        words = _("Wij praten samen, uiterlijk")
        return NowCard(lead=words, strong=in_words(mine.talk.due), day=mine.talk.due, rest=_("Neem niets mee."),
                       button=button, button_url=url)  # fmt: skip
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


def delay_of(request: HttpRequest, mine: ResidentHome) -> Delay | None:
    """Only if true: what we promised and did not do, and the new date. The reason is ours, never the resident's."""
    if not mine.late or mine.contact is None:
        return None
    today = request.clock.today()
    new_day = mine.contact.delay_new_day or terms.add_working_days(today, 1)
    phone = number_words(request.municipality.phone) if request.municipality else ""
    promised = _("Wij zouden uiterlijk %(day)s contact met je hebben. Dat is ons niet gelukt. Sorry.")
    return Delay(
        promised=promised % {"day": in_words(mine.contact.due)},
        why=_("Dat ligt aan ons, niet aan jou."),
        who=_("Wij bellen jou. Bellen mag ook: %(phone)s.") % {"phone": phone},
        new_date=_("Uiterlijk %(day)s") % {"day": in_words(max(new_day, today))},
    )


def road_of(request: HttpRequest, mine: ResidentHome, usual: Usual, booked: AppointmentRow | None) -> list[RoadStep]:
    """The eight steps: done with its day, now with who does what, later with its latest day or usual duration."""
    at = 3 if mine.talked_on else 2 if mine.called_on else 1
    durations = usual_durations(request)
    lines = {
        "signed_up": sentence(in_words(mine.signed_up_on)),
        "called": _by(mine.called_on, mine.contact.due if mine.contact and not mine.late else None, usual.contact),
        "talk": _by(mine.talked_on, mine.talk.due if mine.talk else None, usual.talk),
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
