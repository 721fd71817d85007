"""`houvast cases` and `houvast parameters`: are the figures of the law right? Never loads Django."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from houvast.rules import case_files, parameter_sets
from houvast.rules.amount import Amount
from houvast.rules.errors import BadParametersError, RuleError
from houvast.rules.parameter_sets import Entry, ParameterSet
from houvast.web.cli.batch.periods import set_of
from houvast.web.cli.words import Parser, say, warn

LAWS = ("vtlb", "incassokosten", "belasting", "bijstand", "kwijtschelding", "toeslagen")


def cases(words: list[str]) -> int:
    """`houvast cases FILE…`: run case files, print every difference; exit status 1 when any failed.

    Without a file: the cases that come with Houvast.
    """
    parser = Parser(prog="houvast cases")
    parser.add_argument("bestanden", nargs="*", help="bestanden met voorbeelden")
    asked = parser.parse_args(words)
    summary = case_files.Summary()
    for name, text in _texts(asked.bestanden):
        if text is None:
            summary.outcomes.append(case_files.Outcome(name, "failed", ("dit bestand is niet te lezen",)))
        else:
            summary.outcomes += case_files.run_text(text, name, case_files.KINDS)
    for outcome in summary.outcomes:
        for difference in outcome.differences:
            say(f"{outcome.case}: {difference}")
    say(summary.line)
    return 1 if summary.count("failed") else 0


def _texts(names: list[str]) -> list[tuple[str, str | None]]:
    if not names:
        folder = resources.files("houvast.rules") / "cases"
        return [(file.name, file.read_text(encoding="utf-8")) for file in sorted(folder.iterdir(), key=str)]
    found: list[tuple[str, str | None]] = []
    for name in names:
        try:
            found.append((name, Path(name).read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError):
            found.append((name, None))
    return found


def check_parameters(words: list[str]) -> int:
    """`houvast parameters check FILE…`: types, units, ranges, gaps and overlaps.

    Without a file: the figures that come with Houvast. Own files are read together as one law.
    """
    parser = Parser(prog="houvast parameters check")
    parser.add_argument("bestanden", nargs="*", help="eigen bestanden met bedragen")
    asked = parser.parse_args(words)
    try:
        for law, sets in _laws(asked.bestanden):
            figures = [entry for one in sets for entry in one.entries.values()]
            unsure = sum(entry.status != "confirmed" for entry in figures)
            known = f"{sets[0].valid_from} tot en met {sets[-1].valid_to}"
            say(f"{law}: {len(sets)} perioden ({known}), {len(figures)} bedragen, {unsure} daarvan niet bevestigd")
    except RuleError as error:
        warn(str(error))
        return 1
    return 0


def _laws(names: list[str]) -> list[tuple[str, list[ParameterSet]]]:
    if not names:
        return [(law, parameter_sets.all_of(law)) for law in LAWS]
    sets = []
    for name, text in _texts(names):
        if text is None:
            raise BadParametersError(name, "dit bestand is niet te lezen")
        sets.append(parameter_sets.parse(text, "eigen", name))
    sets.sort(key=lambda one: one.valid_from)
    parameter_sets.check_periods(sets)
    return [("eigen bestanden", sets)]


def diff_parameters(words: list[str]) -> int:
    """`houvast parameters diff 2026-07 2027-01.yaml`: what changed between two periods, or an own file."""
    parser = Parser(prog="houvast parameters diff")
    parser.add_argument("van", help="een periode, bijvoorbeeld 2026-07, of een YAML-bestand")
    parser.add_argument("naar", help="een periode of een YAML-bestand")
    parser.add_argument("--wet", choices=LAWS, default="vtlb")
    asked = parser.parse_args(words)
    try:
        before, after = (set_of(asked.wet, one) for one in (asked.van, asked.naar))
    except RuleError as error:
        warn(str(error))
        return 2
    for path, old, new in parameter_sets.diff(before, after):
        say(f"{path}: {_entry(old)} → {_entry(new)}")
    return 0


def _entry(entry: Entry | None) -> str:
    if entry is None:
        return "-"
    value = "onbekend" if entry.value is None else _digits(Amount.of(entry.value))
    return f"{value} ({entry.status})"


def _digits(amount: Amount) -> str:
    """As many decimals as the figure has, two at least."""
    text = amount.text(12).rstrip("0")
    whole, _, rest = text.partition(".")
    return f"{whole}.{rest:0<2}"
