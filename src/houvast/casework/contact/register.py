"""What tries to reach somebody are in the data register."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import PARTY, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "ContactAttempt": table(
        PARTY,
        "dossier",
        """
        at                B  pseudonymised
        outcome           B  pseudonymised  keep_count
        contact_point     B  never
        with_interpreter  B  pseudonymised
        first_talk        B  pseudonymised  keep_count
        taught_back       B  pseudonymised  keep_count
        note              C  never
        retracted         A  open
        """,
    ),
    "QuietRelease": table(
        PARTY,
        "dossier",
        """
        contact_point    B  never
        attempt          B  never
        reason           C  never
        was_quiet_until  B  pseudonymised
        released_at      B  pseudonymised  keep_count
        released_by_id   B  never
        """,
    ),
    "QuietPeriod": table(
        PARTY,
        "dossier",
        """
        until  B  pseudonymised
        over   B  pseudonymised
        """,
    ),
}
