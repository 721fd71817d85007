"""From a Dutch text to sentences, words and syllables.

A full stop inside a time (10.00), an amount (1.250), an abbreviation (m.v.), initials, an address on the web or a
phone number ends no sentence.
"""

import re
import unicodedata
from functools import lru_cache

import pyphen

from houvast.rules.readability.language import word_set

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_PLACEHOLDER = re.compile(r"\{\{[^{}]{0,80}\}\}|\{[^{}]{0,80}\}|%\([a-z_]{1,40}\)[sd]")
_MARKS = re.compile(r"(?m)^\s{0,3}(?:#{1,4}|>)\s+|\*\*|__|`")
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{1,300}\)")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>]{1,300}|[^\s@<>]{1,64}@[^\s@<>]{1,190}\.[a-z]{2,20}\b")
_SITE = re.compile(r"\b[a-z0-9-]{2,60}(?:\.[a-z0-9-]{2,60}){0,3}\.(?:nl|com|org|eu)(?:/[^\s<>]{0,200})?\b")
_BULLET = re.compile(r"^\s*(?:[-*•–■]|\d{1,2}[.)])\s+")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-/][^\W\d_]+)*|\d+(?:[.,:\-]\d+)*")

_VOWEL = re.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]")
# "J." and "m.v.": letters with full stops between.
_INITIALS = re.compile(r"(?:[a-z]\.){0,4}[a-z]")
_STOP = re.compile(r"([.!?…]+)([\"'”’)\]]*)(\s+|$)")


@lru_cache(maxsize=1)
def _hyphenator() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="nl_NL", left=1, right=1)


def clean(text: str) -> str:
    """The text as people read it: no tags or marks, a name for each placeholder, a word for each address."""
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u00a0", " ")
    text = _TAG.sub(" ", text)
    text = _LINK.sub(r"\1", text)
    text = _PLACEHOLDER.sub("Naam", text)
    text = _MARKS.sub("", text)
    return _SITE.sub("site", _ADDRESS.sub("adres", text))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a cleaned text, in order. An empty line, a list item or a heading line ends one too."""
    found: list[str] = []
    for block in _blocks(text):
        found.extend(_split(block))
    return tuple(sentence for sentence in found if words(sentence))


def _blocks(text: str) -> list[str]:
    """Pieces of text that no sentence crosses."""
    blocks: list[str] = [""]
    for line in text.splitlines():
        if not line.strip() or _BULLET.match(line) or _starts_anew(blocks[-1], line):
            blocks.append("")
        blocks[-1] = f"{blocks[-1]} {_BULLET.sub('', line).strip()}".strip()
    return blocks


def _starts_anew(before: str, line: str) -> bool:
    """A line that starts with a capital after a line that did not end on a comma is a new piece (a heading)."""
    first = line.strip()[:1]
    return bool(before) and first.isupper() and not before.endswith((",", ";", "-", "/"))


def _split(block: str) -> list[str]:
    found: list[str] = []
    begin = 0
    for stop in _STOP.finditer(block):
        if _ends(block[begin : stop.start()], stop.group(1), block[stop.end() :]):
            found.append(block[begin : stop.end()].strip())
            begin = stop.end()
    found.append(block[begin:].strip())
    return found


def _ends(before: str, mark: str, after: str) -> bool:
    """Whether the mark between ``before`` and ``after`` closes a sentence."""
    if not after:
        return True
    capital = after.lstrip("\"'“‘„([")[:1].isupper()
    if mark != ".":
        return mark != "…" or capital
    tokens = before.split()
    token = tokens[-1].lstrip("\"'“‘„([").lower() if tokens else ""
    if token in word_set("at_the_end"):
        return capital
    if token in word_set("abbreviations") or _INITIALS.fullmatch(token):
        return False
    # "op 25. Wij bellen" ends; "1. Bel ons" and "25. november" do not.
    return capital and len(tokens) > 1 if token.isdecimal() else True


def words(sentence: str) -> tuple[str, ...]:
    """The words of a sentence; a number (10.00, 1.250, 088-1234567) is one word."""
    return tuple(_WORD.findall(sentence))


def syllables(word: str) -> int:
    """Number of syllables, at least 1. A number counts as 1: it is read as a sign."""
    if not word[0].isalpha():
        return 1
    parts = re.split(r"['’\-/]", word.lower())
    return max(1, sum(len(_hyphenator().positions(part)) + 1 for part in parts if _VOWEL.search(part)))


def letters(word: str) -> int:
    """Letters in the longest part of a word (a hyphen makes a long word readable)."""
    return max(len(part) for part in re.split(r"['’\-/]", word))
