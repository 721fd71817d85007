"""The gate for easy Dutch (A2): all that B1 asks, and shorter still. Readers must still test it."""

from typing import Final

from houvast.rules.readability.gate import Kind, Problem, check
from houvast.rules.readability.text import clean, letters, sentences, words

MIN_SCORE: Final = 85
MAX_SENTENCE: Final = 10
LONGEST_WORD: Final = 10
# What people must be able to find on their papers, or hear at the door.
KNOWN: Final = frozenset({"deurwaarder", "zorgverzekering"})
SHORT: Final = 5


def check_easy(text: str, *, kind: Kind = "text") -> tuple[Problem, ...]:
    """What has to change before a text is easy: score under 85, a sentence over 10 words, a word over 10 letters."""
    report = check(text, kind=kind)
    plain = clean(text)
    everything = words(plain)
    found = list(report.problems)
    if len(everything) >= SHORT and report.score < MIN_SCORE:
        found.append(Problem("easy_score", f"Nog niet makkelijk: {report.score:.0f} punten, nodig is {MIN_SCORE}.", ""))
    found += [
        Problem("easy_sentence", f"Deze zin heeft meer dan {MAX_SENTENCE} woorden. Maak er twee zinnen van.", part)
        for part in sentences(plain)
        if len(words(part)) > MAX_SENTENCE
    ]
    found += [
        Problem("easy_word", f"Dit woord heeft meer dan {LONGEST_WORD} letters. Kies een korter woord.", word)
        for word in everything
        if letters(word) > LONGEST_WORD and word.lower() not in KNOWN
    ]
    return tuple(found)
