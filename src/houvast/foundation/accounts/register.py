"""What the tables of staff are in the data register."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import ACCOUNT, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "Account": table(
        ACCOUNT,
        "account",
        """
        password       C  never
        last_login     B  never
        id             A  never
        email          B  never
        display_name   B  never
        is_active      A  never
        created_at     A  never
        made_by        A  never
        session_epoch  A  never
        density        A  never
        shortcuts      A  never
        """,
    ),
    "Membership": table(
        ACCOUNT,
        "account",
        """
        account      B  never
        role         A  open
        team         A  open
        valid_from   A  open
        valid_until  A  open
        """,
    ),
    "RoleProposal": table(
        ACCOUNT,
        "account",
        """
        account      B  never
        role         A  never
        proposed_by  B  never
        proposed_at  A  never
        state        A  never
        decided_by   B  never
        decided_at   A  never
        """,
    ),
    "Invitation": table(
        ACCOUNT,
        "account",
        """
        account     B  never
        token_hash  C  never
        created_at  A  never
        expires_at  A  never
        used_at     A  never
        """,
    ),
    "StaffAccess": table(
        ACCOUNT,
        "account",
        """
        account       B  never
        last_sign_in  B  never
        warned_days   A  never
        off_since     A  never
        on_since      A  never
        on_by         B  never
        """,
    ),
    "RightsReview": table(
        ACCOUNT,
        "account",
        """
        account      B  never
        outcome      A  never
        roles        A  never
        reviewed_by  B  never
        reviewed_at  A  never
        """,
    ),
    "StaffProvider": table(
        ACCOUNT,
        "account",
        """
        version        A  never
        label          A  never
        issuer         A  never
        client_id      A  never
        client_secret  D  never
        trusted_acr    A  never
        enabled        A  never
        changed_by     B  never
        changed_at     A  never
        """,
    ),
    "StaffIdentity": table(
        ACCOUNT,
        "account",
        """
        account      B  never
        issuer       A  never
        subject      B  never
        known_since  A  never
        """,
    ),
}
