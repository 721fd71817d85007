"""A comparison in words and figures, for the screen."""

from __future__ import annotations

from houvast.rules.batch import BatchPlan
from houvast.rules.batch.comparison import Comparison, Share
from houvast.web.cli.batch.progress import number

HEADS = ("", "huishoudens", "vooruit", "achteruit", "gelijk", "gemiddeld", "meeste erbij", "meeste eraf")
NAMES = {
    "situation": "huishouden", "income_kind": "soort inkomen", "age_group": "leeftijd", "home": "woning",
    "alleenstaande_ouder": "alleenstaande ouder", "gehuwd_zonder_kinderen": "samen, zonder kinderen",
    "gehuwd_met_kinderen": "samen, met kinderen",
}  # fmt: skip


def name_of(word: str) -> str:
    """A word of the file as people read it."""
    return NAMES.get(word, word.replace("_", " "))


def money(cents: float) -> str:
    """``€ 1.234,56``, with a sign before it when it is below zero."""
    whole = round(abs(cents))
    sign = "− " if cents < 0 and whole else ""
    return f"{sign}€ {number(whole // 100)},{whole % 100:02}"


def signed(cents: float) -> str:
    """``+ € 12,00``, ``− € 3,00`` or ``€ 0,00``."""
    return f"+ {money(cents)}" if round(cents) > 0 else money(cents)


def percent(part: int, of: int) -> str:
    """``12,3%``; never 0% or 100% when it is not."""
    if not of or part in (0, of):
        return "100%" if of and part else "0%"
    share = min(max(part / of, 0.001), 0.999)
    return f"{share * 100:.1f}%".replace(".", ",")


def cells(share: Share) -> tuple[str, ...]:
    """One group as the cells of a table."""
    return (
        name_of(share.label),
        number(share.households),
        percent(share.gain, share.households),
        percent(share.lose, share.households),
        percent(share.same, share.households),
        signed(share.average),
        money(share.most_gained),
        money(share.most_lost),
    )


def as_text(plan: BatchPlan, comparison: Comparison) -> str:
    """Everybody together, and every division, as one table."""
    rows: list[tuple[str, ...]] = [HEADS, cells(comparison.whole)]
    for name in comparison.groups:
        rows.append((f"{name_of(name)}:", *[""] * (len(HEADS) - 1)))
        rows += [(f"  {first}", *rest) for first, *rest in map(cells, comparison.shares(name))]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEADS))]
    return "\n".join([f"Verschil in: {plan.main.nl}", "", *(_line(row, widths) for row in rows)])


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    first, *figures = zip(row, widths, strict=True)
    shown = (cell.rjust(width) for cell, width in figures)
    return "  ".join((first[0].ljust(first[1]), *shown)).rstrip()
