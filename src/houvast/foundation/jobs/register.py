"""What the outbox is in the data register."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import DOSSIER, PARTY, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "Intent": table(
        DOSSIER,
        "dossier",
        """
        kind             A  open
        object_type      A  open
        object_id        B  never
        dossier_id       B  pseudonymised
        key              B  never
        state            A  open
        attempts         A  open
        created_at       B  pseudonymised
        next_attempt_at  A  never
        deadline_at      A  never
        responsible_id   B  never
        last_error       A  never
        proof            B  never
        finished_at      B  pseudonymised
        cancelled_because B  never
        """,
    ),
    "LocalDelivery": table(
        PARTY,
        "delivery",
        """
        intent        B  never
        kind          A  open
        key           B  never
        recipient     C  never
        subject       C  never
        body          C  never
        delivered_at  B  never
        """,
        ages_from=("delivered_at",),
    ),
}
