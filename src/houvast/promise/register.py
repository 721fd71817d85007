"""What the counts are in the data register: numbers of sign-ups, of nobody in particular."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import ORGANISATION, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "DayCount": table(
        ORGANISATION,
        "organisation",
        """
        municipality  A  open
        day           A  open
        definition    A  open
        part          A  open
        kept          A  open
        at_risk       A  open
        broken        A  open
        not_yet       A  open
        """,
    ),
    "Counting": table(
        ORGANISATION,
        "organisation",
        """
        counted_at  A  never
        judged_on   A  never
        """,
    ),
}
