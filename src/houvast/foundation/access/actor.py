"""Who acts: one type for everybody, handed to every verb and question."""

import uuid
from dataclasses import dataclass, field
from typing import Literal, Self
from uuid import UUID

ActorKind = Literal["anonymous", "resident", "staff", "system"]
Level = Literal["N0", "N1", "N2", "staff", "system"]


@dataclass(frozen=True)
class Actor:
    """A person or the system, in one organisation, for the length of one operation.

    `operation_id` ties the audit rows, processing rows and log lines of one request or job together.
    `origin` is a keyed hash of the network address; the address itself is never kept.
    """

    kind: ActorKind
    organisation_id: UUID
    level: Level = "N0"
    account_id: UUID | None = None
    name: str = ""
    roles: tuple[str, ...] = ()
    team_ids: tuple[UUID, ...] = ()
    dossier_id: UUID | None = None  # a resident's own file
    party_id: UUID | None = None  # and own compartment
    channel: str = "website"
    purpose: str = ""
    on_behalf_of: UUID | None = None
    origin: str = ""
    operation_id: UUID = field(default_factory=uuid.uuid4)

    @classmethod
    def system(cls, organisation_id: UUID, channel: str = "system") -> Self:
        """The house itself: jobs, demo, commands."""
        return cls(kind="system", organisation_id=organisation_id, level="system", channel=channel, name="Houvast")

    @classmethod
    def anonymous(cls, organisation_id: UUID, origin: str = "") -> Self:
        """Somebody of whom nothing is known: may read public pages and sign up."""
        return cls(kind="anonymous", organisation_id=organisation_id, origin=origin)

    @property
    def is_staff(self) -> bool:
        """Signed in with a membership that holds today."""
        return self.kind == "staff"

    @property
    def account(self) -> UUID:
        """The account of a signed-in colleague; LookupError for anybody else."""
        if self.account_id is None:
            raise LookupError("this actor has no account")
        return self.account_id

    @property
    def own_file(self) -> tuple[UUID, UUID]:
        """A resident's own file and compartment in it; LookupError for anybody else."""
        if self.dossier_id is None or self.party_id is None:
            raise LookupError("this actor has no file")
        return self.dossier_id, self.party_id

    @property
    def main_role(self) -> str:
        """The role written in the audit: the first of those that hold."""
        return self.roles[0] if self.roles else ""
