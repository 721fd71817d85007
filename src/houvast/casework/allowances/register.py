"""What the list of allowances is in the data register."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import PARTY, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "AllowanceFact": table(
        PARTY,
        "dossier",
        """
        item    B  pseudonymised  keep_count
        scheme  B  pseudonymised
        state   B  pseudonymised  keep_count
        note    C  never
        """,
    ),
}
