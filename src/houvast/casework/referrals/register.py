"""Who brought somebody to us is in the data register."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import DOSSIER, PARTY, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "Referral": table(
        PARTY,
        "dossier",
        """
        signup               B  never
        given_by             B  pseudonymised  keep_count
        organisation_name    B  never
        name                 B  never
        mail                 B  never
        phone                B  never
        words                C  never
        keeps_contact_until  B  pseudonymised
        consent              B  never
        token_hash           C  never
        letter               B  never
        made_at              B  pseudonymised
        confirmed_at         B  pseudonymised
        """,
    ),
    "Concern": table(
        DOSSIER,
        "concern",
        """
        municipality  A  open
        given_by      B  pseudonymised
        giver_name    B  never
        giver_reach   B  never
        about_name    C  never
        about_reach   C  never
        about_where   C  never
        words         C  never
        urgent        B  pseudonymised
        received_at   B  pseudonymised
        look_by       B  pseudonymised
        state         B  pseudonymised
        taken_by_id   B  never
        note          C  never
        end_reason    B  pseudonymised
        ended_at      B  pseudonymised
        ended_by_id   B  never
        dossier       B  never
        """,
        ages_from=("ended_at",),
    ),
}
