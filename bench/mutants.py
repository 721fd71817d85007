"""Mutation score of the beslagvrije voet and the settlement: small wrongs in the code that a test must notice.

`python -m bench.mutants [number]`. The ready-made tools leave functions with a decorator alone, and every figure of
the law has one; so this is a small mutator of our own. It takes a fixed sample (one seed), writes each wrong into a
copy of the rules, and runs their tests in a child that stops at the first failure.
"""

from __future__ import annotations

import ast
import compileall
import copy
import os
import py_compile
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("beslagvrije_voet", "settlement")
TESTS = ("case_files", "settlement", "beslagvrije_voet")
SEED, SAMPLE, WORKERS, PATIENCE = 20261125, 100, 2, 90
LEAST = 90
SWAPPED_NAMES = {
    "low": "high", "high": "low", "min": "max", "max": "min", "to_cents_half_up": "to_cents_down",
    "to_cents_down": "to_cents_half_up", "rounded_half_up": "rounded_down", "any": "all", "all": "any",
    "per_month": "per_year",
}  # fmt: skip
SWAPPED_SIGNS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One wrong: the file, the line, what was done, and the whole text of the file with it."""

    path: Path
    line: int
    what: str
    text: str


def mutants(path: Path) -> Iterator[Mutant]:
    """Every wrong of a file, one at a time."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    places = [place for place, node in enumerate(ast.walk(tree)) if _counts(node)]
    skipped = {id(node) for top in ast.walk(tree) for node in _outside(top)}
    nodes = list(ast.walk(tree))
    for place in places:
        if id(nodes[place]) in skipped:
            continue
        for turn in range(len(nodes[place].ops) if isinstance(nodes[place], ast.Compare) else 1):
            changed = copy.deepcopy(tree)
            node = list(ast.walk(changed))[place]
            before = ast.unparse(node)
            _change(node, turn)
            yield Mutant(path, node.lineno, f"{before}  ->  {ast.unparse(node)}", ast.unparse(changed))


def _outside(node: ast.AST) -> Iterator[ast.AST]:
    """What no calculation depends on: decorators, annotations and checks of the makers themselves."""
    for child in getattr(node, "decorator_list", ()):
        yield from ast.walk(child)
    for name in ("annotation", "returns"):
        if getattr(node, name, None) is not None:
            yield from ast.walk(getattr(node, name))
    if isinstance(node, ast.Assert):
        yield from ast.walk(node)
    if isinstance(node, ast.JoinedStr):
        yield from ast.walk(node)


def _counts(node: ast.AST) -> bool:
    match node:
        case ast.BinOp() | ast.BoolOp() | ast.Compare():
            return True
        case ast.UnaryOp(op=ast.Not()) | ast.IfExp():
            return True
        case ast.Constant(value=value):
            return isinstance(value, int)
        case ast.Call(func=ast.Name(id=name)):
            return name in SWAPPED_NAMES or name == "where"
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in SWAPPED_NAMES
    return False


def _change(node: ast.AST, turn: int) -> None:
    match node:
        case ast.Compare():
            node.ops[turn] = SWAPPED_SIGNS[type(node.ops[turn])]()
        case ast.BinOp() | ast.BoolOp():
            node.op = SWAPPED_SIGNS.get(type(node.op), ast.Sub)()
        case ast.UnaryOp():
            node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
        case ast.IfExp():
            node.body, node.orelse = node.orelse, node.body
        case ast.Constant():
            node.value = not node.value if isinstance(node.value, bool) else node.value + 1
        case ast.Call(func=ast.Name(id="where")):
            node.args[1], node.args[2] = node.args[2], node.args[1]
        case ast.Call(func=ast.Name()):
            node.func.id = SWAPPED_NAMES[node.func.id]
        case ast.Call():
            node.func.attr = SWAPPED_NAMES[node.func.attr]


