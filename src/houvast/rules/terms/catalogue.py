"""Every clock of the work as a dated, sourced rule.

Law, Belofte, NVVK, covenants and local policy stand side by side: one entry of ``klokken.yaml`` per length
that the norms name. ``status`` says how sure a rule is: ``confirmed`` by its source, ``U`` not confirmed by
a public source, ``D`` our own reading, ``L`` local.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal, get_args

from houvast.rules import yaml_text
from houvast.rules.terms.errors import BadCatalogueError, UnknownRuleError
from houvast.rules.terms.settings import DEFAULT_SETTINGS, LOCAL_THREATS, STATUTORY_THREATS, TermSettings

Layer = Literal["law", "belofte", "nvvk", "covenant", "local"]
Unit = Literal["working_days", "days", "weeks", "months", "years", "hours"]
Status = Literal["confirmed", "U", "D", "L"]


@dataclass(frozen=True)
class ClockRule:
    """One clock: how long, in which unit, from what to what, and who says so.

    ``atw``: the Algemene termijnenwet extends its end. ``backward``: counted back from a day to come.
    ``max_length``: the longest the source allows, when more than one length exists. ``length`` 0 = at once.
    """

    key: str
    layer: Layer
    name_nl: str
    length: int
    unit: Unit
    atw: bool
    source: str
    status: Status
    starts_nl: str
    ends_nl: str
    valid_from: date
    max_length: int | None = None
    backward: bool = False
    suspendable: bool = False
    remark_nl: str = ""

    @property
    def version(self) -> str:
        """Key with everything that decides the outcome: ``wgs_decision@2021-01-01:8weeks+atw``."""
        atw, back = "+atw" if self.atw else "", "-back" if self.backward else ""
        return f"{self.key}@{self.valid_from.isoformat()}:{self.length}{self.unit}{atw}{back}"


def read_catalogue(text: str, where: str) -> Mapping[str, ClockRule]:
    """The clocks of a YAML file; refuses unknown fields, units, layers, lengths and double keys by name."""
    raw = yaml_text.load(text)
    if not isinstance(raw, dict) or set(raw) != {"clocks"} or not isinstance(raw["clocks"], list):
        raise BadCatalogueError(where, "er is geen lijst “clocks”")
    found: dict[str, ClockRule] = {}
    for row in raw["clocks"]:
        rule = _rule(row, where)
        if rule.key in found:
            raise BadCatalogueError(where, f"“{rule.key}” staat er dubbel in")
        found[rule.key] = rule
    return MappingProxyType(found)


def _rule(row: Any, where: str) -> ClockRule:
    try:
        rule = ClockRule(**row)
    except TypeError as error:
        raise BadCatalogueError(where, f"een regel mist een veld of heeft er een te veel ({error})") from error
    for field in fields(rule):
        value, allowed = getattr(rule, field.name), _ALLOWED.get(field.name)
        kinds = _KINDS[field.name]
        if type(value) not in kinds or (allowed and value not in allowed):
            raise BadCatalogueError(where, f"“{field.name}” van “{rule.key}” kan niet “{value}” zijn")
    if rule.length < 0 or rule.length > (rule.max_length or rule.length):
        raise BadCatalogueError(where, f"de lengte van “{rule.key}” is negatief of langer dan mag")
    return rule


_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "layer": get_args(Layer),
    "unit": get_args(Unit),
    "status": get_args(Status),
}
_KINDS: Mapping[str, tuple[type, ...]] = {
    **{field.name: (str,) for field in fields(ClockRule)},
    "length": (int,),
    "max_length": (int, type(None)),
    "atw": (bool,),
    "backward": (bool,),
    "suspendable": (bool,),
    "valid_from": (date,),
}


def _national() -> Mapping[str, ClockRule]:
    file = resources.files("houvast.rules") / "parameters" / "termijnen" / "klokken.yaml"
    return read_catalogue(file.read_text(encoding="utf-8"), file.name)


CLOCK_RULES: Mapping[str, ClockRule] = _national()
"""All clocks by key, with the lengths of their source. :func:`rule_for` applies the local settings."""


@lru_cache(maxsize=1024)
def rule_for(key: str, settings: TermSettings = DEFAULT_SETTINGS) -> ClockRule:
    """The rule as this municipality uses it; refuses a key that does not exist."""
    if key not in CLOCK_RULES:
        raise UnknownRuleError(key)
    return replace(CLOCK_RULES[key], **_local(key, settings))


def _local(key: str, settings: TermSettings) -> dict[str, Any]:
    """The fields of a rule that the settings decide; the catalogue holds the reading of the defaults."""
    changed: dict[str, Any] = {}
    match key:
        case "belofte_intake":
            changed["unit"] = settings.intake_unit
            if settings.intake_start == "contact":
                changed["starts_nl"] = "het eerste contact"
            if settings.intake_stop == "planned":
                changed["ends_nl"] = "de intake is gepland"
        case "wgs_first_talk":
            if settings.first_talk_after_signal == "signal":
                changed["starts_nl"] = "de inwoner vraagt hulp; na een signaal: het signaal"
        case "wgs_decision":
            changed = {"length": settings.decision_weeks, "suspendable": settings.decision_suspendable}
        case "covenant_pause":
            changed["length"] = settings.creditor_pause_months
        case "local_threat_talk":
            changed["length"] = settings.local_threat_working_days
    return changed


def threat_rule(threat: str, settings: TermSettings = DEFAULT_SETTINGS) -> str | None:
    """Key of the clock that a kind of threat starts; ``None`` for a local kind not chosen here.

    Only the kinds of Wgs art. 4 lid 2 start the statutory clock.
    """
    if threat in STATUTORY_THREATS:
        return "wgs_threat_talk"
    if threat not in LOCAL_THREATS:
        raise UnknownRuleError(threat)
    return "local_threat_talk" if threat in settings.local_threats else None
