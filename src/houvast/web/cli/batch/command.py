"""`houvast batch PLAN BESTAND -o UIT`: a plan over a whole population, or two parameter sets side by side."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from houvast.rules import batch
from houvast.rules.batch.plan import refuse_missing
from houvast.rules.errors import BadInputError, RuleError
from houvast.rules.parameter_sets import ParameterSet
from houvast.web.cli.batch import files, tables
from houvast.web.cli.batch.periods import set_of
from houvast.web.cli.batch.progress import number
from houvast.web.cli.batch.work import Job, Result, work
from houvast.web.cli.words import Parser, say, warn

BAD_INPUT = 2
PAGE = ".html"


def run(words: list[str]) -> int:
    """`houvast batch PLAN BESTAND`: exit status 2 when the question or the file cannot be."""
    asked = _parser().parse_args(words)
    try:
        done = _do(asked)
    except RuleError as error:
        warn(str(error))
        return BAD_INPUT
    except (OSError, duckdb.Error) as error:
        first = str(error).splitlines()[0]
        warn(f"Schrijven of lezen lukte niet ({first}). Kijk of er ruimte is, en probeer het opnieuw.")
        return BAD_INPUT
    _tell(done, asked)
    return 0


def _parser() -> Parser:
    parser = Parser(prog="houvast batch")
    parser.add_argument("plan", help=f"een van: {', '.join(batch.names())}")
    parser.add_argument("bestand", help="huishoudens, als .parquet of .csv; een rij per huishouden, bedragen in euro's")
    parser.add_argument(
        "-o", "--uit", action="append", default=[], metavar="UIT",
        help="waar de uitkomst komt: .parquet of .csv per huishouden; met --verschil ook .html",
    )  # fmt: skip
    parser.add_argument("--periode", help="welke bedragen, bijvoorbeeld 2026-07, of een YAML-bestand")
    parser.add_argument("--dag", help="de bedragen van deze dag, bijvoorbeeld 2026-11-25; anders die van vandaag")
    parser.add_argument("--verschil", nargs=2, metavar=("VAN", "NAAR"), help="vergelijk twee perioden of bestanden")
    parser.add_argument("--groep", action="append", default=[], metavar="KOLOM", help="verdeel ook naar deze kolom")
    parser.add_argument(
        "--per-keer", type=int, default=files.SLICE, help="hoeveel rijen tegelijk in het geheugen staan"
    )
    parser.add_argument("--overschrijf", action="store_true", help="vervang een bestand dat er al is")
    return parser


@dataclass
class Done:
    """What was made, for the screen."""

    plan: batch.BatchPlan
    sets: tuple[ParameterSet, ...]
    result: Result
    unused: list[str]
    made: list[Path] = field(default_factory=list)


def _do(asked: argparse.Namespace) -> Done:
    plan = batch.plan_named(asked.plan)
    if asked.per_keer < 1:
        raise BadInputError("per-keer", "geef een heel getal van 1 of meer.")
    sets = _sets(plan, asked)
    outputs = _outputs(asked)
    beside = outputs[0].parent if outputs else Path.cwd()
    with files.workplace(beside) as (connection, folder):
        source = files.opened(connection, asked.bestand, folder)
        refuse_missing(plan, source.kinds)
        files.refuse_kinds(source, plan.fields)
        job = Job(plan, sets, source, folder, tuple(asked.groep), bool(_rows(outputs)), asked.per_keer)
        result = work(job)
        done = Done(plan, sets, result, _unused(plan, source, result))
        _write(done, outputs, asked)
    return done


def _sets(plan: batch.BatchPlan, asked: argparse.Namespace) -> tuple[ParameterSet, ...]:
    if asked.verschil is None:
        if asked.groep:
            raise BadInputError("groep", "verdelen in groepen hoort bij --verschil.")
        if not asked.uit:
            raise BadInputError("uit", "zeg waar de uitkomst komt, bijvoorbeeld: -o uit.parquet")
        return (set_of(plan.law, asked.periode, asked.dag, yearly=plan.yearly),)
    if asked.periode or asked.dag:
        raise BadInputError("periode", "met --verschil staan de perioden er al; laat --periode en --dag weg.")
    before, after = (set_of(plan.law, one, yearly=plan.yearly) for one in asked.verschil)
    if plan.yearly and before is after:
        what = f"{' en '.join(asked.verschil)} zijn dezelfde bedragen: {plan.title} heeft één lijst per jaar."
        raise BadInputError("verschil", f"{what} Vergelijk twee jaren, of een eigen YAML-bestand.")
    return before, after


def _outputs(asked: argparse.Namespace) -> list[Path]:
    """Every file that will be made, checked before anything is calculated."""
    found = []
    for name in asked.uit:
        path = Path(name)
        if path.suffix.lower() == PAGE:
            if asked.verschil is None:
                raise BadInputError("uit", "een bladzijde (.html) hoort bij --verschil. Kies anders .parquet of .csv.")
        else:
            files.checked(name, "uit")
        if not path.parent.is_dir():
            raise BadInputError("uit", f"de map {path.parent} is er niet. Maak hem eerst.")
        if path.resolve() == Path(asked.bestand).resolve():
            raise BadInputError("uit", "de uitkomst kan niet in hetzelfde bestand komen als de huishoudens.")
        for made in (path, *([rejected(path)] if path.suffix.lower() != PAGE else [])):
            if made.exists() and not asked.overschrijf:
                raise BadInputError("uit", f"{made} is er al. Kies een andere naam, of geef --overschrijf.")
        found.append(path)
    return found


def rejected(path: Path) -> Path:
    """Where the rows go that a plan cannot take: beside the output, of the same kind."""
    return path.with_name(f"{path.stem}.afgekeurd{path.suffix}")


def _rows(outputs: Sequence[Path]) -> list[Path]:
    return [path for path in outputs if path.suffix.lower() != PAGE]


def _unused(plan: batch.BatchPlan, source: files.Source, result: Result) -> list[str]:
    """Columns that play no part: told, so that a typing mistake in a name is seen."""
    used = {field.name for field in plan.fields} | set(result.grouped)
    return [name for name in source.kinds if name not in used]


def _write(done: Done, outputs: Sequence[Path], asked: argparse.Namespace) -> None:
    result = done.result
    for path in _rows(outputs):
        result.good.close(path, result.empty)
        done.made.append(path)
        aside = rejected(path)
        aside.unlink(missing_ok=True)
        if result.bad.rows:
            result.bad.close(aside, "")
            done.made.append(aside)
    for path in outputs:
        if path.suffix.lower() == PAGE:
            # The page needs a template engine and fonts: loaded only when it is asked for.
            from houvast.web.cli.batch.page import write  # noqa: PLC0415

            assert result.comparison is not None  # noqa: S101 - a page is only taken with --verschil
            write(path, done.plan, done.sets, result, Path(asked.bestand).name)
            done.made.append(path)


def _tell(done: Done, asked: argparse.Namespace) -> None:
    result = done.result
    of = " en ".join(one.period for one in done.sets)
    say(f"{done.plan.title}: {number(result.calculated)} huishoudens berekend met de bedragen van {of}.")
    if result.comparison is not None:
        say("")
        say(tables.as_text(done.plan, result.comparison))
    if result.refused:
        say(f"\n{number(result.refused)} rijen zijn afgekeurd:")
        for why, count in sorted(result.whys.items(), key=lambda item: (-item[1], item[0])):
            say(f"  {number(count):>10}  {why}")
    if done.unused:
        say(f"\nDeze kolommen spelen geen rol: {', '.join(done.unused)}.")
    for path in done.made:
        say(f"Gemaakt: {path}")
