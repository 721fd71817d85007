"""No word on a resident's screen escapes translation: every letter in a template stands in a translation tag."""

import re
from pathlib import Path

import pytest

import houvast

ROOT = Path(houvast.__file__).parent / "web"
OWN = [*(ROOT / "public/templates").rglob("*.html"), *(ROOT / "resident/templates").rglob("*.html")]
NOT_WORDS = re.compile(
    r"{% block robots %}.*?{% endblock %}|{% blocktranslate.+?{% endblocktranslate %}|{#.*?#}|{%.*?%}|{{.*?}}", re.S
)


def outside_tags(text: str) -> list[str]:
    """Words of two letters or more that no translation tag holds."""
    return re.findall(r"[^\W\d_]{2,}", re.sub(r"<[^>]*>", " ", NOT_WORDS.sub(" ", text)))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_no_word_in_a_template_escapes_translation(path):
    assert outside_tags(path.read_text(encoding="utf-8")) == []


def test_a_word_that_escapes_is_found():
    assert outside_tags('<p>{% translate "Bel ons" %} meteen <b>{{ number }}</b></p>') == ["meteen"]
