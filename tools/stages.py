"""The stages of `make check` and `make test`: fast ones first, one summary line each, nothing skipped silently.

What only reads the code runs two at a time; tests run one kind after another, each over WORKERS processes.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
WORKERS = os.environ.get("TEST_WORKERS", "2")


@dataclass(frozen=True)
class Stage:
    """A name for the summary, and the program to run."""

    name: str
    command: tuple[str, ...]


def tool(name: str, *words: str) -> tuple[str, ...]:
    """A program of the environment."""
    return (str(BIN / name), *words)


def pytest(kind: str) -> tuple[str, ...]:
    """The tests of one kind; tests/conftest.py gives each test its kind by what it uses."""
    return (str(BIN / "python"), "-m", "pytest", "-q", "-n", WORKERS, "--dist", "loadgroup", "-m", kind)


READING = (
    Stage("types", tool("mypy")),  # the longest one first
    Stage("ruff", tool("ruff", "check", "src", "tests", "tools")),
    Stage("own lint", tool("python", "-m", "tools.lint")),
    Stage("templates", tool("djlint", "--lint", "src")),
    Stage("floors", tool("lint-imports", "--no-cache")),
    Stage("packages", tool("deptry", "src", "--config", "tools/deptry.toml", "--no-ansi")),
)
CHECK = (Stage("unit tests", pytest("unit and not large")),)
TEST = (
    Stage("unit tests", pytest("unit")),
    Stage("database tests", pytest("database")),
    Stage("browser tests", pytest("browser")),
)


def main(words: list[str]) -> int:
    """Run the stages of `check` or `test`; every stage runs, also after one that failed."""
    begun, lines, failed = time.monotonic(), [], False
    with ThreadPoolExecutor(2) as pool:
        for stage, (said, line, code) in zip(READING, pool.map(read, READING), strict=True):
            print(f"--- {stage.name}\n{said}", end="", flush=True)
            lines.append(line)
            failed = failed or code != 0
    for stage in CHECK if words == ["check"] else TEST:
        print(f"--- {stage.name}", flush=True)
        line, code = run(stage, sys.stdout.write)
        lines.append(line)
        failed = failed or code != 0
    lines.append(f"{'FAILED' if failed else 'ok    '} {'all':<15} {time.monotonic() - begun:6.1f} s")
    if words == ["check"]:
        lines.append("`make test` also runs the large ranges, the database and the browser.")
    print("\n" + "\n".join(lines))
    return 1 if failed else 0


def read(stage: Stage) -> tuple[str, str, int]:
    """Run one stage beside another: what it said, the sum of it, and its exit code."""
    said: list[str] = []
    line, code = run(stage, said.append)
    return "".join(said), line, code


def run(stage: Stage, show: Callable[[str], object]) -> tuple[str, int]:
    """Run one stage, show each line as it comes, and sum it up."""
    begun, last = time.monotonic(), ""
    environment = {**os.environ, "PYTHONPATH": "src", "DJANGO_SETTINGS_MODULE": "houvast.settings.test"}
    with subprocess.Popen(
        stage.command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        for text in process.stdout:
            show(text)
            sys.stdout.flush()
            last = text.strip() or last
    code = process.returncode
    counts = re.sub(r"[=\x1b]+(\[[0-9;]*m)?", "", last).strip() if "tests" in stage.name else ""
    word = "ok    " if code == 0 else "FAILED"
    return f"{word} {stage.name:<15} {time.monotonic() - begun:6.1f} s  {counts}".rstrip(), code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
