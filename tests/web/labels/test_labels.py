"""Every label of a resident is there in Dutch, English and Arabic, and the Dutch passes the B1 gate."""

import re

import polib
import pytest
from tools import labels

from houvast.rules import readability

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\}|</?\w[^>]*>")
LATIN = re.compile(r"[A-Za-z]{3,}")
ARABIC = re.compile(r"[\u0600-\u06ff]")
# Names and examples stay as they are in any script.
KEPT = re.compile(r"DigiD|Geldfit|naam@voorbeeld\.nl|<[^>]+>|%\(\w+\)[sd]|QR")
FOUND = labels.found()
# Words that the design fixes, and one short sentence in which one everyday long word decides the score.
NAMED = {
    "Aflossen met hulp": "name of a step (ux.md 4.4)",
    "Nazorg": "name of a step (ux.md 4.4)",
    "Je bent uitgelogd. Vul je code weer in.": "the sentence of ux.md 1.4",
    "Je bent uitgelogd. Wat je al invulde, is bewaard.": "the sentence of ux.md 1.4",
    "Je was uitgelogd. Wat je al invulde, is bewaard. Kijk het na en verstuur het.": "the sentence of ux.md 1.4",
    '<b class="app-inline">%(yes)s van %(total)s</b> schuldeisers zeggen ja': "the sentence of the answer bar",
    "Naar %(number)s. Wij antwoorden binnen 2 werkdagen.": "werkdagen is the promise's own word",
    "Wij antwoorden binnen 2 werkdagen.": "werkdagen is the promise's own word",
    "Bellen, nummer eindigt op %(end)s": "one short sentence",
    "Je veranderde hoe wij je bereiken.": "one short sentence",
    "Jullie mogen deze persoon bellen": "one short sentence",
    "Leningen of kopen op krediet": "one short line of a list",
    "Via een hulpverlener of wijkteam": "one short line of a list",
    "Wij bellen samen met jou de zorgverzekeraar.": "one short sentence",
    "Wij bellen samen met jou het energiebedrijf.": "one short sentence",
    "Wij probeerden je te bereiken.": "one short sentence",
}


@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_every_label_has_a_translation_and_none_is_left_over(language):
    po = labels.translations(language)
    assert {entry.msgid for entry in po} == set(FOUND)
    assert [entry.msgid for entry in po if not entry.msgstr or entry.fuzzy] == []


@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_what_is_read_at_run_time_is_what_was_translated(language):
    mo = polib.mofile(str(labels.compiled(language)))
    assert {e.msgid: e.msgstr for e in mo} == {e.msgid: e.msgstr for e in labels.translations(language)}


@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_a_translation_has_the_same_placeholders_and_a_likely_length(language):
    for entry in labels.translations(language):
        assert sorted(PLACEHOLDER.findall(entry.msgid)) == sorted(PLACEHOLDER.findall(entry.msgstr)), entry.msgid
        if len(entry.msgid) > 25:
            assert 0.4 <= len(entry.msgstr) / len(entry.msgid) <= 2, entry.msgid


def test_arabic_is_written_in_arabic():
    for entry in labels.translations("ar"):
        if LATIN.search(KEPT.sub("", entry.msgid)):
            assert ARABIC.search(entry.msgstr), entry.msgid
            assert not LATIN.search(KEPT.sub("", entry.msgstr)), entry.msgstr


def test_no_exception_outlives_its_label():
    assert set(NAMED) <= set(FOUND)


@pytest.mark.parametrize("label", sorted(set(FOUND) - set(NAMED)))
def test_the_dutch_passes_the_gate(label):
    words = re.sub(r"%\(\w+\)[sd]|\{\}", "vandaag", re.sub(r"<[^>]+>", "", label))
    report = readability.check(words, kind="ui")
    assert report.passes, [problem for problem in report.problems]
