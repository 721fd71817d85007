"""A worry about somebody who does not know of it. A person looks first; nobody is told what came of it.

Whether somebody is known to us is never told to who gives it: what he reads is the same for everybody.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from houvast.casework.dossier.models import Dossier
from houvast.casework.dossier.services import event
from houvast.casework.referrals.errors import FormUsedBefore, NoteMissing, NotYoursToEnd, StaleConcern
from houvast.casework.referrals.models import STEPS, Concern, ConcernState, EndReason, Giver
from houvast.casework.residents.errors import ResidentError
from houvast.casework.residents.models import ContactPoint
from houvast.casework.residents.reading import read_mail, read_phone
from houvast.casework.signup.models import SignupChannel
from houvast.casework.signup.services import SignupCommand, SignupRegistered, register_signup
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.may import require, visible
from houvast.foundation.accounts.queries import names_of
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.encryption.fields import seal
from houvast.foundation.limits.services import Again, OtherBody, use_form_key
from houvast.foundation.organisations.models import Municipality
from houvast.foundation.randomness import Randomness
from houvast.foundation.tenancy.context import current_organisation_id
from houvast.rules import terms

LOOK_WITHIN, URGENT_WITHIN = 2, 1  # working days; an own choice, no norm says it
OPEN = (ConcernState.NEW, ConcernState.LOOKING)
MOST = 50
FIELDS = ("giver", "about", "words")


@dataclass(frozen=True)
class ConcernGiven:
    """What somebody tells of somebody else."""

    given_by: str
    words: str
    form_key: UUID
    municipality: Municipality
    giver_name: str = ""
    giver_reach: str = ""
    about_name: str = ""
    about_reach: str = ""
    about_where: str = ""
    urgent: bool = False

    def fingerprint(self) -> str:
        """What the form's one-time key stands for."""
        return "|".join((self.given_by, self.words, self.about_name, self.about_reach, self.about_where))


def give_concern(actor: Actor, given: ConcernGiven, clock: WallClock) -> None:
    """Keep a worry, once. No file is opened, nothing is sent, nothing is told. Raises FormUsedBefore."""
    require(actor, Action.CREATE, Thing(Kind.CONCERN), clock)
    used = use_form_key(given.form_key, given.fingerprint(), clock)
    if isinstance(used, OtherBody):
        raise FormUsedBefore
    if isinstance(used, Again):
        return
    with transaction.atomic(savepoint=False):
        row = Concern(
            municipality=given.municipality,
            given_by=given.given_by,
            giver_name=given.giver_name,
            giver_reach=given.giver_reach,
            about_name=given.about_name,
            about_reach=given.about_reach,
            about_where=given.about_where,
            words=given.words,
            urgent=given.urgent,
            received_at=clock.now(),
            look_by=terms.add_working_days(clock.today(), URGENT_WITHIN if given.urgent else LOOK_WITHIN),
        )
        row.save(force_insert=True)
        audit.changed(actor, clock, "concern.given", Seen("concern", row.id, fields=FIELDS, classes=("B", "C")))


# --- for who looks into it ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ConcernRow:
    """A worry on the list: never what was told, only how it stands."""

    id: UUID
    about_name: str
    who: str
    received_at: dt.datetime
    look_by: dt.date
    urgent: bool
    taken_by: str


@dataclass(frozen=True)
class Known:
    """A file with the same number or address, that this colleague may see."""

    dossier_id: UUID
    number: str


@dataclass(frozen=True)
class ConcernPage:
    """All of one worry, for who looks into it."""

    concern: Concern
    who: str
    taken_by: str
    mine: bool
    known: list[Known]


_BESIDE = """
SELECT (SELECT count(*) FROM signup_mailaside WHERE organisation_id = %(tenant)s AND judged_at IS NULL),
    (SELECT count(*) FROM referrals_concern WHERE organisation_id = %(tenant)s AND state IN ('new', 'looking'))
"""


