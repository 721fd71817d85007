"""Small marks: icon, picture, badge, language, little road, tries, avatar; and the menu.

A list shows them dozens of times, and every page of a colleague shows the same menu, twice: for a wide and for a
narrow screen. So each is rendered once per distinct value and kept.
"""

from __future__ import annotations

import functools

from django.utils.safestring import SafeString

from houvast.web.ui import shapes
from houvast.web.ui.component import component
from houvast.web.ui.page import MenuItem, own_name

BADGE_ICONS = {
    "late": "triangle-alert",
    "crisis": "siren",
    "today": "clock",
    "soon": "calendar-days",
    "later": "circle-check",
    "none": "circle",
    "paused": "pause",
}
STATES = {
    "us": ("user-check", "wij zijn aan zet"),
    "resident": ("hand", "de inwoner is aan zet"),
    "other": ("hourglass", "wij wachten op een ander"),
}
TURNING = ("arrow-", "chevron-left", "chevron-right", "send", "log-out", "undo-2", "list-checks")


@functools.lru_cache(maxsize=512)
def icon_svg(name: str, extra: str = "") -> SafeString:
    """The icon as inline SVG; raises TemplateDoesNotExist for a name that is not kept."""
    inner = component(f"ui/icons/{name}.svg")
    classes = " ".join(filter(None, ("app-icon", "app-icon--turns" if name.startswith(TURNING) else "", extra)))
    return component("ui/components/icon.html", {"inner": inner, "classes": classes})


def icon(name: str, extra: str = "") -> SafeString:
    """`{% icon "phone" %}`: decoration beside words, hidden from assistive technology."""
    return icon_svg(name, extra)


@functools.lru_cache(maxsize=128)
def _picture(name: str, extra: str) -> SafeString:
    return component(f"ui/pictures/{name}.svg", {"extra": extra})


def picture(name: str, extra: str = "app-option__picture") -> SafeString:
    """`{% picture "huis" %}`: one of our own drawings; decoration beside words."""
    return _picture(name, extra)


@functools.lru_cache(maxsize=4096)
def _badge(kind: str, text: str) -> SafeString:
    return component("ui/components/badge.html", {"kind": kind, "words": text, "icon": BADGE_ICONS[kind]})


def deadline(badge: shapes.DeadlineBadge | None) -> SafeString | str:
    """`{% deadline badge %}`: colour + icon + words of one date. Nothing when there is no badge."""
    return _badge(badge.kind, str(badge.words)) if badge else ""


@functools.lru_cache(maxsize=512)
def _language_tag(code: str, interpreter: bool) -> SafeString:
    return component(
        "ui/components/language.html",
        {"code": code.split("-", maxsplit=1)[0], "name": own_name(code), "interpreter": interpreter},
    )


def language_tag(code: str, interpreter: bool = False) -> SafeString:
    """`{% language_tag "ar" True %}`: language code in a box, blue with "· tolk" when one is needed."""
    return _language_tag(code or "nl", bool(interpreter))


@functools.lru_cache(maxsize=1024)
def _miniroad(at: int, name: str, total: int) -> SafeString:
    blocks = ["done" if n < at else "now" if n == at else "later" for n in range(1, total + 1)]
    return component("ui/components/miniroad.html", {"blocks": blocks, "name": name})


def miniroad(at: int, name: str, total: int = 8) -> SafeString:
    """`{% miniroad 2 "Gebeld" %}`: eight little blocks and the phase in words."""
    return _miniroad(int(at), str(name), int(total))


@functools.lru_cache(maxsize=8)
def _state(who: str) -> SafeString:
    sign, text = STATES[who]
    return component("ui/components/state.html", {"icon": sign, "words": text})


def state(who: str) -> SafeString:
    """`{% state "us" %}` | "resident" | "other": whose turn it is."""
    return _state(who)


@functools.lru_cache(maxsize=1)
def _safe_mark() -> SafeString:
    return component("ui/components/safe_mark.html")


def safe_mark(shown: bool = True) -> SafeString | str:
    """`{% safe_mark row.safe %}`: shield and "let op" in lists."""
    return _safe_mark() if shown else ""


@functools.lru_cache(maxsize=512)
def _tries(count: int, total: int) -> SafeString:
    return component(
        "ui/components/tries.html", {"dots": [n < count for n in range(total)], "count": count, "total": total}
    )


def tries(count: int, total: int = 3) -> SafeString:
    """`{% tries 2 %}`: contact attempts made, out of three."""
    return _tries(int(count), int(total))


@functools.lru_cache(maxsize=512)
def _avatar(initials: str, soft: bool) -> SafeString:
    return component("ui/components/avatar.html", {"initials": initials, "soft": soft})


def avatar(initials: str, soft: bool = False) -> SafeString:
    """`{% avatar "FB" %}`: initials in a round."""
    return _avatar(initials, soft)


@functools.lru_cache(maxsize=512)
def _menu(items: tuple[MenuItem, ...], current: str) -> SafeString:
    return component("ui/components/menu.html", {"items": items, "current": current})


def menu(items: tuple[MenuItem, ...], current: str) -> SafeString:
    """`{% menu page.menu page.menu_key %}`: the menu of a colleague, with counts."""
    return _menu(tuple(items), current)
