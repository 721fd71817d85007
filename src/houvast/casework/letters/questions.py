"""Messages to and from the resident, with the day by which we promised an answer (ux.md R6).

What he writes may tell anything, so it is read by who has the file. What he reads on the light level is one of a few
sentences in his own language; longer words wait for the full level, or for the phone (security.md 2).
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from houvast.casework.dossier.models import Task, TaskOutcome
from houvast.casework.dossier.services import RESIDENT, STAFF, event, finish_task, locked, must_be_open, open_task
from houvast.casework.letters import services as letters
from houvast.casework.letters.errors import DayMissing, NoNumber, NothingWritten, OftenAsked, OtherQuestion
from houvast.casework.letters.models import WITH_DAY, Answer, Ask, Question, Said
from houvast.casework.letters.wishes import points_of, wishes_of
from houvast.casework.residents.models import ContactKind
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.limits.services import Again, OtherBody, hit, keep_outcome, use_form_key
from houvast.rules import terms

ANSWER_WITHIN = 2  # working days; an own choice, the Belofte names no number
CALL_WITHIN = 1
MOST_A_DAY = 10
DAY = dt.timedelta(days=1)
ANSWER_IT, CALL_HIM, AS_SAID = "answer", "call_me", "as_said"
WORDS = {
    ANSWER_IT: "Antwoord op een bericht van de inwoner",
    CALL_HIM: "Bel de inwoner: vroeg erom op zijn pagina",
}
AS_SAID_WORDS = {
    Said.I_DO: "Laat de inwoner weten dat het geregeld is, zoals je schreef",
    Said.I_CALL: "Bel de inwoner, zoals je schreef",
}
PARTS = {"ochtend": "’s ochtends", "middag": "’s middags", "avond": "’s avonds"}
TOLD_BY_PHONE = "Bel de inwoner: er is een antwoord, en er kan geen bericht weg"


@dataclass(frozen=True)
class AskCommand:
    """What a resident sends: words, or a wish to be called (`ask` of Ask) in a part of the day."""

    ask: str
    form_key: UUID
    words: str = ""
    part_of_day: str = ""


@dataclass(frozen=True)
class Asked:
    """It is in, and we answer or call on this day at the latest."""

    question_id: UUID
    answer_by: dt.date


def ask(actor: Actor, command: AskCommand, clock: WallClock) -> Asked:
    """A resident writes or asks for a call. Whoever has the file gets it as work with the promised day.

    The same form twice is one question. Raises NothingWritten, NoNumber, OftenAsked, OtherQuestion, ClosedDossier.
    """
    dossier_id, party_id = actor.dossier_id, actor.party_id
    if dossier_id is None or party_id is None:
        raise NotYours("OWN")
    require(actor, Action.CREATE, Thing(Kind.MESSAGE, dossier_id, party_id), clock)
    if command.ask == Ask.MESSAGE and not command.words.strip():
        raise NothingWritten
    with transaction.atomic():
        dossier = locked(dossier_id)
        used = use_form_key(command.form_key, repr(command), clock)
        if isinstance(used, OtherBody):
            raise OtherQuestion
        if isinstance(used, Again):
            known = Question.objects.get(pk=used.outcome, party_id=party_id)
            return Asked(known.id, known.answer_by)
        must_be_open(dossier)
        if command.ask == Ask.CALL_ME and not may_be_called(party_id):
            raise NoNumber
        if not hit(f"question:{party_id}", MOST_A_DAY, DAY, clock).allowed:
            raise OftenAsked
        question = _write(actor, dossier_id, party_id, command, clock)
        keep_outcome(command.form_key, str(question.id))
    return Asked(question.id, question.answer_by)


def may_be_called(party_id: UUID) -> bool:
    """Whether there is a number that works and he did not say: do not call me."""
    person_id = letters.person_of(party_id)
    wishes = wishes_of(person_id)
    has_number = any(point.kind == ContactKind.PHONE for point in points_of(person_id))
    return has_number and (wishes is None or wishes.phone_allowed)


def _write(actor: Actor, dossier_id: UUID, party_id: UUID, command: AskCommand, clock: WallClock) -> Question:
    call = command.ask == Ask.CALL_ME
    kind = CALL_HIM if call else ANSWER_IT
    due = terms.add_working_days(clock.today(), CALL_WITHIN if call else ANSWER_WITHIN)
    when = f" ({PARTS[command.part_of_day]})" if call and command.part_of_day in PARTS else ""
    question = Question(
        dossier_id=dossier_id,
        party_id=party_id,
        ask=command.ask,
        words=command.words.strip(),
        part_of_day=command.part_of_day if call else "",
        asked_at=clock.now(),
        answer_by=due,
    )
    system = Actor.system(actor.organisation_id)
    source = ("question", question.id)
    task = open_task(system, dossier_id, party_id, kind, WORDS[kind] + when, due, clock, source=source)
    question.task_id = task.id
    question.save(force_insert=True)
    seen = Seen("question", question.id, dossier_id, fields=("words",), classes=("C",))
    audit.changed(actor, clock, "question.asked", seen)
    event(
        actor, dossier_id, party_id, "question.call_me" if call else "question.asked", clock,
        about=("question", question.id), visible_to=(STAFF, RESIDENT),
    ).save(force_insert=True)  # fmt: skip
    return question


@dataclass(frozen=True)
class AnswerCommand:
    """What a counsellor answers: a sentence of Said, its day where it promises one, and words for the full level."""

    dossier_id: UUID
    party_id: UUID
    said: str
    form_key: UUID
    day: dt.date | None = None
    words: str = ""


def answer(actor: Actor, command: AnswerCommand, clock: WallClock) -> Answer:
    """Answer everything that waits, and tell the resident along a safe way that there is an answer.

    What the sentence promises becomes work with its day. The same form twice is one answer. Raises DayMissing.
    """
    require(actor, Action.CREATE, Thing(Kind.MESSAGE, command.dossier_id, command.party_id), clock)
    promises = command.said in WITH_DAY
    if promises and (command.day is None or command.day < clock.today()):
        raise DayMissing
    with transaction.atomic():
        must_be_open(locked(command.dossier_id))
        used = use_form_key(command.form_key, repr(command), clock)
        if isinstance(used, OtherBody):
            raise OtherQuestion
        if isinstance(used, Again):
            return Answer.objects.get(pk=used.outcome, dossier_id=command.dossier_id)
        made = Answer(
            dossier_id=command.dossier_id, party_id=command.party_id, said=command.said,
            day=command.day if promises else None, words=command.words.strip(), made_at=clock.now(),
            made_by_id=actor.account,
        )  # fmt: skip
        made.save(force_insert=True)
        keep_outcome(command.form_key, str(made.id))
        _after_answer(actor, made, clock)
    return made


def _after_answer(actor: Actor, made: Answer, clock: WallClock) -> None:
    if made.party_id is None:  # an answer is to somebody
        raise NotYours("NO-PARTY")
    _settle(actor, _waiting(made.dossier_id).filter(party_id=made.party_id), clock)
    if made.day is not None:
        what = AS_SAID_WORDS[Said(made.said)]
        source = ("answer", made.id)
        open_task(actor, made.dossier_id, made.party_id, AS_SAID, what, made.day, clock, source=source)
    seen = Seen("answer", made.id, made.dossier_id, fields=("said", "words"), classes=("C",))
    audit.changed(actor, clock, "question.answered", seen)
    event(
        actor, made.dossier_id, made.party_id, "question.answered", clock, about=("answer", made.id),
        visible_to=(STAFF, RESIDENT),
    ).save(force_insert=True)  # fmt: skip
    letters.send(
        actor, made.dossier_id, made.party_id, "message.answer", {}, clock, key=f"message.answer:{made.id}",
        task_if_not=TOLD_BY_PHONE,
    )  # fmt: skip


def settle_by_talk(actor: Actor, dossier_id: UUID, clock: WallClock) -> None:
    """We spoke: who asked for a call has had it. A written question still waits for its answer."""
    _settle(actor, _waiting(dossier_id).filter(ask=Ask.CALL_ME), clock)


def _waiting(dossier_id: UUID) -> QuerySet[Question]:
    return Question.objects.filter(dossier_id=dossier_id, answered_at__isnull=True)


def _settle(actor: Actor, questions: QuerySet[Question], clock: WallClock) -> None:
    tasks = list(questions.values_list("task_id", flat=True))
    questions.update(answered_at=clock.now(), answered_by_id=actor.account_id, version=F("version") + 1)
    for task in Task.objects.filter(pk__in=tasks, outcome=TaskOutcome.OPEN):
        finish_task(actor, task.id, task.version, clock)
