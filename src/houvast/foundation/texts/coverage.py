"""How much of the resident's side there is in each language: labels of the screens, texts that come with Houvast."""

from collections.abc import Mapping
from dataclasses import dataclass

from houvast.foundation.texts.labels import labels_of
from houvast.foundation.texts.services import LANGUAGES, SOURCE, standard_texts

FOR_STAFF = ("say.", "staff.")  # read by colleagues, in Dutch


@dataclass(frozen=True)
class Coverage:
    """One language: how many labels and texts there are, of how many."""

    language: str
    labels: int
    all_labels: int
    texts: int
    all_texts: int

    @property
    def labels_percent(self) -> int:
        """Whole percent, rounded down: 100 means nothing is missing."""
        return self.labels * 100 // self.all_labels if self.all_labels else 0

    @property
    def texts_percent(self) -> int:
        """Whole percent, rounded down."""
        return self.texts * 100 // self.all_texts if self.all_texts else 0


def for_residents() -> Mapping[str, Mapping[str, str]]:
    """The Dutch texts that residents read, by key."""
    return {key: text for key, text in standard_texts(SOURCE)["texts"].items() if not key.startswith(FOR_STAFF)}


def known_labels() -> frozenset[str]:
    """Every Dutch label that any language has translated: English and Arabic are always whole."""
    return frozenset(label for language in LANGUAGES for label in labels_of(language))


def coverage() -> list[Coverage]:
    """Every language besides Dutch, in the order of the house."""
    labels, texts = known_labels(), for_residents()
    return [
        Coverage(
            language,
            len(labels & set(labels_of(language))),
            len(labels),
            len(set(texts) & set(standard_texts(language)["texts"])),
            len(texts),
        )
        for language in LANGUAGES
        if language != SOURCE
    ]
