"""One line of the checklist: what comes in, what could, how sure, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from houvast.rules.amount import Amount, high
from houvast.rules.tegemoetkomingen.gather import QUESTIONS, Gathered
from houvast.rules.toeslagen import REASONS_NL, Allowance

ZERO = Amount(0)
STATES = ("mist", "krijgt", "krijgt te veel", "geen recht", "vraag na")
WHERE = "Mijn toeslagen op toeslagen.nl, met DigiD; hulp bij een Toeslagen Servicepunt"
PAPER: dict[str, tuple[str, ...]] = {
    "zorgtoeslag": ("DigiD", "loonstrook of uitkeringsspecificatie", "polis van de zorgverzekering"),
    "huurtoeslag": (
        "DigiD", "loonstrook of uitkeringsspecificatie", "huurcontract", "brief met de huur van dit jaar",
        "jaaropgave van de bank op 1 januari",
    ),
    "kindgebonden_budget": ("DigiD", "loonstrook of uitkeringsspecificatie", "brief van de SVB over kinderbijslag"),
}  # fmt: skip
"""What to have at hand when applying."""


@dataclass(frozen=True)
class Item:
    """One allowance of a household. Amounts in euro a month unless a name says year; ``None`` = not known."""

    name: str
    gathered: Gathered
    received: Amount | None
    found: Allowance | None

    @property
    def title(self) -> str:
        """The name for above it."""
        return self.name.replace("_", " ").capitalize()

    @property
    def estimate(self) -> Amount | None:
        """The right in a month; ``None`` = it cannot be said."""
        if self.gathered.no:
            return ZERO
        if self.found is None or not self.found.computable:
            return None
        return self.found.month if self.found.entitled else ZERO

    @property
    def missed_month(self) -> Amount:
        """What could come in each month and does not; an allowance nobody spoke of counts as not received."""
        return high((self.estimate or ZERO) - (self.received or ZERO), 0)

    @property
    def missed_year(self) -> Amount:
        """The same over a whole year of right, from the year amount."""
        if self.found is None or not self.missed_month.num:
            return ZERO
        return high(self.found.year - (self.received or ZERO) * 12, 0)

    @property
    def too_much_month(self) -> Amount:
        """What comes in above our sum: it may be asked back."""
        if self.estimate is None:
            return ZERO
        return high((self.received or ZERO) - self.estimate, 0)

    @property
    def state(self) -> str:
        """One of :data:`STATES`."""
        if self.estimate is None:
            return "vraag na"
        if self.missed_month > 0:
            return "mist"
        if self.too_much_month > 0:
            return "krijgt te veel"
        return "krijgt" if (self.received or ZERO) > 0 else "geen recht"

    @property
    def certainty(self) -> str:
        """``zeker``: every fact is known; ``waarschijnlijk``: some were assumed; ``vraag na``: there is no sum."""
        if self.estimate is None:
            return "vraag na"
        asked = self.ask
        return "waarschijnlijk" if asked else "zeker"

    @property
    def ask(self) -> tuple[str, ...]:
        """What to ask before applying, in words."""
        if self.gathered.no:
            return ()
        asked = [QUESTIONS[name] for name in (*self.gathered.needed, *self.gathered.assumed)]
        if self.received is None:
            asked.append("of deze toeslag er al is")
        if self.found is not None and not self.found.computable:
            asked.append("de uitkomst van de proefberekening van Dienst Toeslagen")
        return tuple(asked)

    @property
    def why(self) -> str:
        """Why there is no right; empty when there is one or when it is not known."""
        if self.gathered.no:
            return self.gathered.no
        if self.found is None or not self.found.computable or self.found.entitled:
            return ""
        return REASONS_NL[self.found.reason]

    @property
    def until(self) -> date | None:
        """The last day to apply for this year, when there is something to apply for or to find out."""
        if self.found is None or self.state not in ("mist", "vraag na"):
            return None
        return self.found.last_application_day

    @property
    def paper(self) -> tuple[str, ...]:
        """What to have at hand."""
        return PAPER[self.name] if self.state in ("mist", "vraag na") else ()

    def as_data(self) -> dict[str, object]:
        """Texts and lists for JSON and for a table."""
        return {
            "stand": self.state,
            "zekerheid": self.certainty,
            "ontvangt_maand": None if self.received is None else self.received.text(),
            "recht_maand": None if self.estimate is None else self.estimate.text(),
            "mist_maand": self.missed_month.text(),
            "mist_jaar": self.missed_year.text(),
            "te_veel_maand": self.too_much_month.text(),
            "waarom_niet": self.why,
            "vraag_na": list(self.ask),
            "aanvragen_tot_en_met": self.until.isoformat() if self.until else None,
            "waar": WHERE if self.paper else "",
            "papieren": list(self.paper),
        }
