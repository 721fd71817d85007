"""A document and its versions. The content itself lies sealed in a store; see `store.py` and `content.py`."""

from django.db import models
from django.db.models import Q

from houvast.foundation.encryption.fields import EncryptedBytesField, EncryptedTextField
from houvast.foundation.tenancy.models import TenantForeignKey, TenantModel, VersionedModel


class DocumentState(models.TextChoices):
    """Locked until it was checked; destroyed is for ever. See STEPS."""

    LOCKED = "locked", "op slot"
    RELEASED = "released", "vrijgegeven"
    DESTROYED = "destroyed", "vernietigd"


STEPS: dict[str, tuple[str, ...]] = {
    DocumentState.LOCKED: (DocumentState.RELEASED, DocumentState.DESTROYED),
    DocumentState.RELEASED: (DocumentState.LOCKED, DocumentState.DESTROYED),  # a new version locks it again
    DocumentState.DESTROYED: (),
}


class DocumentSource(models.TextChoices):
    """Where it came from."""

    MADE = "made", "gemaakt door Houvast"
    RESIDENT = "resident", "van de inwoner"
    STAFF = "staff", "toegevoegd door een medewerker"
    POST = "post", "binnengekomen post"
    PARTNER = "partner", "van een partner"
    CREDITOR = "creditor", "van een schuldeiser"


class DataClass(models.TextChoices):
    """How carefully it must be handled (security.md 3)."""

    PERSONAL = "B", "persoonlijk"
    SENSITIVE = "C", "gevoelig"
    MOST_SENSITIVE = "D", "zeer gevoelig"


class Document(VersionedModel):
    """Something on paper or in a file, in one compartment of a dossier.

    Dossier and party live a floor higher; here they are ids. Dossier's migration adds the references.
    """

    dossier_id = models.UUIDField()
    party_id = models.UUIDField(null=True)
    joint = models.BooleanField(default=False)
    title = EncryptedTextField(max_length=200)
    data_class = models.CharField(max_length=1, choices=DataClass.choices)
    source = models.CharField(max_length=8, choices=DocumentSource.choices)
    state = models.CharField(max_length=9, choices=DocumentState.choices, default=DocumentState.LOCKED)
    state_changed_at = models.DateTimeField()
    state_ground = models.CharField(max_length=24, blank=True)  # scanned, made here, retention, medical, …
    created_at = models.DateTimeField()
    created_by_id = models.UUIDField(null=True)  # account; empty for a resident or the system
    created_as = models.CharField(max_length=12)
    channel = models.CharField(max_length=16)
    retention_rule = models.CharField(max_length=24)  # key of register.RETENTION
    keep_until = models.DateField(null=True)  # set when the event that starts the term has happened

    class Meta(VersionedModel.Meta):
        indexes = [
            models.Index(fields=["organisation", "dossier_id", "-created_at"], name="document_newest"),
            models.Index(
                fields=["organisation", "keep_until"],
                condition=Q(keep_until__isnull=False) & ~Q(state="destroyed"),
                name="document_to_destroy",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(party_id__isnull=False, joint=False) | Q(party_id__isnull=True, joint=True),
                name="document_one_compartment",
            ),
            models.CheckConstraint(condition=Q(state__in=DocumentState.values), name="document_state_known"),
            models.CheckConstraint(condition=Q(data_class__in=DataClass.values), name="document_class_known"),
            models.CheckConstraint(condition=Q(source__in=DocumentSource.values), name="document_source_known"),
        ]


class DocumentVersion(TenantModel):
    """One content of a document. Its key is its own: without it the content in the store is noise.

    `content_key` is emptied by destruction, in the same transaction, before the store is told to remove the
    content; so a crash in between leaves nothing that can be read.
    """

    document = TenantForeignKey(Document, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file_name = EncryptedTextField(max_length=200, blank=True)
    true_type = models.CharField(max_length=80)  # told by the content, never by the name
    size = models.PositiveIntegerField()  # bytes of the plain content
    content_hash = models.BinaryField(max_length=32, null=True)  # SHA-256 of the plain content
    content_key = EncryptedBytesField(null=True)
    recorded_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "document", "number"], name="document_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1, size__gte=1), name="document_version_real"),
            models.CheckConstraint(
                condition=Q(content_key__isnull=True, content_hash__isnull=True)
                | Q(content_key__isnull=False, content_hash__isnull=False),
                name="document_version_key_and_hash",
            ),
        ]
