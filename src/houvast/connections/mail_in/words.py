"""Making text out of what mail programs write: charsets, HTML, signs that may not stand in a record."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import Final

LONGEST: Final = 20_000
"""Signs of a mail that are kept as text; the rest stands in the mail itself."""
LONGEST_HTML: Final = 2_000_000
MOST_PIECES: Final = 200_000

# Names that mail programs use and Python does not know.
_ALIASES: Final = {
    "ansi": "cp1252",
    "cp-850": "cp850",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-8-i": "iso-8859-8",
    "unicode-1-1-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "x-mac-roman": "mac-roman",
    "x-unknown": "",
    "unknown-8bit": "",
    "x-user-defined": "",
    # What calls itself Latin-1 or ASCII is read by every mail program as its Windows cousin.
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "",
    "ascii": "",
}
# Codecs that are no charset, or that read bytes as commands.
_NOT_A_CHARSET: Final = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}

# Turn the direction of what follows, also outside the mail itself. LRM and RLM only concern their neighbours.
_TURNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def decoded(content: bytes, charset: str) -> tuple[str, bool]:
    """The text, and whether every sign of it could be read."""
    said = _known(charset)
    for name in (said, "utf-8", "cp1252"):
        try:
            # Windows signs where another charset was promised are a guess: nearly every byte is one.
            return content.decode(name or "utf-8"), name != "cp1252" or said in ("", "cp1252")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return content.decode("utf-8", "replace"), False


def _known(charset: str) -> str:
    name = charset.strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    try:
        found = codecs.lookup(name).name if name.isascii() and "\0" not in name else ""
    except LookupError:
        return ""
    return "" if found.replace("-", "_") in _NOT_A_CHARSET else found


def clean(text: str, longest: int = LONGEST, *, lines: bool = True) -> str:
    """Text that can be kept and shown: composed, without control signs, half signs and turns of direction."""
    kept = []
    for sign in text[: longest * 2]:
        if sign in "\n\t" and lines:
            kept.append(sign)
        elif sign in _TURNS:
            continue
        elif sign.isspace():
            kept.append("\n" if lines and sign in "\x0b\x0c\x85\u2028\u2029" else " " if sign != "\r" else "")
        elif "\ud800" <= sign <= "\udfff":
            kept.append("\ufffd")
        elif unicodedata.category(sign) != "Cc" and sign != "\ufeff":
            kept.append(sign)
    made = unicodedata.normalize("NFC", "".join(kept))
    if not lines:
        return " ".join(made.split())[:longest].strip()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in made.split("\n"))).strip()[:longest]


_BLOCKS: Final = frozenset(
    {"p", "div", "br", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "hr", "pre", "section"}
)
_END_BLOCKS: Final = frozenset({"p", "div", "tr", "table", "ul", "ol", "blockquote"})
_UNSEEN: Final = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object"})
_OPENS: Final = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_TAG_NAME: Final = re.compile(r"</?([a-z][a-z0-9]{0,20})", re.IGNORECASE)


def text_of_html(page: str) -> str:
    """What somebody would read on the page. Nothing is fetched, nothing is run.

    Not by the standard library's parser: that takes the square of what is left open, and stops at what Word writes.
    """
    parts: list[str] = []
    unseen = 0
    for piece in islice(_pieces(page[:LONGEST_HTML]), MOST_PIECES):
        tag = _TAG_NAME.match(piece)
        name, closes = (tag.group(1).lower(), piece.startswith("</")) if tag else ("", False)
        if name in _UNSEEN:
            unseen = max(0, unseen - 1) if closes else unseen + (not piece.endswith("/>"))
        elif name == "body":
            unseen = 0  # a head that was never closed ends here
        elif name:
            parts.append(_mark(name, closes))
        elif not unseen and not piece.startswith(("<!", "<?")):
            parts.append(re.sub(r"\s+", " ", html.unescape(piece)))
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _mark(name: str, closes: bool) -> str:
    """What a tag does to the text around it."""
    if name == "li":
        return "" if closes else "\n- "
    if name in ("td", "th"):
        return " " if closes else ""
    return "\n" if name in (_END_BLOCKS if closes else _BLOCKS) else ""


def _pieces(page: str) -> Iterator[str]:
    """Tags, comments and what stands between them, each looked at once. What never closes is text."""
    at = 0
    while at < len(page):
        opens = page.find("<", at)
        if opens < 0:
            break
        if opens > at:
            yield page[at:opens]
        comment = page.startswith("<!--", opens)
        if not _OPENS.match(page, opens):
            yield "<"  # a sign of arithmetic
            at = opens + 1
            continue
        closes = page.find("-->" if comment else ">", opens + 1)
        if closes < 0:
            at = opens + 1
            break
        at = closes + (3 if comment else 1)
        yield page[opens:at]
    if at < len(page):
        yield page[at:]
