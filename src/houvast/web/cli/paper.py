"""A result as PDF: the page, and the letter that goes with it. Never loads Django."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from houvast.foundation import clock
from houvast.foundation.paper import PaperError, print_pdf
from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import collection_costs, letters, render, sheets
from houvast.rules.errors import BadInputError


def print_asked(result: render.Result, page: str | None, own_letter: str | None) -> None:
    """The page and the letter, each into its own file; refuses a letter when there is nothing to write about."""
    today = clock.installed().today()
    if page:
        _print(page, "sheet", sheets.sheet_of(result).as_data(), today)
    if own_letter:
        match result:
            case bvv.SeizureCheck() if result.too_much_month > 0:
                letter = letters.to_bailiff(result, today)
            case collection_costs.CostsCheck() if result.too_much > 0:
                letter = letters.to_collector(result, today)
            case _:
                raise BadInputError("brief", "er is niets te veel gevraagd of ingehouden, dus is er geen brief.")
        _print(own_letter, "letter", letter.as_data(), today)


def _print(name: str, template: str, data: Mapping[str, Any], today: date) -> None:
    try:
        Path(name).write_bytes(print_pdf(template, data, today))
    except PaperError as error:
        raise BadInputError("pdf", f"de bladzijde kon niet worden gemaakt ({error}).") from error
    except OSError as error:
        raise BadInputError("pdf", f"{name} is niet te schrijven ({error.strerror}).") from error
