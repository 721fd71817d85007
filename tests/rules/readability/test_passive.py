"""Who does it? Sentences that hide the one who acts are found, others are left alone."""

import pytest

from houvast.rules.readability.passive import is_passive

PASSIVE = [
    "Je wordt gebeld.",
    "De brief wordt vandaag gestuurd.",
    "Je aanvraag werd afgewezen.",
    "De schulden worden door ons betaald.",
    "Je aanvraag is ontvangen.",
    "Het bedrag is betaald.",
    "Er is besloten om te stoppen.",
    "Jouw gegevens zijn opgeslagen.",
    "De documenten waren niet ondertekend.",
    "Omdat je gebeld wordt, hoef je niets te doen.",
    "De afspraak is verplaatst door ons naar vandaag en wordt verzet.",
    "Wordt je huur betaald?",
    "De zaak wordt onderzocht.",
    "Het huis wordt gesloten.",
]
ACTIVE = [
    "Wij bellen je.",
    "Je afspraak is niet doorgegaan.",
    "Wij zijn begonnen.",
    "Er is iets veranderd.",
    "Ik ben verhuisd.",
    "Het geld is op.",
    "Het wordt beter.",
    "Je wordt rustig als je hebt gebeld.",
    "Wij hebben je brief gelezen.",
    "De bank is gesloten.",
    "Je bent verzekerd.",
    "Wij sturen een bericht en dat is genoeg.",
    "Je gezondheid is belangrijk.",
    "Dat is je eigen mogelijkheid en gezondheid.",
    "Het gesprek is op maandag.",
    "Je hebt betaald.",
    "Het gebied is groot.",
    "Dan wordt het geld minder.",
    "",
]


@pytest.mark.parametrize("sentence", PASSIVE)
def test_this_sentence_hides_who_acts(sentence):
    assert is_passive(sentence)


@pytest.mark.parametrize("sentence", ACTIVE)
def test_this_sentence_says_who_acts_or_nobody_does(sentence):
    assert not is_passive(sentence)
