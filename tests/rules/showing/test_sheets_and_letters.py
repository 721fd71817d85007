"""What stands on paper: the outcome first, every step, what is not confirmed; and the letters that follow."""

import json
from datetime import date

import pytest

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import collection_costs, letters, settlement, sheets, vtlb

DAY = date(2026, 11, 24)
PERIOD = bvv.parameters_for(period="2026-07")
HOUSEHOLD = {
    "situation": "alleenstaande",
    "taxable_income_year": "29000",
    "own_net_income_month_incl_vt": "2.090,00",
}


def seizure(held, months=4, by="Deurwaarder Jansen"):
    return bvv.check_given({**HOUSEHOLD, "held_back_month": held, "months": months, "by": by}, PERIOD)


def offer(claims):
    return settlement.offer_given({"income": "1910", "vtlb": "1760", "claims": claims})


def costs(charged):
    return collection_costs.costs_given({"principal": "1000", "charged": charged, "day": DAY, "consumer": False})


def test_a_seizure_that_takes_too_much_begins_with_the_amount():
    sheet = sheets.sheet_of(seizure("778"), kicker="Geldhulp")
    assert sheet.outcome == "Elke maand wordt er € 161,92 te veel ingehouden." and not sheet.good
    assert (sheet.kicker, sheet.title) == ("Geldhulp", "Klopt het beslag?")
    assert sheet.tables[0].rows[-1] == (
        "wat beslagen mag worden", "inkomen min beslagvrije voet", "Rv 475d", "€ 616,08 per maand",
    )  # fmt: skip
    assert "vtlb-2026-07" in sheet.foot and sheet.foot.endswith(sheets.DISCLAIMER)


def test_a_sheet_is_data_that_any_printer_can_take():
    data = sheets.sheet_of(seizure("778")).as_data()
    assert data["outcome"].startswith("Elke maand") and data["tables"][0]["rows"] and data["good"] is False
    assert json.loads(json.dumps(data))["kicker"] == "Houvast"


def test_a_seizure_that_is_right_says_so():
    sheet = sheets.sheet_of(seizure("616.08"))
    assert sheet.outcome == "Er wordt niet te veel ingehouden." and sheet.good


def test_a_vtlb_names_what_is_not_confirmed_and_ends_with_what_is_left():
    household = {"situation": "alleenstaande", "taxable_income_year": "29000", "net_income_incl_vt": "2090"}
    sheet = sheets.sheet_of(vtlb.calculate(household, PERIOD))
    assert sheet.tables[0].rows[-1][0] == "afloscapaciteit"
    assert any("niet bevestigd" in note for note in sheet.notes)


def test_a_beslagvrije_voet_begins_with_what_stays():
    sheet = sheets.sheet_of(bvv.calculate(HOUSEHOLD, PERIOD))
    assert sheet.outcome.startswith("Je houdt elke maand € 1.473,92.") and sheet.good


def test_a_proposal_shows_both_ways_and_totals_that_hold_for_everybody():
    claims = [{"id": str(n), "rank": "concurrent", "amount": str(100 + n)} for n in range(40)]
    made = offer([*claims, {"id": "b", "creditor": "Belastingdienst", "rank": "preferent", "amount": "9000"}])
    table = sheets.sheet_of(made).tables[0]
    assert len(table.rows) == sheets.MOST_ROWS + 1 and table.has_total
    assert table.more == "En 17 schuldeisers met een kleinere schuld."
    assert table.rows[0][:3] == ("Belastingdienst", "preferent", "€ 9.000,00")
    assert table.rows[-1][2] == "€ 13.780,00"
    assert [row[0] for row in sheets.shares(made)] == ["preferent", "concurrent"]


def test_a_proposal_that_fits_says_nothing_of_others_and_leaves_out_a_rank_without_claims():
    made = offer([{"id": "h", "creditor": "Huis", "rank": "concurrent", "amount": "7000"}])
    assert sheets.sheet_of(made).tables[0].more == ""
    assert sheets.shares(made) == [("concurrent", "38,57%", "5,79%")]


def test_the_letter_to_the_bailiff_asks_back_what_was_too_much():
    letter = letters.to_bailiff(seizure("778"), DAY)
    text = letters.as_text(letter)
    assert "Aan: Deurwaarder Jansen" in text and "24 november 2026" in text
    assert "- Te veel in 4 maanden: € 647,68" in text
    assert "ten hoogste € 616,08 per maand" in text and "die gelden vanaf 1 juli 2026" in text
    assert letter.as_data()["facts"]["rows"][3] == ("Te veel per maand", "€ 161,92 per maand")


@pytest.mark.parametrize("by", ["", "onbekend", "  "])
def test_a_bailiff_that_is_not_known_is_a_line_to_fill_in(by):
    letter = letters.to_bailiff(seizure("778", months=1, by=by), DAY)
    assert letter.receiver[0] == f"Aan: {letters.BLANK}"
    assert letter.facts.rows[-1][0] == "Te veel in 1 maand"


def test_without_months_the_letter_asks_back_everything_and_names_no_total():
    text = letters.as_text(letters.to_bailiff(seizure("778"), DAY, months_known=False))
    assert "alles wat u te veel hebt ingehouden" in text and "647,68" not in text


def test_who_does_not_know_everything_asks_for_the_calculation():
    text = letters.as_text(letters.to_recalculate("", DAY, [("Ingehouden per maand", "€ 300,00")]))
    assert "- Ingehouden per maand: € 300,00" in text and "opnieuw uit te rekenen" in text


def test_the_letter_about_costs_names_what_is_allowed_and_why():
    check = costs("200")
    assert sheets.sheet_of(check).good is False and sheets.sheet_of(costs("150")).good
    text = letters.as_text(letters.to_collector(check, DAY))
    assert "ten hoogste € 150,00" in text and "De kosten zijn hoger dan de schaal" in text
