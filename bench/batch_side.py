"""A made-up population through every plan of the batch, on one core; prints JSON."""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from houvast.rules import batch
from houvast.rules import beslagvrije_voet as bvv
from houvast.rules.batch.fields import FieldKind
from houvast.rules.batch.plan import BatchPlan, Columns
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.plans import Plan
from houvast.rules.toeslagen import BOOKS
from houvast.rules.toeslagen import plan_for as allowance_plan
from houvast.rules.vtlb.calculation import norms_plan, plan, voet_plan
from houvast.web.cli.batch.periods import set_of
from houvast.web.cli.batch.population import BLOCK, households
from houvast.web.cli.main import main as houvast

PLANS = ("beslagvrije_voet", "vtlb", "zorgtoeslag", "huurtoeslag", "kindgebonden_budget")
TURNS = 3


def made(rows: int) -> dict[str, np.ndarray]:
    """The households as columns."""
    parameters = bvv.parameters_for(period="2026-07")
    blocks = [households(1, block, parameters) for block in range(-(-rows // BLOCK))]
    return {name: np.concatenate([one[name] for one in blocks])[:rows] for name in blocks[0]}


def columns_of(one: BatchPlan, people: dict[str, np.ndarray]) -> Columns:
    """The columns that a plan takes."""
    values = {
        field.name: people[field.name].astype(bool if field.kind is FieldKind.FLAG else np.int64)
        for field in one.fields
        if field.name in people
    }
    rows = len(people["situation"])
    filled = np.ones(rows, dtype=bool)
    return Columns(rows, values, dict.fromkeys(values, filled), {})


def seconds(people: dict[str, np.ndarray], period: str) -> float:
    """The best of some turns of all plans over everybody; the first turn builds the plans."""
    work = [
        (one, columns_of(one, people), set_of(one.law, period, yearly=one.yearly))
        for one in map(batch.plan_named, PLANS)
    ]
    took = []
    for _ in range(TURNS + 1):
        began = time.perf_counter()
        for one, columns, parameters in work:
            one.run(columns, parameters)
        took.append(time.perf_counter() - began)
    return min(took[1:])


def figures(period: str) -> int:
    """How many figures of the law are calculated for one household."""
    law, allowances = bvv.parameters_for(period=period), set_of("toeslagen", period, yearly=True)
    plans: list[Plan] = [bvv.plan_for(law), voet_plan(law), norms_plan(law), plan(), *_allowances(allowances)]
    return sum(len(one.figures) for one in plans)


def _allowances(parameters: ParameterSet) -> list[Plan]:
    return [allowance_plan(name, parameters) for name in BOOKS]


def compared(rows: int) -> float:
    """Seconds of a comparison over a file, with its page."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        source, page = Path(folder) / "bevolking.parquet", Path(folder) / "verschil.html"
        assert houvast(["populatie", str(rows), "-o", str(source), "--periode", "2026-07"]) == 0
        began = time.perf_counter()
        assert houvast(["batch", "vtlb", str(source), "--verschil", "2026-01", "2026-07", "-o", str(page)]) == 0
        return time.perf_counter() - began


def main() -> None:
    """One line of JSON."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    rows = int(sys.argv[1])
    verschil = compared(rows)
    file_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    people = made(rows)
    half = {name: column[: rows // 2] for name, column in people.items()}
    found = {
        "verschil": verschil,
        "mib": file_mib,
        "half": seconds(half, "2026-07"),
        "2026-07": seconds(people, "2026-07"),
        "2025-07": seconds(people, "2025-07"),
        "values": float(figures("2026-07") * rows),
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
