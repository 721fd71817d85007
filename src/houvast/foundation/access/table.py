"""The decision table: the matrix of security.md 4 as rows with an id. One place, read by `may` and `visible`."""

from dataclasses import dataclass
from enum import StrEnum

from houvast.foundation.access.actions import Action, Kind
from houvast.foundation.accounts.models import Role

LOOK, CREATE, CHANGE, DECIDE = Action.LOOK, Action.CREATE, Action.CHANGE, Action.DECIDE


class Relation(StrEnum):
    """What ties an actor to a file. `NONE` asks for no file: the rule is about the organisation."""

    NONE = "none"
    OWN = "own"
    ASSIGNED = "assigned"
    TEAM = "team"
    CONSENT = "consent"
    CLAIM = "claim"
    OVERSIGHT = "oversight"
    BREAK_GLASS = "break_glass"


# These have their rows and tests, and answer no until the work that brings them.
NOT_YET = frozenset({Relation.CONSENT, Relation.CLAIM, Relation.OVERSIGHT, Relation.BREAK_GLASS})

ANYONE = "anyone"
RESIDENT_N1 = "resident:N1"
RESIDENT_N2 = "resident:N2"
SYSTEM = "system"
PARTNER = "partner"
CREDITOR = "creditor"


@dataclass(frozen=True)
class Rule:
    """Who, by which relation, may do what to which kind. `masked`: sees it shortened or covered."""

    id: str
    who: str
    relation: Relation
    actions: frozenset[Action]
    kinds: frozenset[Kind]
    masked: bool = False


def _rule(
    rule_id: str, who: str, relation: Relation, actions: set[Action], kinds: set[Kind], *, masked: bool = False
) -> Rule:
    return Rule(rule_id, str(who), relation, frozenset(actions), frozenset(kinds), masked)


FILE = {Kind.DOSSIER, Kind.PERSON, Kind.WISHES, Kind.DOCUMENT, Kind.MESSAGE, Kind.CONSENT}

