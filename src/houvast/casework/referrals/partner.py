"""A warm referral: the sign-up at once, the address confirmed by its link, and what became of it (ux.md P1, P4)."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from houvast.casework.contact.models import AttemptOutcome
from houvast.casework.contact.standing import standing_attempts
from houvast.casework.dossier.merges import stays
from houvast.casework.dossier.models import Consent, Dossier, Event
from houvast.casework.dossier.services import RESIDENT, STAFF, event, open_task
from houvast.casework.planning.models import Appointment, AppointmentState
from houvast.casework.referrals.errors import LinkGone
from houvast.casework.referrals.models import Giver, Referral
from houvast.casework.residents.models import ContactPoint, ContactState, ContactWish
from houvast.casework.residents.standing import standing
from houvast.casework.signup.services import SignupCommand, SignupRegistered, register_signup
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.clock import legal_day
from houvast.foundation.encryption.fields import seal
from houvast.foundation.jobs.handlers import Parcel, Refused
from houvast.foundation.jobs.models import Intent
from houvast.foundation.jobs.services import put_intent
from houvast.foundation.organisations.models import Municipality, Organisation
from houvast.foundation.randomness import Randomness
from houvast.foundation.tenancy.context import current_organisation_id
from houvast.foundation.texts.services import BadText, choose, render
from houvast.foundation.words import phone_words
from houvast.rules import terms

TOKEN_BYTES = 24
CONSENT_FOR = dt.timedelta(days=183)  # six months (security.md 4)
PURPOSE, DATA = "referral", "road"
MOST_LOOKED_AT = 20
ASK_PARTNER = "referral_reach"
MEETS = (AppointmentState.BOOKED, AppointmentState.HELD, AppointmentState.NO_SHOW)


@dataclass(frozen=True)
class GiverGiven:
    """Who brings somebody to us. A partner has an organisation, an address to confirm and a day he keeps contact."""

    given_by: str
    name: str = ""
    organisation_name: str = ""
    mail: str = ""
    phone: str = ""
    words: str = ""
    keeps_contact_until: dt.date | None = None
    language: str = "nl"  # in which he reads
    through_him: bool = False  # the resident is reached through who brings him


@dataclass(frozen=True)
class BroughtIn:
    """What the one who brought him reads: by when we call. The resident's code is his own and is not in it."""

    call_by: dt.date
    repeated: bool
    dossier_id: UUID
    party_id: UUID


LinkFor = Callable[[str], str]


def bring_in(
    actor: Actor,
    command: SignupCommand,
    giver: GiverGiven,
    link_for: LinkFor,
    clock: WallClock,
    randomness: Randomness,
) -> BroughtIn:
    """A sign-up by somebody else, with the resident's knowledge: same record, same clock from receipt.

    It is never held back: only the partner's address waits, for the link that goes to it. `link_for` gives the
    address of a page for a token. Raises what `register_signup` raises.
    """
    with transaction.atomic():
        quiet = replace(command, confirm=command.confirm and _may_write(command))
        made = register_signup(actor, quiet, clock, randomness)
        if made.repeated:
            return BroughtIn(made.call_by, True, made.dossier_id, made.party_id)
        referral = _referral(made, giver, clock)
        if giver.given_by == Giver.PARTNER:
            token = randomness.token_bytes(TOKEN_BYTES).hex()
            referral.token_hash = _hash(token)
            referral.consent = _consent(made, giver, clock)
            referral.letter = _letter(command, giver, link_for(token), clock)
        referral.save(force_insert=True)
        seen = Seen("referral", referral.id, made.dossier_id, fields=("giver", "words"), classes=("B", "C"))
        audit.changed(actor, clock, "referral.made", seen)
        event(
            actor, made.dossier_id, made.party_id, "referral.made", clock, about=("referral", referral.id),
            words=_who(giver), visible_to=(STAFF, RESIDENT),
        ).save(force_insert=True)  # fmt: skip
        if giver.through_him:
            _ask_giver(made, giver, clock)
        if referral.letter:
            put_intent(
                "mail", ("referral", referral.id), f"referral.confirm:{referral.id}", clock, dossier_id=made.dossier_id
            )
    return BroughtIn(made.call_by, False, made.dossier_id, made.party_id)


