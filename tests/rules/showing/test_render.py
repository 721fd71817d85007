"""A result is shown as a table, as plain Dutch that passes the B1 gate, and as JSON with the articles."""

import dataclasses
import json
from datetime import date
from fractions import Fraction

import pytest

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import (
    bijstand,
    collection_costs,
    inkomen,
    kwijtschelding,
    readability,
    receipt,
    render,
    settlement,
    toeslagen,
    trace,
    vtlb,
)
from houvast.rules.amount import Amount
from houvast.rules.collection_costs import Letter
from houvast.rules.errors import BadInputError, PlanError
from houvast.rules.settlement import Circumstances, Claim

PARAMETERS = bvv.parameters_for(period="2026-07")
HOME = {"situation": "alleenstaande", "taxable_income_year": "30000"}
CLAIMS = [Claim("b", "Belasting", "preferent", 100_000), Claim("h", "Huur", "concurrent", 900_000)]


def voet(own="2600"):
    return bvv.calculate({**HOME, "own_net_income_month_incl_vt": own}, PARAMETERS)


def free(income="2600"):
    return vtlb.calculate({**HOME, "net_income_incl_vt": income}, PARAMETERS)


def offer(income, **more):
    return settlement.propose(Amount(income), Amount(1500), CLAIMS, Circumstances(**more))


def costs(charged, letter=None):
    return collection_costs.check(Amount(1000), Amount(charged), date(2026, 11, 23), consumer=True, letter=letter)


def allowance(name, year="2026", **given):
    return toeslagen.calculate(name, {"income_year_applicant": "26000", **given}, toeslagen.parameters_for(period=year))


PENSIONER = {"aow_household": True, "age_oldest_resident": 71, "persons_in_household": 1, "rent_month": "655"}


def assistance(income, bank="0"):
    home = {"household": "alleenstaande", "age_group_self": "21_to_aow", "other_net_income_month_incl_vt": income}
    return bijstand.calculate({**home, "bank_balance": bank}, bijstand.parameters_for(period="2026-07"))


def remission(income, bank="0"):
    home = {"household": "alleenstaande", "age_group_self": "21_to_aow", "net_income_month": income}
    more = {"liquid_assets": bank, "assessment": "450"}
    return kwijtschelding.calculate({**home, **more}, kwijtschelding.parameters_for(period="2026-07"))


RESULTS = {
    "voet": voet(),
    "voet without room": voet("0"),
    "seizure too high": bvv.check_seizure(voet(), Amount(2000), 3, "Deurwaarder"),
    "seizure right": bvv.check_seizure(voet(), Amount(100), 3, "Deurwaarder"),
    "vtlb": free(),
    "vtlb without room": free("1000"),
    "costs too high": costs(200),
    "costs right": costs(150, Letter(date(2026, 10, 1), 14, True)),
    "loan": offer(1600),
    "mediation": offer(1600, capacity_will_change=True),
    "all paid": offer(2000),
    "nothing": offer(1500),
    "assistance": assistance("900"),
    "no assistance": assistance("2000"),
    "assistance with assets": assistance("900", "9000"),
    "remission whole": remission("1300"),
    "remission in part": remission("1300", "1500"),
    "no remission": remission("2500"),
    "net": inkomen.calculate({"gross_wage_year": "36000"}, inkomen.parameters_for(period="2026")),
    "net without tax": inkomen.calculate({"gross_wage_year": "8000"}, inkomen.parameters_for(period="2026")),
    "zorgtoeslag": allowance("zorgtoeslag"),
    "huurtoeslag": allowance("huurtoeslag", persons_in_household=1, rent_month="655"),
    "huurtoeslag that cannot be calculated": allowance("huurtoeslag", "2024", **PENSIONER),
    "kindgebonden budget": allowance("kindgebonden_budget", children_birth_dates=["2014-05-02"]),
    **{f"no right: {reason}": dataclasses.replace(allowance("zorgtoeslag"), reason=reason)
       for reason in toeslagen.REASONS_NL if reason != "none"},
}  # fmt: skip


