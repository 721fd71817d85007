"""The gate lets through what residents understand and stops what they do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.rules import readability

B1_SAMPLES = {
    "confirmation": (
        "Fijn dat je hulp vraagt. Wij bellen je binnen 2 werkdagen. Dat is uiterlijk woensdag 25 november. "
        "Je hoeft nog niets te doen. Je hebt geen papieren nodig."
    ),
    "missed appointment": (
        "Je afspraak is niet doorgegaan. Dat kan gebeuren. Zullen we een nieuwe maken? Bel ons op 088-1234567. "
        "Of kies zelf een dag."
    ),
    "creditors": (
        "We hebben met al je schuldeisers gepraat. Twee zeggen ja. Eén schuldeiser denkt nog na. "
        "Je hoort het zodra wij iets weten. Heb je een vraag? Bel Samira."
    ),
}
OFFICIAL = (
    "Naar aanleiding van uw aanvraag om toelating tot de gemeentelijke schuldhulpverlening delen wij u mede dat "
    "op grond van de geldende beleidsregels is besloten uw aanvraag in behandeling te nemen, onder de voorwaarde "
    "dat door u binnen de gestelde termijn alle benodigde bewijsstukken worden overgelegd."
)
PROFESSIONAL = (
    "De hulpverlener inventariseert tijdens het eerste gesprek de financiële situatie, de oorzaken van de "
    "problemen en de mogelijkheden van het netwerk. Op basis daarvan ontstaat een voorstel voor begeleiding."
)


@pytest.mark.parametrize("text", B1_SAMPLES.values(), ids=B1_SAMPLES)
def test_a_text_for_residents_passes_with_room_to_spare(text):
    report = readability.check(text)
    assert report.passes
    assert not report.warnings
    assert 90 <= report.score <= 104
    assert 4 <= report.words_per_sentence <= 7
    assert report.longest <= 14


def test_an_official_letter_is_stopped_for_every_reason():
    report = readability.check(OFFICIAL)
    assert not report.passes
    assert report.score < 30
    assert report.longest > 29
    assert report.passive_share == 1
    assert {problem.code for problem in report.problems} == {"jargon", "score", "mean", "sentence", "passive"}
    assert [warning.code for warning in report.warnings] == ["long_words"]


def test_a_text_for_professionals_scores_about_half():
    report = readability.check(PROFESSIONAL)
    assert not report.passes
    assert report.score < 60


def test_the_score_is_flesch_douma():
    # 2 sentences, 6 words, 8 syllables: ik help je (3) wij bellen morgen (5).
    report = readability.check("Ik help je. Wij bellen morgen.")
    assert report.score == pytest.approx(206.84 - 0.93 * 3 - 77 * 8 / 6)


def test_twelve_words_a_sentence_is_the_most():
    twelve = "Ik bel je op en ik kom bij je in je huis."
    assert readability.check(twelve).passes
    assert codes(twelve.replace("huis", "huis nu")) == ["mean"]


def test_twenty_words_is_the_most_for_one_sentence():
    short = "Ik kom. Ik bel. Wij gaan. "
    twenty = "Ik bel je op en ik kom bij je in je huis en dan zie ik jou weer terug."
    assert len(readability.words(twenty)) == 19
    assert readability.check(short + twenty.replace("terug", "hier terug")).passes
    assert codes(short + twenty.replace("terug", "hier bij ons")) == ["sentence"]


def test_one_passive_sentence_in_five_is_the_most():
    passive = "Je wordt gebeld. "
    active = "Wij bellen je. "
    assert readability.check(passive + active * 4).passes
    report = readability.check(passive + active * 3)
    assert [problem.code for problem in report.problems] == ["passive"]
    assert report.problems[0].fragment == "Je wordt gebeld."


def test_jargon_is_named_with_what_to_write_instead():
    (problem,) = readability.check("De Beslagvrije voet is voor jou.").problems
    assert problem.fragment == "Beslagvrije voet"
    assert "geld dat jij altijd mag houden" in problem.text_nl


@pytest.mark.parametrize(
    "text",
    [
        "Je houdt geld dat jij altijd mag houden (beslagvrije voet).",
        "Je beslagvrije voet (geld dat jij altijd mag houden) is voor jou.",
        "Je houdt geld om van te leven (beslagvrije voet). De beslagvrije voet is voor jou.",
    ],
)
def test_jargon_with_its_meaning_beside_it_may_stay(text):
    assert "jargon" not in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "(beslagvrije voet) is voor jou",
        "Je beslagvrije voet (belangrijk) is voor jou.",
        "Bel ons (nu). Je beslagvrije voet is voor jou.",
    ],
)
def test_brackets_without_a_meaning_explain_nothing(text):
    assert "jargon" in codes(text)


def test_jargon_explained_elsewhere_may_stay_in_any_form():
    text = "Dit is jouw vtlb."
    assert codes(text) == ["jargon"]
    assert readability.check(text, explained=("VTLB",)).passes
    assert readability.check(text, explained=("vrij te laten bedrag",)).passes


def test_a_word_that_only_holds_jargon_is_no_jargon():
    assert readability.check("Wij zijn er voor jou met traject-hulp.").passes


def test_a_short_label_is_only_looked_up():
    assert readability.check("Persoonsgegevens wijzigen", kind="ui").passes
    assert not readability.check("Persoonsgegevens wijzigen", kind="text").passes
    assert codes("Beschikking bekijken", kind="ui") == ["jargon"]
    assert codes("Persoonsgegevens van verzekeringsmaatschappijen en organisaties wijzigen", kind="ui") == ["score"]


def test_a_message_on_the_phone_has_160_signs_and_no_amount():
    fits = "Wij bellen je. " * 10
    assert readability.check(fits.strip(), kind="sms").passes
    assert codes(fits + "Tot morgen dan.", kind="sms") == ["sms_length"]
    assert codes("Je krijgt € 25 van ons.", kind="sms") == ["amount"]
    assert codes("Je krijgt 25 euro van ons.", kind="sms") == ["amount"]
    assert readability.check("Je krijgt € 25 van ons.", kind="mail").passes


def test_a_safe_message_does_not_speak_of_debt():
    text = "Wij bellen over je schulden."
    assert readability.check(text, kind="sms").passes
    assert codes(text, kind="sms", safe_contact=True) == ["debt_word"]
    assert codes(text, kind="mail", safe_contact=True) == ["debt_word"]
    assert readability.check(text, kind="text", safe_contact=True).passes


def test_the_subject_of_a_mail_is_neutral():
    assert readability.check("Bericht van de gemeente", kind="subject").passes
    assert codes("Je schuld van € 1.250", kind="subject") == ["amount", "debt_word"]


def test_a_sign_that_halves_a_message_gives_a_warning():
    report = readability.check("Wij bellen je 😀", kind="sms")
    assert report.passes
    assert [warning.code for warning in report.warnings] == ["sms_signs"]


def test_many_long_words_give_a_warning():
    report = readability.check("Wij helpen je. De woonomgeving is van jou. Ik kom.")
    assert report.passes
    assert [warning.code for warning in report.warnings] == ["long_words"]
    assert report.warnings[0].fragment == "woonomgeving"


@pytest.mark.parametrize("text", ["", "   ", "…", "😀", "\x00", "<b></b>"])
def test_a_text_without_words_gives_an_empty_report(text):
    report = readability.check(text)
    assert report.passes
    assert (report.score, report.longest) == (0, 0)


@given(st.text(max_size=400), st.sampled_from(("text", "ui", "sms", "mail", "subject")))
def test_any_text_gives_a_report(text, kind):
    report = readability.check(text, kind=kind, safe_contact=True)
    assert 0 <= report.passive_share <= 1
    assert 0 <= report.long_word_share <= 1
    assert report.longest >= report.words_per_sentence


@given(st.lists(st.sampled_from(list(B1_SAMPLES.values())), min_size=1, max_size=5))
def test_good_texts_together_are_a_good_text(texts):
    assert readability.check("\n\n".join(texts)).passes


def codes(text: str, **more: object) -> list[str]:
    return [problem.code for problem in readability.check(text, **more).problems]
