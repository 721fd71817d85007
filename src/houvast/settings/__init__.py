"""Settings: `base` holds what is the same everywhere, the others the values that differ."""

from pathlib import Path

PACKAGE_ROOT = Path(__file__).resolve().parent.parent
