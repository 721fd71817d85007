"""Finding the passive voice ("de brief wordt gestuurd") in a Dutch sentence.

A form of *worden* or *zijn* with a past participle in one clause. Good enough for a gate, not a parser: adjectives
that look like participles and verbs that make their perfect with *zijn* are lists.
"""

import re

from houvast.rules.readability.language import word_set
from houvast.rules.readability.text import words

_WORDEN = frozenset(("word", "wordt", "worden", "werd", "werden"))
_ZIJN = frozenset(("is", "zijn", "was", "waren", "ben", "bent"))

_CLAUSE = re.compile(r"[,;:()]|\b(?:als|omdat|want|maar|terwijl|zodat|wanneer|nadat|totdat|voordat)\b", re.IGNORECASE)

_PARTICLE = (
    "aan|achter|af|bij|binnen|dicht|door|heen|in|klaar|langs|los|mee|na|neer|om|onder|op|over|samen|schoon|stop|"
    "tegen|teleur|terug|toe|uit|vast|voor|vrij|weg|weer|open|goed|plaats|kwijt"
)
# Weak: -d, or -t after t, k, f, s, ch, p, x. Strong: -en.
_WITH_GE = re.compile(rf"^(?:(?:{_PARTICLE}){{0,2}})ge[a-zë]{{2,}}(?:d|[tkfspx]t|cht|en)$")
_WITHOUT_GE = re.compile(rf"^(?:{_PARTICLE})?(?:be|ver|ont|her|er)[a-zë]{{2,}}(?:[aeioubdgjlmnrvwz]d|[kfspx]t|cht)$")

_LEADING_PARTICLES = re.compile(rf"^(?:{_PARTICLE})+(?=ge|ver|be|ont)")


def is_passive(sentence: str) -> bool:
    """Whether a clause of the sentence holds a passive verb."""
    return any(_passive_clause(clause) for clause in _CLAUSE.split(sentence))


def _passive_clause(clause: str) -> bool:
    found = [word.lower() for word in words(clause)]
    participles = [word for word in found if _is_participle(word)]
    if participles and _WORDEN & set(found):
        return True
    return bool(_ZIJN & set(found)) and any(_done_by_somebody(word) for word in participles)


def _is_participle(word: str) -> bool:
    if word in word_set("no_participles") or word.endswith("heid"):
        return False
    return word in word_set("participles") or bool(_WITH_GE.match(word) or _WITHOUT_GE.match(word))


def _done_by_somebody(word: str) -> bool:
    """Whether a participle with *zijn* tells of an act ("is betaald") and not of a state or a change."""
    stem = _LEADING_PARTICLES.sub("", word)
    return stem not in word_set("active_with_zijn") and word not in word_set("states")
