"""What a machine can see of a translation beside its Dutch: fields, script, words left in Dutch, and length.

It finds mistakes, never a good translation: a person who speaks the language approves (record.md 11).
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

FIELD: Final = re.compile(r"%\(\w+\)[sd]|(?<!\{)\{[a-z_]*\}(?!\})|</?\w[^>]*>")
WORD: Final = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
# Names and examples stay as they are in any script, and so do the words that people must find on a Dutch paper.
ON_PAPER: Final = "loon voor de loonheffing|beslagvrije voet|beslag|inhouding|jaaropgave|netto|toeslagen|vtlb"
KEPT: Final = re.compile(
    r"DigiD|Geldfit|JavaScript|Nationale ombudsman|vakantiegeld|E-mail|naam@voorbeeld\.nl|"
    r"\bQR\b|\bPDF\b|\bSMS\b|\bsms\b|www\.\S+|" + ON_PAPER
)
SCRIPT: Final[Mapping[str, str]] = {"ar": "ARABIC", "uk": "CYRILLIC", "ti": "ETHIOPIC"}
SCRIPT_NAMES: Final[Mapping[str, str]] = {"ar": "Arabisch", "uk": "Cyrillisch", "ti": "Ethiopisch"}
# Letters that the alphabet of a language lacks: they show a word of another language.
STRANGE: Final[Mapping[str, frozenset[str]]] = {
    "tr": frozenset("qwxäëïéèáąćęłńóśźż"),
    "pl": frozenset("qvxäëïéèáçğışöü"),
    "uk": frozenset("ыэъё"),
}
# Small Dutch words that are no words of the languages in Latin script.
DUTCH: Final = frozenset(
    {
        "jij", "jouw", "wij", "ons", "onze", "het", "een", "niet", "voor", "naar", "ook", "deze", "geen", "kun", "wil",
        "hoe", "zijn", "heb", "bent", "uur", "nog", "graag", "bij", "dit", "wel", "mag", "hoeft", "kies", "vul", "bel",
        "bellen", "hulp", "vraag", "geld", "stuur",
    }
)  # fmt: skip
NOT_DUTCH_THERE: Final[Mapping[str, frozenset[str]]] = {
    "en": frozenset({"mag"}),
    "tr": frozenset({"bel"}),
    "pl": frozenset({"bel"}),
}
SHORTEST, LONGEST = 0.5, 2.0
SHORTEST_EASY: Final = 0.3  # easy Dutch leaves things out on purpose
# Labels so short that their length says nothing, and those for which a language needs more words.
ANY_LENGTH: Final = frozenset(
    {
        "ma", "di", "wo", "do", "vr", "za", "zo", "en", "nu", "klaar", "nodig.", "Dag", "Maand", "Wat", "Plaats",
        "Bedrag",
        "%(day)s om %(time)s", "%(day)s tot %(time)s uur", "%(first)s en %(last)s", "%(first)s t/m %(last)s",
        "%(low)s tot %(high)s", "Bel", "Bel mij", "Bel ons", "Bel ons.", "Bel ons nu", "Gebeld", "Aangemeld", "Nazorg",
        "Alles mag", "Brief", "Buur", "E-mail", "Log uit", "Onze afspraak", "Welkom terug", "je jaaropgave",
        "Je beslag klopt", "App of sms", "Geen app of sms", "Stuur een app of sms", "Stuur geen app of sms",
        "Ga terug met je code", "Probeer het opnieuw", "Ja", "Nee",
    }
)  # fmt: skip
# One sign of Ethiopic is a syllable; Arabic leaves out its short vowels.
LETTERS_A_SIGN: Final[Mapping[str, float]] = {"ti": 1.6, "ar": 1.2}
EASY: Final = "nl-x-makkelijk"


def findings(dutch: str, words: str, language: str) -> list[str]:
    """What is surely wrong with a translation, in words for who reviews it; empty when nothing is."""
    found = [*_fields(dutch, words)]
    theirs = KEPT.sub(" ", FIELD.sub(" ", words))
    ours = WORD.findall(KEPT.sub(" ", FIELD.sub(" ", dutch)))
    if language != EASY and any(len(word) > 1 for word in ours):
        found += [*_script(theirs, language), *_left_over(dutch, theirs, language)]
    if dutch not in ANY_LENGTH:
        found += _length(FIELD.sub("", dutch), FIELD.sub("", words), language)
    return found


def _fields(dutch: str, words: str) -> list[str]:
    ours, theirs = sorted(FIELD.findall(dutch)), sorted(FIELD.findall(words))
    if set(ours) == set(theirs) and (ours == theirs or "%" not in dutch + words):
        return []
    return [f"De velden zijn niet dezelfde: {', '.join(ours) or 'geen'} en {', '.join(theirs) or 'geen'}."]


def _script(theirs: str, language: str) -> list[str]:
    letters = [sign for sign in theirs if sign.isalpha()]
    wanted = SCRIPT.get(language)
    if wanted is None:
        foreign = sorted({sign for sign in letters if not unicodedata.name(sign, "").startswith("LATIN")})
        strange = sorted({sign for sign in theirs.lower() if sign in STRANGE.get(language, ())})
        return [f"Deze letters horen niet in deze taal: {' '.join(foreign + strange)}."] if foreign + strange else []
    if not any(unicodedata.name(sign, "").startswith(wanted) for sign in letters):
        return [f"Dit is niet in het schrift van de taal: {SCRIPT_NAMES[language]}."]
    others = sorted({word for word in WORD.findall(theirs) if len(word) > 2 and _foreign(word, wanted)})
    strange = sorted({sign for sign in theirs.lower() if sign in STRANGE.get(language, ())})
    return [f"Dit is in een ander schrift: {', '.join(others + strange)}."] if others + strange else []


def _foreign(word: str, wanted: str) -> bool:
    return any(not unicodedata.name(sign, "").startswith(wanted) for sign in word if sign.isalpha())


def _left_over(dutch: str, theirs: str, language: str) -> list[str]:
    given = [word.lower() for word in WORD.findall(theirs)]
    if language not in SCRIPT:
        known = DUTCH - NOT_DUTCH_THERE.get(language, frozenset())
        left = sorted({word for word in given if word in known})
        if left:
            return [f"Hier staat nog Nederlands: {', '.join(left)}."]
    ours = [word.lower() for word in WORD.findall(KEPT.sub(" ", FIELD.sub(" ", dutch)))]
    if len(ours) > 1 and ours == given:
        return ["Dit is nog het Nederlands."]
    return []


def _length(dutch: str, words: str, language: str) -> list[str]:
    ours, theirs = len(dutch.strip()), len(words.strip()) * LETTERS_A_SIGN.get(language, 1.0)
    shortest = SHORTEST_EASY if language == EASY else SHORTEST
    if not ours or shortest <= theirs / ours <= LONGEST:
        return []
    return [f"De lengte is {theirs / ours:.1f} keer die van het Nederlands; {shortest} tot {LONGEST:.0f} mag."]