def beside_the_queue() -> tuple[int, int]:
    """How many mails lie aside and how many worries wait: numbers tell nothing of anybody. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, {"tenant": current_organisation_id()})
        mails, concerns = cursor.fetchone()
    return int(mails), int(concerns)


def open_concerns(actor: Actor, clock: WallClock) -> list[ConcernRow]:
    """What waits for a look, first due first. Looking is written down in one statement."""
    require(actor, Action.LOOK, Thing(Kind.CONCERN), clock)
    found = list(Concern.objects.filter(state__in=OPEN).order_by("look_by", "received_at", "id")[:MOST])
    names = names_of(one.taken_by_id for one in found)
    seen = [Seen("concern", one.id, fields=("about",), classes=("B", "C")) for one in found]
    audit.looked(actor, clock, seen, action="concern.look")
    return [
        ConcernRow(
            one.id, one.about_name, str(Giver(one.given_by).label), one.received_at, one.look_by, one.urgent,
            names.get(one.taken_by_id, "") if one.taken_by_id else "",
        )
        for one in found
    ]  # fmt: skip


def concern_page(actor: Actor, concern_id: UUID, clock: WallClock) -> ConcernPage:
    """One worry, whole. NotYours for who may not look, or when there is none."""
    require(actor, Action.LOOK, Thing(Kind.CONCERN, object_id=concern_id), clock)
    concern = Concern.objects.filter(pk=concern_id).first()
    if concern is None:
        raise NotYours("NO-ROW")
    seen = Seen("concern", concern.id, fields=FIELDS, classes=("B", "C"))
    audit.looked(actor, clock, [seen], action="concern.look")
    names = names_of([concern.taken_by_id])
    return ConcernPage(
        concern=concern,
        who=str(Giver(concern.given_by).label),
        taken_by=names.get(concern.taken_by_id, "") if concern.taken_by_id else "",
        mine=concern.taken_by_id is not None and concern.taken_by_id == actor.account_id,
        known=_known(actor, concern, clock),
    )


def _known(actor: Actor, concern: Concern, clock: WallClock) -> list[Known]:
    value = read_reach(concern.about_reach)
    if not value:
        return []
    people = ContactPoint.objects.filter(value=value).values("person_id")
    files = Dossier.objects.filter(parties__person_id__in=people).distinct().order_by("-opened_on", "id")
    allowed = visible(actor, Action.LOOK, Kind.SIGNUP, files, clock, dossier="id")
    return [Known(*one) for one in allowed.values_list("id", "number")[:5]]


def read_reach(typed: str) -> str:
    """The number or mail address as it is kept; empty when it is neither."""
    try:
        return read_mail(typed) if "@" in typed else read_phone(typed)
    except ResidentError:
        return ""


def take_concern(actor: Actor, concern_id: UUID, version: int, clock: WallClock) -> None:
    """ "Ik kijk hiernaar". Two at once: one wins, the other gets StaleConcern."""
    with transaction.atomic():
        _step(actor, concern_id, version, ConcernState.LOOKING, clock, taken_by_id=actor.account)


def give_back(actor: Actor, concern_id: UUID, version: int, note: str, clock: WallClock) -> None:
    """Somebody else may look: it is new again, with the note kept."""
    with transaction.atomic():
        _mine(actor, concern_id)
        _step(actor, concern_id, version, ConcernState.NEW, clock, taken_by_id=None, **_note(concern_id, note))


def keep_note(actor: Actor, concern_id: UUID, version: int, note: str, clock: WallClock) -> None:
    """What was done so far."""
    require(actor, Action.CHANGE, Thing(Kind.CONCERN, object_id=concern_id), clock)
    with transaction.atomic():
        _mine(actor, concern_id)
        rows = Concern.objects.filter(pk=concern_id, version=version, state=ConcernState.LOOKING)
        if rows.update(version=version + 1, **_note(concern_id, note)) != 1:
            raise StaleConcern
        _changed(actor, concern_id, "concern.noted", clock)


def end_concern(actor: Actor, concern_id: UUID, version: int, reason: str, note: str, clock: WallClock) -> None:
    """End it with a reason and what was done. Nothing is told to who gave it. Raises NoteMissing, StaleConcern."""
    if not note.strip():
        raise NoteMissing
    with transaction.atomic():
        _mine(actor, concern_id)
        _step(
            actor, concern_id, version, ConcernState.ENDED, clock,
            end_reason=EndReason(reason).value, ended_at=clock.now(), ended_by_id=actor.account_id,
            **_note(concern_id, note),
        )  # fmt: skip


@dataclass(frozen=True)
class Wants:
    """The resident said yes: how he is called and reached."""

    call_name: str = ""
    phone: str = ""
    mail: str = ""
    language: str = "nl"
    interpreter: bool = False


def concern_to_signup(
    actor: Actor, concern_id: UUID, version: int, wants: Wants, note: str, clock: WallClock, randomness: Randomness
) -> SignupRegistered:
    """The resident wants help: a sign-up of today, with its clocks. A worry is no sign-up before he says so.

    Nothing goes to him by itself: who spoke him just now agrees with him what comes next.
    """
    if not note.strip():
        raise NoteMissing
    with transaction.atomic():
        concern = _mine(actor, concern_id)
        made = register_signup(actor, _command(concern, wants), clock, randomness)
        _step(
            actor, concern_id, version, ConcernState.SIGNED_UP, clock, dossier_id=made.dossier_id,
            ended_at=clock.now(), ended_by_id=actor.account_id, **_note(concern_id, note),
        )  # fmt: skip
        event(
            actor, made.dossier_id, made.party_id, "concern.became_signup", clock, about=("concern", concern_id)
        ).save(force_insert=True)
    return made


def _command(concern: Concern, wants: Wants) -> SignupCommand:
    return SignupCommand(
        channel=SignupChannel.THIRD_PERSON.value,
        wants="mail" if wants.mail and not wants.phone else "call",
        form_key=uuid.uuid4(),  # the version of the row lets only one through
        municipality=concern.municipality,
        municipality_known_by="asked",
        phone=wants.phone,
        mail=wants.mail,
        call_name=wants.call_name,
        language=wants.language,
        interpreter=wants.interpreter,
        way_unknown=not (wants.phone or wants.mail),
        confirm=False,
        owner_takes_it=True,
    )


def _mine(actor: Actor, concern_id: UUID) -> Concern:
    """The worry, locked; only who looks into it decides."""
    rows = Concern.objects.select_related("municipality__organisation").select_for_update(of=("self",))
    concern = rows.filter(pk=concern_id).first()
    if concern is None:
        raise NotYours("NO-ROW")
    if concern.state == ConcernState.LOOKING and concern.taken_by_id != actor.account_id:
        raise NotYoursToEnd
    return concern


def _step(actor: Actor, concern_id: UUID, version: int, to: ConcernState, clock: WallClock, **changes: object) -> None:
    """One step of the table, on the version that was seen, or StaleConcern."""
    require(actor, Action.CHANGE, Thing(Kind.CONCERN, object_id=concern_id), clock)
    before = [state.value for state, following in STEPS.items() if to in following]
    rows = Concern.objects.filter(pk=concern_id, version=version, state__in=before)
    if rows.update(state=to.value, version=version + 1, **changes) != 1:
        if not Concern.objects.filter(pk=concern_id).exists():
            raise NotYours("NO-ROW")
        raise StaleConcern
    _changed(actor, concern_id, f"concern.{to.value}", clock)


def _note(concern_id: UUID, note: str) -> dict[str, object]:
    return {"note": seal(Concern, "note", current_organisation_id(), concern_id, note.strip())}


def _changed(actor: Actor, concern_id: UUID, action: str, clock: WallClock) -> None:
    audit.changed(actor, clock, action, Seen("concern", concern_id, fields=("state", "note"), classes=("B", "C")))
