"""What the logs are in the data register: names of fields and pseudonyms, never a value."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import DOSSIER, ORGANISATION, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "AuditEntry": table(
        DOSSIER,
        "log",
        """
        at                B  pseudonymised
        actor_kind        A  open
        account_id        B  never
        role              A  open
        level             A  open
        on_behalf_of      B  never
        action            B  pseudonymised
        object_type       A  open
        object_id         B  never
        dossier_id        B  never
        person_pseudonym  B  never
        fields            B  pseudonymised
        classes           A  open
        refused           A  open
        rule_id           A  open
        purpose           B  pseudonymised
        reason            C  never
        origin            B  never
        operation_id      A  never
        """,
    ),
    "ProcessingEntry": table(
        DOSSIER,
        "log",
        """
        trace_id          A  never
        operation_id      A  never
        status            A  open
        name              A  open
        started_at        B  pseudonymised
        ended_at          B  pseudonymised
        activity          A  open
        person_pseudonym  B  never
        """,
    ),
    "AuditSeal": table(
        ORGANISATION,
        "log",
        """
        number       A  open
        entry_table  A  open
        entry_id     A  never
        hash         A  open
        sealed_at    A  open
        """,
    ),
}
