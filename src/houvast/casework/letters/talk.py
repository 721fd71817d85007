"""What was said between a resident and us, for the two who may read it."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from houvast.casework.letters.models import Answer, Question, Said
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.may import may, require
from houvast.foundation.accounts.queries import names_of
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock

MOST_ROWS = 50


@dataclass(frozen=True)
class Spoken:
    """One question or answer. `words` is empty for who may not read them; `has_words` says that there are some."""

    id: UUID
    at: dt.datetime
    ours: bool
    ask: str  # of a question: message, call_me
    said: str  # of an answer: key of Said
    day: dt.date | None  # what the answer promised
    answer_by: dt.date | None  # what we promised for the question
    answered: bool
    by: str
    words: str
    has_words: bool
    part_of_day: str = ""

    @property
    def said_words(self) -> str:
        """The sentence, in the language of the page."""
        return str(Said(self.said).label) if self.said else ""

    def late(self, today: dt.date) -> bool:
        """We promised an answer and did not give it."""
        return bool(self.answer_by and not self.answered and self.answer_by < today)


def own_talk(actor: Actor, clock: Clock) -> list[Spoken]:
    """Of the resident who asks, the newest first; with words only where his level may read messages."""
    dossier_id, party_id = actor.dossier_id, actor.party_id
    if dossier_id is None or party_id is None:
        raise NotYours("OWN")
    require(actor, Action.LOOK, Thing(Kind.ROAD, dossier_id, party_id), clock)
    readable = may(actor, Action.LOOK, Thing(Kind.MESSAGE, dossier_id, party_id), clock).allowed
    return _spoken(dossier_id, party_id, readable=readable)


def talk_on(actor: Actor, dossier_id: UUID, party_id: UUID, clock: Clock) -> list[Spoken]:
    """Of a file, for who has it. Looking is written down; NotYours for who may not read messages."""
    require(actor, Action.LOOK, Thing(Kind.MESSAGE, dossier_id, party_id), clock)
    spoken = _spoken(dossier_id, party_id, readable=True)
    if spoken:
        seen = Seen("question", None, dossier_id, fields=("words",), classes=("C",))
        audit.looked(actor, clock, [seen], action="question.look")
    return spoken


def open_questions(dossier_id: UUID) -> list[tuple[str, dt.date]]:
    """What waits for an answer and until when, without words. Rights are those of the page that shows it."""
    waiting = Question.objects.filter(dossier_id=dossier_id, answered_at__isnull=True)
    return list(waiting.order_by("answer_by", "id").values_list("ask", "answer_by"))


def _spoken(dossier_id: UUID, party_id: UUID, *, readable: bool) -> list[Spoken]:
    asked = Question.objects.filter(dossier_id=dossier_id, party_id=party_id).order_by("-asked_at", "-id")[:MOST_ROWS]
    given = list(
        Answer.objects.filter(dossier_id=dossier_id, party_id=party_id).order_by("-made_at", "-id")[:MOST_ROWS]
    )
    names = names_of(one.made_by_id for one in given)
    rows = [_question(one, readable=readable) for one in asked]
    rows += [_answer(one, names, readable=readable) for one in given]
    return sorted(rows, key=lambda one: (one.at, one.ours), reverse=True)


def _question(one: Question, *, readable: bool) -> Spoken:
    return Spoken(
        one.id, one.asked_at, False, one.ask, "", None, one.answer_by, one.answered_at is not None, "",
        one.words if readable else "", bool(one.words), one.part_of_day,
    )  # fmt: skip


def _answer(one: Answer, names: dict[UUID, str], *, readable: bool) -> Spoken:
    return Spoken(
        one.id, one.made_at, True, "", one.said, one.day, None, True, names.get(one.made_by_id, ""),
        one.words if readable else "", bool(one.words),
    )  # fmt: skip
