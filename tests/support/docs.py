"""Where the pages of docs/ stand."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs"
