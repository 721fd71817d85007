"""The base of every row that belongs to an organisation."""

from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.db import models

from houvast.foundation.ids import new_id
from houvast.foundation.tenancy.context import current_organisation_id

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class TenantManager(models.Manager[M_co]):
    """Sees rows of the current organisation only; raises NoTenant outside one (the first fence)."""

    def get_queryset(self) -> models.QuerySet[M_co]:
        return super().get_queryset().filter(organisation_id=current_organisation_id())


class TenantForeignKey(models.ForeignKey[Any, Any]):
    """A reference inside the organisation.

    Django's own constraint would check the id alone and skip row level security, so it is left out; the
    migration operation ProtectTables adds the composite one, (organisation_id, id), and its index.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        kwargs["db_index"] = False
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        kwargs.pop("db_index", None)
        return name, path, args, kwargs


class TenantModel(models.Model):
    """id and organisation_id; together they are the primary key in the database (ProtectTables)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        default=current_organisation_id,
        db_index=False,
        editable=False,
        related_name="+",
    )
    organisation_id: UUID

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"


class VersionedModel(TenantModel):
    """A row that people edit: `version` goes up by each change, and a stale change hits no row."""

    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        abstract = True


class Fact(TenantModel):
    """Something that was so on a day, as somebody recorded it (record.md 7).

    Never overwritten: a correction is a new row that supersedes the old one. `holds_on` is the legal day the
    fact holds for, `recorded_at` the instant it became known here.
    """

    holds_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by_id = models.UUIDField(null=True)  # account; empty for the resident or the system itself
    recorded_as = models.CharField(max_length=12)  # kind of actor: resident, staff, system, anonymous
    channel = models.CharField(max_length=16)
    supersedes = TenantForeignKey("self", null=True, related_name="superseded_by")
    supersedes_id: UUID | None

    class Meta(TenantModel.Meta):
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "supersedes"],
                condition=models.Q(supersedes__isnull=False),
                name="%(app_label)s_%(class)s_superseded_once",
            )
        ]


def current_facts(facts: "models.QuerySet[M_co]", known_at: Any = None) -> "models.QuerySet[M_co]":
    """The facts that stand: not superseded, as known at an instant (default: all that is recorded)."""
    superseding = facts.model._default_manager.filter(supersedes_id=models.OuterRef("pk"))
    if known_at is not None:
        facts = facts.filter(recorded_at__lte=known_at)
        superseding = superseding.filter(recorded_at__lte=known_at)
    return facts.filter(~models.Exists(superseding))
