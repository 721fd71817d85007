"""What the texts of an organisation are in the data register: nothing of residents."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import ORGANISATION, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "TextVersion": table(
        ORGANISATION,
        "organisation",
        """
        key               A  open
        language          A  open
        state             A  open
        subject           A  open
        body              A  open
        standard          A  open
        standard_version  A  open
        valid_from        A  open
        written_by        B  never
        approved_by       B  never
        approved_at       A  open
        tested_with       B  never
        """,
    ),
    "LabelState": table(
        ORGANISATION,
        "organisation",
        """
        language     A  open
        state        A  open
        approved_by  B  never
        approved_at  A  open
        """,
    ),
}
