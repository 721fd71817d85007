"""Claims and corrections as people paste them from a spreadsheet or type them: one per line, tabs or semicolons."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.reading import read_amount

# "2.090" of somebody who types is two thousand and ninety; in a file it would be two and nine cents.
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:\.\d{3})+(?![\d.])")
_ORDER = ("creditor", "amount", "rank", "id")
_HEADS = {
    "creditor": ("schuldeiser", "naam", "crediteur", "naam schuldeiser"),
    "amount": ("bedrag", "schuld", "vordering", "saldo", "openstaand", "openstaand bedrag", "hoofdsom"),
    "rank": ("rang", "preferent", "preferentie"),
    "id": ("kenmerk", "dossiernummer", "nummer", "id"),
}
_RANKS = {
    "preferent": ("preferent", "pref", "p", "ja", "x"),
    "concurrent": ("", "concurrent", "conc", "c", "nee", "gewoon", "-"),
}

Claim = dict[str, object]


def typed_amount(field: str, text: str) -> Amount:
    """An amount as somebody types it: ``1.234,56``, ``1234.56`` and also ``1.234`` for a whole number."""
    return read_amount(field, _THOUSANDS.sub(lambda found: found[0].replace(".", ""), text))


def claims_in(text: str) -> list[Claim]:
    """Claims for a proposal: creditor, amount, and perhaps rank and reference; a line with names of columns may come
    first and then decides the order. Refuses a line by its number and column."""
    lines = list(_lines(text))
    if not lines:
        raise BadInputError("claims", "vul minstens één schuld in: naam; bedrag.")
    order = _head(lines[0][1])
    if order:
        lines = lines[1:]
    if not lines:
        raise BadInputError("claims", "onder de namen van de kolommen staat geen schuld.")
    width = len(str(lines[-1][0]))
    return [_claim(number, cells, order or _ORDER, width) for number, cells in lines]


def corrections_in(text: str) -> dict[str, str]:
    """Named amounts, one per line: name, amount. Refuses a name that is there twice."""
    found: dict[str, str] = {}
    for number, cells in _lines(text):
        if len(cells) != 2 or not cells[0]:
            raise BadInputError("other_corrections", f"regel {number}: schrijf naam; bedrag.")
        if cells[0] in found:
            raise BadInputError("other_corrections", f"regel {number}: “{cells[0]}” staat er twee keer.")
        found[cells[0]] = _amount("other_corrections", number, cells[1]).text()
    return found


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    separator = "\t" if "\t" in text else ";"
    try:
        for number, cells in enumerate(csv.reader(text.splitlines(), delimiter=separator), 1):
            clean = [cell.strip() for cell in cells]
            if any(clean):
                yield number, clean
    except csv.Error as error:
        raise BadInputError("claims", "deze tekst is niet te lezen. Plak hem opnieuw.") from error


def _head(cells: Sequence[str]) -> tuple[str, ...] | None:
    names = tuple(next((key for key, words in _HEADS.items() if cell.lower() in words), "") for cell in cells)
    return names if "amount" in names and "creditor" in names else None


def _claim(number: int, cells: Sequence[str], order: Sequence[str], width: int) -> Claim:
    found = {name: cell for name, cell in zip(order, cells, strict=False) if name}
    if len(cells) < 2:
        raise BadInputError("claims", f"regel {number}: zet een tab of een puntkomma tussen naam en bedrag.")
    if not found.get("creditor"):
        raise BadInputError("claims", f"regel {number}, schuldeiser: vul een naam in.")
    amount = _amount("claims", number, found.get("amount", ""))
    if amount < 0:
        raise BadInputError("claims", f"regel {number}, bedrag: een schuld is niet negatief.")
    rank = next((key for key, words in _RANKS.items() if found.get("rank", "").lower() in words), "")
    if not rank:
        raise BadInputError("claims", f"regel {number}, rang: schrijf preferent of concurrent.")
    name = found.get("id") or f"regel {number:0{width}}"
    return {"id": name, "creditor": found["creditor"], "rank": rank, "amount": amount.text()}


def _amount(field: str, number: int, text: str) -> Amount:
    try:
        amount = typed_amount(field, text)
    except BadInputError as error:
        raise BadInputError(field, f"regel {number}, bedrag: {error.what}") from error
    if (amount.ratio * 100).denominator != 1:
        raise BadInputError(field, f"regel {number}, bedrag: “{text}” heeft meer dan twee cijfers na de komma.")
    return amount
