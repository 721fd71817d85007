"""The stages of `make check` and `make test`: fast ones first, one summary line each, nothing skipped silently."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
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


FAST = (
    Stage("ruff", tool("ruff", "check", "src", "tests", "tools")),
    Stage("own lint", tool("python", "-m", "tools.lint")),
    Stage("templates", tool("djlint", "--lint", "src")),
    Stage("floors", tool("lint-imports", "--no-cache")),
    Stage("types", tool("mypy")),
    Stage("packages", tool("deptry", "src", "--config", "tools/deptry.toml", "--no-ansi")),
    Stage("unit tests", pytest("unit")),
)
SLOW = (
    Stage("database tests", pytest("database")),
    Stage("browser tests", pytest("browser")),
)


def main(words: list[str]) -> int:
    """Run the stages of `check` or `test`; every stage runs, also after one that failed."""
    stages = FAST if words == ["check"] else FAST + SLOW
    lines, failed = [], False
    for stage in stages:
        print(f"--- {stage.name}", flush=True)
        line, code = run(stage)
        lines.append(line)
        failed = failed or code != 0
    print("\n" + "\n".join(lines))
    return 1 if failed else 0


def run(stage: Stage) -> tuple[str, int]:
    """Run one stage, show its output as it comes, and sum it up."""
    begun, last = time.monotonic(), ""
    environment = {**os.environ, "PYTHONPATH": "src", "DJANGO_SETTINGS_MODULE": "houvast.settings.test"}
    with subprocess.Popen(
        stage.command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        for text in process.stdout:
            sys.stdout.write(text)
            sys.stdout.flush()
            last = text.strip() or last
    code = process.returncode
    counts = re.sub(r"[=\x1b]+(\[[0-9;]*m)?", "", last).strip() if "tests" in stage.name else ""
    word = "ok    " if code == 0 else "FAILED"
    return f"{word} {stage.name:<15} {time.monotonic() - begun:6.1f} s  {counts}".rstrip(), code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
