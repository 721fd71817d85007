"""What every command shares: telling something and refusing something. Loads nothing."""

from __future__ import annotations

import sys


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
