"""A made-up new year: the figures of 2026 under another head, with a norm that went up."""

from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from houvast.rules import parameter_sets

SHIPPED = resources.files("houvast.rules") / "parameters"
HEADS = {
    "vtlb": ("2026-07", "2026-07-01", "2026-12-31", "2027-06-30"),
    "toeslagen": ("2026-01", "2026-01-01", "2026-12-31", "2027-12-31"),
}
NORM, HIGHER, HIGHEST = "value: '1419.46'", "value: '1469.46'", "value: '1479.46'"


def write_new_year(folder: Path, norm: str = HIGHER) -> Path:
    """`vtlb/2027-01.yaml` and `toeslagen/2027-01.yaml` in the folder."""
    for law, (period, first, last, new_last) in HEADS.items():
        text = (SHIPPED / law / f"{period}.yaml").read_text(encoding="utf-8")
        for quote in ("'", '"', ""):
            text = text.replace(f"period: {quote}{period}{quote}\n", f"period: {quote}2027-01{quote}\n")
            text = text.replace(f"valid_from: {quote}{first}{quote}\n", f"valid_from: {quote}2027-01-01{quote}\n")
            text = text.replace(f"valid_to: {quote}{last}{quote}\n", f"valid_to: {quote}{new_last}{quote}\n")
        text = text.replace(NORM, norm)
        (folder / law).mkdir(parents=True, exist_ok=True)
        (folder / law / "2027-01.yaml").write_text(text, encoding="utf-8")
    return folder


@contextmanager
def new_year(folder: Path, norm: str = HIGHER):
    """The files count beside those that come with Houvast."""
    with parameter_sets.also_in(write_new_year(folder, norm)):
        yield
