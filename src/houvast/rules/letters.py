"""The letters that follow from a check, written for the resident who signs them: to a bailiff, to a collector.

Dutch, because who receives them reads Dutch. Where something is not known there is a line to fill in by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from houvast.rules.beslagvrije_voet import SeizureCheck
from houvast.rules.collection_costs import CostsCheck
from houvast.rules.dutch import day_in_words
from houvast.rules.sheets import Letter, Table

BLANK = "…" * 18
SENDER = (f"Naam: {BLANK}", f"Adres: {BLANK}", f"Postcode en plaats: {BLANK}", f"Dossiernummer: {BLANK}")
CLOSE = ("Met vriendelijke groet,", "", f"Handtekening: {BLANK}")
REPLY_DAYS = 14


def to_bailiff(check: SeizureCheck, day: date, *, months_known: bool = True) -> Letter:
    """More is held back than the law allows: give the rest back and hold back less from now on.

    Without ``months_known`` the letter asks back everything, and names no total.
    """
    facts = check.facts()
    parameters = check.voet.run.plan.parameters
    assert parameters is not None  # noqa: S101 - a beslagvrije voet always has a parameter set
    rows = [
        ("Beslagvrije voet (art. 475d-475dc Rv)", _month(facts["beslagvrije_voet"])),
        ("Wat u mag inhouden", _month(facts["mag_beslagen_worden"])),
        ("Wat u inhoudt", _month(facts["ingehouden"])),
        ("Te veel per maand", _month(facts["te_veel_per_maand"])),
    ]
    back = "alles wat u te veel hebt ingehouden"
    if months_known:
        rows.append((f"Te veel in {_months(check.months)}", f"€ {facts['te_veel_totaal']}"))
        back = f"€ {facts['te_veel_totaal']}"
    return _letter(
        "Er wordt te veel ingehouden",
        _receiver(check.by),
        day,
        (
            f"U houdt elke maand € {facts['ingehouden']} in op mijn inkomen. Dat is meer dan mag. "
            f"Volgens mijn berekening mag u ten hoogste € {facts['mag_beslagen_worden']} per maand inhouden.",
        ),
        _table(rows),
        (
            f"Ik vraag u om vanaf nu niet meer dan € {facts['mag_beslagen_worden']} per maand in te houden. "
            f"Ik vraag u ook om {back} aan mij terug te betalen.",
            f"De berekening gebruikt de bedragen die gelden vanaf {_day(parameters.valid_from)}. "
            f"Wilt u binnen {REPLY_DAYS} dagen antwoorden? Bent u het er niet mee eens? "
            "Stuur mij dan uw eigen berekening van de beslagvrije voet.",
        ),
    )


def to_recalculate(by: str, day: date, known: Sequence[tuple[str, str]]) -> Letter:
    """Not everything is known: ask for the calculation. ``known`` holds what is, as name and amount."""
    return _letter(
        "Wilt u mijn beslagvrije voet opnieuw uitrekenen?",
        _receiver(by),
        day,
        ("U houdt geld in op mijn inkomen. Ik denk dat ik te weinig overhoud om van te leven. Dit weet ik zelf:",),
        _table(known),
        (
            "Ik vraag u om de beslagvrije voet opnieuw uit te rekenen (art. 475d-475dc Rv). "
            "Stuur mij de berekening, met de gegevens die u gebruikt. "
            "Hebt u te veel ingehouden? Dan vraag ik u om dat terug te betalen.",
            f"Wilt u binnen {REPLY_DAYS} dagen antwoorden?",
        ),
    )


def to_collector(check: CostsCheck, day: date) -> Letter:
    """More costs are asked than the law allows."""
    facts = check.facts()
    rows = [
        ("Hoofdsom", f"€ {facts['hoofdsom']}"),
        ("Kosten die u vraagt", f"€ {facts['gevraagd']}"),
        ("Kosten die mogen", f"€ {facts['toegestaan']}"),
        ("Te veel", f"€ {facts['te_veel']}"),
    ]
    return _letter(
        "U vraagt te veel incassokosten",
        _receiver(""),
        day,
        (
            f"U vraagt € {facts['gevraagd']} aan incassokosten. "
            f"Volgens de wet mag dat ten hoogste € {facts['toegestaan']} zijn ({facts['wet']}).",
            *check.reasons,
        ),
        _table(rows),
        (
            f"Ik vraag u om de kosten te verlagen tot € {facts['toegestaan']}. "
            "Heb ik al meer betaald? Dan vraag ik u om dat terug te betalen.",
            f"Wilt u binnen {REPLY_DAYS} dagen antwoorden?",
        ),
    )


def _letter(
    subject: str,
    receiver: tuple[str, ...],
    day: date,
    paragraphs: tuple[str, ...],
    facts: Table,
    after: tuple[str, ...],
) -> Letter:
    written = f"{BLANK}, {_day(day)}"
    return Letter(subject, SENDER, receiver, written, "Geachte heer of mevrouw,", paragraphs, facts, after, CLOSE)


def _day(day: date) -> str:
    return day_in_words(day).partition(" ")[2]


def _receiver(by: str) -> tuple[str, ...]:
    known = by.strip()
    return (f"Aan: {known if known and known != 'onbekend' else BLANK}", f"Adres: {BLANK}")


def _table(rows: Sequence[tuple[str, str]]) -> Table:
    return Table("", ("Wat", "Bedrag"), tuple(rows), 1)


def _month(amount: str) -> str:
    return f"€ {amount} per maand"


def _months(number: int) -> str:
    return "1 maand" if number == 1 else f"{number} maanden"


def as_text(letter: Letter) -> str:
    """The letter to copy: every line as it stands on the paper."""
    facts = [f"- {name}: {amount}" for name, amount in letter.facts.rows]
    parts = [
        "\n".join(letter.sender),
        "\n".join(letter.receiver),
        letter.place_and_day,
        f"Betreft: {letter.subject}",
        letter.greeting,
        *letter.paragraphs,
        "\n".join(facts),
        *letter.after,
        "\n".join(letter.close),
    ]
    return "\n\n".join(part for part in parts if part)


__all__ = ["BLANK", "as_text", "to_bailiff", "to_collector", "to_recalculate"]
