"""How it stands with each allowance of a household. Nothing is overwritten: a next state is a further fact."""

from django.db import models
from django.db.models import Q

from houvast.casework.dossier.models import InCompartment
from houvast.foundation.encryption.fields import EncryptedTextField
from houvast.foundation.tenancy.models import Fact

SCHEME = "scheme"


class AllowanceState(models.TextChoices):
    """From not for this household to an objection."""

    NOT_APPLICABLE = "not_applicable", "niet van toepassing"
    RECEIVES = "receives", "ontvangt"
    TO_APPLY = "to_apply", "aan te vragen"
    APPLIED = "applied", "aangevraagd"
    GRANTED = "granted", "toegekend"
    REFUSED = "refused", "afgewezen"
    OBJECTION = "objection", "bezwaar"


class AllowanceFact(InCompartment, Fact):
    """The state of one item on a day (`holds_on`). `item` is a key of the list, or `scheme` with that of the scheme."""

    item = models.CharField(max_length=40)
    scheme = models.UUIDField(null=True)
    state = models.CharField(max_length=16, choices=AllowanceState.choices)
    note = EncryptedTextField(blank=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            *InCompartment.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=AllowanceState.values), name="allowance_state_known"),
            models.CheckConstraint(condition=Q(item__regex=r"^[a-z_]{2,40}$"), name="allowance_item_plain"),
            models.CheckConstraint(
                condition=Q(item=SCHEME, scheme__isnull=False) | (~Q(item=SCHEME) & Q(scheme__isnull=True)),
                name="allowance_scheme_named",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "dossier", "recorded_at"], name="allowance_dossier")]
