"""Which figures of the law a batch uses: a period, a day, today, or a file of one's own that is not in use yet."""

from __future__ import annotations

from pathlib import Path

from houvast.foundation.clock import installed
from houvast.rules import parameter_sets
from houvast.rules.errors import BadInputError
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.reading import read_day


def set_of(law: str, asked: str | None, day: str | None = None, *, yearly: bool = False) -> ParameterSet:
    """The set of a period (``2026-07``), of a YAML file, or of a day; a clear refusal when there is none.

    ``yearly``: a law with one file a year, where ``2026`` and ``2026-07`` name that year.
    """
    if asked and day:
        raise BadInputError("dag", "geef een periode of een dag, niet allebei.")
    if asked and asked.lower().endswith((".yaml", ".yml")):
        return _own(law, asked)
    if asked:
        return parameter_sets.of_year(law, None, asked) if yearly else parameter_sets.of_period(law, asked)
    return parameter_sets.on(law, read_day("dag", day) if day else installed().today())


def _own(law: str, name: str) -> ParameterSet:
    try:
        text = Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError("periode", f"{name} is niet te lezen. Controleer de naam en de map.") from error
    return parameter_sets.parse(text, law, name)
