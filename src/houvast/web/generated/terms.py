"""Every clock of the work with its source, and the choices a municipality has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from houvast.rules.terms import CLOCK_RULES, DEFAULT_SETTINGS, SETTINGS, ClockRule, Setting, length_in_words

_LAYERS: Final[Mapping[str, str]] = {
    "law": "wet",
    "belofte": "NVVK Belofte",
    "nvvk": "NVVK",
    "covenant": "convenant",
    "local": "lokaal",
}
_STATUS: Final[Mapping[str, str]] = {
    "confirmed": "bevestigd",
    "U": "niet bevestigd door een openbare bron",
    "D": "onze keuze",
    "L": "lokaal beleid",
}
_INTRO: Final = """\
# Termijnen

Gemaakt uit de regels (`houvast.rules.terms`). Klokken van wet, Belofte en beleid lopen naast elkaar; elk wordt apart
geteld. *Atw*: de Algemene termijnenwet verlengt het einde.
"""


def as_markdown() -> str:
    """The clocks in the order of their file, then the settings with their defaults."""
    clocks = [
        "## Klokken",
        "",
        "| Klok | Laag | Lengte | Atw | Begint bij | Stopt bij | Bron | Zekerheid |",
        "|" + " --- |" * 8,
        *(_clock(rule) for rule in CLOCK_RULES.values()),
    ]
    settings = [
        "## Keuzes van een gemeente",
        "",
        "| Keuze | Mag zijn | Zonder keuze | Bron | Zekerheid |",
        "|" + " --- |" * 5,
        *(_setting(setting) for setting in SETTINGS.values()),
    ]
    return "\n".join([_INTRO, *clocks, "", *settings]) + "\n"


def _clock(rule: ClockRule) -> str:
    cells = (
        rule.name_nl,
        _LAYERS[rule.layer],
        _length(rule),
        "ja" if rule.atw else "",
        rule.starts_nl,
        rule.ends_nl,
        rule.source,
        _STATUS[rule.status],
    )
    return "| " + " | ".join(cells) + " |"


def _length(rule: ClockRule) -> str:
    words = length_in_words(rule.length, rule.unit)
    longer = rule.max_length is not None and rule.max_length != rule.length
    longest = f" (hoogstens {length_in_words(rule.max_length or 0, rule.unit)})" if longer else ""
    return words + longest + (", teruggerekend" if rule.backward else "")


def _setting(setting: Setting) -> str:
    value = getattr(DEFAULT_SETTINGS, setting.name)
    cells = (setting.name_nl, setting.allowed_nl, _words(value), setting.source, _STATUS[setting.status])
    return "| " + " | ".join(cells) + " |"


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, frozenset):
        return ", ".join(sorted(map(str, value)))
    return str(value)
