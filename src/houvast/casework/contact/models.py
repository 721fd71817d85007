"""Tries to reach somebody. Only real contact stops a clock (1.3)."""

from django.db import models
from django.db.models import F, Q

from houvast.casework.dossier.models import InCompartment
from houvast.casework.residents.models import ContactPoint
from houvast.foundation.encryption.fields import EncryptedTextField
from houvast.foundation.tenancy.models import Fact, TenantForeignKey, TenantModel


class AttemptOutcome(models.TextChoices):
    """What came of it. `REACHED` alone is real contact: we and the resident really spoke or wrote."""

    REACHED = "reached", "gesproken"
    NO_ANSWER = "no_answer", "niet opgenomen"
    VOICEMAIL = "voicemail", "voicemail ingesproken"
    MESSAGE_LEFT = "message_left", "bericht achtergelaten"
    WRONG_NUMBER = "wrong_number", "nummer klopt niet"
    NOT_HOME = "not_home", "niet thuis"


class AttemptChannel(models.TextChoices):
    """Along which way we tried."""

    PHONE = "phone", "bellen"
    TEXT_MESSAGE = "text_message", "app of sms"
    MAIL = "mail", "e-mail"
    LETTER = "letter", "brief"
    DESK = "desk", "aan de balie"
    HOME_VISIT = "home_visit", "huisbezoek"


class ContactAttempt(InCompartment, Fact):
    """One try: channel (on the fact), moment, outcome. A wrong entry is superseded, never changed."""

    at = models.DateTimeField()
    outcome = models.CharField(max_length=16, choices=AttemptOutcome.choices)
    contact_point = TenantForeignKey(ContactPoint, null=True, related_name="attempts")
    with_interpreter = models.BooleanField(default=False)
    first_talk = models.BooleanField(default=False)  # this contact was the first talk itself (Wgs 4, intake)
    taught_back = models.BooleanField(default=False)  # checked that it was clear (terugvraagmethode)
    note = EncryptedTextField(blank=True)
    retracted = models.BooleanField(default=False)  # a correction that says: this did not happen

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            *InCompartment.Meta.constraints,
            models.CheckConstraint(condition=Q(outcome__in=AttemptOutcome.values), name="attempt_outcome_known"),
            models.CheckConstraint(condition=Q(channel__in=AttemptChannel.values), name="attempt_channel_known"),
        ]
        indexes = [models.Index(fields=["organisation", "dossier", "at"], name="attempt_dossier")]


class QuietRelease(InCompartment, TenantModel):
    """A new contact point that may get codes before its three days are over: who verified, in which talk, how."""

    contact_point = TenantForeignKey(ContactPoint, related_name="releases")
    attempt = TenantForeignKey(ContactAttempt, related_name="releases")  # the talk in which it was verified
    reason = EncryptedTextField(max_length=500)
    was_quiet_until = models.DateTimeField()
    released_at = models.DateTimeField()
    released_by_id = models.UUIDField()

    class Meta(TenantModel.Meta):
        constraints = [
            *InCompartment.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "contact_point", "was_quiet_until"], name="quiet_released_once"
            ),
            models.CheckConstraint(
                condition=Q(released_at__lt=F("was_quiet_until")), name="quiet_released_before_its_end"
            ),
        ]


class QuietPeriod(InCompartment, Fact):
    """We leave somebody in peace until a day, and then try again. It ends sooner when we speak; nothing closes."""

    until = models.DateField()
    over = models.BooleanField(default=False)  # a later fact says that it ended sooner

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            *InCompartment.Meta.constraints,
            models.CheckConstraint(condition=Q(over=True) | Q(until__gt=F("holds_on")), name="quiet_until_later"),
        ]
        indexes = [models.Index(fields=["organisation", "dossier", "-recorded_at"], name="quiet_period_newest")]
