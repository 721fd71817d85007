"""What the list of destruction is in the data register: it says that something was there, and no more."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import ORGANISATION, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "Destroyed": table(
        ORGANISATION,
        "log",
        """
        at         A  open
        kind       A  open
        object_id  A  never
        ground     A  open
        """,
    ),
}
