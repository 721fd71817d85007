"""`houvast docs`: makes the pages of docs/ that tell what the code does, or says which are out of date."""

from __future__ import annotations

import argparse
from pathlib import Path

from houvast.foundation.database.embedded import project_root
from houvast.web.cli.with_django import set_up_django
from houvast.web.cli.words import say, warn
from houvast.web.generated import pages


def make(words: list[str]) -> int:
    """Write what changed; with --nakijken only look, and return 1 when a page is out of date."""
    parser = argparse.ArgumentParser(prog="houvast docs")
    parser.add_argument("--nakijken", action="store_true", help="alleen nakijken, niets schrijven")
    parser.add_argument("--map", type=Path, default=project_root() / "docs", help="waar de bladzijden staan")
    asked = parser.parse_args(words)
    set_up_django()
    if not asked.nakijken:
        changed = pages.write(asked.map)
        say("Bijgewerkt: " + ", ".join(changed) if changed else "Alles was al bij.")
        return 0
    old = pages.stale(asked.map)
    if old:
        warn("Niet meer bij: " + ", ".join(old) + ". Draai `houvast docs`.")
        return 1
    say("Alles is bij.")
    return 0