@pytest.mark.parametrize("name", RESULTS)
def test_what_a_resident_reads_passes_the_gate(name):
    text = render.plain(RESULTS[name])
    report = readability.check(text)
    assert report.passes, (text, report.problems)


@pytest.mark.parametrize("name", RESULTS)
def test_json_holds_outcome_steps_with_articles_and_a_receipt_that_repeats(name):
    found = json.loads(json.dumps(render.as_json(RESULTS[name])))
    assert found["uitkomst"]
    assert all(step["wet"] or step["bron"] for step in found["stappen"])
    for text, run in zip(found["bewijs"], render.runs(RESULTS[name]), strict=True):
        assert receipt.repeat(receipt.from_json(text), run.plan).values == run.values


@pytest.mark.parametrize("name", RESULTS)
def test_the_summary_and_the_table_hold_the_main_figures(name):
    assert render.summary(RESULTS[name])
    lines = render.table(render.every_step(RESULTS[name])).splitlines()
    assert lines[0].split() == ["stap", "uitkomst", "hoe", "wet"]
    assert len(lines) > 5


def test_the_words_say_the_figures():
    assert "€ 1.499,45" in render.plain(RESULTS["voet"])
    assert "te veel" in render.plain(RESULTS["seizure too high"])
    assert "Dat mag." in render.plain(RESULTS["seizure right"])
    assert "€ 1.800,00" in render.plain(RESULTS["loan"])
    assert "staat vast" in render.plain(RESULTS["loan"])
    assert "kan nog anders" in render.plain(RESULTS["mediation"])


def test_what_is_not_confirmed_is_said_in_the_summary():
    assert "Let op: cap_95_inside" in render.summary(RESULTS["vtlb"])
    assert "Let op: De regels over btw" in render.summary(RESULTS["costs too high"])
    assert render.notes(RESULTS["loan"]) == []


def test_a_proposal_shows_each_creditor_in_the_offer_and_in_the_wsnp():
    shown = render.outcome(RESULTS["loan"])
    assert shown["claims"][0] == {
        "id": "b",
        "creditor": "Belasting",
        "rank": "preferent",
        "amount": "1000.00",
        "amicable": "327.27",
        "wsnp": "0.00",
        "forgiven": "672.73",
        "remains": "0.00",
    }


def test_what_if_shows_only_what_moves_and_why():
    plan = settlement.plan()
    before, after = plan.run({"income": 100}), plan.run({"income": 100, "term": 36})
    assert [moved.name for moved in trace.compare(before, after)] == [
        "term",
        "gross_total",
        "principal",
        "pool_loan",
        "pool_mediation",
        "gross_estate",
        "net_wsnp",
    ]
    assert trace.compare(before, after)[0].after == "36 maanden"
    assert trace.compare(before, before) == []
    with pytest.raises(PlanError):
        trace.compare(before, RESULTS["voet"].run)


def test_rates_are_exact_in_json():
    found = render.as_json(offer(1600, monthly_rate=Fraction(1, 300)))
    rate = next(step for step in found["stappen"] if step["naam"] == "monthly_rate")
    assert rate["waarde"] == "1/300"


def test_another_outcome_stands_beside_ours_by_step():
    found = render.beside(RESULTS["voet"], {"beslagvrije_voet": Amount(1500), "base": Amount(1)})
    assert [one.name for one in found] == ["beslagvrije_voet", "base"]
    ours = RESULTS["voet"].amount
    assert (found[0].ours, found[0].difference) == (ours, Amount(1500) - ours)
    assert found[0].as_data()["verschil"] == (Amount(1500) - ours).text()
    with pytest.raises(BadInputError, match="“koffie”"):
        render.beside(RESULTS["voet"], {"koffie": Amount(1)})
