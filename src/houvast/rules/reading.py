"""Reading what people type or files hold: amounts, yes or no, numbers. Every refusal names the field."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from datetime import date, datetime

from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError, unknown_field
from houvast.rules.figures import Input
from houvast.rules.units import FLAG

_SIMPLE = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,2})?")
_PLAIN = re.compile(r"-?\d{1,12}(?:\.\d{1,12})?")
_DUTCH = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d{1,12}),\d{1,2}")
_DUTCH_WHOLE = re.compile(r"-?\d{1,3}(?:\.\d{3}){2,}")
_UNCLEAR = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_ENGLISH = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def read_amount(field: str, value: object) -> Amount:
    """An exact number from text (``1250.00``, ``1.250,00``, ``€ 1.250,00``) or a whole number.

    Refuses floats (they are not exact), English thousands (``1,250.00``) and anything else, by the name of the
    field.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return Amount(value)
    if isinstance(value, float):
        raise BadInputError(field, "zet het bedrag tussen aanhalingstekens, zoals '1250.00'.")
    if not isinstance(value, str):
        raise BadInputError(field, "geef een bedrag, zoals 1250.00.")
    if _SIMPLE.fullmatch(value):
        return _exact(value)
    text = value.strip().removeprefix("€").strip().replace("\u2212", "-")
    if _UNCLEAR.fullmatch(text):
        raise BadInputError(field, f"“{value}” kan op twee manieren worden gelezen. Schrijf 1.234,00 of 1,23.")
    if _ENGLISH.fullmatch(text):
        raise BadInputError(field, f"“{value}” lijkt Engels geschreven. Schrijf 1.234,56 of 1234.56.")
    if _DUTCH.fullmatch(text) or _DUTCH_WHOLE.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    if not _PLAIN.fullmatch(text):
        raise BadInputError(field, f"“{value}” is geen bedrag. Schrijf 1.234,56 of 1234.56.")
    return _exact(text)


def _exact(digits: str) -> Amount:
    """Plain digits as an amount, in cents or finer."""
    whole, _, part = digits.partition(".")
    part = part.ljust(2, "0")
    return Amount(int(whole + part), 10 ** len(part))


def read_flag(field: str, value: object) -> bool:
    """A yes or no; refuses numbers and texts."""
    if not isinstance(value, bool):
        raise BadInputError(field, "antwoord met ja of nee (true of false).")
    return value


def read_count(field: str, value: object, *, least: int = 0, most: int = 1200) -> int:
    """A whole number in a range."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadInputError(field, "geef een heel getal.")
    if not least <= value <= most:
        raise BadInputError(field, f"het getal moet tussen {least} en {most} liggen.")
    return value


def read_choice(field: str, value: object, choices: Mapping[str, object] | tuple[str, ...]) -> str:
    """One of some words."""
    if not isinstance(value, str) or value not in choices:
        raise BadInputError(field, "kies een van: " + ", ".join(choices) + ".")
    return value


def read_day(field: str, value: object) -> date:
    """A calendar day: a date, or text as ``2026-11-24``."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else _no_day()
    except ValueError as error:
        raise BadInputError(field, f"“{value}” is geen dag. Schrijf de dag als 2026-11-24.") from error


def _no_day() -> date:
    raise ValueError


def read_fields(
    name: str, value: object, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Mapping[str, object]:
    """A map with exactly the fields that exist: a missing or unknown one is refused by name."""
    if not isinstance(value, Mapping):
        raise BadInputError(name, "hier horen velden met een naam en een waarde.")
    for field in required:
        if value.get(field) is None:
            raise BadInputError(field, "dit veld ontbreekt. Vul het in.")
    refuse_unknown(value, (*required, *optional))
    return value


def refuse_unknown(given: Iterable[object], known: Container[object]) -> None:
    """The first field that does not exist is refused by name."""
    for name in given:
        if name not in known:
            raise unknown_field(name)


def read_input(item: Input, value: object) -> Amount | bool:
    """A value for an input of a plan: a yes or no, or an exact number; its range is the plan's to check."""
    return (read_flag if item.unit == FLAG else read_amount)(item.name, value)
