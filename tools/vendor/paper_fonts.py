"""The kept web fonts as plain TrueType for letters and sheets: the typesetter reads no woff2.

Run by a maintainer after vendor.py: `python tools/vendor/paper_fonts.py`. It needs fonttools and brotli. Nothing is
drawn or cut anew; only the wrapping is taken off, and each file gets the family name that the templates ask for
(Latin Extended-A is a family of its own, so that it is found sign by sign).
"""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2] / "src" / "houvast"
WEB, PAPER = ROOT / "web" / "ui" / "static" / "ui" / "fonts", ROOT / "foundation" / "paper" / "fonts"
FAMILIES = {
    "fira-latin": "Fira Sans",
    "fira-ext": "Fira Sans Ext",
    "fira-cyrillic": "Fira Sans Cyrillic",
    "arabic": "Noto Sans Arabic",
    "ethiopic": "Noto Sans Ethiopic",
}
WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
KEPT_WEIGHTS = {"ethiopic": (400, 700)}
FAMILY, STYLE, FULL, POSTSCRIPT = 1, 2, 4, 6
STAMP = 3_818_000_000  # one moment for every file, so that the same fonts give the same bytes


def unwrap(kept: str, family: str, weight: int) -> None:
    """One woff2 file to TrueType, named by its family and weight."""
    font = TTFont(WEB / f"{kept}-{weight}.woff2", recalcTimestamp=False)
    font.flavor = None
    style = WEIGHTS[weight]
    names = {FAMILY: family, STYLE: style, FULL: f"{family} {style}", POSTSCRIPT: f"{family}-{style}".replace(" ", "")}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
        font["name"].setName(text, number, 1, 0, 0)
    font["OS/2"].usWeightClass = weight
    font["head"].created = font["head"].modified = STAMP
    font.save(PAPER / f"{kept}-{weight}.ttf")


def main() -> None:
    """Every family in every weight that paper uses."""
    PAPER.mkdir(parents=True, exist_ok=True)
    for kept, family in FAMILIES.items():
        for weight in KEPT_WEIGHTS.get(kept, (400, 600)):
            unwrap(kept, family, weight)


if __name__ == "__main__":
    main()
