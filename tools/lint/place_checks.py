"""No address of a package registry and no path of somebody's machine may stand in the repository."""

from __future__ import annotations

import re

from tools.lint.findings import Check, lines_with

# Written in two halves, so that this file does not find itself.
HOSTS = (
    "pypi" + r"\.org",
    "pythonhosted" + r"\.org",
    "npmjs" + r"\.(?:org|com)",
    "yarnpkg" + r"\.com",
    "crates" + r"\.io",
)
PLACES = (r"(?<![\w.])/(?:wo" + "rk|ro" + r"ot)/[\w.]", r"(?<![\w.])/home/(?!USER\b)[a-z]+/", r"/opt/" + "pypi")

CHECKS = (
    Check("registry", (), lines_with("|".join(HOSTS), "no address of a registry: who installs chooses it",
                                     re.IGNORECASE), under=("",)),
    Check("machine", (), lines_with("|".join(PLACES), "a path of one machine"), under=("",)),
)  # fmt: skip
