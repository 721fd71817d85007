"""Messages: what was said to whom, from which version of which text (record.md 11)."""

from django.db import models

from houvast.casework.dossier.models import InCompartment
from houvast.casework.residents.models import ContactPoint
from houvast.foundation.encryption.fields import EncryptedTextField
from houvast.foundation.jobs.models import Intent
from houvast.foundation.tenancy.models import TenantForeignKey, TenantModel
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
