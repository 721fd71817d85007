"""Renews the pins: requirements/*.in -> *.txt, exact versions with hashes, the same in every set.

No address of a registry may end up in the files.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"


def compile_pins(name: str, *more: str, folder: Path = FOLDER) -> None:
    """One .in file to its .txt."""
    subprocess.run(
        [str(ROOT / ".venv/bin/uv"), "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
         "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock",
         *more, "--output-file", f"{name}.txt", f"{name}.in"],
        cwd=folder, check=True,
    )  # fmt: skip


def main() -> int:
    """The biggest set first; the others take its versions."""
    upgrade = [] if "--keep" in sys.argv else ["--upgrade"]
    compile_pins("test", *upgrade)
    for name in ("install", "run"):
        compile_pins(name, "--constraint", "test.txt", *upgrade)
    compile_pins("openfisca", *upgrade, folder=ROOT / "bench")
    return 0


if __name__ == "__main__":
    sys.exit(main())
