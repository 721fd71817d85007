"""What a page lets its reader do: links and forms, read from the page itself."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class FoundForm:
    """A form: where it goes, and each field with the values the page offers or holds."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[FoundForm] = []
        self._chosen: list[str] | None = None

    def handle_starttag(self, tag, attrs):
        has = {name: value or "" for name, value in attrs}
        if tag == "a" and has.get("href", "").startswith(("/", "?")):
            self.links.append(has["href"])
        if tag == "form":
            self.forms.append(FoundForm(has.get("action", ""), has.get("method", "get").lower()))
        if "formaction" in has and self.forms:
            self.forms.append(FoundForm(has["formaction"], "post", dict(self.forms[-1].fields)))
        if not self.forms:
            return
        if tag in ("input", "textarea", "select", "button") and has.get("name"):
            values = self.forms[-1].fields.setdefault(has["name"], [])
            if has.get("value"):
                values.append(has["value"])
            self._chosen = values if tag == "select" else None
        if tag == "option" and self._chosen is not None:
            self._chosen.append(has.get("value", ""))


def read_page(page: str) -> tuple[list[str], list[FoundForm]]:
    """(links on the own site, forms)."""
    reader = _Reader()
    reader.feed(page)
    return reader.links, reader.forms
