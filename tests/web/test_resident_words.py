"""Every Dutch word a resident reads on a screen passes the B1 gate (ux.md 5.3), and nothing escapes translation."""

import ast
import re
from pathlib import Path

import pytest

import houvast
from houvast.foundation.texts.services import standard_texts
from houvast.rules import readability

ROOT = Path(houvast.__file__).parent
OWN = [*(ROOT / "web/public/templates").rglob("*.html"), *(ROOT / "web/resident/templates").rglob("*.html")]
AROUND = [  # the parts of the look that these pages are made of
    ROOT / "web/ui/templates/ui" / f"{name}.html"
    for name in (
        "resident", "base", "foot", "error", "error_400", "error_403", "error_404", "error_409", "error_413",
        "error_429", "error_500", "error_503", "components/back", "components/delay", "components/errors",
        "components/must", "components/nowcard", "components/road", "components/summary", "components/urgent",
    )
]  # fmt: skip
# Words of the road that `/uitleg/` explains, one step at a time.
EXPLAINED = ("schuldeiser", "aflossen", "nazorg", "DigiD")
MODULES = [
    *(ROOT / "web/public").glob("*.py"),
    *(ROOT / "web/resident").glob("*.py"),
    ROOT / "web/ui/forms.py",
    ROOT / "casework/signup/errors.py",
    ROOT / "casework/residents/errors.py",
]
NOT_WORDS = re.compile(
    r"{% block robots %}.*?{% endblock %}|{% blocktranslate.+?{% endblocktranslate %}|{#.*?#}|{%.*?%}|{{.*?}}", re.S
)
MARKS = {"_", "gettext", "gettext_lazy"}


def in_templates() -> set[str]:
    """What stands in {% translate %} and {% blocktranslate %}."""
    found = set()
    for path in [*OWN, *AROUND]:
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'{% translate "([^"]+)"', text))
        found |= {re.sub(r"{{[^}]+}}", "morgen", one) for one in re.findall(
            r"{% blocktranslate[^%]*%}(.+?){% endblocktranslate %}", text, re.S)}  # fmt: skip
    return found


def in_modules() -> set[str]:
    """What stands in _() and gettext_lazy()."""
    found = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(getattr(node, "func", None), "id", "") if isinstance(node, ast.Call) else ""
            if called in MARKS and isinstance(node.args[0], ast.Constant):
                found.add(re.sub(r"%\(\w+\)[sd]", "morgen", str(node.args[0].value)))
    return found


WORDS = sorted(in_templates() | in_modules())


def test_there_are_words_to_hold_against_the_gate():
    assert len(WORDS) > 250


@pytest.mark.parametrize("words", WORDS)
def test_a_label_is_b1(words):
    report = readability.check(words, kind="ui", explained=EXPLAINED)
    assert report.passes, [(one.code, one.text_nl, one.fragment) for one in report.problems]


@pytest.mark.parametrize("key", [key for key in standard_texts("nl")["texts"] if key.startswith("page.")])
def test_a_page_of_the_organisation_is_b1(key):
    body = standard_texts("nl")["texts"][key]["body"].replace("**", "")
    filled = body.format(telefoon="0123 45 67 89", dienst="Geldhulp")
    report = readability.check(filled, kind="ui", explained=EXPLAINED)
    assert report.passes, [(one.code, one.text_nl, one.fragment) for one in report.problems]


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_no_word_in_a_template_escapes_translation(path):
    text = path.read_text(encoding="utf-8")
    text = re.sub(
        r"{% block robots %}.*?{% endblock %}|{% blocktranslate.+?{% endblocktranslate %}|{#.*?#}|{%.*?%}|{{.*?}}",
        " ",
        text,
        flags=re.S,
    )
    outside = re.sub(r"<[^>]*>", " ", text)
    assert re.findall(r"[^\W\d_]{2,}", outside) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_text_exists_in_every_language_we_ship(language):
    dutch = {key for key in standard_texts("nl")["texts"] if key.startswith("page.")}
    assert dutch <= set(standard_texts(language)["texts"])
