"""The B1 gate: does a resident understand this text?

Flesch-Douma = 206.84 - 0.93 x words per sentence - 77 x syllables per word. A formula cannot prove B1; it stops
what is surely too hard. Real readers test the core texts.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from houvast.rules.readability.passive import is_passive
from houvast.rules.readability.text import clean, letters, sentences, syllables, words
from houvast.rules.readability.wordlist import unexplained

Kind = Literal["text", "ui", "sms", "mail", "subject"]

MIN_SCORE = 70
MAX_MEAN = 12
MAX_SENTENCE = 20
MAX_PASSIVE = 0.20
LONG_WORD = 12
MAX_LONG_WORDS = 0.08
SHORT_UI = 5
SMS_LENGTH = 160

_AMOUNT = re.compile(r"€|\beur(?:o|o's)?\b", re.IGNORECASE)
_DEBT = re.compile(r"schuld", re.IGNORECASE)
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€"
)


@dataclass(frozen=True)
class Problem:
    """One thing to change: ``code`` for machines, ``text_nl`` for the writer, ``fragment`` where it is."""

    code: str
    text_nl: str
    fragment: str


@dataclass(frozen=True)
class Report:
    """Outcome of the gate. ``score`` is 0 for a text without words; shares run from 0 to 1."""

    score: float
    words_per_sentence: float
    longest: int
    passive_share: float
    long_word_share: float
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]

    @property
    def passes(self) -> bool:
        """Whether nothing has to change. Warnings do not count."""
        return not self.problems


def check(text: str, *, kind: Kind = "text", explained: Collection[str] = (), safe_contact: bool = False) -> Report:
    """Measure a Dutch text for residents and say what to change.

    ``kind``: ``ui`` under 5 words, and ``subject`` (of a mail), are only looked up in the word list; an ``sms`` is
    given as it is sent, filled in. ``explained``: jargon explained elsewhere on the same page. ``safe_contact``:
    nothing may show what the message is about. Any text gives a report; nothing is raised.
    """
    plain = clean(text)
    parts = sentences(plain)
    counts = [len(words(part)) for part in parts]
    everything = [word for part in parts for word in words(part)]
    report = _measure(parts, counts, everything)
    problems = [*_jargon(plain, explained), *_message(text, kind, safe_contact)]
    short = kind == "subject" or (kind == "ui" and len(everything) < SHORT_UI)
    if not short and everything:
        problems += [*_formula(report, parts, counts), *_passives(report, parts)]
    warnings = [*_long_words(report, everything), *_sms_warnings(text, kind)] if not short else []
    return Report(
        report.score,
        report.words_per_sentence,
        report.longest,
        report.passive_share,
        report.long_word_share,
        tuple(problems),
        tuple(warnings),
    )


def _measure(parts: Collection[str], counts: list[int], everything: list[str]) -> Report:
    if not everything:
        return Report(0.0, 0.0, 0, 0.0, 0.0, (), ())
    mean = len(everything) / len(parts)
    score = 206.84 - 0.93 * mean - 77 * sum(map(syllables, everything)) / len(everything)
    passive = sum(map(is_passive, parts)) / len(parts)
    long_words = sum(letters(word) >= LONG_WORD for word in everything) / len(everything)
    return Report(score, mean, max(counts), passive, long_words, (), ())


def _formula(report: Report, parts: Collection[str], counts: list[int]) -> list[Problem]:
    problems = []
    if report.score < MIN_SCORE:
        text = f"De tekst is te moeilijk: {report.score:.0f} punten, nodig is {MIN_SCORE}. Kies kortere woorden."
        problems.append(Problem("score", text, ""))
    if report.words_per_sentence > MAX_MEAN:
        text = f"De zinnen zijn te lang: gemiddeld {report.words_per_sentence:.1f} woorden, ten hoogste {MAX_MEAN}."
        problems.append(Problem("mean", text, ""))
    for part, count in zip(parts, counts, strict=True):
        if count > MAX_SENTENCE:
            text = f"Deze zin heeft {count} woorden, ten hoogste {MAX_SENTENCE}. Maak er twee zinnen van."
            problems.append(Problem("sentence", text, part))
    return problems


def _passives(report: Report, parts: Collection[str]) -> list[Problem]:
    if report.passive_share <= MAX_PASSIVE:
        return []
    text = "Te veel zinnen zeggen niet wie iets doet. Schrijf wie het doet: “wij bellen je”."
    return [Problem("passive", text, part) for part in parts if is_passive(part)]


def _jargon(plain: str, explained: Collection[str]) -> list[Problem]:
    return [
        Problem("jargon", f"Schrijf voor “{written}”: “{entry.instead}”.", written)
        for written, entry in unexplained(plain, explained)
    ]


def _message(text: str, kind: Kind, safe_contact: bool) -> list[Problem]:
    """What may not stand in a message that others can see on a screen."""
    problems = []
    if kind == "sms" and len(text) > SMS_LENGTH:
        problems.append(
            Problem("sms_length", f"Een sms heeft ten hoogste {SMS_LENGTH} tekens, dit zijn er {len(text)}.", "")
        )
    amount = _AMOUNT.search(text)
    if kind in ("sms", "subject") and amount:
        problems.append(Problem("amount", "Noem hier geen bedrag: anderen kunnen het zien.", amount.group()))
    debt = _DEBT.search(text)
    hidden = kind == "subject" or (safe_contact and kind in ("sms", "mail"))
    if hidden and debt:
        problems.append(Problem("debt_word", "Noem hier geen “schuld”: anderen kunnen het zien.", debt.group()))
    return problems


def _long_words(report: Report, everything: list[str]) -> list[Problem]:
    if report.long_word_share <= MAX_LONG_WORDS:
        return []
    longest = max(everything, key=letters)
    return [Problem("long_words", f"Veel woorden van {LONG_WORD} letters of meer. Kan het korter?", longest)]


def _sms_warnings(text: str, kind: Kind) -> list[Problem]:
    strange = sorted(set(text) - _GSM) if kind == "sms" else []
    if not strange:
        return []
    return [Problem("sms_signs", "Door dit teken past er minder in één sms (70 tekens).", strange[0])]
