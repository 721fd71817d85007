"""The loop over the slices: read, set apart, calculate, write, count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from houvast.rules.batch import BatchPlan, Columns, Field, FieldKind
from houvast.rules.batch.comparison import Comparison, Group, by_income
from houvast.rules.batch.plan import reasons
from houvast.rules.errors import BadInputError
from houvast.rules.parameter_sets import ParameterSet
from houvast.web.cli.batch.files import PLACE, Parts, Source, euros, quoted, text
from houvast.web.cli.batch.progress import Progress

MOST_LABELS = 30
"""More different words than this are no groups."""
USUAL_GROUPS = ("income_kind", "age_group", "home")
"""Columns that divide a population by themselves when the file has them (``houvast populatie`` makes them)."""
INCOMES = ("taxable_income_year", "income_year_applicant")
BEFORE, AFTER, DIFFERENCE = "_van", "_naar", "_verschil"


@dataclass(frozen=True)
class Job:
    """What is to be done."""

    plan: BatchPlan
    sets: tuple[ParameterSet, ...]
    source: Source
    folder: Path
    groups: tuple[str, ...]
    rows_too: bool
    at_a_time: int


@dataclass
class Result:
    """What came out: the parts of the files, the counts, the comparison when there were two sets."""

    good: Parts
    bad: Parts
    empty: str = ""
    calculated: int = 0
    refused: int = 0
    whys: Counter[str] = field(default_factory=Counter)
    comparison: Comparison | None = None
    grouped: tuple[str, ...] = ()


def work(job: Job) -> Result:
    """Every slice of the population, one after another."""
    make = job.source.connection
    result = Result(Parts(make, job.folder, "goed"), Parts(make, job.folder, "fout"))
    divisions = _divisions(job) if len(job.sets) > 1 else {}
    if len(job.sets) > 1:
        result.comparison = Comparison(job.plan.more_is_better)
        result.grouped = tuple(divisions)
    result.empty = _no_rows(job)
    progress = Progress(job.source.rows)
    for at, rows in job.source.slices(job.at_a_time):
        _one(job, result, divisions, at, rows)
        progress.step(rows)
    progress.close()
    return result


def _one(job: Job, result: Result, divisions: dict[str, Field], at: int, rows: int) -> None:
    """One slice."""
    columns = job.source.columns(job.plan.fields, at, rows)
    objections = job.plan.refused(columns)
    wrong, told = reasons(objections, rows)
    good = columns.only(~wrong)
    for one in objections:
        result.whys[f"{one.field}: {one.why}"] += int(one.rows.sum())
    result.refused += len(told)
    result.calculated += good.rows
    places = np.flatnonzero(~wrong) + at + 1
    outcomes = [job.plan.run(good, one) for one in job.sets] if good.rows else []
    if outcomes and result.comparison is not None:
        name = job.plan.main.name
        groups = _groups(job, divisions, good, at, rows, ~wrong)
        result.comparison.add(outcomes[0][name], outcomes[1][name], groups)
    if job.rows_too:
        window = job.source.window(at, rows)
        if outcomes:
            found = {f"o{n}": column for n, column in enumerate(_written(job, outcomes))}
            tables = {"uitkomst": {PLACE: places, **found}}
            result.good.add(_joined(job, window), tables, good.rows)
        if told:
            reason = {PLACE: np.flatnonzero(wrong) + at + 1, "reden": np.array(told, dtype=object)}
            question = (
                f"SELECT {PLACE} AS rij, reden, g.* EXCLUDE ({PLACE}, file_row_number) FROM {window} g "  # noqa: S608 - our own names
                f"JOIN afgekeurd USING ({PLACE}) ORDER BY {PLACE}"
            )
            result.bad.add(question, {"afgekeurd": reason}, len(told))


def _written(job: Job, outcomes: list[dict[str, Any]]) -> list[Any]:
    """The columns of the output, in the order of :func:`_names`."""
    if len(outcomes) == 1:
        return [outcomes[0][one.name] for one in job.plan.outcomes]
    found = []
    for one in job.plan.outcomes:
        before, after = (each[one.name] for each in outcomes)
        found += [before, after, after - before]
    return found


def _names(job: Job) -> list[str]:
    """Names of the columns of the output; one that the file has already gets a word before it."""
    names = [one.column or one.name for one in job.plan.outcomes]
    if len(job.sets) > 1:
        names = [f"{name}{end}" for name in names for end in (BEFORE, AFTER, DIFFERENCE)]
    return [f"berekend_{name}" if name in job.source.kinds else name for name in names]


def _joined(job: Job, window: str) -> str:
    shown = ", ".join(f"{euros(f'o{n}')} AS {quoted(name)}" for n, name in enumerate(_names(job)))
    given = ", ".join(f"g.{quoted(name)}" for name in job.source.kinds)
    return f"SELECT {given}, {shown} FROM {window} g JOIN uitkomst USING ({PLACE}) ORDER BY {PLACE}"  # noqa: S608 - names are quoted


def _no_rows(job: Job) -> str:
    """The same columns without rows, for a population of which nothing could be calculated."""
    shown = ", ".join(f"{euros('0')} AS {quoted(name)}" for name in _names(job))
    return f"SELECT *, {shown} FROM read_parquet({text(job.source.file)}) LIMIT 0"  # noqa: S608 - names are quoted


def _divisions(job: Job) -> dict[str, Field]:
    """Columns with few words that divide the population, each as a choice of the words that are there."""
    found = {}
    fields = {one.name for one in job.plan.fields if one.kind is FieldKind.CHOICE}
    for name in dict.fromkeys((*job.groups, *(one for one in USUAL_GROUPS if one in job.source.kinds))):
        if name not in job.source.kinds:
            raise BadInputError("groep", f"de kolom “{name}” is er niet. Er is: {', '.join(job.source.kinds)}.")
        if name in fields:
            continue
        cell = f"trim(CAST({quoted(name)} AS VARCHAR))"
        asked = (
            f"SELECT min({cell}) AS w FROM read_parquet({text(job.source.file)}) "  # noqa: S608 - names are quoted
            f"WHERE {cell} <> '' GROUP BY lower({cell}) ORDER BY w LIMIT {MOST_LABELS + 1}"
        )
        words = tuple(str(row[0]) for row in job.source.connection.execute(asked).fetchall())
        if len(words) > MOST_LABELS:
            raise BadInputError("groep", f"de kolom “{name}” heeft meer dan {MOST_LABELS} waarden. Kies een andere.")
        found[name] = Field(name, name, FieldKind.CHOICE, choices=words)
    return found


def _groups(job: Job, divisions: dict[str, Field], good: Columns, at: int, rows: int, kept: Any) -> list[Group]:
    """The divisions of one slice: the choices of the plan, the income, the columns of the file."""
    groups = [
        Group(one.name, one.choices, good.values[one.name])
        for one in job.plan.fields
        if one.kind is FieldKind.CHOICE and one.required and good.has(one.name)
    ]
    groups += [by_income(good.values[name]) for name in INCOMES if good.has(name)]
    if divisions:
        read = job.source.columns(tuple(divisions.values()), at, rows)
        for name, one in divisions.items():
            places = np.where(read.filled[name], read.values[name], len(one.choices))
            groups.append(Group(name, (*one.choices, "niet ingevuld"), places[kept]))
    return groups
