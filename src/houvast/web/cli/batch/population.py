"""`houvast populatie 1000000 --zaad 1 -o bestand`: made-up households to try everything with. No names, no BSNs.

The shares are the published ones of people who ask for debt help where there are any, and marked *est* where they are
our own estimate. Nobody in it exists. The same seed and period give the same households, and a smaller population is
the beginning of a larger one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from houvast.rules.beslagvrije_voet import SITUATIONS
from houvast.rules.errors import BadInputError, RuleError
from houvast.rules.parameter_sets import ParameterSet
from houvast.web.cli.batch import files
from houvast.web.cli.batch.periods import set_of
from houvast.web.cli.batch.progress import Progress, number
from houvast.web.cli.words import Parser, say, warn

BLOCK = 65_536
"""Households that are made at one time, always from the same point of the seed."""
MOST = 20_000_000
BAD_INPUT = 2

AGES = {"jonger dan 27": 0.12, "27 tot en met 45": 0.50, "46 tot en met 65": 0.31, "ouder dan 65": 0.07}
"""NVVK 2018 for the young and the middle, est for the others."""
KINDS = {"uitkering": 0.51, "loon": 0.34, "loon en uitkering": 0.06, "pensioen": 0.06, "onderneming": 0.03}
"""NVVK 2016 for benefits, est for the others."""
HOMES = {"huur": 0.89, "koop": 0.09, "inrichting": 0.01, "geen adres": 0.01}
"""NVVK 2016 for owners, est for the others."""
COUPLES = 0.24
"""est"""
CHILDREN = {True: 0.60, False: 0.4026}
"""Couples and singles with children: together 45% (CBS), the division is est."""
NUMBER = (0.45, 0.38, 0.13, 0.04)
"""One to four children: est."""
EARNED_MEDIAN, EARNED_SPREAD = 40_000, 0.3
"""Year income from work (est), so that with the benefits about 65% is at or below the minimum wage (NVVK 2016)."""
NOT_APPLIED = 0.12
"""Households that never asked for an allowance they may have: est."""

SAVERS = 0.06
"""Households with more savings than an allowance permits: est."""

AMOUNTS = (
    "taxable_income_year", "net_income_incl_vt", "own_net_income_month_incl_vt", "partner_unseized_income_month",
    "premium", "zorgtoeslag", "rent", "huurtoeslag", "kgb_received", "woonkosten_month", "price_due_month",
    "other_corrections", "income_year_applicant", "income_year_partner", "assets_applicant", "rent_month",
)  # fmt: skip
WORDS = {
    "situation": tuple(SITUATIONS), "pension_age": ("none", "alleenstaande", "gehuwden"), "income_kind": tuple(KINDS),
    "age_group": tuple(AGES), "home": tuple(HOMES),
}  # fmt: skip

Made = dict[str, Any]
Chance = np.random.Generator


def run(words: list[str]) -> int:
    """`houvast populatie AANTAL -o BESTAND`"""
    parser = Parser(prog="houvast populatie")
    parser.add_argument("aantal", type=int, help="hoeveel huishoudens, bijvoorbeeld 1000000")
    parser.add_argument("-o", "--uit", required=True, metavar="UIT", help="waar ze komen: .parquet of .csv")
    parser.add_argument("--zaad", type=int, default=1, help="hetzelfde zaad geeft dezelfde huishoudens")
    parser.add_argument("--periode", help="bij welke bedragen de inkomens passen, bijvoorbeeld 2026-07; anders vandaag")
    parser.add_argument("--overschrijf", action="store_true", help="vervang een bestand dat er al is")
    asked = parser.parse_args(words)
    try:
        path = _checked(asked.uit, asked.aantal, asked.zaad, overwrite=asked.overschrijf)
        write(path, asked.aantal, asked.zaad, set_of("vtlb", asked.periode))
    except RuleError as error:
        warn(str(error))
        return BAD_INPUT
    except (OSError, duckdb.Error) as error:
        warn(f"Schrijven lukte niet ({str(error).splitlines()[0]}). Kijk of er ruimte is, en probeer het opnieuw.")
        return BAD_INPUT
    say(f"Gemaakt: {path} met {number(asked.aantal)} verzonnen huishoudens (zaad {asked.zaad}).")
    return 0


def _checked(name: str, count: int, seed: int, *, overwrite: bool) -> Path:
    if not 1 <= count <= MOST:
        raise BadInputError("aantal", f"geef een aantal tussen 1 en {number(MOST)}.")
    if seed < 0:
        raise BadInputError("zaad", "geef een heel getal van 0 of meer.")
    path = files.checked(name, "uit")
    if not path.parent.is_dir():
        raise BadInputError("uit", f"de map {path.parent} is er niet. Maak hem eerst.")
    if path.exists() and not overwrite:
        raise BadInputError("uit", f"{path} is er al. Kies een andere naam, of geef --overschrijf.")
    return path


def write(path: Path, count: int, seed: int, parameters: ParameterSet) -> None:
    """The population in a file, block by block."""
    progress = Progress(count)
    with files.workplace(path.parent) as (connection, folder):
        parts = files.Parts(connection, folder, "populatie")
        for at in range(0, count, BLOCK):
            made = households(seed, at // BLOCK, parameters, min(BLOCK, count - at))
            parts.add(_question(made), {"gemaakt": made}, len(made["situation"]))
            progress.step(len(made["situation"]))
        progress.close()
        parts.close(path, "")


def _question(made: Made) -> str:
    shown = []
    for name in made:
        if name in WORDS:
            options = ", ".join(files.text(word) for word in WORDS[name])
            shown.append(f"list_extract([{options}], {name} + 1) AS {name}")
        else:
            shown.append(f"{files.euros(name)} AS {name}" if name in AMOUNTS else name)
    return f"SELECT {', '.join(shown)} FROM gemaakt"  # noqa: S608 - our own names


def households(seed: int, block: int, parameters: ParameterSet, rows: int = BLOCK) -> Made:
    """One block of households as columns: cents, counts, yes or no, places in :data:`WORDS`."""
    chance = np.random.default_rng([seed, block])
    law = _law(parameters)
    made = _who(chance, block)
    made |= _incomes(chance, made, law)
    made |= _home(chance, made)
    made |= _allowances(chance, made, law)
    made |= _for_allowances(chance, made)
    return {name: column[:rows] for name, column in made.items() if not name.startswith("_")}


def _law(parameters: ParameterSet) -> dict[str, float]:
    """What the population needs of a period, in cents."""
    path = {
        "single": "participatiewet.A_art21a_alleenstaande_of_alleenstaande_ouder",
        "couple": "participatiewet.B_art21b_gehuwden",
        "aow_single": "participatiewet.art22_aow_alleenstaande",
        "aow_couple": "participatiewet.art22_aow_gehuwden",
        "premium": "zorgtoeslag.S_standaardpremie",
        "threshold": "zorgtoeslag.D_whole_euros",
        "kgb": "kindgebonden_budget.max_per_child",
        "kgb_single": "kindgebonden_budget.single_parent_extra",
    }
    return {name: float(parameters.amount(one).ratio * 100) for name, one in path.items()}


def _who(chance: Chance, block: int) -> Made:
    """Partner, children, age, kind of income."""
    partner = chance.random(BLOCK) < COUPLES
    age = chance.choice(len(AGES), BLOCK, p=list(AGES.values()))
    old = age == 3
    # Pensioners have fewer children at home; the others have so many more that the whole stays as published.
    share = np.where(partner, CHILDREN[True], CHILDREN[False])
    with_children = chance.random(BLOCK) < np.where(old, 0.05, share * (0.45 - 0.07 * 0.05) / (0.93 * 0.45))
    children = np.where(with_children, 1 + chance.choice(4, BLOCK, p=NUMBER), 0)
    middle = chance.binomial(children, 4 / 18)
    eldest = chance.binomial(children - middle, 2 / 14)
    kind = _kinds(chance, old)
    place = 2 * partner + with_children
    return {
        "huishouden": np.arange(BLOCK) + block * BLOCK + 1,
        "situation": place,
        "children": children,
        "children_12_15": middle,
        "children_16_17": eldest,
        "income_kind": kind,
        "age_group": age,
        "pension_age": np.where(old, 1 + partner, 0),
        "partner": partner,
        "_partner": partner,
    }


def _kinds(chance: Chance, old: Any) -> Any:
    """Pensions are of the old; the shares of the whole stay as they are."""
    pension = KINDS["pensioen"] / AGES["ouder dan 65"]
    others = [0.0 if name == "pensioen" else share for name, share in KINDS.items()]
    others[0] -= AGES["ouder dan 65"] - KINDS["pensioen"]
    young = chance.choice(len(KINDS), BLOCK, p=np.array(others) / sum(others))
    place = list(KINDS).index("pensioen")
    return np.where(old, np.where(chance.random(BLOCK) < pension, place, 0), young)


def _incomes(chance: Chance, made: Made, law: dict[str, float]) -> Made:
    """Net a month and taxable a year, in cents; a couple has one household income, of which the partner has a part."""
    partner, kind = made["_partner"], made["income_kind"]
    norm = np.where(partner, law["couple"], law["single"])
    aow = np.where(partner, law["aow_couple"], law["aow_single"])
    earned = np.clip(chance.lognormal(np.log(EARNED_MEDIAN * 100), EARNED_SPREAD, BLOCK), 600_000, 12_000_000)
    second = np.where(partner & (chance.random(BLOCK) < 0.45), chance.uniform(400_000, 2_600_000, BLOCK), 0)
    benefit, both, pension = (
        norm * chance.uniform(0.95, 1.0, BLOCK),
        norm * chance.uniform(1.0, 1.2, BLOCK),
        (aow + chance.exponential(25_000, BLOCK)),
    )
    business = earned * chance.uniform(0.3, 1.3, BLOCK)
    from_norm = np.choose(kind, [benefit, benefit, both, pension, benefit])
    works = (kind == 1) | (kind == 4)
    gross = np.where(works, np.where(kind == 4, business, earned), from_norm * 12 / 0.865)
    own = np.where(works, _net_month(gross), from_norm)
    extra = np.where(works, second, 0)
    hours = np.where(kind == 1, chance.choice([16, 20, 24, 32, 36, 40], BLOCK), np.where(kind == 2, 12, 0))
    net = np.round(own).astype(np.int64)
    partners = np.round(_net_month(extra)).astype(np.int64)
    return {
        "taxable_income_year": _whole_euros(gross + extra),
        "income_year_partner": _whole_euros(extra),
        "net_income_incl_vt": net + partners,
        "own_net_income_month_incl_vt": net,
        "partner_unseized_income_month": partners,
        "work_hours_week": hours,
        "partner_work_hours_week": np.where(extra > 0, chance.choice([12, 20, 28], BLOCK), 0),
    }


def _whole_euros(cents: Any) -> Any:
    return np.round(cents / 100).astype(np.int64) * 100


def _net_month(gross: Any) -> Any:
    """A rough net of a year income: enough for people who do not exist (est)."""
    lower, middle = np.minimum(gross, 2_500_000), np.clip(gross - 2_500_000, 0, 2_000_000)
    return (lower * 0.93 + middle * 0.62 + np.maximum(gross - 4_500_000, 0) * 0.5) / 12


def _home(chance: Chance, made: Made) -> Made:
    """Where people live and what it costs (est, around the limits of the huurtoeslag)."""
    home = chance.choice(len(HOMES), BLOCK, p=list(HOMES.values()))
    rent = np.clip(chance.normal(69_000, 11_000, BLOCK), 30_000, 130_000)
    cost = np.choose(home, [rent, np.clip(chance.normal(75_000, 25_000, BLOCK), 15_000, 250_000), 0 * rent, 0 * rent])
    premium = np.clip(chance.normal(15_800, 700, BLOCK), 13_500, 19_500) * (1 + made["_partner"])
    price = np.where(home == 2, chance.uniform(20_000, 110_000, BLOCK), 0)
    other = np.where(chance.random(BLOCK) < 0.1, chance.uniform(1_000, 15_000, BLOCK), 0)
    cents = {"rent": cost, "woonkosten_month": cost, "premium": premium, "price_due_month": price}
    cents["other_corrections"] = other
    found = {name: np.round(column).astype(np.int64) for name, column in cents.items()}
    return found | {
        "home": home,
        "no_brp_address": home == 3,
        "in_institution": home == 2,
        "eigen_risico": chance.random(BLOCK) < 0.5,
        "eigen_risico_bought_off": chance.random(BLOCK) < 0.03,
    }


def _allowances(chance: Chance, made: Made, law: dict[str, float]) -> Made:
    """What is received now: about what the law gives, and nothing for those who never asked."""
    income, partner, children = made["taxable_income_year"], made["_partner"], made["children"]
    above = np.maximum(income - law["threshold"], 0)
    most = law["premium"] * np.where(partner, 2, 1) - law["threshold"] * np.where(partner, 0.0429, 0.0191)
    zorg = np.maximum(most - above * 0.137, 0) / 12
    point = np.where((made["situation"] == 0), 2_342_500, 3_150_000)
    own_part = 20_100 + np.maximum(income - point, 0) * 0.25 / 12
    huur = np.clip(np.minimum(made["rent"], 93_000) - own_part, 0, 45_000) * 0.85
    kgb = children * law["kgb"] + np.where(partner, 0, law["kgb_single"])
    kgb = np.where(children > 0, np.maximum(kgb - above * 0.076, 0), 0) / 12
    asked = chance.random((3, BLOCK)) >= NOT_APPLIED
    huur = np.where(made["home"] == 0, huur, 0)
    received = {"zorgtoeslag": zorg * asked[0], "huurtoeslag": huur * asked[1], "kgb_received": kgb * asked[2]}
    return {name: (column // 100).astype(np.int64) * 100 for name, column in received.items()}


def _for_allowances(chance: Chance, made: Made) -> Made:
    """What Dienst Toeslagen asks besides: who lives there, how old, how much savings."""
    children, partner, old = made["children"], made["_partner"], made["age_group"] == 3
    lowest, highest = np.array([18, 27, 46, 66])[made["age_group"]], np.array([27, 46, 66, 91])[made["age_group"]]
    rich = chance.random(BLOCK) < SAVERS
    savings = np.where(rich, chance.uniform(4_000_000, 15_000_000, BLOCK), chance.exponential(80_000, BLOCK))
    return {
        "income_year_applicant": made["taxable_income_year"] - made["income_year_partner"],
        "assets_applicant": _whole_euros(savings),
        "persons_in_household": 1 + partner + children,
        "age_oldest_resident": chance.integers(lowest, highest),
        "has_resident_child": children > 0,
        "aow_household": old,
        "rent_month": np.where(made["home"] == 0, made["rent"], 0),
        "independent_home": made["home"] == 0,
    }
