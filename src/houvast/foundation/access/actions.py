"""What can be done, to what. The rows and columns of the matrix in security.md 4."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Action(StrEnum):
    """Look, create, change, decide."""

    LOOK = "look"
    CREATE = "create"
    CHANGE = "change"
    DECIDE = "decide"


class Kind(StrEnum):
    """Kinds of things rights are about."""

    SIGNUP = "signup"
    DOSSIER = "dossier"
    PERSON = "person"
    BSN = "bsn"
    SAFETY = "safety"
    DOCUMENT = "document"
    NOTE = "note"
    CONSENT = "consent"
    MESSAGE = "message"
    TERMS = "terms"
    ORGANISATION = "organisation"
    TEXTS = "texts"
    ACCOUNTS = "accounts"
    SENT = "sent"  # what left the house, for the administrator
    PARKED = "parked"  # intents that could not leave
    MAIL_ASIDE = "mail_aside"  # mail that asks for no help as far as a program can tell
    CONCERN = "concern"  # a worry about somebody who does not know of it
    CONNECTIONS = "connections"
    AUDIT = "audit"
    REPORT = "report"
    REPORT_CASES = "report_cases"  # the list behind a number
    OWN_PROFILE = "own_profile"
    ROAD = "road"  # what N1 sees: next step and appointments, nothing classed
    WISHES = "wishes"


@dataclass(frozen=True)
class Thing:
    """What is asked about: a kind, and for things of a file the dossier and the compartment (None = joint)."""

    kind: Kind
    dossier_id: UUID | None = None
    party_id: UUID | None = None
    object_id: UUID | None = None
    account_id: UUID | None = None  # for things of one account: own profile


# Things of one file: a barred colleague reaches none of them, whichever rule would open them.
OF_A_FILE = frozenset(
    {
        Kind.SIGNUP,
        Kind.DOSSIER,
        Kind.PERSON,
        Kind.BSN,
        Kind.SAFETY,
        Kind.DOCUMENT,
        Kind.NOTE,
        Kind.CONSENT,
        Kind.MESSAGE,
        Kind.WISHES,
        Kind.ROAD,
        Kind.REPORT_CASES,
    }
)
