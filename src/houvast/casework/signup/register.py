"""What a call for help and the way back to it are in the data register."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import DOSSIER, PARTY, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "Signup": table(
        PARTY,
        "dossier",
        """
        received_at           B  pseudonymised  keep_count
        language              B  pseudonymised
        wants                 B  pseudonymised
        urgency               C  pseudonymised
        found_through         B  pseudonymised  keep_count
        location              A  open
        found_at              A  open
        outside_office_hours  A  open
        help_request          C  never
        """,
    ),
    "SignupAddition": table(
        PARTY,
        "dossier",
        """
        kind    A  open
        topics  C  pseudonymised
        words   C  never
        """,
    ),
    "ReturnCode": table(
        PARTY,
        "return_code",
        """
        dossier       B  never
        party         B  never
        selector      B  never
        secret_hash   C  never
        created_at    B  never
        last_used_at  B  never
        revoked_at    B  never
        """,
        ages_from=("last_used_at", "created_at"),
    ),
    "OneTimeCode": table(
        PARTY,
        "one_time_code",
        """
        dossier        B  never
        party          B  never
        contact_point  B  never
        purpose        A  never
        code_hash      C  never
        session_hash   C  never
        created_at     B  never
        expires_at     B  never
        tries          A  never
        used_at        B  never
        """,
        ages_from=("expires_at",),
    ),
    "SignupDraft": table(
        PARTY,
        "draft",
        """
        token_hash  C  never
        answers     C  never
        language    B  never
        started_at  B  never
        changed_at  B  never
        expires_at  B  never
        signup      B  never
        """,
        ages_from=("changed_at",),
    ),
    "NotTheSamePerson": table(
        DOSSIER,
        "dossier",
        """
        first       B  never
        second      B  never
        decided_by  B  never
        decided_at  B  never
        """,
    ),
    "ReceivedMail": table(
        PARTY,
        "dossier",
        """
        mail_key     B  never
        received_at  B  pseudonymised
        recorded_at  B  pseudonymised
        written      A  open
        signup       B  never
        sender       B  never
        sender_name  B  never
        subject      C  never
        words        C  never
        size         A  open
        kept         A  open
        not_kept     A  open
        understood   A  open
        original     B  never
        file_ids     B  never
        """,
    ),
    "MailAside": table(
        DOSSIER,
        "mail_aside",
        """
        mail_key      B  never
        received_at   B  never
        written       A  never
        municipality  A  never
        dossier       B  never
        sender        B  never
        sender_name   B  never
        subject       C  never
        words         C  never
        attachments   A  never
        judged_at     B  never
        judged_by     B  never
        """,
        ages_from=("received_at",),
    ),
}
