"""A mail that came to the file of somebody else: one address, two people. It gets a file of its own, whole."""

from uuid import UUID

from django.db import transaction

from houvast.casework.dossier.services import event, locked
from houvast.casework.signup.by_mail import CHANNEL, from_mail
from houvast.casework.signup.models import ReceivedMail
from houvast.casework.signup.services import SignupRegistered, register_signup
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.documents import services as documents
from houvast.foundation.randomness import Randomness


def own_file(
    actor: Actor, dossier_id: UUID, mail_id: UUID, clock: WallClock, randomness: Randomness
) -> SignupRegistered:
    """ "Dit is van iemand anders": mail and attachments leave this file, and open one with the clock from receipt.

    Nothing goes to the sender by itself: it is one address for two people, so a person decides how to reach him.
    NotYours for a mail that is not on this file, or that opened it.
    """
    require(actor, Action.CHANGE, Thing(Kind.DOSSIER, dossier_id), clock)
    with transaction.atomic():
        file = locked(dossier_id)
        mail = ReceivedMail.objects.filter(pk=mail_id, dossier_id=dossier_id, signup__isnull=True).first()
        if mail is None:
            raise NotYours("NO-ROW")
        made = register_signup(actor, from_mail(mail, file.municipality), clock, randomness)
        where = documents.Compartment(made.dossier_id, made.party_id)
        house = Actor.system(actor.organisation_id, CHANNEL)
        for document_id in mail.file_ids:
            documents.move(house, clock, document_id, where)
        ReceivedMail.objects.filter(pk=mail_id).update(
            dossier_id=made.dossier_id, party_id=made.party_id, signup_id=made.signup_id
        )
        audit.changed(actor, clock, "mail.moved", Seen("received_mail", mail_id, dossier_id, classes=("B", "C")))
        event(actor, dossier_id, mail.party_id, "mail.moved", clock, about=("received_mail", mail_id)).save(
            force_insert=True
        )
    return made
