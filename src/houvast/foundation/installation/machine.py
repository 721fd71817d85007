"""The machine itself: Python, the folder with data, room on the disk, time zones. Needs no Django and no database."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import zoneinfo
from collections.abc import Callable
from pathlib import Path

from houvast.foundation.checks import CheckResult

OLDEST_PYTHON = (3, 11)
GIB = 1024**3
TOO_LITTLE, LITTLE = 1 * GIB, 5 * GIB  # bytes free: below the first nothing can be kept for long
WIDE_OPEN = stat.S_IRWXG | stat.S_IRWXO
# What stands in the data folder that only its owner may open.
PRIVATE = ("secrets", "documents", "media")


def machine(folder: Path, documents: Path | None = None) -> list[CheckResult]:
    """All of it. `folder` is HOUVAST_DATA; `documents` the folder of documents when the settings could be read."""
    return [
        python(sys.version_info[:3]),
        folder_rights(folder, [folder / name for name in PRIVATE] + ([documents] if documents else [])),
        disk(folder, lambda where: shutil.disk_usage(where).free),
        time_zones(),
    ]


def python(version: tuple[int, ...]) -> CheckResult:
    """The version of Python."""
    told = ".".join(map(str, version))
    if version[:2] < OLDEST_PYTHON:
        return CheckResult(
            "Python", "red", f"Dit is {told}; nodig is 3.11 of nieuwer. Maak .venv met een nieuwere Python."
        )
    return CheckResult("Python", "green", told)


def folder_rights(folder: Path, private: list[Path], may: Callable[[Path, int], bool] = os.access) -> CheckResult:
    """Whether we can write where data goes, and whether others can look into what is private."""
    name = "Map met gegevens"
    if not folder.is_dir():
        return CheckResult(
            name, "red", f"{folder} is er niet. Maak die map voor de gebruiker van Houvast, of zet HOUVAST_DATA."
        )
    if not may(folder, os.R_OK | os.W_OK | os.X_OK):
        return CheckResult(name, "red", f"In {folder} mag deze gebruiker niet schrijven. Geef hem de map: chown.")
    strange = [one for one in private if one.exists() and not may(one, os.R_OK)]
    if strange:
        return CheckResult(
            name, "red", f"{_few(strange)} is van een ander. Geef het aan de gebruiker van Houvast: chown."
        )
    open_to_others = [one for one in dict.fromkeys(private) if one.exists() and one.stat().st_mode & WIDE_OPEN]
    if open_to_others:
        paths = " ".join(str(one) for one in open_to_others)
        return CheckResult(name, "red", f"Anderen kunnen in {_few(open_to_others)} kijken. Draai: chmod go-rwx {paths}")
    return CheckResult(name, "green", str(folder))


def _few(paths: list[Path]) -> str:
    return ", ".join(str(path) for path in paths)


def disk(folder: Path, free_in: Callable[[Path], int]) -> CheckResult:
    """Room for data."""
    there = next(one for one in (folder, *folder.parents) if one.exists())
    free = free_in(there)
    told = f"{free / GIB:.1f} GB vrij".replace(".", ",")
    if free < TOO_LITTLE:
        return CheckResult("Schijfruimte", "red", f"Nog maar {told} in {there}. Maak ruimte voor je begint.")
    if free < LITTLE:
        return CheckResult("Schijfruimte", "grey", f"{told} in {there}. Dat is krap; zorg voor meer.")
    return CheckResult("Schijfruimte", "green", told)


def time_zones() -> CheckResult:
    """The days of the law are days in Amsterdam."""
    try:
        zoneinfo.ZoneInfo("Europe/Amsterdam")
    except zoneinfo.ZoneInfoNotFoundError:
        return CheckResult("Tijdzones", "red", "Europe/Amsterdam is hier niet bekend. Zet het pakket tzdata erop.")
    return CheckResult("Tijdzones", "green", "Europe/Amsterdam")
