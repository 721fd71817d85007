"""Easy Dutch is easier than B1: shorter words, shorter sentences, in every label and text."""

import re

import pytest
from tools import labels

from houvast.foundation.texts.services import standard_texts
from houvast.rules.readability.easy import check_easy

EASY = "nl-x-makkelijk"
FIELD = re.compile(r"%\(\w+\)s|\{\w+\}|<[^>]+>|\*\*")
FILLED = {"dienst": "Geldhulp", "telefoon": "0123 45 67 89", "datum": "woensdag 25 november", "tijd": "19.30",
          "naam": "Sanne", "code": "123456"}  # fmt: skip
TEXTS = standard_texts(EASY)["texts"]


def wrong(words: str, kind: str = "ui") -> list[str]:
    return [f"{one.text_nl} [{one.fragment}]" for one in check_easy(FIELD.sub("", words), kind=kind)]


def test_every_easy_label_is_easy():
    found = {entry.msgstr: seen for entry in labels.translations(labels.EASY) if (seen := wrong(entry.msgstr))}
    assert found == {}


@pytest.mark.parametrize("key", TEXTS)
def test_every_easy_text_is_easy(key):
    body = TEXTS[key]["body"]
    for name, value in FILLED.items():
        body = body.replace("{" + name + "}", value)
    assert wrong(body, "ui") == []
    assert wrong(TEXTS[key].get("subject", ""), "subject") == []


def test_a_text_that_is_b1_but_not_easy_is_found():
    assert wrong("Vul je telefoonnummer in.")
    assert wrong("Wij bellen je graag op de dag en de tijd die jou het beste past.")
    assert wrong("De gemeente regelt jouw uitkering en betaling.")


def test_the_core_screens_have_easy_words():
    assert {f"page.start.{one}" for one in ("intro", "call", "talk", "plan")} <= set(TEXTS)
    assert {"page.urgent", "signup.confirmation.sms", "code.one_time.sms", "appointment.reminder.sms"} <= set(TEXTS)
    assert len(labels.translations(labels.EASY)) >= 90
