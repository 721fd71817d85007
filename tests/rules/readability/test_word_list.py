"""The list of jargon is data, and says itself what is wrong with it."""

import pytest

from houvast.rules import readability


def test_every_replacement_uses_no_jargon_itself():
    for entry in readability.word_list().values():
        problems = readability.check(entry.instead, kind="ui").problems
        assert "jargon" not in [problem.code for problem in problems], entry


def test_the_words_that_the_road_is_about_are_there():
    found = readability.word_list()
    for term in ("minnelijk traject", "beslagvrije voet", "finale kwijting", "vtlb", "wsnp", "kennisgeving"):
        assert term in found


@pytest.mark.parametrize(
    "text",
    [
        "term: a",
        "- a",
        "- {term: a, forms: []}",
        "- {term: a, forms: b, instead: c}",
        "- {term: '', forms: [], instead: c}",
        "- {term: a, forms: [1], instead: c}",
        "- {term: a, forms: [a], instead: c}",
        "- {term: a, forms: [], instead: c}\n- {term: A, forms: [], instead: d}",
    ],
)
def test_a_list_with_a_mistake_is_refused(text):
    with pytest.raises(readability.BadWordListError, match=r"lijst\.yaml"):
        readability.read_word_list(text, "lijst.yaml")
