"""What goes by itself when its term is over: codes, drafts, counters, sessions. A dossier never does.

The register says of each table how long its rows are kept and from which field that is counted; this follows it.
"""

from __future__ import annotations

from django.db.models import F, Model
from django.db.models.functions import Coalesce

from houvast.foundation.clock import Clock
from houvast.foundation.register.entries import RETENTION, Table
from houvast.foundation.register.registry import tables
from houvast.foundation.tenancy.models import TenantModel


def expire_of_organisation(clock: Clock) -> dict[str, int]:
    """Delete what is past its term in the organisation of this transaction: label of the table and how many rows."""
    return _expire(clock, of_tenants=True)


def expire_outside(clock: Clock) -> dict[str, int]:
    """Delete what is past its term in the tables outside the organisations (sessions)."""
    return _expire(clock, of_tenants=False)


def _expire(clock: Clock, *, of_tenants: bool) -> dict[str, int]:
    gone = {
        model._meta.label: _delete(model, written, clock)
        for model, written in tables()
        if written.ages_from and issubclass(model, TenantModel) == of_tenants
    }
    return {label: number for label, number in gone.items() if number}


def _delete(model: type[Model], written: Table, clock: Clock) -> int:
    age = RETENTION[written.retention].age
    if age is None:
        return 0
    first, *others = map(F, written.ages_from)
    began = Coalesce(first, *others) if others else first
    past = model._default_manager.alias(began=began).filter(began__lt=clock.now() - age)
    return past.delete()[0]
