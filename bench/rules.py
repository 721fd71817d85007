"""`python -m bench.rules`: speed of the rules beside OpenFisca in its own environment, and the mutation score."""

from __future__ import annotations

import hashlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import settlement, vtlb
from houvast.rules.settlement import Share
from houvast.rules.settlement import in_columns as settlement_in_columns

ROOT = Path(__file__).resolve().parent.parent
ANCHOR = ROOT / ".houvast" / "bench-openfisca"
PINS = Path(__file__).parent / "openfisca.txt"
PROPOSALS, CREDITORS, ROWS = 100_000, 14, 1_000_000
HOME = {
    "situation": "alleenstaande_ouder",
    "taxable_income_year": "30000.00",
    "net_income_incl_vt": "2150.00",
    "premium": "160.00",
    "zorgtoeslag": "120.00",
    "rent": "750.00",
    "huurtoeslag": "300.00",
    "kgb_received": "450.00",
    "children": 2,
    "children_12_15": 1,
    "eigen_risico": True,
    "work_hours_week": 24,
}


def main() -> int:
    """Print every figure with its bound; 0 when all are met."""
    bounds: list[tuple[str, float, str, float]] = []
    one, figures = one_vtlb()
    lines = [("een VTLB met elke stap uitgeschreven, ms", one), ("stappen daarin", figures)]
    lines.append(("een beslagvrije voet met elke stap, ms", one_voet()))
    shell = from_the_shell()
    single, many = proposals()
    lines += [("100.000 voorstellen van 14, een voor een, s", single)]
    bounds += [
        ("houvast vtlb vanaf de opdrachtregel, s", shell, "<=", 0.3),
        ("100.000 voorstellen van 14 schuldeisers, in kolommen, s", many, "<=", 2.0),
    ]
    many_of = population()
    rates = [many_of["values"] / many_of["2026-07"]]
    for period in ("2026-07", "2025-07"):
        bounds.append((f"{ROWS} huishoudens {period}, vijf regelingen, s", many_of[period], "<=", 3.0))
    lines += [(f"waarden per s {period}", many_of["values"] / many_of[period]) for period in ("2026-07", "2025-07")]
    bounds += [
        ("een miljoen tegen een half miljoen, keer", many_of["2026-07"] / many_of["half"], "<=", 2.3),
        (f"{ROWS} huishoudens, --verschil met bladzijde, s", many_of["verschil"], "<=", 10.0),
        (f"{ROWS} huishoudens, geheugen van het hele werk, MiB", many_of["mib"], "<=", 1024.0),
    ]
    anchor = openfisca()
    if anchor is not None:
        theirs = anchor["traced_ms"] / anchor["figures"]
        lines += [
            ("OpenFisca, een stap met trace, ms", theirs),
            (f"OpenFisca, waarden per s ({anchor['number']})", anchor["values_per_second"]),
        ]
        bounds.append(("per stap met trace: OpenFisca / Houvast", theirs / (one / figures), ">=", 5.0))
        bounds.append(("waarden per s: Houvast / OpenFisca", rates[0] / anchor["values_per_second"], ">=", 3.0))
    for name, value in lines:
        print(f"     {name:58}{value:14.3f}")
    return show(bounds, complete=anchor is not None)


def show(bounds: list[tuple[str, float, str, float]], *, complete: bool) -> int:
    """The bounds of the issue, and after them the mutation score."""
    good = complete
    for name, value, way, bound in bounds:
        met = value <= bound if way == "<=" else value >= bound
        good = good and met
        print(f"{'goed' if met else 'FOUT':5}{name:58}{value:14.3f}  {way} {bound}", flush=True)
    mutation = subprocess.run([sys.executable, "-m", "bench.mutants"], cwd=ROOT, check=False)
    return 0 if good and mutation.returncode == 0 else 1


def each(work: Callable[[], object], times: int = 400) -> float:
    """Median milliseconds of one call."""
    work()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


