"""What residents wrote, who is left in peace, cards that wait, and who is at the desk today."""

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from houvast.casework.contact.delays import DelayCommand, delay
from houvast.casework.contact.errors import ContactError
from houvast.casework.contact.services import OTHER_WAY
from houvast.casework.contact.unreached import leave_in_peace, plan_home_visit
from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import Clock as DossierClock
from houvast.casework.dossier.models import Task, TaskOutcome
from houvast.casework.dossier.rows import faces_of
from houvast.casework.dossier.services import Whose, record_address
from houvast.casework.letters.cards import ask_card
from houvast.casework.letters.errors import LettersError
from houvast.casework.letters.models import Ask, Said
from houvast.casework.letters.questions import AnswerCommand, AskCommand, answer, ask
from houvast.casework.planning.walk_in import arrive, take
from houvast.casework.residents.errors import FactChanged
from houvast.casework.residents.services import AddressGiven
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.models import AccessRelation, RelationKind
from houvast.foundation.clock import Clock, FixedClock
from houvast.foundation.randomness import Randomness, uuid4
from houvast.rules import terms
from houvast.web.demo.town import Town

QUESTIONS = (
    "Mag mijn zus mee naar het gesprek?",
    "Ik heb een nieuwe brief gekregen en snap hem niet.",
    "Kan de afspraak ook in de avond?",
    "هل يمكن أن يكون المترجم امرأة؟",
    "Wanneer hoor ik iets?",
)
MOST_ASKING, ANSWERED_OF = 15, 3  # of each three questions one waits
QUIET = dt.timedelta(days=28)
AT_DESK, MOST_LATE = 3, 6
LONGER = "interpreter"


@dataclass(frozen=True)
class File:
    """An open file with who has it."""

    counsellor: Actor
    dossier_id: UUID
    party_id: UUID


def fill(town: Town, now: Clock, chance: Randomness) -> None:
    """Small stories on files that are open: who asks, who is not reached, who waits, what takes longer."""
    owners = _owners(town)
    talking = list(_files(owners, _called(now)))
    for index, file in enumerate(talking[:MOST_ASKING]):
        _asks(file, now, chance, index)
    for index, file in enumerate(_files(owners, _silent())):
        _another_way(file, now, index)
    for index, file in enumerate(talking[MOST_ASKING : MOST_ASKING + AT_DESK]):
        _at_the_desk(file, now, index)
    for file in _files(owners, _late(now)):
        new_day = terms.add_working_days(now.today(), 4)
        delay(file.counsellor, DelayCommand(file.dossier_id, file.party_id, (clocks.INTAKE,), LONGER, new_day), now)


def _owners(town: Town) -> dict[UUID, Actor]:
    of_account = {one.account_id: one for one in town.counsellors}
    assigned = AccessRelation.objects.filter(kind=RelationKind.ASSIGNED, valid_until__isnull=True, stand_in=False)
    rows = assigned.values_list("dossier_id", "account_id")
    return {dossier_id: of_account[account] for dossier_id, account in rows if account in of_account}


def _files(owners: dict[UUID, Actor], ids: Iterable[UUID]) -> Iterator[File]:
    wanted = [one for one in ids if one in owners]
    faces = faces_of(wanted)
    return (File(owners[one], one, faces[one].party_id) for one in wanted)


def _called(now: Clock) -> list[UUID]:
    """Files that were called some time ago and are open."""
    before = now.today() - dt.timedelta(days=10)
    called = DossierClock.objects.filter(
        kind=clocks.CONTACT, stopped_on__lt=before, dossier__closed_on__isnull=True
    ).order_by("-dossier__number")
    return list(called.values_list("dossier_id", flat=True)[: MOST_ASKING + AT_DESK])


def _silent() -> list[UUID]:
    waiting = Task.objects.filter(kind=OTHER_WAY, outcome=TaskOutcome.OPEN, dossier__closed_on__isnull=True)
    return list(waiting.order_by("dossier__number").values_list("dossier_id", flat=True))


def _late(now: Clock) -> list[UUID]:
    late = DossierClock.objects.filter(
        kind=clocks.INTAKE, stopped_on__isnull=True, due__lt=now.today(), delay_new_day__isnull=True,
        dossier__closed_on__isnull=True,
    )  # fmt: skip
    return list(late.order_by("dossier__number").values_list("dossier_id", flat=True)[:MOST_LATE])


def _asks(file: File, now: Clock, chance: Randomness, index: int) -> None:
    me = Actor(
        kind="resident", organisation_id=file.counsellor.organisation_id, dossier_id=file.dossier_id,
        party_id=file.party_id, level="N1",
    )  # fmt: skip
    then = FixedClock(now.now() - dt.timedelta(days=(0, 1, 5)[index % 3], hours=2))
    words, what = (QUESTIONS[index % len(QUESTIONS)], Ask.MESSAGE) if index % 4 else ("", Ask.CALL_ME)
    try:
        ask(me, AskCommand(what, uuid4(chance), words, ("ochtend", "", "avond")[index % 3]), then)
    except LettersError:  # no number to call on: he would read that, and write instead
        return
    if index % ANSWERED_OF:
        said = (Said.YES, Said.AT_TALK, Said.I_CALL)[index % 3]
        day = terms.add_working_days(now.today(), 1) if said == Said.I_CALL else None
        answer(file.counsellor, AnswerCommand(file.dossier_id, file.party_id, said, uuid4(chance), day), now)


def _another_way(file: File, now: Clock, index: int) -> None:
    """Of who was not reached: a card, a visit, peace, or still to choose."""
    ways = (_in_peace, ask_card, plan_home_visit)
    if index % 4 == len(ways):
        return
    with contextlib.suppress(FactChanged):  # an address is known already
        where = Whose(file.dossier_id, file.party_id)
        record_address(file.counsellor, where, AddressGiven(f"Lindelaan {index + 1}", "1234 AB", "Voorbeeldstad"), now)
    with contextlib.suppress(ContactError, LettersError):  # not safe here, or there is haste: the file goes on asking
        ways[index % 4](file.counsellor, file.dossier_id, file.party_id, now)


def _in_peace(counsellor: Actor, dossier_id: UUID, party_id: UUID, now: Clock) -> None:
    leave_in_peace(counsellor, dossier_id, party_id, now.today() + QUIET, now)


def _at_the_desk(file: File, now: Clock, index: int) -> None:
    came = FixedClock(now.now() - dt.timedelta(minutes=12 * (AT_DESK - index)))
    visit = arrive(file.counsellor, file.dossier_id, file.party_id, came)
    if index == 0:
        take(file.counsellor, visit.id, now)
