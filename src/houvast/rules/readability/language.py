"""Lists of Dutch words that the gate needs; data in ``taal.yaml``."""

from functools import lru_cache
from importlib import resources

from houvast.rules import yaml_text


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    file = resources.files("houvast.rules.readability") / "taal.yaml"
    raw: dict[str, str] = yaml_text.load(file.read_text(encoding="utf-8"))
    return {name: frozenset(text.split()) for name, text in raw.items()}


def word_set(name: str) -> frozenset[str]:
    """The words of one list, in lower case."""
    return _lists()[name]
