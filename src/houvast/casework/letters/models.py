"""Messages: what was said to whom, from which version of which text (record.md 11); what a resident asks us."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houvast.casework.dossier.models import InCompartment
from houvast.casework.residents.models import ContactPoint
from houvast.foundation.encryption.fields import EncryptedTextField
from houvast.foundation.jobs.models import Intent
from houvast.foundation.tenancy.models import TenantForeignKey, TenantModel, VersionedModel
from houvast.foundation.texts.models import TextVersion


class Message(InCompartment, TenantModel):
    """One message as it was made. Whether it left is read from its intent."""

    text_version = TenantForeignKey(TextVersion, related_name="messages")
    text_key = models.CharField(max_length=60)
    language = models.CharField(max_length=16)
    channel = models.CharField(max_length=8)  # sms, mail
    contact_point = TenantForeignKey(ContactPoint, related_name="messages")
    subject = EncryptedTextField(blank=True)
    body = EncryptedTextField()
    made_at = models.DateTimeField()
    requested = models.BooleanField(default=False)  # the resident asked for it just now: his hours do not hold it
    intent = TenantForeignKey(Intent, related_name="messages")

    class Meta(TenantModel.Meta):
        constraints = [*InCompartment.Meta.constraints]
        indexes = [models.Index(fields=["organisation", "dossier", "-made_at"], name="message_newest")]


class Ask(models.TextChoices):
    """What a resident sends from his own page."""

    MESSAGE = "message", "bericht"
    CALL_ME = "call_me", "bel mij liever"


class Question(InCompartment, VersionedModel):
    """A message of the resident, or "bel mij liever", with the day by which we promised an answer.

    His words are read by who has the file; on the light level not even by himself (security.md 2).
    """

    ask = models.CharField(max_length=8, choices=Ask.choices)
    words = EncryptedTextField(blank=True)
    part_of_day = models.CharField(max_length=8, blank=True)  # call_me: ochtend, middag, avond, or any
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    task_id = models.UUIDField()  # the work it gave
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.UUIDField(null=True)

    class Meta(VersionedModel.Meta):
        constraints = [
            *InCompartment.Meta.constraints,
            models.CheckConstraint(condition=Q(ask__in=Ask.values), name="question_ask_known"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("asked_at")), name="question_then_answer"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "dossier", "-asked_at"], name="question_newest"),
        ]


class Said(models.TextChoices):
    """The answers a resident reads on the light level, in his own language: they tell nothing of his affairs."""

    READ = "read", _("Ik las je bericht. Je hoeft niets te doen.")
    YES = "yes", _("Ja, dat is goed.")
    I_DO = "i_do", _("Ik regel het. Je hoort van mij uiterlijk")
    I_CALL = "i_call", _("Ik bel je. Uiterlijk")
    CALL_US = "call_us", _("Bel mij even. Dan praten wij samen.")
    AT_TALK = "at_talk", _("Wij praten erover bij onze afspraak.")


WITH_DAY = (Said.I_DO, Said.I_CALL)


class Answer(InCompartment, TenantModel):
    """What the counsellor wrote to a resident: one of a few sentences, and words of his own for the full level."""

    said = models.CharField(max_length=8, choices=Said.choices)
    day = models.DateField(null=True)  # by which the counsellor does what he says
    words = EncryptedTextField(blank=True)
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField()

    class Meta(TenantModel.Meta):
        constraints = [
            *InCompartment.Meta.constraints,
            models.CheckConstraint(condition=Q(said__in=Said.values), name="answer_said_known"),
            models.CheckConstraint(
                condition=Q(said__in=["i_do", "i_call"], day__isnull=False)
                | (~Q(said__in=["i_do", "i_call"]) & Q(day__isnull=True)),
                name="answer_day_where_promised",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "dossier", "-made_at"], name="answer_newest")]


class CardState(models.TextChoices):
    """Asked for → printed. One that is not safe any more, or not needed, is never printed."""

    WAITING = "waiting", "wacht op de stapel"
    PRINTED = "printed", "geprint"
    WITHDRAWN = "withdrawn", "gaat niet weg"


CARD_STEPS: dict[str, tuple[str, ...]] = {
    CardState.WAITING: (CardState.PRINTED, CardState.WITHDRAWN),
    CardState.PRINTED: (),
    CardState.WITHDRAWN: (),
}


class PrintBatch(TenantModel):
    """Cards that were printed together, to go through letter boxes."""

    made_at = models.DateTimeField()
    made_by_id = models.UUIDField()
    pages = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organisation", "-made_at"], name="print_batch_newest")]


class Card(InCompartment, VersionedModel):
    """One page for the letter box of somebody we could not reach: what it says and where it goes, as it was made."""

    text_version = TenantForeignKey(TextVersion, related_name="cards")
    language = models.CharField(max_length=16)
    body = EncryptedTextField()
    in_dutch = EncryptedTextField(blank=True)  # beside another language
    address = EncryptedTextField()  # name, street, postcode and place, a line each
    state = models.CharField(max_length=10, choices=CardState.choices, default=CardState.WAITING)
    why_not = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    asked_by_id = models.UUIDField(null=True)
    batch = TenantForeignKey(PrintBatch, null=True, related_name="cards")

    class Meta(VersionedModel.Meta):
        constraints = [
            *InCompartment.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=CardState.values), name="card_state_known"),
            models.CheckConstraint(
                condition=Q(state="printed", batch__isnull=False) | (~Q(state="printed") & Q(batch__isnull=True)),
                name="card_printed_in_a_batch",
            ),
            models.UniqueConstraint(
                fields=["organisation", "dossier"], condition=Q(state="waiting"), name="card_waits_once"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "asked_at"], condition=Q(state="waiting"), name="card_waiting"),
        ]
