"""Claims from a spreadsheet or typed: names of columns, tabs or semicolons, Dutch amounts."""

import pytest

from houvast.rules.errors import BadInputError
from houvast.rules.pasted import claims_in, corrections_in, typed_amount


def test_lines_are_read_in_the_usual_order():
    assert claims_in("Bank; 1.234,56\n\nFiscus; 2.090; preferent; F-1") == [
        {"id": "regel 1", "creditor": "Bank", "rank": "concurrent", "amount": "1234.56"},
        {"id": "F-1", "creditor": "Fiscus", "rank": "preferent", "amount": "2090.00"},
    ]


def test_names_of_columns_decide_the_order_and_others_are_left_out():
    text = 'Opmerking\tBedrag\tNaam\tRang\nbel terug\t"€ 10,50"\t"Huis, tuin"\tja'
    assert claims_in(text) == [{"id": "regel 2", "creditor": "Huis, tuin", "rank": "preferent", "amount": "10.50"}]


def test_numbers_of_lines_sort_as_they_stand():
    names = [one["id"] for one in claims_in("\n".join(f"N{n};1" for n in range(12)))]
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("2.090", "2090.00"), ("2.09", "2.09"), ("1.000.000", "1000000.00"), ("12.345,60", "12345.60")],
)
def test_a_point_before_three_digits_means_thousands(typed, amount):
    assert typed_amount("x", typed).text() == amount


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "vul minstens één schuld in"),
        ("naam;bedrag", "staat geen schuld"),
        ("Bank 100", "zet een tab of een puntkomma"),
        (";100", "vul een naam in"),
        ("Bank;", "regel 1, bedrag"),
        ("Bank;1,234.56", "lijkt Engels geschreven"),
        ("Bank;0.1234", "meer dan twee cijfers"),
        ("Bank;-1", "niet negatief"),
        ("Bank;1;hoog", "rang: schrijf preferent of concurrent"),
        ("Bank;" + "9" * 200_000, "niet te lezen"),
    ],
)
def test_a_line_that_is_not_right_is_refused_by_number(text, words):
    with pytest.raises(BadInputError, match=words):
        claims_in(text)


def test_corrections_have_a_name_and_an_amount():
    assert corrections_in("eigen vervoer; 25\nkind; -10,50") == {"eigen vervoer": "25.00", "kind": "-10.50"}
    for text in ("los", "a;1\na;2", ";1"):
        with pytest.raises(BadInputError):
            corrections_in(text)
