"""What the counts are in the data register: a row per sign-up with no name in it, and numbers of nobody."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import DOSSIER, ORGANISATION, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "CountedCase": table(
        DOSSIER,
        "dossier",
        """
        signup                B  never
        dossier               B  never
        municipality          A  open
        team                  A  open
        channel               A  open
        language              B  pseudonymised
        found_through         A  open
        found_at              A  open
        outside_office_hours  A  open
        received_on           B  pseudonymised  keep_count
        week                  A  open
        recorded_on           B  pseudonymised
        contact_due           B  pseudonymised
        contact_on            B  pseudonymised
        talk_due              B  pseudonymised
        talk_on               B  pseudonymised
        tries_in_time         B  pseudonymised
        code                  B  pseudonymised  keep_count
        may_change            A  never
        """,
    ),
    "WeekCount": table(
        ORGANISATION,
        "organisation",
        """
        municipality  A  open
        week          A  open
        part          A  open
        tally         A  open
        """,
    ),
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
