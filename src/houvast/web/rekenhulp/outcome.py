"""What "Klopt mijn beslag?" answers, in the words of the page's language. Knows an estimate, never a request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from houvast.foundation.words import full_date
from houvast.rules.amount import Amount
from houvast.rules.beslagvrije_voet import SITUATIONS, SeizureCheck
from houvast.rules.estimate import Estimate, Known, Span
from houvast.rules.letters import to_bailiff, to_recalculate
from houvast.rules.sheets import Letter, Sheet, Table
from houvast.rules.trace import steps
from houvast.web.public.words import here, ltr
from houvast.web.ui.page import direction_of

ZERO = Amount(0)
TONES = {"too_much": "late", "right": "good", "maybe": "soon", "unknown": "calm"}


@dataclass(frozen=True)
class Line:
    """A line of a sum: words, amount as people read it, and whether it is the total."""

    words: str
    amount: str
    total: bool = False


@dataclass(frozen=True)
class LawLine:
    """A step with its article: name, how, law, outcome (empty when it is not known). Dutch, as the law is."""

    name: str
    how: str
    law: str
    amount: str


@dataclass(frozen=True)
class Outcome:
    """Everything the page shows. `tone`: late, good, soon or calm; `missing` = what would make it sure."""

    verdict: str
    tone: str
    title: str
    headline: str
    lines: tuple[Line, ...]
    explained: tuple[Line, ...]
    law: tuple[LawLine, ...]
    missing: tuple[str, ...]
    rules_from: str
    has_letter: bool
    exact: bool


def outcome_of(known: Known, found: Estimate) -> Outcome:
    """The answer, its sum, the explanation and what is not known yet."""
    title, headline = _answer(found)
    parameters = found.lowest.run.plan.parameters
    return Outcome(
        verdict=found.verdict,
        tone=TONES[found.verdict],
        title=title,
        headline=headline,
        lines=tuple(_sum(known, found)),
        explained=tuple(_explained(known, found)),
        law=tuple(_law(found)),
        missing=tuple(_missing(known)),
        rules_from=full_date(parameters.valid_from, here()) if parameters else "",
        has_letter=found.verdict != "right",
        exact=found.voet.exact,
    )


def words_of(span: Span) -> str:
    """ "€ 1.473,92", or "€ 1.385 tot € 1.844" in whole euros."""
    if span.exact:
        return ltr(f"€ {span.low.dutch()}")
    low, high = ltr(f"€ {span.low.rounded_down(0).dutch(0)}"), ltr(f"€ {_up(span.high).dutch(0)}")
    return _("%(low)s tot %(high)s") % {"low": low, "high": high}


def _up(amount: Amount) -> Amount:
    """To whole euros, upwards."""
    return Amount(-int(-amount.ratio // 1))


def _answer(found: Estimate) -> tuple[str, str]:
    if found.verdict == "unknown" or found.too_much is None:
        keep = words_of(found.voet)
        return _("Dit mag jij altijd houden"), _("Elke maand %(amount)s") % {"amount": keep}
    if found.verdict == "right":
        sure = _("De deurwaarder pakt niet te veel.")
        return _("Je beslag klopt"), sure
    if found.verdict == "too_much":
        little = words_of(found.too_much)
        return _("Je houdt te weinig over"), _("Elke maand %(amount)s te weinig") % {"amount": little}
    most = words_of(Span.of(_up(found.too_much.high)))
    return _("Misschien houd je te weinig over"), _("Dat kan tot %(amount)s per maand zijn") % {"amount": most}


def _sum(known: Known, found: Estimate) -> list[Line]:
    lines = [Line(_("Dit mag jij altijd houden"), words_of(found.voet))]
    if found.seizable is not None:
        lines.append(Line(_("Dit mag er ten hoogste af"), words_of(found.seizable)))
    if known.held is not None:
        lines.append(Line(_("Dit gaat er nu af"), words_of(Span.of(known.held))))
    if found.too_much is not None and found.verdict != "right":
        lines.append(Line(_("Te veel eraf, elke maand"), words_of(found.too_much), total=True))
        if found.too_much_total is not None and found.months and found.months > 1:
            words = _("Te veel in %(count)s maanden") % {"count": found.months}
            lines.append(Line(words, words_of(found.too_much_total)))
    return lines


def _between(found: Estimate, name: str) -> Span:
    low, high = found.lowest[name].rounded_half_up(2), found.highest[name].rounded_half_up(2)
    return Span(low, high) if low <= high else Span(high, low)


def _explained(known: Known, found: Estimate) -> list[Line]:
    """The steps that did something, in the order of the law, in words for everybody."""
    special = known.special or {}
    lines = [] if special else _ordinary(known, found)
    if "no_brp_address" in special:
        lines.append(Line(_("Je staat niet op een adres. Dan geldt dit bedrag."), _words(found, "own_situation")))
    if "in_institution" in special:
        lines.append(Line(_("Wat je daar betaalt, met geld voor jezelf erbij"), _words(found, "own_situation")))
    if _between(found, "deduction_partner").high > ZERO:
        lines.append(Line(_("Eraf: het inkomen van je partner"), _words(found, "deduction_partner")))
    if known.other > ZERO:
        lines.append(Line(_("Eraf: wat jij nog meer krijgt"), words_of(Span.of(known.other))))
    if any(one["cap_475dc"] < one["after_475db"] for one in (found.lowest, found.highest)):
        lines.append(Line(_("Nooit meer dan 95% van je inkomen"), _words(found, "cap_475dc")))
    return [*lines, Line(_("Dit mag jij altijd houden"), words_of(found.voet), total=True)]


def _ordinary(known: Known, found: Estimate) -> list[Line]:
    lines = [Line(_("Het begin: 95% van de bijstand"), _words(found, "base"))]
    if known.year is not None:  # without the year income these could be nearly anything
        lines.append(Line(_("Erbij voor je zorgverzekering"), _words(found, "zorg_deel")))
        lines.append(Line(_("Erbij voor je huur"), _words(found, "huur_deel")))
    if known.year is not None and any(SITUATIONS[one][1] for one in known.situations):
        lines.append(Line(_("Erbij voor je kinderen"), _words(found, "kgb_deel")))
    if any(one["formula_before_cap"] > one["maximum"] for one in (found.lowest, found.highest)):
        lines.append(Line(_("Het is nooit meer dan dit bedrag"), _words(found, "maximum")))
    return lines


def _words(found: Estimate, name: str) -> str:
    return words_of(_between(found, name))


def _law(found: Estimate) -> list[LawLine]:
    low = [step for step in steps(found.lowest.run) if step.kind == "figure"]
    high = [step for step in steps(found.highest.run) if step.kind == "figure"]
    return [
        LawLine(one.nl, one.words, one.law, one.shown if one.shown == other.shown else "")
        for one, other in zip(low, high, strict=True)
    ]


def _missing(known: Known) -> list[str]:
    found = []
    if len(known.situations) > 1:
        found.append(_("met wie je woont"))
    if known.net is None or not known.net.exact:
        found.append(_("wat je netto krijgt, en je vakantiegeld"))
    if known.year is None:
        found.append(_("je inkomen per jaar (kijk op je jaaropgave)"))
    if known.partner is None and any(SITUATIONS[one][0] for one in known.situations):
        found.append(_("het inkomen van je partner"))
    if known.held is None:
        found.append(_("wat er elke maand af gaat"))
    return found


def letter_of(known: Known, found: Estimate, by: str, day: date) -> Letter:
    """The letter that fits: asking money back when all is known, else asking for the calculation."""
    if found.verdict == "too_much" and found.voet.exact and found.seizable and found.seizable.exact and known.held:
        check = SeizureCheck(found.lowest, known.held, found.months or 1, by)
        return to_bailiff(check, day, months_known=found.months is not None)
    facts: list[tuple[str, str]] = []
    if known.held is not None:
        facts.append(("Ingehouden per maand", words_dutch(Span.of(known.held))))
    if known.net is not None:
        facts.append(("Mijn netto inkomen per maand", words_dutch(known.net)))
    if known.year is not None:
        facts.append(("Belastbaar inkomen per jaar", words_dutch(known.year)))
    facts.append(("Beslagvrije voet volgens mijn berekening", f"{words_dutch(found.voet)} per maand"))
    return to_recalculate(by, day, facts)


def words_dutch(span: Span) -> str:
    """A span in a Dutch letter."""
    if span.exact:
        return f"€ {span.low.dutch()}"
    return f"€ {span.low.rounded_down(0).dutch(0)} tot € {_up(span.high).dutch(0)}"


def sheet_of(outcome: Outcome, *, kicker: str, foot: str) -> Sheet:
    """The same answer on one page of paper, in the language of the page."""
    sums = Table("", (_("Wat"), _("Bedrag")), _rows(outcome.lines), 1)
    explained = Table(_("Zo rekenen wij"), (_("Stap"), _("Bedrag")), _rows(outcome.explained), 1, has_total=True)
    return Sheet(
        title=outcome.title,
        outcome=outcome.headline,
        paragraphs=(),
        tables=(sums, explained),
        notes=outcome.missing,
        notes_title=_("Weet je dit? Dan kunnen wij het beter zeggen:"),
        foot=foot,
        kicker=kicker,
        language=here(),
        direction=direction_of(here()),
        good=outcome.tone != "late",
    )


def _rows(lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    return tuple((line.words, line.amount) for line in lines)
