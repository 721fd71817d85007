"""Made-up households as columns, many of them on a border of the law."""

from fractions import Fraction

import numpy as np
from tests.rules.toeslagen import twin


def _values(node: dict, unit: str) -> list[Fraction]:
    if "value" in node:
        return [twin.f(node)] if node["unit"] == unit and node["value"] is not None else []
    return [value for child in node.values() if isinstance(child, dict) for value in _values(child, unit)]


def borders(year: str, unit: str) -> list[Fraction]:
    """Every figure of a unit in the file of a year."""
    parts = ("common", "zorgtoeslag", "huurtoeslag", "kindgebonden_budget")
    return sorted({value for part in parts for value in _values(twin.RAW[year][part], unit)})


def _mixed(chance, rows, found, top):
    """Cents: a third on a border or a cent beside it, the rest anywhere."""
    at = np.array([int(value * 100) for value in found])[chance.integers(0, len(found), rows)]
    near = np.maximum(at + chance.integers(-1, 2, rows), 0)
    return np.where(chance.random(rows) < 0.35, near, chance.integers(0, top, rows))


def columns(year: str, rows: int) -> dict[str, np.ndarray]:
    """Every input of the three plans."""
    chance = np.random.default_rng(int(year))
    partner = chance.random(rows) < 0.5
    persons = np.maximum(chance.integers(1, 10, rows), 1 + partner)
    children = np.where(chance.random(rows) < 0.6, chance.integers(1, 5, rows), 0)
    teens = np.minimum(children, chance.integers(0, 3, rows))
    incomes = [value for value in borders(year, "eur_per_year") if value > 10_000]
    first = _mixed(chance, rows, incomes, 6_500_000)
    second = np.where(partner & (chance.random(rows) < 0.6), chance.integers(0, 3_000_000, rows), 0)

    def mostly(share):
        return chance.random(rows) < share

    return {
        "partner": partner,
        "partner_residence_lawful": mostly(0.95),
        "income_year_applicant": first,
        "income_year_partner": second,
        "assets_applicant": np.where(mostly(0.7), chance.integers(0, 3_000_000, rows),
                                     _mixed(chance, rows, borders(year, "eur"), 20_000_000)),
        "assets_partner": np.where(partner, chance.integers(0, 2_000_000, rows), 0),
        "insured": mostly(0.95),
        "partner_insured": mostly(0.9),
        "partner_obliged_to_insure": mostly(0.5),
        "months_of_right": np.where(mostly(0.8), 12, chance.integers(0, 13, rows)),
        "receives_kinderbijslag": mostly(0.95),
        "children": children,
        "children_12_15": teens,
        "children_16_17": np.minimum(children - teens, chance.integers(0, 2, rows)),
        "persons_in_household": persons,
        "age_oldest_resident": chance.integers(18, 90, rows),
        "has_resident_child": mostly(0.3),
        "adapted_home": mostly(0.1),
        "acquired_right": mostly(0.1),
        "aow_household": mostly(0.2),
        "rent_month": _mixed(chance, rows, borders(year, "eur_per_month")[3:], 110_000),
        "service_costs": np.where(mostly(0.5), chance.integers(0, 4_800, rows), 0),
        "independent_home": mostly(0.95),
        "registered_brp": mostly(0.95),
        "coresident_residence_lawful": mostly(0.97),
        "coresidents_income_year": np.where(mostly(0.2), chance.integers(0, 2_000_000, rows), 0),
        "coresidents_assets_most": _mixed(chance, rows, borders(year, "eur"), 3_500_000),
    }  # fmt: skip


COUNTS = {"months_of_right", "children", "children_12_15", "children_16_17", "persons_in_household",
          "age_oldest_resident"}  # fmt: skip


def row(found: dict[str, np.ndarray], at: int) -> dict:
    """One household of the columns: yes or no, counts, and amounts in euros."""
    out: dict = {}
    for name, numbers in found.items():
        value = numbers[at].item()
        out[name] = value if isinstance(value, bool) or name in COUNTS else Fraction(value, 100)
    return out
