"""What a message is in the data register."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import PARTY, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "Message": table(
        PARTY,
        "dossier",
        """
        text_version   A  open
        text_key       B  pseudonymised
        language       B  pseudonymised
        channel        A  open
        contact_point  B  never
        subject        C  never
        body           C  never
        made_at        B  pseudonymised
        requested      A  open
        intent         B  never
        """,
    ),
}
