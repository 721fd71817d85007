"""What every command shares: telling something, refusing something, reading words. Loads nothing of ours."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn


class Refused(Exception):
    """Cannot go on; the text says in Dutch what to do next."""


def say(text: str) -> None:
    """A line for who runs the command."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def warn(text: str) -> None:
    """A line about what went wrong."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


class Parser(argparse.ArgumentParser):
    """Reads the words of a command; what it cannot read is told in Dutch, with exit status 2."""

    def error(self, message: str) -> NoReturn:
        """Say how the command is written, and stop."""
        usage = self.format_usage().partition(": ")[2].strip()
        warn(f"Deze opdracht is niet te lezen ({message}).\nSchrijf hem zo: {usage}")
        sys.exit(2)
