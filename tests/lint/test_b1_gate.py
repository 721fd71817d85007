"""Every Dutch string that residents read passes the B1 gate: labels, pages, mails and messages."""

import pytest
import yaml
from tests.support import strings

from houvast.rules import readability

LABELS = list(strings.labels())
TEXTS = yaml.safe_load((strings.SOURCE / "foundation" / "texts" / "standard" / "nl.yaml").read_text(encoding="utf-8"))[
    "texts"
]

# Sample values as long as real ones get: a message must fit when it is filled in.
FILLED = {
    "dienst": "Geldhulp Noorderveen",
    "telefoon": "088-000 00 00",
    "datum": "donderdag 26 november",
    "tijd": "19.30",
    "naam": "Marjolein",
    "code": "482193",
    "link": "https://noorderveen.voorbeeld.example/verder/ABCD-EFGH-JKLM",
}


def problems(text: str, **more: object) -> list[str]:
    return [
        f"{problem.code}: {problem.text_nl} [{problem.fragment}]"
        for problem in readability.check(text, **more).problems
    ]


def test_there_are_labels_to_check():
    assert len(LABELS) > 300


def test_every_label_that_residents_see_passes():
    wrong = {f"{place} “{text}”": found for place, text in LABELS if (found := problems(text, kind="ui"))}
    assert wrong == {}


def filled(text: str) -> str:
    for name, value in FILLED.items():
        text = text.replace("{" + name + "}", value)
    return text


@pytest.mark.parametrize("key", TEXTS)
def test_every_standard_text_passes_also_when_contact_must_be_safe(key):
    text = TEXTS[key]
    medium = key.rpartition(".")[2]
    kind = medium if medium in ("sms", "mail") else "text"
    body = filled(text["body"])
    assert "{" not in body
    short = len(readability.words(body)) < 5
    assert problems(body, kind="ui" if short and kind == "text" else kind, safe_contact=True) == []
    if kind == "mail":
        assert problems(text["subject"], kind="subject") == []


def test_a_string_made_too_hard_is_found():
    found = list(strings.in_python('from x import gettext as _\n_("De beschikking wordt verstrekt.")', "a.py"))
    assert found == [("a.py:2", "De beschikking wordt verstrekt.")]
    assert problems(found[0][1], kind="ui")
    (one, two) = (
        strings.in_template('{% translate "Goed" %}\n{% blocktranslate count n=n %}Eén\n dag{% plural %}', "a.html"),
        list(strings.in_template("{% blocktrans %}Eén{% plural %}Meer{% endblocktrans %}", "b.html")),
    )
    assert list(one) == [("a.html:1", "Goed")]
    assert two == [("b.html:1", "Eén"), ("b.html:1", "Meer")]
