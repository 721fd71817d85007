"""The decision table of `may` as a page: who may do what to which kind of thing, by which relation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from houvast.foundation.access.actions import Action
from houvast.foundation.access.table import (
    ANYONE,
    CREDITOR,
    NOT_YET,
    PARTNER,
    RESIDENT_N1,
    RESIDENT_N2,
    RULES,
    SYSTEM,
    Relation,
    Rule,
)
from houvast.foundation.accounts.models import Role

_WHO: Final[Mapping[str, str]] = {
    ANYONE: "iedereen",
    RESIDENT_N1: "inwoner met code (N1)",
    RESIDENT_N2: "inwoner met DigiD of eigen factor (N2)",
    SYSTEM: "het systeem zelf",
    PARTNER: "partner of vrijwilliger",
    CREDITOR: "schuldeiser",
    **{role.value: str(role.label) for role in Role},
}
_RELATIONS: Final[Mapping[Relation, str]] = {
    Relation.NONE: "geen nodig",
    Relation.OWN: "eigen dossier",
    Relation.ASSIGNED: "toegewezen",
    Relation.TEAM: "team",
    Relation.CONSENT: "toestemming",
    Relation.CLAIM: "vordering",
    Relation.OVERSIGHT: "toezicht (steekproef)",
    Relation.BREAK_GLASS: "nood",
}
_ACTIONS: Final[Mapping[Action, str]] = {
    Action.LOOK: "zien",
    Action.CREATE: "maken",
    Action.CHANGE: "wijzigen",
    Action.DECIDE: "beslissen",
}
_INTRO: Final = """\
# Rechten

Gemaakt uit de beslistabel van `may`. Alles wat hier niet staat, mag niet. Wie van een dossier is afgeschermd (eigen
belang, of op verzoek van de inwoner), mag niets, wat hier ook staat. Een regel met † heeft zijn rijen en tests,
en antwoordt nee tot het onderdeel er is dat hem nodig heeft.

| Regel | Wie | Relatie | Mag | Wat | Afgeschermd |
| --- | --- | --- | --- | --- | --- |
"""


def as_markdown() -> str:
    """The table, one line per rule, in the order in which it stands in the code."""
    return _INTRO + "\n".join(_row(rule) for rule in RULES) + "\n"


def _row(rule: Rule) -> str:
    later = " †" if rule.relation in NOT_YET else ""
    actions = ", ".join(word for action, word in _ACTIONS.items() if action in rule.actions)
    kinds = ", ".join(sorted(str(kind) for kind in rule.kinds))
    masked = "ja" if rule.masked else ""
    return f"| {rule.id}{later} | {_WHO[rule.who]} | {_RELATIONS[rule.relation]} | {actions} | {kinds} | {masked} |"
