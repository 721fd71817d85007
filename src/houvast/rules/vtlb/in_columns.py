"""The VTLB of many households at once: the same plans, linked in the same way, over columns of cents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import columns
from houvast.rules.batch.fields import Field, choice, field_of, flag
from houvast.rules.batch.households import flags_of
from houvast.rules.batch.plan import BatchPlan, Columns, Objection, Outcome
from houvast.rules.columns import Exact, Given
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.plans import Plan
from houvast.rules.reading import refuse_unknown
from houvast.rules.vtlb.book import book
from houvast.rules.vtlb.calculation import DEFAULT_SETTINGS, LINKS, PENSION, VtlbSettings, norms_plan, plan, voet_plan


def calculate(
    households: Mapping[str, Given],
    parameters: ParameterSet,
    settings: VtlbSettings = DEFAULT_SETTINGS,
    wanted: Sequence[str] = ("vtlb", "afloscapaciteit"),
) -> dict[str, Exact]:
    """The wanted steps of the VTLB for every row.

    Columns as the inputs of the plans of the beslagvrije voet, the norms and the VTLB, in cents, and
    ``individual_costs_known``: whether premium, rent and kindgebonden budget of that row are all known.
    """
    plans = {"voet": voet_plan(parameters), "norms": norms_plan(parameters), "vtlb": plan()}
    refuse_unknown(households, {name for one in plans.values() for name in one.inputs})
    given = {**_settings(settings), **households}
    before = {
        which: columns.link(
            plans[which], _of(plans[which], given), [name for run, name in LINKS.values() if run == which]
        )
        for which in ("voet", "norms")
    }
    linked = {name: before[which][source] for name, (which, source) in LINKS.items()}
    return columns.run(plans["vtlb"], _of(plans["vtlb"], {**linked, **given}), wanted)


def _of(one: Plan, given: Mapping[str, Given]) -> dict[str, Given]:
    return {name: given[name] for name in one.inputs if name in given}


def _settings(settings: VtlbSettings) -> dict[str, Given]:
    found: dict[str, Given] = {
        "cap_95_inside": settings.cap_95_inside,
        "negative_reduces_others": settings.negative_reduces_others,
    }
    if settings.arbeidstoeslag is not None:
        amount = settings.arbeidstoeslag
        found |= {"own_arbeidstoeslag": True, "arbeidstoeslag_set": columns.constant(amount)}
    return found


_COSTS = ("premium", "zorgtoeslag", "rent", "huurtoeslag", "kgb_received")
_AS_THEY_ARE = ("taxable_income_year", "no_brp_address", "in_institution", "price_due_month", "net_income_incl_vt",
                "children", "children_12_15", "children_16_17", "work_hours_week", "partner_work_hours_week",
                "other_corrections")  # fmt: skip


def _of_file(rows: Columns, parameters: ParameterSet, wanted: Sequence[str]) -> dict[str, Exact]:
    partner, children = flags_of(rows)
    pension = rows.get("pension_age")
    given: dict[str, Given] = {name: rows.values[name] for name in _AS_THEY_ARE if rows.has(name)}
    bought_off = rows.get("eigen_risico_bought_off", False).astype(bool)
    counts = rows.get("eigen_risico", False).astype(bool)
    given |= {
        "has_partner": partner,
        "has_children": children,
        "pension_single": pension == PENSION.index("alleenstaande"),
        "pension_couple": pension == PENSION.index("gehuwden"),
        "eigen_risico_counts": counts & (~bought_off | DEFAULT_SETTINGS.eigen_risico_when_bought_off),
        "individual_costs_known": _costs_known(rows, children),
    }
    given |= {name: rows.values[name] for name in _COSTS if rows.has(name)}
    return calculate(given, parameters, DEFAULT_SETTINGS, wanted)


def _costs_known(rows: Columns, children: columns.Column) -> columns.Column:
    """Whether all parts of the own costs are there, as for one household."""
    home = rows.known("premium") & rows.known("rent")
    return home & (~children | (rows.known("kgb_received") & rows.known("children")))


def _impossible(rows: Columns) -> Iterable[Objection]:
    """As :func:`calculation.calculate` refuses one household."""
    partner, with_children = flags_of(rows)
    number = rows.get("children")
    older = rows.get("children_12_15") + rows.get("children_16_17")
    yield Objection("children", "er zijn meer kinderen met een leeftijd dan kinderen", number < older)
    fits = (number > 0) == with_children
    yield Objection("children", "het aantal kinderen past niet bij de situatie", rows.known("children") & ~fits)
    hours = rows.get("partner_work_hours_week") != 0
    yield Objection("partner_work_hours_week", "zonder partner zijn er geen uren van een partner", ~partner & hours)
    couple = rows.get("pension_age") == PENSION.index("gehuwden")
    yield Objection("pension_age", "zonder partner is dit “alleenstaande” of “none”", ~partner & couple)


def _fields() -> tuple[Field, ...]:
    voet, own = bvv.book.inputs, book.inputs
    return (
        choice("situation", "huishouden", tuple(bvv.SITUATIONS), required=True),
        field_of(voet["taxable_income_year"]),
        field_of(own["net_income_incl_vt"]),
        *(field_of(voet[name]) for name in ("no_brp_address", "in_institution", "price_due_month")),
        *(field_of(own[name]) for name in ("children", "children_12_15", "children_16_17")),
        *(field_of(own[name]) for name in ("premium", "zorgtoeslag", "rent", "huurtoeslag", "kgb_received")),
        *(field_of(own[name]) for name in ("work_hours_week", "partner_work_hours_week", "other_corrections")),
        choice("pension_age", "pensioenleeftijd: volgens welke norm", PENSION),
        flag("eigen_risico", "het eigen risico telt mee"),
        flag("eigen_risico_bought_off", "het eigen risico is afgekocht in de premie"),
    )


BATCH = BatchPlan(
    name="vtlb",
    title="Vrij te laten bedrag (VTLB)",
    law="vtlb",
    fields=_fields(),
    outcomes=(
        Outcome("vtlb", "VTLB per maand"),
        Outcome("afloscapaciteit", "afloscapaciteit per maand"),
    ),
    calculate=_of_file,
    objects=_impossible,
)