def one_vtlb() -> tuple[float, int]:
    """From fields as a file gives them to every step in words; figures counted, not inputs or parameters."""
    parameters = bvv.parameters_for(period="2026-07")
    figures = sum(step.kind == "figure" for step in vtlb.calculate(HOME, parameters).steps())
    return each(lambda: vtlb.calculate(HOME, parameters).steps()), figures


def one_voet() -> float:
    """The same for a beslagvrije voet."""
    parameters = bvv.parameters_for(period="2026-07")
    home = {"situation": "alleenstaande", "taxable_income_year": "30000.00", "own_net_income_month_incl_vt": "2150.00"}
    return each(lambda: bvv.calculate(home, parameters).steps())


def from_the_shell() -> float:
    """Median seconds of the whole command, the second time and later."""
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case.yaml"
        case.write_text(json.dumps(HOME), encoding="utf-8")
        words = [sys.executable, "-m", "houvast.web.cli.main", "vtlb", str(case), "--uitleg"]
        cache = {"PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}
        took = []
        for _ in range(8):
            began = time.perf_counter()
            subprocess.run(words, check=True, capture_output=True, cwd=ROOT, env={**os.environ, **cache})  # noqa: S603
            took.append(time.perf_counter() - began)
    return statistics.median(took[1:])


def proposals() -> tuple[float, float]:
    """Seconds for all proposals one by one with every check, and over columns."""
    chance = random.Random(1)  # noqa: S311 - made-up claims
    lists = [
        [Share(f"c{n:02}", chance.random() < 0.2, chance.randint(100, 500_000)) for n in range(CREDITORS)]
        for _ in range(PROPOSALS)
    ]
    pools = [chance.randint(1, sum(share.cents for share in shares)) for shares in lists]
    began = time.perf_counter()
    for pool, shares in zip(pools, lists, strict=True):
        settlement.distribute(pool, shares)
    single = time.perf_counter() - began
    rows = [share for shares in lists for share in shares]
    claims = settlement_in_columns.Claims(
        np.full(PROPOSALS, CREDITORS),
        np.array([share.preferent for share in rows]),
        np.array([share.cents for share in rows]),
        np.tile(np.arange(CREDITORS), PROPOSALS),
    )
    columns = np.array(pools)
    began = time.perf_counter()
    settlement_in_columns.pay(columns, claims)
    return single, time.perf_counter() - began


def population() -> dict[str, float]:
    """A made-up population through every plan, in a process of its own on one core: seconds, values and memory."""
    side = Path(__file__).parent / "batch_side.py"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(side), str(ROWS)], check=True, capture_output=True, text=True, cwd=ROOT
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def openfisca() -> dict[str, Any] | None:
    """The figures of the other side; nothing, with the reason, when its environment cannot be made."""
    mark, wanted = ANCHOR / "pins", hashlib.sha256(PINS.read_bytes()).hexdigest()
    python = ANCHOR / "bin" / "python"
    uv = str(ROOT / ".venv" / "bin" / "uv")
    try:
        if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
            commands = (
                [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(ANCHOR)],
                [uv, "pip", "install", "--quiet", "--python", str(python), "--require-hashes", "-r", str(PINS)],
            )
            for command in commands:
                subprocess.run(command, check=True, capture_output=True, timeout=600)  # noqa: S603 - our own program
            mark.write_text(wanted, encoding="utf-8")
        side = Path(__file__).parent / "openfisca_side.py"
        quiet = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        done = subprocess.run(  # noqa: S603 - our own program
            [str(python), str(side)], check=True, capture_output=True, timeout=300, text=True, env=quiet
        )
    except (OSError, subprocess.SubprocessError) as error:
        told = getattr(error, "stderr", b"") or b""
        reason = told if isinstance(told, str) else told.decode(errors="replace")
        print(
            f"FOUT OpenFisca kon niet worden geïnstalleerd of draait niet; de verhoudingen ontbreken: {error}\n{reason}"
        )
        return None
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    sys.exit(main())
