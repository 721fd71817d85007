"""The few values a municipality may change in the look, and the contrast they must have (design/look.md 2).

Pure: colours in, verdicts out. Contrast is that of WCAG 2.2 (relative luminance). Deadline and safe-contact colours
are not here: no theme may change what they mean.
"""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

WHITE, PAGE, INK, INK_SOFT = "#ffffff", "#faf7f1", "#17242c", "#465660"
TEXT, SHAPE = 4.5, 3.0
RADII = (0, 4, 8)
_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Theme:
    """The four values, colours as `#rrggbb`, radius in pixels (0, 4 or 8)."""

    brand: str = "#0b5a52"
    brand_dark: str = "#083f3a"
    sun: str = "#f4b740"
    radius: int = 8

    def __post_init__(self) -> None:
        for colour in (self.brand, self.brand_dark, self.sun):
            if not _HEX.fullmatch(colour):
                raise ValueError(f"not a colour: {colour!r}")
        if self.radius not in RADII:
            raise ValueError(f"not a radius: {self.radius!r}")


STANDARD = Theme()


@dataclass(frozen=True)
class Check:
    """One line of the contrast table: where, an example, text on ground, what it is, what it must be."""

    where: str
    example: str
    text: str
    ground: str
    needed: float

    @property
    def ratio(self) -> float:
        """Contrast of text on ground, 1 to 21."""
        return contrast(self.text, self.ground)

    @property
    def good(self) -> bool:
        """Whether it may be saved."""
        return self.ratio >= self.needed

    @property
    def ratio_words(self) -> str:
        """ "2,9 : 1", rounded down so that a failing figure never reads as a passing one."""
        return f"{int(self.ratio * 10) / 10:.1f} : 1".replace(".", ",")

    @property
    def needed_words(self) -> str:
        """ "4,5" or "3"."""
        return f"{self.needed:g}".replace(".", ",")


def normal(colour: str) -> str:
    """`#RGB`, `RRGGBB` and capitals as `#rrggbb`; raises ValueError for anything else."""
    text = colour.strip().lower().lstrip("#")
    if re.fullmatch(r"[0-9a-f]{3}", text):
        text = "".join(sign * 2 for sign in text)
    if not re.fullmatch(r"[0-9a-f]{6}", text):
        raise ValueError(colour)
    return f"#{text}"


def _channels(colour: str) -> tuple[float, float, float]:
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))  # type: ignore[return-value]


def _hex(red: float, green: float, blue: float) -> str:
    return "#" + "".join(f"{round(min(max(c, 0.0), 1.0) * 255):02x}" for c in (red, green, blue))


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def hover(colour: str) -> str:
    """The colour with 8 points less lightness."""
    hue, light, strength = colorsys.rgb_to_hls(*_channels(colour))
    return _hex(*colorsys.hls_to_rgb(hue, max(light - 0.08, 0.0), strength))


def tint(colour: str) -> str:
    """10% of the colour on white."""
    return _hex(*(1 - 0.1 * (1 - c) for c in _channels(colour)))


def checks(theme: Theme) -> list[Check]:
    """The table of design/look.md 2, in the order in which the settings page shows it."""
    return [
        Check("Knop: tekst op merkkleur", "Volgende", WHITE, theme.brand, TEXT),
        Check("Link op wit", "Wijzig", theme.brand, WHITE, TEXT),
        Check("Link op papier", "Wijzig", theme.brand, PAGE, TEXT),
        Check("Gekozen: merkkleur op tint", "Gekozen", theme.brand, tint(theme.brand), TEXT),
        Check("Voet: tekst op donker", "Bel ons", WHITE, theme.brand_dark, TEXT),
        Check("Nu-stap: cijfer op accent", "6", INK, theme.sun, TEXT),
        Check("Rand van knop en keuze op wit", "knop", theme.brand, WHITE, SHAPE),
        Check("Rand van veld", "veld", INK_SOFT, WHITE, SHAPE),
    ]


def failures(theme: Theme) -> list[Check]:
    """What stands in the way of saving; empty = good."""
    return [check for check in checks(theme) if not check.good]


def _darker_until(colour: str, good: object) -> str:
    hue, light, strength = colorsys.rgb_to_hls(*_channels(colour))
    for step in range(201):
        candidate = _hex(*colorsys.hls_to_rgb(hue, max(light - step * 0.005, 0.0), strength))
        if good(candidate):  # type: ignore[operator]
            return candidate
    return "#000000"


def proposal(theme: Theme) -> Theme:
    """The nearest darker (for the accent: lighter) colours with which every check passes."""

    def brand_good(colour: str) -> bool:
        return not any(c for c in failures(Theme(brand=colour)) if colour in (c.text, c.ground))

    def dark_good(colour: str) -> bool:
        return contrast(WHITE, colour) >= TEXT

    sun = theme.sun
    hue, light, strength = colorsys.rgb_to_hls(*_channels(sun))
    while contrast(INK, sun) < TEXT and light < 1:
        light = min(light + 0.005, 1.0)
        sun = _hex(*colorsys.hls_to_rgb(hue, light, strength))
    return Theme(_darker_until(theme.brand, brand_good), _darker_until(theme.brand_dark, dark_good), sun, theme.radius)
