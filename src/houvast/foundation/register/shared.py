"""The fields that base classes bring, said once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db.models import Model

from houvast.foundation.register.entries import Line, fields
from houvast.foundation.tenancy.models import Fact, TenantModel, VersionedModel

BASES: Final[Mapping[type[Model], Mapping[str, Line]]] = {
    TenantModel: fields(
        """
        id            A  never
        organisation  A  open
        """
    ),
    VersionedModel: fields(
        """
        version  A  never
        """
    ),
    Fact: fields(
        """
        holds_on        B  pseudonymised
        recorded_at     B  pseudonymised
        recorded_by_id  B  never
        recorded_as     A  open
        channel         A  open
        supersedes      A  never
        """
    ),
}
