"""Writes THIRD_PARTY.md: each package of requirements/run.txt with its version and licence, and what is copied.

python tools/third_party.py          write it again
python tools/third_party.py --check  1 when it is out of date
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "THIRD_PARTY.md"
VENDORED = ROOT / "src" / "houvast" / "web" / "ui" / "vendored"
INTRODUCTION = """# What others made

Houvast is licensed under the EUPL-1.2 (see LICENSE). It runs on the work of these makers, used unchanged.
This page is made by `tools/third_party.py` from the packages themselves.

## Packages at run time

| Package | Version | Licence |
|---|---|---|
"""
COPIED = """
## Copied into this repository

Style sheets, fonts, icons and one script are kept next to their own licence in `src/houvast/web/ui/vendored/`.

| What | Version | Licence |
|---|---|---|
"""
# Classifiers and long texts, told short.
SHORT = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "Python Software Foundation License": "PSF-2.0",
}
COPIED_LICENCES = {
    "European Union Public Licence": "EUPL-1.2",
    "SIL Open Font License": "OFL-1.1",
    "ISC License": "ISC",
    "Zero-Clause BSD": "0BSD",
    "MIT License": "MIT",
}


def main() -> int:
    """Write the page, or compare."""
    page = INTRODUCTION + "".join(packages()) + COPIED + "".join(copied())
    if "--check" in sys.argv:
        if PAGE.read_text(encoding="utf-8") == page:
            return 0
        print("THIRD_PARTY.md is out of date; run: python tools/third_party.py")
        return 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


def packages() -> list[str]:
    """One row per package of run.txt."""
    pins = re.findall(
        r"^([A-Za-z0-9._-]+)==(\S+)(.*)$", (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8"), re.M
    )
    rows = []
    for name, version, rest in pins:
        if "win32" in rest:
            continue  # never installed where Houvast runs
        rows.append(f"| {name} | {version} | {licence_of(name)} |\n")
    return rows


def licence_of(name: str) -> str:
    """The licence a package states: its expression, else its classifiers, else its first line."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        raise SystemExit(f"{name} is not installed; run make test first") from None
    if told.get("License-Expression"):
        return str(told["License-Expression"])
    classifiers = [line.rsplit(" :: ", 1)[-1] for line in told.get_all("Classifier") or [] if "License ::" in line]
    named = [SHORT.get(one, one) for one in classifiers if one != "OSI Approved"]
    if named:
        return ", ".join(dict.fromkeys(named))
    first = (told.get("License") or "").strip().splitlines()
    return SHORT.get(first[0], first[0]) if first else "see the package"


def copied() -> list[str]:
    """One row per line of tools/vendor/vendor.txt, with the licence that stands next to the copy."""
    rows = []
    for line in (ROOT / "tools" / "vendor" / "vendor.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, version = line.split()[0].rpartition("@")
            rows.append(f"| {name} | {version} | {licence_beside(VENDORED / name.lstrip('@'))} |\n")
    return rows


def licence_beside(folder: Path) -> str:
    """The licence of a copied package, told by the words of its own licence file."""
    found = sorted(folder.glob("LICENSE*"))
    if not found:
        raise SystemExit(f"{folder} has no licence beside it")
    text = found[0].read_text(encoding="utf-8")
    for words, name in COPIED_LICENCES.items():
        if words.casefold() in text.casefold():
            return name
    raise SystemExit(f"the licence in {found[0]} is not known to tools/third_party.py")


if __name__ == "__main__":
    sys.exit(main())
