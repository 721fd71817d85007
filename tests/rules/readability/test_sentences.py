"""Where Dutch sentences end, and how many syllables words have."""

import pytest

from houvast.rules import readability
from houvast.rules.readability.text import clean

ONE = [
    "Je afspraak is om 10.00 uur.",
    "Je krijgt € 1.250 per maand.",
    "Bel 088-1234567 of mail hulp@voorbeeld.example voor vragen.",
    "Kijk op https://voorbeeld.example/hulp.html voor meer.",
    "Kijk op www.voorbeeld.example of voorbeeld.nl/hulp.",
    "Neem je papieren mee, bijv. een brief.",
    "Het gaat om geld voor eten, m.v. Meer niet nodig".replace(". Meer", ". meer"),
    "Je spreekt mevr. Jansen op maandag.",
    "Je spreekt J. de Vries op maandag.",
    "Dat is d.w.z. Vandaag al klaar.",
    "Neem eten, drinken enz. mee naar de afspraak.",
    "Wij wachten… en dan bellen wij.",
    "Wij bellen je op 25. november.",
    "Dag Samira, wij helpen je.",
    "Wij helpen je\nmet je geld.",
    "Je naam is {naam} en je code {{ code }} of %(code)s.",
]


@pytest.mark.parametrize("text", ONE)
def test_this_is_one_sentence(text):
    assert len(readability.sentences(clean(text))) == 1


MORE = [
    ("Wij bellen je. Je hoeft niets te doen.", 2),
    ("Wil je dat? Bel ons! Of mail.", 3),
    ("Je afspraak is om 10.00 uur. Tot dan.", 2),
    ("Kom om 10 u. Wij zijn er.", 2),
    ("Neem eten mee enz. Wij zorgen voor koffie.", 2),
    ("Wij bellen voor 25. Daarna hoor je meer.", 2),
    ("Dat duurt… Wij bellen je.", 2),
    ("Hij zei: “Kom maar.” Dat deed ik.", 2),
    ("Je plan\nWij maken samen een plan", 2),
    ("Dit doe je:\n- bel ons\n- kom langs\n2. kies een dag", 4),
    ("Eerste stuk\n\ntweede stuk", 2),
    ("<p>Wij bellen je.</p><p>Je hoeft **niets** te doen.</p>", 2),
    ("Zie [onze pagina](https://voorbeeld.example/x). Daar staat meer.", 2),
    ("", 0),
    ("…", 0),
    (". Wij bellen je.", 1),
    ("Een zin, \nSamira belt je.", 1),
]


@pytest.mark.parametrize(("text", "number"), MORE)
def test_this_is_more_than_one_sentence_or_none(text, number):
    assert len(readability.sentences(clean(text))) == number


def test_a_number_a_time_an_amount_and_an_address_are_one_word_each():
    sentence = clean("Kom om 10.00 uur met € 1.250 of bel 088-1234567 of mail naam@voorbeeld.example.")
    assert readability.words(sentence) == (
        "Kom", "om", "10.00", "uur", "met", "1.250", "of", "bel", "088-1234567", "of", "mail", "adres",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("geld", 1),
        ("schulden", 2),
        ("hulpverlener", 4),
        ("10.00", 1),
        ("auto's", 2),
        ("afspraak", 2),
        ("e-mail", 2),
        ("'s", 1),
    ],
)
def test_syllables_are_counted_as_spoken(word, number):
    assert readability.syllables(word.lstrip("'")) == number
