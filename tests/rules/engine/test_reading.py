"""What people type is understood, or refused with the name of the field."""

import pytest

from houvast.rules.errors import BadInputError
from houvast.rules.reading import read_amount, read_choice, read_count, read_fields, read_flag


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1250.00", "1250.00"),
        ("1.250,00", "1250.00"),
        ("1.234,56", "1234.56"),
        ("€ 1.250,5", "1250.50"),
        (" 12 ", "12.00"),
        ("-0.50", "-0.50"),
        ("\u22120,50", "-0.50"),
        (12, "12.00"),
        ("1.250.000", "1250000.00"),
        ("0.00948", "0.01"),
    ],
)
def test_an_amount_is_read_as_dutch_people_and_files_write_it(typed, cents):
    assert read_amount("huur", typed).text() == cents


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("1,234.56", "Engels"),
        ("1,234", "Engels"),
        ("1.250", "twee manieren"),
        ("-12.500", "twee manieren"),
        (12.5, "aanhalingstekens"),
        (float("nan"), "aanhalingstekens"),
        ("NaN", "geen bedrag"),
        ("1e9", "geen bedrag"),
        ("", "geen bedrag"),
        ("1 2", "geen bedrag"),
        ("9" * 13, "geen bedrag"),
        (None, "geef een bedrag"),
        (True, "geef een bedrag"),
        ([], "geef een bedrag"),
    ],
)
def test_an_amount_that_cannot_be_read_is_refused_with_a_hint(typed, hint):
    with pytest.raises(BadInputError, match=hint) as caught:
        read_amount("huur", typed)
    assert "“huur”" in str(caught.value)


def test_flags_counts_and_choices_are_strict():
    assert read_flag("x", True) is True
    assert read_count("x", 18) == 18
    assert read_choice("x", "a", ("a", "b")) == "a"
    for ask in (
        lambda: read_flag("x", 1),
        lambda: read_count("x", True),
        lambda: read_count("x", "18"),
        lambda: read_count("x", -1),
        lambda: read_count("x", 1201),
        lambda: read_choice("x", "c", ("a", "b")),
        lambda: read_choice("x", None, ("a", "b")),
        lambda: read_fields("x", [], ()),
        lambda: read_fields("x", {}, ("a",)),
        lambda: read_fields("x", {"a": None}, ("a",)),
        lambda: read_fields("x", {"a": 1, "b": 2}, ("a",)),
    ):
        with pytest.raises(BadInputError):
            ask()
    assert read_fields("x", {"a": 1, "b": None}, ("a",), ("b",)) == {"a": 1, "b": None}
