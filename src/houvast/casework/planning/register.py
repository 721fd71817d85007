"""Hours and appointments are in the data register."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import ACCOUNT, ORGANISATION, PARTY, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "Interpreter": table(
        ORGANISATION,
        "account",
        """
        name       B  never
        languages  A  open
        version    A  open
        """,
    ),
    "FreeHours": table(
        ACCOUNT,
        "account",
        """
        account      B  never
        interpreter  B  never
        location     A  open
        starts_at    B  pseudonymised
        ends_at      B  pseudonymised
        """,
    ),
    "Appointment": table(
        PARTY,
        "dossier",
        """
        account      B  never
        interpreter  B  never
        language     B  pseudonymised
        location     B  pseudonymised
        way          B  pseudonymised
        starts_at    B  pseudonymised
        ends_at      B  pseudonymised
        state        B  pseudonymised  keep_count
        made_at      B  pseudonymised
        booked_at    B  pseudonymised
        """,
    ),
    "CalendarFeed": table(
        ACCOUNT,
        "account",
        """
        account     B  never
        token_hash  B  never
        made_at     B  never
        revoked_at  B  never
        """,
    ),
    "WalkIn": table(
        PARTY,
        "dossier",
        """
        location     B  pseudonymised
        state        B  pseudonymised  keep_count
        arrived_at   B  pseudonymised  keep_count
        taken_at     B  pseudonymised
        taken_by_id  B  never
        ended_at     B  pseudonymised
        """,
    ),
}
