"""Making the parcel of a message at the moment it leaves, and the last look at the wishes just before that."""

from uuid import UUID

from houvast.casework.letters.models import Message
from houvast.casework.letters.wishes import NO_LONGER, SMS, first_allowed_moment, is_allowed, wishes_of
from houvast.foundation.clock import Clock
from houvast.foundation.jobs.handlers import NotBefore, Parcel, Refused
from houvast.foundation.organisations.models import Organisation
from houvast.foundation.tenancy.context import current_organisation_id

SMS_SENDER_LENGTH = 11
NEUTRAL_SENDER = "Gemeente"


def gate(intent_id: UUID, clock: Clock) -> None:
    """May this still leave now? Between making and sending somebody may have said: not here, or not at this hour."""
    message = Message.objects.select_related("contact_point").get(intent_id=intent_id)
    wishes = wishes_of(message.contact_point.person_id)
    if not is_allowed(message.contact_point, wishes, asked_for=message.requested):
        raise Refused(NO_LONGER)
    later = None if message.requested else first_allowed_moment(clock.now(), wishes)
    if later is not None:
        raise NotBefore(later)


def pack(intent_id: UUID) -> Parcel:
    """The parcel of a message's intent."""
    message = Message.objects.select_related("contact_point", "intent").get(intent_id=intent_id)
    organisation = Organisation.objects.get(pk=current_organisation_id())
    return Parcel(
        organisation_id=organisation.id,
        intent_id=intent_id,
        key=message.intent.key,
        recipient=message.contact_point.value,
        subject=message.subject,
        body=message.body,
        sender=sender_name(organisation, message.channel),
    )


def sender_name(organisation: Organisation, medium: str) -> str:
    """Who it comes from. Never a name that tells what it is about: others see the screen too (ux.md 4.9)."""
    chosen = organisation.sms_sender if medium == SMS else organisation.mail_sender
    name = chosen or organisation.service_name
    if "schuld" in name.lower():
        name = NEUTRAL_SENDER
    return name[:SMS_SENDER_LENGTH] if medium == SMS else name
