"""Who brought somebody to us: a partner who refers, a person near him, or a worry that is looked into with care."""

from django.db import models
from django.db.models import Q

from houvast.casework.dossier.models import Consent, Dossier, InCompartment
from houvast.casework.signup.models import Signup
from houvast.foundation.encryption.fields import EncryptedTextField
from houvast.foundation.organisations.models import Municipality
from houvast.foundation.tenancy.models import TenantForeignKey, VersionedModel


class Giver(models.TextChoices):
    """Who speaks for somebody else."""

    PARTNER = "partner", "hulpverlener"
    FAMILY = "family", "familie of vriend"
    NEIGHBOUR = "neighbour", "buur"
    EMPLOYER = "employer", "werkgever"
    OTHER = "other", "iemand anders"


class Referral(InCompartment, VersionedModel):
    """A sign-up that somebody made with the resident, or with his knowledge.

    A partner confirms his mail address by a link of which only the hash is kept; behind the same link stands what
    became of it (received, spoken, appointment), as long as the consent lives. Others get no link.
    """

    signup = TenantForeignKey(Signup, related_name="referrals")
    given_by = models.CharField(max_length=10, choices=Giver.choices)
    organisation_name = EncryptedTextField(blank=True)
    name = EncryptedTextField(blank=True)
    mail = EncryptedTextField(blank=True)
    phone = EncryptedTextField(blank=True)
    words = EncryptedTextField(blank=True)  # what he tells of the resident
    keeps_contact_until = models.DateField(null=True)
    consent = TenantForeignKey(Consent, null=True, related_name="referrals")
    token_hash = models.BinaryField(max_length=32, null=True)
    letter = EncryptedTextField(blank=True)  # the mail with the link, until the address is confirmed
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta(VersionedModel.Meta):
        constraints = [
            *InCompartment.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "signup"], name="referral_signup_once"),
            models.UniqueConstraint(
                fields=["organisation", "token_hash"],
                condition=Q(token_hash__isnull=False),
                name="referral_token_once",
            ),
            models.CheckConstraint(condition=Q(given_by__in=Giver.values), name="referral_giver_known"),
            models.CheckConstraint(
                condition=Q(
                    given_by="partner",
                    token_hash__isnull=False,
                    consent__isnull=False,
                    keeps_contact_until__isnull=False,
                )
                | (~Q(given_by="partner") & Q(token_hash__isnull=True, consent__isnull=True)),
                name="referral_link_for_partners",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "dossier"], name="referral_dossier")]


class ConcernState(models.TextChoices):
    """New → somebody looks → a sign-up, because the resident wants help, or an end with its reason."""

    NEW = "new", "nieuw"
    LOOKING = "looking", "iemand kijkt ernaar"
    SIGNED_UP = "signed_up", "aangemeld"
    ENDED = "ended", "gestopt"


STEPS: dict[ConcernState, tuple[ConcernState, ...]] = {
    ConcernState.NEW: (ConcernState.LOOKING,),
    ConcernState.LOOKING: (ConcernState.NEW, ConcernState.SIGNED_UP, ConcernState.ENDED),
    ConcernState.SIGNED_UP: (),
    ConcernState.ENDED: (),
}


class EndReason(models.TextChoices):
    """Why a worry was ended."""

    NO_WISH = "no_wish", "de inwoner wil nu geen hulp"
    KNOWN = "known", "de inwoner heeft al hulp van ons"
    UNREACHABLE = "unreachable", "niet te vinden of te bereiken"
    NOT_OURS = "not_ours", "niet voor ons: doorgegeven"
    UNFOUNDED = "unfounded", "er bleek niets aan de hand"
    TWICE = "twice", "dit signaal hadden wij al"


class Concern(VersionedModel):
    """A worry about somebody who does not know of it. No file, no message: a person looks first, with care."""

    municipality = TenantForeignKey(Municipality, related_name="+")
    given_by = models.CharField(max_length=10, choices=Giver.choices)
    giver_name = EncryptedTextField(blank=True)
    giver_reach = EncryptedTextField(blank=True)
    about_name = EncryptedTextField(blank=True)
    about_reach = EncryptedTextField(blank=True)  # a number or mail address as it was typed
    about_where = EncryptedTextField(blank=True)
    words = EncryptedTextField()
    urgent = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    look_by = models.DateField()
    state = models.CharField(max_length=10, choices=ConcernState.choices, default=ConcernState.NEW)
    taken_by_id = models.UUIDField(null=True)
    note = EncryptedTextField(blank=True)
    end_reason = models.CharField(max_length=12, choices=EndReason.choices, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.UUIDField(null=True)
    dossier = TenantForeignKey(Dossier, null=True, related_name="concerns")  # the sign-up it became

    class Meta(VersionedModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(given_by__in=Giver.values), name="concern_giver_known"),
            models.CheckConstraint(condition=Q(state__in=ConcernState.values), name="concern_state_known"),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False, end_reason__in=EndReason.values)
                | (~Q(state="ended") & Q(end_reason="")),
                name="concern_end_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="signed_up", dossier__isnull=False)
                | (~Q(state="signed_up") & Q(dossier__isnull=True)),
                name="concern_signed_up_has_file",
            ),
            models.CheckConstraint(
                condition=Q(state="looking", taken_by_id__isnull=False) | ~Q(state="looking"), name="concern_taken_by"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "look_by"], condition=Q(state__in=["new", "looking"]), name="concern_open"
            )
        ]
