"""Every label of a resident is there in English and Arabic, and right where it is in another language."""

import re

import polib
import pytest
from tools import labels

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\}|</?\w[^>]*>")
LATIN = re.compile(r"[A-Za-z]{3,}")
ARABIC = re.compile(r"[\u0600-\u06ff]")
# Names and examples stay as they are in any script, and so do the words that people must find on a Dutch paper.
ON_PAPER = "loon voor de loonheffing|beslagvrije voet|beslag|inhouding|jaaropgave|netto|toeslagen"
KEPT = re.compile(r"DigiD|Geldfit|naam@voorbeeld\.nl|<[^>]+>|%\(\w+\)[sd]|QR|PDF|" + ON_PAPER)
FOUND = labels.found()


@pytest.mark.parametrize("language", labels.COMPLETE)
def test_every_label_has_a_translation_and_none_is_left_over(language):
    po = labels.translations(language)
    assert {entry.msgid for entry in po} == set(FOUND)
    assert [entry.msgid for entry in po if not entry.msgstr or entry.fuzzy] == []


@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_what_is_read_at_run_time_is_what_was_translated(language):
    if not labels.source_of(language).is_file():
        assert not labels.compiled(language).is_file()
        return
    mo = polib.mofile(str(labels.compiled(language)))
    written = {e.msgid: e.msgstr for e in labels.translations(language) if e.msgstr}
    assert {e.msgid: e.msgstr for e in mo} == written


@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_a_translation_has_the_same_placeholders_and_a_likely_length(language):
    for entry in labels.translations(language).translated_entries():
        assert sorted(PLACEHOLDER.findall(entry.msgid)) == sorted(PLACEHOLDER.findall(entry.msgstr)), entry.msgid
        if len(entry.msgid) > 25:
            assert 0.4 <= len(entry.msgstr) / len(entry.msgid) <= 2, entry.msgid


def test_arabic_is_written_in_arabic():
    for entry in labels.translations("ar"):
        if LATIN.search(KEPT.sub("", entry.msgid)):
            assert ARABIC.search(entry.msgstr), entry.msgid
            assert not LATIN.search(KEPT.sub("", entry.msgstr)), entry.msgstr
