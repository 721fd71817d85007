"""The page of docs/ about languages: how much there is in each, and what a machine checks."""

from __future__ import annotations

from typing import Final

from houvast.foundation.texts.coverage import coverage
from houvast.foundation.texts.services import standard_texts
from houvast.web.middleware.language import prefix_of
from houvast.web.ui.page import direction_of, own_name

_INTRO: Final = """\
# Talen

Gemaakt uit de vertalingen zelf. Wat in een taal ontbreekt, staat er in gewoon Nederlands (B1). Makkelijk Nederlands
heeft alleen wat makkelijker kan; daarom is dat nooit alles. Elke vertaling is een concept totdat iemand die de taal
spreekt haar goedkeurt, in Beheer bij Talen. Tot dan ziet een inwoner haar alleen als de organisatie dat aanzet, en
dan staat erbij dat niemand haar nakeek.
"""
_CHECKS: Final = """
## Wat de machine nakijkt

Per knop, kop en tekst: dezelfde velden als het Nederlands, het schrift en de letters van de taal, geen Nederlands dat
bleef staan, en een lengte van een half tot twee keer het Nederlands. Een lettergreepteken van het Ethiopisch telt
voor 1,6 letter, een Arabische letter voor 1,2.
"""


def as_markdown() -> str:
    """One line per language."""
    rows = [
        "| Taal | Code | Adres | Richting | Knoppen en koppen | Teksten | Stand bij levering |",
        "|" + " --- |" * 7,
        *(
            f"| {own_name(one.language)} | `{one.language}` | `/{prefix_of(one.language)}/` "
            f"| {direction_of(one.language)} | {one.labels_percent}% | {one.texts_percent}% "
            f"| {_state(one.language)} |"
            for one in coverage()
        ),
    ]
    return "\n".join([_INTRO, *rows, _CHECKS])


def _state(language: str) -> str:
    return "concept" if standard_texts(language)["state"] == "draft" else "goedgekeurd"
