"""The style sheet of a municipality's look; what may be chosen, and its contrast, is foundation's.

Screens import all of it from here.
"""

from __future__ import annotations

import hashlib

from houvast.foundation.organisations.look import (
    INK,
    INK_SOFT,
    PAGE,
    RADII,
    SHAPE,
    STANDARD,
    TEXT,
    WHITE,
    Check,
    Theme,
    checks,
    contrast,
    failures,
    hover,
    luminance,
    normal,
    proposal,
    tint,
)

__all__ = [
    "INK",
    "INK_SOFT",
    "PAGE",
    "RADII",
    "SHAPE",
    "STANDARD",
    "TEXT",
    "WHITE",
    "Check",
    "Theme",
    "address",
    "checks",
    "contrast",
    "css",
    "failures",
    "fingerprint",
    "hover",
    "luminance",
    "normal",
    "proposal",
    "tint",
]


def css(theme: Theme) -> str:
    """The style sheet of a theme: only the tokens it may set, and what is computed from them."""
    card = round(theme.radius * 1.75)
    tokens = {
        "--app-brand": theme.brand,
        "--app-brand-hover": hover(theme.brand),
        "--app-brand-dark": theme.brand_dark,
        "--app-brand-tint": tint(theme.brand),
        "--app-sun": theme.sun,
        "--app-radius": f"{theme.radius}px",
        "--app-radius-field": f"{min(theme.radius, 4)}px",
        "--app-radius-card": f"{card}px",
    }
    return ":root{" + "".join(f"{name}:{value};" for name, value in tokens.items()) + "}\n"


def fingerprint(theme: Theme) -> str:
    """Twelve signs that change when the sheet changes: the hash in its address."""
    return hashlib.sha256(css(theme).encode()).hexdigest()[:12]


def address(theme: Theme) -> str:
    """`/thema/<hash>.css`, or nothing for the standard look, which needs no sheet."""
    return "" if theme == STANDARD else f"/thema/{fingerprint(theme)}.css"
