"""What the relations that open a file are in the data register."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import DOSSIER, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "AccessRelation": table(
        DOSSIER,
        "dossier",
        """
        dossier_id   B  pseudonymised
        party_id     B  pseudonymised
        kind         D  never  plain: may en elke lijst lezen het in hetzelfde statement; rijbeveiliging en log waken
        account      B  never
        team         A  open
        partner_id   C  never
        claim_id     C  never
        token_hash   C  never
        stand_in     A  open
        purposes     B  pseudonymised
        data_groups  B  pseudonymised
        reason       C  never
        valid_from   B  pseudonymised
        valid_until  B  pseudonymised
        """,
    ),
    "BreakGlass": table(
        DOSSIER,
        "log",
        """
        dossier_id      B  pseudonymised
        account         B  never
        reason          C  pseudonymised
        explanation     C  never
        second_account  B  never
        starts_at       B  pseudonymised
        ends_at         B  pseudonymised
        reviewed_at     A  open
        reviewed_by     B  never
        """,
    ),
}
