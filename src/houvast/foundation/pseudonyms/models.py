"""The one table between a person and his names in the audit and in exports (record.md 14).

Destruction empties a person's row: log lines stay, but nobody can tell any more whom they are about.
"""

import uuid

from django.db import models

from houvast.foundation.tenancy.models import TenantModel


class Pseudonym(TenantModel):
    """The person lives a floor higher; here he is an id. Residents' migration adds the reference."""

    person_id = models.UUIDField()
    audit_pseudonym = models.UUIDField(default=uuid.uuid4)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person_id"], name="pseudonym_once"),
            models.UniqueConstraint(fields=["organisation", "audit_pseudonym"], name="pseudonym_unique"),
        ]