def _may_write(command: SignupCommand) -> bool:
    """Somebody else gave this number or address: nothing goes there where it is called unsafe on any file, or where
    the one who has it said that another may read along. A person calls, as he told us."""
    points = ContactPoint.objects.filter(value__in=[one for one in (command.phone, command.mail) if one])
    if points.filter(state=ContactState.UNSAFE).exists():
        return False
    people = points.values_list("person_id", flat=True)
    wishes = [standing(ContactWish, person_id) for person_id in people[:MOST_LOOKED_AT]]
    return not any(wish is not None and wish.safe_contact for wish in wishes)


def _referral(made: SignupRegistered, giver: GiverGiven, clock: WallClock) -> Referral:
    return Referral(
        dossier_id=made.dossier_id,
        party_id=made.party_id,
        signup_id=made.signup_id,
        given_by=giver.given_by,
        organisation_name=giver.organisation_name,
        name=giver.name,
        mail=giver.mail,
        phone=giver.phone,
        words=giver.words,
        keeps_contact_until=giver.keeps_contact_until,
        made_at=clock.now(),
    )


def _who(giver: GiverGiven) -> str:
    kind = Giver(giver.given_by).label
    return giver.organisation_name if giver.given_by == Giver.PARTNER else kind


def _consent(made: SignupRegistered, giver: GiverGiven, clock: WallClock) -> Consent:
    consent = Consent(
        dossier_id=made.dossier_id,
        party_id=made.party_id,
        given_to=giver.organisation_name,
        purposes=[PURPOSE],
        data_groups=[DATA],
        valid_from=clock.now(),
        valid_until=clock.now() + CONSENT_FOR,
    )
    consent.save(force_insert=True)
    return consent


def _ask_giver(made: SignupRegistered, giver: GiverGiven, clock: WallClock) -> None:
    house = Actor.system(current_organisation_id())
    what = f"Bel {giver.name or _who(giver)} om de inwoner te spreken: wij hebben zelf geen nummer"
    due = terms.add_working_days(clock.today(), 1)
    open_task(house, made.dossier_id, made.party_id, ASK_PARTNER, what[:200], due, clock)


def _letter(command: SignupCommand, giver: GiverGiven, link: str, clock: WallClock) -> str:
    """The mail with the link, sealed in the row until it leaves. It names nobody. Empty when there is no text."""
    house = command.municipality.organisation
    try:
        chosen = choose(
            "referral.confirm.mail", giver.language, clock.now(), show_unapproved=house.show_unapproved_translations
        )
        values = {"dienst": house.service_name, "telefoon": phone_words(command.municipality.phone), "link": link}
        text = render(chosen.version, values)
    except BadText:  # a text that is missing must never cost somebody his sign-up
        return ""
    return json.dumps({"to": giver.mail, "subject": text.subject, "body": text.body}, ensure_ascii=False)


def pack_link(intent_id: UUID) -> Parcel:
    """The parcel of the link, made at the moment it leaves."""
    intent = Intent.objects.get(pk=intent_id)
    referral = Referral.objects.filter(pk=intent.object_id).first()
    if referral is None or not referral.letter:
        raise Refused("Het adres is al bevestigd; de link is niet meer nodig.")
    letter = json.loads(referral.letter)
    organisation = Organisation.objects.get(pk=current_organisation_id())
    return Parcel(
        organisation_id=organisation.id,
        intent_id=intent_id,
        key=intent.key,
        recipient=letter["to"],
        subject=letter["subject"],
        body=letter["body"],
        sender=organisation.mail_sender or organisation.service_name,
    )


# --- behind the link ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Followed:
    """All a partner ever sees: three days. No name, no number, nothing of what was said or where one meets."""

    confirmed: bool
    received_on: dt.date
    spoken_on: dt.date | None
    appointment_on: dt.date | None  # the day on which one was made, not the day on which one meets
    keeps_contact_until: dt.date
    municipality: Municipality