RULES: tuple[Rule, ...] = (
    _rule("N0-1", ANYONE, Relation.NONE, {CREATE}, {Kind.SIGNUP}),
    _rule("N0-2", ANYONE, Relation.NONE, {CREATE}, {Kind.CONCERN}),
    _rule("N1-1", RESIDENT_N1, Relation.OWN, {LOOK, CHANGE}, {Kind.ROAD, Kind.WISHES}),
    _rule("N1-2", RESIDENT_N1, Relation.OWN, {CREATE}, {Kind.MESSAGE, Kind.DOCUMENT, Kind.SIGNUP}),
    _rule("N2-1", RESIDENT_N2, Relation.OWN, {LOOK}, {Kind.SIGNUP, *FILE}),
    _rule("N2-2", RESIDENT_N2, Relation.OWN, {CHANGE}, {Kind.PERSON, Kind.WISHES, Kind.SAFETY, Kind.CONSENT}),
    _rule("N2-3", RESIDENT_N2, Relation.OWN, {LOOK}, {Kind.BSN}, masked=True),
    _rule("SH-1", Role.COUNSELLOR, Relation.TEAM, {LOOK, CHANGE, CREATE}, {Kind.SIGNUP, Kind.WISHES}),
    _rule("SH-2", Role.COUNSELLOR, Relation.ASSIGNED, {LOOK, CHANGE, CREATE}, {*FILE, Kind.SAFETY, Kind.NOTE}),
    _rule("SH-3", Role.COUNSELLOR, Relation.ASSIGNED, {LOOK}, {Kind.BSN}, masked=True),
    _rule("SH-4", Role.COUNSELLOR, Relation.NONE, {CREATE}, {Kind.SIGNUP, Kind.DOSSIER}),
    _rule("SH-5", Role.COUNSELLOR, Relation.NONE, {LOOK}, {Kind.TERMS}),
    _rule("SH-6", Role.COUNSELLOR, Relation.ASSIGNED, {CHANGE}, {Kind.PARKED}),
    _rule("SH-7", Role.COUNSELLOR, Relation.ASSIGNED, {CREATE, CHANGE}, {Kind.BSN}),
    _rule("SH-8", Role.COUNSELLOR, Relation.ASSIGNED, {DECIDE}, {Kind.WISHES}),
    _rule("SH-9", Role.COUNSELLOR, Relation.NONE, {LOOK, CHANGE}, {Kind.MAIL_ASIDE}),
    _rule("SH-10", Role.COUNSELLOR, Relation.NONE, {LOOK, CHANGE}, {Kind.CONCERN}),
    _rule("SH-11", Role.COUNSELLOR, Relation.ASSIGNED, {LOOK, CHANGE, CREATE}, {Kind.SIGNUP, Kind.WISHES}),
    _rule("TL-1", Role.TEAM_LEAD, Relation.TEAM, {LOOK, CHANGE, CREATE, DECIDE}, {Kind.SIGNUP, Kind.WISHES}),
    _rule("TL-2", Role.TEAM_LEAD, Relation.TEAM, {LOOK, DECIDE}, {*FILE, Kind.NOTE}),
    _rule("TL-3", Role.TEAM_LEAD, Relation.TEAM, {LOOK}, {Kind.BSN, Kind.SAFETY}, masked=True),
    _rule("TL-4", Role.TEAM_LEAD, Relation.NONE, {LOOK}, {Kind.TERMS, Kind.REPORT}),
    _rule("TL-5", Role.TEAM_LEAD, Relation.NONE, {CREATE}, {Kind.SIGNUP}),
    _rule("TL-6", Role.TEAM_LEAD, Relation.TEAM, {CHANGE}, {Kind.PARKED}),
    _rule("TL-7", Role.TEAM_LEAD, Relation.NONE, {LOOK, CHANGE}, {Kind.MAIL_ASIDE}),
    _rule("TL-8", Role.TEAM_LEAD, Relation.NONE, {LOOK, CHANGE}, {Kind.CONCERN}),
    _rule("AD-1", Role.ADMINISTRATION, Relation.TEAM, {LOOK, CHANGE, CREATE}, {Kind.SIGNUP, Kind.WISHES}),
    _rule("AD-2", Role.ADMINISTRATION, Relation.NONE, {CREATE}, {Kind.SIGNUP, Kind.DOCUMENT}),
    _rule("AD-3", Role.ADMINISTRATION, Relation.TEAM, {LOOK}, {Kind.DOSSIER, Kind.BSN, Kind.DOCUMENT}, masked=True),
    _rule("AD-4", Role.ADMINISTRATION, Relation.TEAM, {LOOK, CHANGE}, {Kind.PERSON}),
    _rule("AD-5", Role.ADMINISTRATION, Relation.NONE, {LOOK, CHANGE}, {Kind.MAIL_ASIDE}),
    _rule("FI-1", Role.FINANCE, Relation.ASSIGNED, {LOOK}, {Kind.DOSSIER, Kind.PERSON, Kind.BSN}, masked=True),
    _rule("FI-2", Role.FINANCE, Relation.ASSIGNED, {LOOK}, {Kind.DOCUMENT}),
    _rule("FI-3", Role.FINANCE, Relation.NONE, {LOOK}, {Kind.TERMS, Kind.REPORT}),
    _rule("QO-1", Role.QUALITY_OFFICER, Relation.NONE, {LOOK}, {Kind.REPORT, Kind.REPORT_CASES, Kind.TERMS}),
    _rule("QO-2", Role.QUALITY_OFFICER, Relation.OVERSIGHT, {LOOK}, {Kind.SIGNUP, Kind.DOSSIER}),
    _rule("TB-1", Role.ADMINISTRATOR, Relation.NONE, {LOOK, CREATE, CHANGE}, {Kind.ORGANISATION, Kind.ACCOUNTS}),
    _rule("TB-2", Role.ADMINISTRATOR, Relation.NONE, {LOOK, CREATE}, {Kind.TERMS}),
    _rule("TB-3", Role.ADMINISTRATOR, Relation.NONE, {LOOK, CHANGE}, {Kind.TEXTS, Kind.CONNECTIONS, Kind.PARKED}),
    _rule("TB-4", Role.ADMINISTRATOR, Relation.NONE, {LOOK}, {Kind.SENT, Kind.REPORT}),
    _rule("TB-5", Role.ADMINISTRATOR, Relation.NONE, {DECIDE}, {Kind.TERMS}),
    _rule("AU-1", Role.AUDITOR, Relation.NONE, {LOOK}, {Kind.AUDIT, Kind.TERMS, Kind.ACCOUNTS, Kind.REPORT}),
    _rule("AU-2", Role.AUDITOR, Relation.OVERSIGHT, {LOOK}, {Kind.SIGNUP, *FILE}),
    _rule("PA-1", PARTNER, Relation.CONSENT, {LOOK, CREATE}, {Kind.SIGNUP, Kind.DOSSIER, Kind.DOCUMENT}, masked=True),
    _rule("CR-1", CREDITOR, Relation.CLAIM, {LOOK, CREATE}, {Kind.DOCUMENT}),
    *(
        _rule(f"BG-{number}", role, Relation.BREAK_GLASS, {LOOK}, {Kind.SIGNUP, *FILE})
        for number, role in enumerate((Role.COUNSELLOR, Role.TEAM_LEAD), start=1)
    ),
    *(_rule(f"OWN-{role}", role, Relation.NONE, {LOOK, CHANGE}, {Kind.OWN_PROFILE}) for role in Role.values),
    _rule("SYS-1", SYSTEM, Relation.NONE, set(Action), set(Kind)),
)
