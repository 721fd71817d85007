"""Every label of a resident is there in English and Arabic, and right where it is in another language."""

import polib
import pytest
from tools import labels

from houvast.foundation.texts.catalogue import KINDS
from houvast.foundation.texts.checks import ANY_LENGTH, findings
from houvast.foundation.texts.coverage import coverage, for_residents
from houvast.foundation.texts.services import LANGUAGES, standard_texts

FOUND = labels.found()
FOLDERS = {"nl-x-makkelijk": labels.EASY, **{code: code for code in labels.LANGUAGES}}


@pytest.mark.parametrize("language", labels.COMPLETE)
def test_every_label_has_a_translation_and_none_is_left_over(language):
    po = labels.translations(language)
    assert {entry.msgid for entry in po} == set(FOUND)
    assert [entry.msgid for entry in po if not entry.msgstr or entry.fuzzy] == []


@pytest.mark.parametrize("language", FOLDERS)
def test_what_is_read_at_run_time_is_what_was_translated(language):
    folder = FOLDERS[language]
    if not labels.source_of(folder).is_file():
        assert not labels.compiled(folder).is_file()
        return
    mo = polib.mofile(str(labels.compiled(folder)))
    written = {e.msgid: e.msgstr for e in labels.translations(folder) if e.msgstr}
    assert {e.msgid: e.msgstr for e in mo} == written


@pytest.mark.parametrize("language", FOLDERS)
def test_a_machine_finds_nothing_wrong_with_any_label(language):
    wrong = {
        entry.msgid: (entry.msgstr, seen)
        for entry in labels.translations(FOLDERS[language]).translated_entries()
        if (seen := findings(entry.msgid, entry.msgstr, language))
    }
    assert wrong == {}


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "nl"])
def test_a_machine_finds_nothing_wrong_with_any_text(language):
    dutch, wrong = standard_texts("nl")["texts"], {}
    for key, text in standard_texts(language)["texts"].items():
        for part in ("subject", "body"):
            seen = findings(dutch[key].get(part, ""), text.get(part, ""), language)
            if seen:
                wrong[key, part] = seen
    assert wrong == {}


@pytest.mark.parametrize(
    ("language", "dutch", "words", "says"),
    [
        ("uk", "Wij bellen je.", "Wij bellen je.", "niet in het schrift"),
        ("uk", "Wij bellen je.", "Мы позвоним вам.", "ander schrift"),  # Russian
        ("uk", "Wij bellen je graag.", "Ми вам завтра bellen.", "ander schrift: bellen"),
        ("ti", "Wij bellen je.", "Ми вам зателефонуємо.", "niet in het schrift"),
        ("ar", "Wij bellen je.", "We call you.", "niet in het schrift"),
        ("tr", "Wij bellen je.", "Wir möchten dich anrufen: quer", "horen niet in deze taal"),
        ("tr", "Wij bellen je.", "Seni wij ararız.", "staat nog Nederlands: wij"),
        ("pl", "Wij bellen je.", "Zadzwonimy do Ciebie, ва", "horen niet in deze taal"),
        ("pl", "Volgende stap", "Volgende stap", "horen niet in deze taal"),
        ("pl", "Laatste stap", "Laatste stap", "nog het Nederlands"),
        ("en", "Bel uiterlijk {datum}.", "Call no later than {date}.", "velden zijn niet dezelfde"),
        ("en", "Om %(time)s uur", "At %(tijd)s", "velden zijn niet dezelfde"),
        ("en", "Je hoeft niets mee te nemen naar ons gesprek.", "Bring it.", "lengte is"),
        ("tr", "Klopt dit?", "Yukarıda yazılanların hepsi doğru mu acaba?", "lengte is"),
        ("nl-x-makkelijk", "Bel %(phone)s.", "Bel ons.", "velden zijn niet dezelfde"),
    ],
)
def test_a_translation_made_wrong_on_purpose_is_found(language, dutch, words, says):
    assert says in " ".join(findings(dutch, words, language))


def test_names_and_the_words_of_a_dutch_paper_may_stay():
    assert findings("Geen DigiD nodig.", "DigiD не потрібен.", "uk") == []
    assert findings("Kijk bij beslag.", "Подивіться на слово «beslag».", "uk") == []


def test_the_list_of_labels_of_any_length_holds_only_labels_that_are_there():
    assert set(FOUND) >= ANY_LENGTH


def test_a_missing_translation_is_counted():
    counted = {one.language: one for one in coverage()}
    assert set(counted) == set(LANGUAGES) - {"nl"}
    for language, one in counted.items():
        po = labels.translations(FOLDERS[language]).translated_entries()
        assert (one.labels, one.all_labels) == (len(po), len(FOUND)), language
        assert one.all_texts == len(for_residents()) < len(KINDS)
    assert (counted["en"].labels_percent, counted["ar"].texts_percent) == (100, 100)
