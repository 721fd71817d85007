"""What the counters are in the data register: keyed hashes that say nothing of who was counted."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import NOBODY, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "RateCounter": table(
        NOBODY,
        "counter",
        """
        bucket        A  never
        window_start  A  never
        hits          A  never
        """,
        ages_from=("window_start",),
    ),
    "UsedFormKey": table(
        NOBODY,
        "form_key",
        """
        key          A  never
        fingerprint  B  never
        outcome      B  never
        used_at      A  never
        """,
        ages_from=("used_at",),
    ),
}
