"""What the link between a person and his pseudonyms is in the data register: it goes with his last dossier."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import PERSON, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "Pseudonym": table(
        PERSON,
        "dossier",
        """
        person_id        C  never
        audit_pseudonym  C  never
        """,
    ),
}
