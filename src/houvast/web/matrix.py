"""Who comes in at which address: made from the marks on the views, so it cannot differ from what happens."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from houvast.foundation.accounts.models import Role
from houvast.web.doors import Door

COLUMNS = ("anonymous", "resident", *Role.values)


@dataclass(frozen=True)
class Address:
    """One address: its pattern, name and door (None = forgotten, which a test refuses)."""

    pattern: str
    name: str
    door: Door | None

    def opens_for(self, column: str) -> bool:
        """Whether somebody of this column (COLUMNS) comes in."""
        if self.door is None or self.door.public:
            return self.door is not None
        if column in {"anonymous", "resident"}:
            return column == "resident" and bool(self.door.resident)
        return column in self.door.roles


def addresses() -> list[Address]:
    """Every address of the site, sorted."""
    with translation.override(settings.LANGUAGE_CODE):  # the addresses as they are in Dutch, whatever was read last
        return sorted(_walk(get_resolver().url_patterns, "/", ""), key=lambda address: address.pattern)


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, space: str) -> Iterator[Address]:
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, here, inner)
        else:
            yield Address(here, f"{space}{pattern.name}", getattr(pattern.callback, "door", None))


def as_markdown() -> str:
    """The matrix as a page for docs/."""
    head = "| Adres | Naam | " + " | ".join(COLUMNS) + " |"
    line = "|" + " --- |" * (len(COLUMNS) + 2)
    rows = [
        f"| `{one.pattern}` | {one.name} | "
        + " | ".join("ja" if one.opens_for(column) else "" for column in COLUMNS)
        + " |"
        for one in addresses()
    ]
    intro = "Gemaakt uit de code; pas hem niet met de hand aan. `ja` = deze deur gaat open; wat iemand daarachter\n"
    return (
        f"# Adres x rol\n\n{intro}van een dossier ziet, beslist `may` met de relatie tot dat dossier.\n\n"
        + "\n".join([head, line, *rows])
        + "\n"
    )
