"""What a municipality may choose about its terms, each with the status of the choice.

Everything that is U (not confirmed) or D (our own choice) is a setting here, never a constant.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from houvast.rules.terms.errors import BadTermSettingError

STATUTORY_THREATS: tuple[str, ...] = ("eviction", "utilities", "health_insurance")
"""Wgs art. 4 lid 2: eviction; gas, electricity, heating or water cut off; health insurance cancelled."""

LOCAL_THREATS: tuple[str, ...] = ("bailiff", "food", "forced_sale", "bank_attachment", "bankruptcy_petition")
"""What a municipality may add by policy; these never start the statutory 3 working days."""

THREAT_NAMES_NL: Mapping[str, str] = MappingProxyType(
    {
        "eviction": "uithuiszetting",
        "utilities": "afsluiting van gas, stroom, warmte of water",
        "health_insurance": "opzegging van de zorgverzekering",
        "bailiff": "de deurwaarder komt langs",
        "food": "geen geld voor eten",
        "forced_sale": "gedwongen verkoop van het huis",
        "bank_attachment": "beslag op loon of bankrekening",
        "bankruptcy_petition": "aanvraag van faillissement",
    }
)


@dataclass(frozen=True)
class TermSettings:
    """The choices of one municipality. The defaults are the readings of the published norms.

    Refuses a value outside its range with :class:`BadTermSettingError`.
    """

    intake_unit: Literal["days", "working_days"] = "days"
    intake_start: Literal["receipt", "contact"] = "receipt"
    intake_stop: Literal["held", "planned"] = "held"
    first_talk_after_signal: Literal["acceptance", "signal"] = "acceptance"
    equated_days_free: bool = False
    decision_weeks: int = 8
    decision_suspendable: bool = True
    creditor_pause_months: int = 4
    local_threats: frozenset[str] = frozenset(LOCAL_THREATS)
    local_threat_working_days: int = 3

    def __post_init__(self) -> None:
        for name, setting in SETTINGS.items():
            value = getattr(self, name)
            if not setting.allows(value):
                raise BadTermSettingError(setting.name_nl, value, setting.allowed_nl)


@dataclass(frozen=True)
class Setting:
    """One choice as the administrator sees it: question, allowed values, status and where it comes from.

    ``status`` is ``U`` (no public source confirms it), ``D`` (our own choice) or ``L`` (local policy).
    """

    name: str
    name_nl: str
    status: Literal["U", "D", "L"]
    source: str
    choices: tuple[str | bool, ...] = ()
    lowest: int = 0
    highest: int = 0
    members: tuple[str, ...] = ()

    @property
    def allowed_nl(self) -> str:
        """The allowed values in words."""
        if self.choices:
            return " of ".join("ja" if c is True else "nee" if c is False else str(c) for c in self.choices)
        if self.members:
            return "uit: " + ", ".join(self.members)
        return f"een heel getal van {self.lowest} tot en met {self.highest}"

    def allows(self, value: object) -> bool:
        """Whether ``value`` is of the right kind and in range."""
        if self.choices:
            return any(value is choice or (type(choice) is str and value == choice) for choice in self.choices)
        if self.members:
            return isinstance(value, frozenset) and value <= set(self.members)
        return type(value) is int and self.lowest <= value <= self.highest


_YES_NO = (True, False)


def _settings() -> tuple[Setting, ...]:
    return (
        Setting(
            "intake_unit",
            "10 dagen tot de intake: kalenderdagen (days) of werkdagen (working_days)",
            "U",
            "Belofte 1.3",
            choices=("days", "working_days"),
        ),
        Setting(
            "intake_start",
            "de 10 dagen lopen vanaf ontvangst (receipt) of vanaf het contact (contact)",
            "D",
            "Belofte 1.3; strenge lezing: ontvangst",
            choices=("receipt", "contact"),
        ),
        Setting(
            "intake_stop",
            "de 10 dagen stoppen als de intake is gehouden (held) of gepland (planned)",
            "U",
            "Belofte 1.3",
            choices=("held", "planned"),
        ),
        Setting(
            "first_talk_after_signal",
            "4 weken na een signaal: vanaf het ja van de inwoner (acceptance) of het signaal (signal)",
            "U",
            "Wgs art. 4 lid 1",
            choices=("acceptance", "signal"),
        ),
        Setting(
            "equated_days_free",
            "op een gelijkgestelde dag werken we niet",
            "D",
            "Wgs art. 4 noemt werkdagen zonder uitleg",
            choices=_YES_NO,
        ),
        Setting(
            "decision_weeks",
            "weken tot het besluit (verordening)",
            "L",
            "Wgs art. 4a: ten hoogste 8 weken",
            lowest=1,
            highest=8,
        ),
        Setting(
            "decision_suspendable",
            "een brief met reden schort de termijn van het besluit op",
            "U",
            "Awb art. 4:15",
            choices=_YES_NO,
        ),
        Setting(
            "creditor_pause_months",
            "maanden pauze van een schuldeiser (convenant)",
            "L",
            "convenanten: 4 tot 8 maanden",
            lowest=4,
            highest=8,
        ),
        Setting(
            "local_threats",
            "dit noemen wij ook spoed",
            "L",
            "beleidsregels; Wgs art. 4 lid 2 blijft altijd gelden",
            members=LOCAL_THREATS,
        ),
        Setting(
            "local_threat_working_days",
            "werkdagen tot het eerste gesprek bij eigen spoed",
            "L",
            "beleidsregels",
            lowest=1,
            highest=20,
        ),
    )


SETTINGS: Mapping[str, Setting] = MappingProxyType({setting.name: setting for setting in _settings()})
"""Every field of :class:`TermSettings`, in its order."""

DEFAULT_SETTINGS = TermSettings()
"""The readings of the published norms, for a municipality that chose nothing."""