def run(number: int = SAMPLE) -> float:
    """The score in percent over a fixed sample; every survivor is printed."""
    rules = ROOT / "src" / "houvast" / "rules"
    files = [p for room in ROOMS for p in sorted((rules / room).glob("*.py")) if p.name not in ("in_columns.py",)]
    every = [one for path in files for one in mutants(path) if path.name != "__init__.py"]
    chosen = random.Random(SEED).sample(every, min(number, len(every)))  # noqa: S311 - a fixed sample
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        homes = [_home(Path(folder) / str(n)) for n in range(WORKERS)]
        if _watch(_start(_home(Path(folder) / "right"), None)):
            raise SystemExit("de tests slagen niet zonder wijziging; eerst dat herstellen")
        survivors = _try_all(homes, chosen)
    score = 100 * (1 - len(survivors) / len(chosen))
    for one in survivors:
        print(f"  overleefd: {one.path.relative_to(ROOT)}:{one.line}  {one.what}")
    took = time.perf_counter() - began
    print(f"mutanten: {len(chosen)} van {len(every)} (vaste greep), {len(survivors)} overleefd, {took:.0f} s")
    return score


def _home(folder: Path) -> Path:
    """A copy of the rules for one worker."""
    shutil.copytree(
        ROOT / "src" / "houvast" / "rules", folder / "houvast" / "rules", ignore=shutil.ignore_patterns("__pycache__")
    )
    (folder / "houvast" / "__init__.py").write_text("", encoding="utf-8")
    # Compiled once, and trusted by content: a changed file is read again even within the same second.
    compileall.compile_dir(folder, quiet=2, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
    return folder


def _try_all(homes: list[Path], chosen: list[Mutant]) -> list[Mutant]:
    """A few children at a time; a child that passes all tests leaves a survivor."""
    busy: dict[int, tuple[Path, Mutant, float]] = {}
    free, waiting, survivors = list(homes), list(chosen), []
    while waiting or busy:
        while free and waiting:
            home, mutant = free.pop(), waiting.pop()
            _place(home, mutant.path, mutant.text)
            busy[_start(home, mutant)] = (home, mutant, time.monotonic())
        for child, (home, mutant, began) in list(busy.items()):
            done, status = os.waitpid(child, os.WNOHANG)
            if not done and time.monotonic() - began < PATIENCE:
                continue
            if not done:
                os.kill(child, 9)  # it never ends: noticed
                os.waitpid(child, 0)
            elif os.waitstatus_to_exitcode(status) == 0:
                survivors.append(mutant)
            del busy[child]
            _place(home, mutant.path, mutant.path.read_text(encoding="utf-8"))
            free.append(home)
        time.sleep(0.02)
    return survivors


def _place(home: Path, path: Path, text: str) -> None:
    (home / path.relative_to(ROOT / "src")).write_text(text, encoding="utf-8")


def _watch(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _start(home: Path, mutant: Mutant | None) -> int:
    """A child with the tests on this copy; its exit status is that of the tests."""
    child = os.fork()
    if child:
        return child
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    sys.dont_write_bytecode = mutant is not None  # the run without a wrong leaves the tests compiled
    sys.path[:0] = [str(home), str(ROOT)]
    os.chdir(ROOT)
    names = sorted(TESTS, key=lambda name: mutant is not None and name not in mutant.path.parts)
    paths = [str(ROOT / "tests" / "rules" / name) for name in names]
    off = [word for name in ("django", "randomly", "xdist", "cacheprovider", "cov") for word in ("-p", f"no:{name}")]
    quick = ["-x", "-q", "-c", os.devnull, "--rootdir", str(ROOT), "--import-mode=importlib", "--noconftest", *off]
    try:
        status = int(pytest.main([*quick, *paths]))
    except BaseException:
        status = 1
    os._exit(status)


def _prepare() -> None:
    """Import once what every child needs, but nothing of ours."""
    hypothesis.settings.register_profile(
        "mutants", max_examples=25, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip
    hypothesis.settings.load_profile("mutants")
    sys.path[:] = [p for p in sys.path if Path(p).resolve() != ROOT / "src"]


def main(words: list[str]) -> int:
    """0 when the score is high enough."""
    _prepare()
    score = run(int(words[0]) if words else SAMPLE)
    print(f"mutatiescore: {score:.1f}%  >= {LEAST}%")
    return 0 if score >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
