"""The B1 gate over every Dutch text that residents read: labels, pages, messages, letters."""

from houvast.rules.readability.gate import Kind, Problem, Report, check
from houvast.rules.readability.text import sentences, syllables, words
from houvast.rules.readability.wordlist import BadWordListError, Jargon, read_word_list, word_list

__all__ = [
    "BadWordListError",
    "Jargon",
    "Kind",
    "Problem",
    "Report",
    "check",
    "read_word_list",
    "sentences",
    "syllables",
    "word_list",
    "words",
]
