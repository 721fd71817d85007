"""What agreeing on figures is in the data register: nothing of residents."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import ORGANISATION, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "ParameterActivation": table(
        ORGANISATION,
        "organisation",
        """
        law               A  open
        period            A  open
        file_version      A  open
        fingerprint       A  open
        valid_from        A  open
        valid_to          A  open
        starts_on         A  open
        proposed_by       A  never
        proposed_at       A  open
        approved_by       A  never
        approved_at       A  open
        withdrawn_by      A  never
        withdrawn_at      A  open
        withdrawn_reason  A  open
        """,
    ),
}
