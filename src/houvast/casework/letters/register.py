"""What messages, questions and answers are in the data register."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import ORGANISATION, PARTY, Table, table

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
    "Question": table(
        PARTY,
        "dossier",
        """
        ask             B  pseudonymised  keep_count
        words           C  never
        part_of_day     B  never
        asked_at        B  pseudonymised  keep_count
        answer_by       B  pseudonymised  keep_count
        task_id         B  never
        answered_at     B  pseudonymised  keep_count
        answered_by_id  B  never
        """,
    ),
    "Answer": table(
        PARTY,
        "dossier",
        """
        said        B  pseudonymised
        day         B  pseudonymised
        words       C  never
        made_at     B  pseudonymised
        made_by_id  B  never
        """,
    ),
    "PrintBatch": table(
        ORGANISATION,
        "dossier",
        """
        made_at     A  open
        made_by_id  B  never
        pages       A  open
        """,
    ),
    "Card": table(
        PARTY,
        "dossier",
        """
        text_version  A  open
        language      B  pseudonymised
        body          C  never
        in_dutch      C  never
        address       C  never
        state         B  pseudonymised  keep_count
        why_not       B  never
        asked_at      B  pseudonymised
        asked_by_id   B  never
        batch         A  open
        """,
    ),
}
