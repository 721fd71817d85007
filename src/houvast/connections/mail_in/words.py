"""Making text out of what mail programs write: charsets, HTML, signs that may not stand in a record."""

from __future__ import annotations

import codecs
import re
import unicodedata
from html.parser import HTMLParser
from typing import Final

LONGEST: Final = 20_000
"""Signs of a mail that are kept as text; the rest stands in the mail itself."""
LONGEST_HTML: Final = 2_000_000

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
_UNSEEN: Final = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object"})


class _Reader(HTMLParser):
    """The words of a page. Nothing is fetched, nothing is run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "body":
            self._unseen = 0  # a head that was never closed ends here
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in ("p", "div", "tr", "table", "ul", "ol", "blockquote"):
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(re.sub(r"\s+", " ", data))


def text_of_html(page: str) -> str:
    """What somebody would read on the page."""
    reader = _Reader()
    reader.feed(page[:LONGEST_HTML])
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
