"""The inner port of `houvast start` and `houvast web`: where it is, and serving it. Loads Django only to serve."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from houvast.web.cli.words import Refused

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the library reads it when it is imported
WEB = "HOUVAST_WEB_AT"
STEP = 10_000  # the inner port stands this far from the public one, unless INNER_PORT names another
HIGHEST = 65535
LOOPBACK = "127.0.0.1"


def host() -> str:
    """Loopback, unless INNER_HOST names the address of an inner network."""
    return os.environ.get("INNER_HOST") or LOOPBACK


def port_beside(public: int) -> int:
    """INNER_PORT, or a port that follows from the public one; Refused when that is no port or the same one."""
    text = os.environ.get("INNER_PORT") or str(public + STEP if public + STEP <= HIGHEST else public - STEP)
    if not text.isdigit() or not 0 < int(text) <= HIGHEST:
        raise Refused(f"INNER_PORT={text} is geen poort. Kies een getal van 1 tot {HIGHEST}, of laat INNER_PORT weg.")
    if int(text) == public:
        raise Refused("INNER_PORT en PORT zijn gelijk. Kies er twee: de binnenpoort is nooit voor buiten.")
    return int(text)


def use_folder(folder: Path) -> None:
    """Let the processes made from here on add up their numbers in `folder`, emptied now. Before Django is set up."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    os.environ[FOLDER] = str(folder)
