"""The call for help, the way back to it, and what was typed but not yet sent."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from houvast.casework.dossier.models import Dossier, InCompartment, Party
from houvast.casework.residents.models import ContactPoint
from houvast.foundation.documents.models import Document
from houvast.foundation.encryption.fields import EncryptedTextField
from houvast.foundation.organisations.models import Location, Municipality, Signpost
from houvast.foundation.tenancy.models import Fact, TenantForeignKey, TenantModel, VersionedModel


class SignupChannel(models.TextChoices):
    """Through which door somebody came (glossary)."""

    WEBSITE = "website", "website"
    PHONE = "phone", "telefoon"
    TEXT_MESSAGE = "text_message", "app of sms"
    DESK = "desk", "balie"
    WALK_IN = "walk_in", "inloop"
    LETTER = "letter", "brief"
    MAIL = "mail", "e-mail"
    REFERRAL = "referral", "partner"
    THIRD_PERSON = "third_person", "iemand anders"
    HOME_VISIT = "home_visit", "huisbezoek"
    SIGNAL = "signal", "vroegsignaal"


class Signup(InCompartment, Fact):
    """The first call for help. `received_at` starts the clocks, whatever the door (1.2, 1.3)."""

    received_at = models.DateTimeField()
    language = models.CharField(max_length=16, default="nl")
    wants = models.CharField(max_length=8)  # call, text, mail, post, visit
    urgency = models.CharField(max_length=8)  # threat, none, unknown
    found_through = models.CharField(max_length=24, blank=True)  # "Hoe kwam je bij ons?"
    location = TenantForeignKey(Location, null=True, related_name="signups")
    found_at = TenantForeignKey(Signpost, null=True, related_name="signups")  # where the poster or card was
    outside_office_hours = models.BooleanField(default=False)
    help_request = EncryptedTextField(blank=True)  # in the resident's own words

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            *InCompartment.Meta.constraints,
            models.CheckConstraint(condition=Q(channel__in=SignupChannel.values), name="signup_channel_known"),
            models.CheckConstraint(
                condition=Q(wants__in=["call", "text", "mail", "post", "visit"]), name="signup_wants_known"
            ),
            models.CheckConstraint(condition=Q(urgency__in=["threat", "none", "unknown"]), name="signup_urgency_known"),
        ]
        indexes = [
            models.Index(fields=["organisation", "received_at"], name="signup_received"),
            models.Index(fields=["organisation", "holds_on"], name="signup_day"),
        ]


class SignupAddition(InCompartment, Fact):
    """An optional answer given after the sign-up: best time, a helper, what is going on. Newest of a kind counts."""

    kind = models.CharField(max_length=16)  # best_time, helper, story, topics
    topics = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    words = EncryptedTextField(blank=True)

    class Meta(Fact.Meta):
        constraints = [*Fact.Meta.constraints, *InCompartment.Meta.constraints]


class ReturnCode(VersionedModel):
    """The code to come back with: selector plus secret, of which only a keyed hash is kept (security.md 5.17)."""

    dossier = TenantForeignKey(Dossier, related_name="return_codes")
    party = TenantForeignKey(Party, related_name="return_codes")
    selector = models.CharField(max_length=4)
    secret_hash = models.BinaryField(max_length=32)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta(VersionedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "selector"], name="return_code_selector_once")]


class OneTimeCode(VersionedModel):
    """Six digits sent to a contact point, bound to the browser session that asked, good for 10 minutes."""

    dossier = TenantForeignKey(Dossier, related_name="one_time_codes")
    party = TenantForeignKey(Party, related_name="one_time_codes")
    contact_point = TenantForeignKey(ContactPoint, null=True, related_name="one_time_codes")
    purpose = models.CharField(max_length=16)  # come_back, confirm_point, paper
    code_hash = models.BinaryField(max_length=32)
    session_hash = models.BinaryField(max_length=32, null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta(VersionedModel.Meta):
        indexes = [models.Index(fields=["organisation", "party", "-created_at"], name="one_time_code_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(tries__lte=5), name="one_time_code_five_tries"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="one_time_code_expires"),
        ]


class SignupDraft(VersionedModel):
    """Answers of a sign-up that is not sent yet: kept 14 days, opened by its link only."""

    token_hash = models.BinaryField(max_length=32)
    answers = EncryptedTextField()  # JSON of what was typed
    language = models.CharField(max_length=16, default="nl")
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    signup = TenantForeignKey(Signup, null=True, related_name="+")

    class Meta(VersionedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "token_hash"], name="signup_draft_token_once")]


class NotTheSamePerson(TenantModel):
    """A person looked at two dossiers and saw two people: the pair is not shown as a duplicate again."""

    first = TenantForeignKey(Dossier, related_name="+")
    second = TenantForeignKey(Dossier, related_name="+")
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "first", "second"], name="not_same_person_once")]


class ReceivedMail(InCompartment, TenantModel):
    """A mail on a file: the one that opened it (`signup`), or a later one. Its attachments are documents."""

    mail_key = models.BinaryField(max_length=32)  # keyed hash of number and content: the same mail twice is one
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    written = models.CharField(max_length=9)  # person, form
    signup = TenantForeignKey(Signup, null=True, related_name="mails")
    sender = EncryptedTextField(blank=True)
    sender_name = EncryptedTextField(blank=True)
    subject = EncryptedTextField(blank=True)
    words = EncryptedTextField(blank=True)
    size = models.PositiveIntegerField()  # bytes of the whole mail
    kept = models.PositiveSmallIntegerField(default=0)  # attachments in the document store
    not_kept = models.PositiveSmallIntegerField(default=0)  # those that could not be kept: asked for again
    understood = models.BooleanField(default=True)
    original = TenantForeignKey(Document, null=True, related_name="+")  # as it came, when not all could be read
    file_ids = ArrayField(models.UUIDField(), default=list, blank=True)  # its documents: they go where the mail goes

    class Meta(TenantModel.Meta):
        constraints = [
            *InCompartment.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "mail_key"], name="received_mail_once"),
        ]
        indexes = [models.Index(fields=["organisation", "dossier", "-received_at"], name="received_mail_newest")]


class MailAside(VersionedModel):
    """A mail that asks for no help as far as a program can tell: an automatic answer, a list, a mail that came back.

    A person looks through them, and makes a sign-up of one that asks for help all the same.
    """

    mail_key = models.BinaryField(max_length=32)
    received_at = models.DateTimeField()
    written = models.CharField(max_length=9)  # automatic, bounce, list, loop
    municipality = TenantForeignKey(Municipality, related_name="+")
    dossier = TenantForeignKey(Dossier, null=True, related_name="+")  # the file it belongs to, where that is known
    sender = EncryptedTextField(blank=True)
    sender_name = EncryptedTextField(blank=True)
    subject = EncryptedTextField(blank=True)
    words = EncryptedTextField(blank=True)
    attachments = models.PositiveSmallIntegerField(default=0)  # how many; they are not kept
    judged_at = models.DateTimeField(null=True)
    judged_by = models.UUIDField(null=True)  # empty: it went to its file by itself

    class Meta(VersionedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "mail_key"], name="mail_aside_once")]
        indexes = [
            models.Index(
                fields=["organisation", "received_at"], condition=Q(judged_at__isnull=True), name="mail_aside_to_judge"
            )
        ]
