"""What documents are in the data register. A document may go earlier than its dossier: it has a term of its own."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import PARTY, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "Document": table(
        PARTY,
        "dossier",
        """
        dossier_id        B  pseudonymised
        party_id          B  pseudonymised
        joint             A  open
        title             C  never          blank
        data_class        A  open
        source            A  open
        state             A  open
        state_changed_at  B  pseudonymised
        state_ground      C  never
        created_at        B  pseudonymised
        created_by_id     B  never
        created_as        A  open
        channel           A  open
        retention_rule    A  open
        keep_until        A  open
        """,
    ),
    "DocumentVersion": table(
        PARTY,
        "dossier",
        """
        document      B  never
        number        A  open
        file_name     C  never  blank
        true_type     A  open
        size          A  open
        content_hash  C  never  blank
        content_key   D  never  blank
        recorded_at   B  pseudonymised
        """,
    ),
}