def follow(actor: Actor, token: str, clock: WallClock) -> Followed:
    """What became of a referral. The consent is read at each request. LinkGone for unknown, revoked and over."""
    referral = _live(token, clock)
    until = referral.keeps_contact_until
    if until is None:
        raise LinkGone
    dossier = Dossier.objects.select_related("municipality__organisation").get(pk=referral.dossier_id)
    shown = Followed(True, legal_day(referral.made_at), None, None, until, dossier.municipality)
    if referral.confirmed_at is None:
        return replace(shown, confirmed=False)
    seen = Seen("road", referral.dossier_id, referral.dossier_id, fields=("received", "spoken", "appointment"))
    audit.looked(actor, clock, [seen], action="referral.look", rule_id="PA-LINK")
    onward = stays(referral.dossier_id)
    return replace(
        shown, spoken_on=_spoken_on(onward, referral.made_at), appointment_on=_made_on(onward, referral.made_at)
    )


def confirm(actor: Actor, token: str, clock: WallClock) -> None:
    """The address is the partner's: from now on it counts. Twice is once. LinkGone as `follow`."""
    with transaction.atomic():
        referral = _live(token, clock)
        empty = seal(Referral, "letter", current_organisation_id(), referral.id, "")
        fresh = Referral.objects.filter(pk=referral.pk, confirmed_at__isnull=True)
        moved = fresh.update(confirmed_at=clock.now(), letter=empty, version=referral.version + 1)
        if moved != 1:
            return
        audit.changed(
            actor, clock, "referral.confirmed", Seen("referral", referral.id, referral.dossier_id, fields=("mail",))
        )
        event(
            actor, referral.dossier_id, referral.party_id, "referral.confirmed", clock, about=("referral", referral.id)
        ).save(force_insert=True)


def end_sharing(actor: Actor, dossier_id: UUID, referral_id: UUID, clock: WallClock) -> None:
    """The resident does not want the partner to see how it goes: the link shows nothing from this moment on."""
    referral = Referral.objects.select_related("consent").filter(pk=referral_id).first()
    if referral is None or referral.consent_id is None or stays(referral.dossier_id) != stays(dossier_id):
        raise NotYours("NO-ROW")
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, dossier_id), clock)
    with transaction.atomic():
        ended = Consent.objects.filter(pk=referral.consent_id, revoked_at__isnull=True).update(revoked_at=clock.now())
        if not ended:
            return
        seen = Seen("consent", referral.consent_id, dossier_id, fields=("revoked_at",), classes=("C",))
        audit.changed(actor, clock, "consent.revoked", seen)
        event(
            actor, referral.dossier_id, referral.party_id, "referral.not_shared", clock, about=("referral", referral_id)
        ).save(force_insert=True)


def _live(token: str, clock: WallClock) -> Referral:
    """The referral of a token while its consent lives and the help goes on."""
    referral = Referral.objects.select_related("consent").filter(token_hash=_hash(token)).first()
    consent = referral.consent if referral else None
    if referral is None or consent is None or consent.revoked_at is not None or consent.valid_until <= clock.now():
        raise LinkGone
    if Dossier.objects.filter(pk=stays(referral.dossier_id), closed_on__isnull=False).exists():
        raise LinkGone
    return referral


def _spoken_on(dossier_id: UUID, since: dt.datetime) -> dt.date | None:
    reached = standing_attempts(dossier_id).filter(outcome=AttemptOutcome.REACHED, at__gte=since)
    first = reached.order_by("at").values_list("at", flat=True).first()
    return legal_day(first) if first else None


def _made_on(dossier_id: UUID, since: dt.datetime) -> dt.date | None:
    """The day on which a talk was booked, while one stands."""
    stands = Appointment.objects.filter(dossier_id=dossier_id, state__in=MEETS)
    booked = Event.objects.filter(
        dossier_id=dossier_id, kind="appointment.booked", happened_at__gte=since, object_id__in=stands.values("id")
    )
    first = booked.order_by("happened_at").values_list("happened_at", flat=True).first()
    return legal_day(first) if first else None


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
