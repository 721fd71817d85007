"""What "Laat ik geld liggen?" answers, in the words of the page's language. Knows the sums, never a request."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from houvast.foundation.words import full_date
from houvast.rules.amount import Amount
from houvast.rules.estimate import Span
from houvast.rules.sheets import Sheet, Table
from houvast.rules.tegemoetkomingen.missed import (
    ASK,
    CHECK,
    HAS,
    MAYBE,
    MISSING,
    NONE,
    TOO_MUCH,
    Allowance,
    Missed,
)
from houvast.rules.trace import Step
from houvast.web.public.words import here, ltr
from houvast.web.rekenhulp.missing_forms import ABOUT, BENEFIT, BUSINESS, CHILD_BENEFIT, NAMES, STUDENT
from houvast.web.rekenhulp.outcome import LawLine
from houvast.web.ui.page import direction_of

TOESLAGEN = ("toeslagen.nl", "https://www.toeslagen.nl/")
PENSION = ("svb.nl", "https://www.svb.nl/nl/aio")
FAMILY = ("svb.nl", "https://www.svb.nl/nl/kinderbijslag")
ASSISTANCE = ("werk.nl", "https://www.werk.nl/werkzoekenden/uitkering-aanvragen/bijstand/")
STUDIES = ("duo.nl", "https://duo.nl/particulier/studiefinanciering/")
DIGID = gettext_lazy("je DigiD")
PAY = gettext_lazy("je loonstrook, of de brief van je uitkering")
PAPERS: Mapping[str, tuple[object, ...]] = {
    "zorgtoeslag": (DIGID, PAY, gettext_lazy("de brief van je verzekering voor zorg")),
    "huurtoeslag": (DIGID, PAY, gettext_lazy("je huurcontract"), gettext_lazy("de brief met je huur van dit jaar")),
    "kindgebonden_budget": (DIGID, PAY, gettext_lazy("de brief over je kinderbijslag")),
}
QUESTIONS = {
    "income_year": gettext_lazy("het bruto inkomen per jaar van iedereen die meetelt"),
    "assets": gettext_lazy("hoeveel geld je op 1 januari had"),
    "insured": gettext_lazy("of je verzekerd bent voor zorg"),
    "partner_insured": gettext_lazy("of je partner ook verzekerd is voor zorg"),
    "partner_residence_lawful": gettext_lazy("of je partner in Nederland mag wonen"),
    "coresident_residence_lawful": gettext_lazy("of iedereen op je adres in Nederland mag wonen"),
    "rent_month": gettext_lazy("je kale huur per maand"),
    "independent_home": gettext_lazy("of je huis een eigen voordeur, keuken, wc en douche heeft"),
    "registered_brp": gettext_lazy("of iedereen op je adres bij de gemeente staat"),
    "birth_date": gettext_lazy("hoe oud iedereen op je adres is"),
    "receives_kinderbijslag": gettext_lazy("of je kinderbijslag krijgt"),
    "official": gettext_lazy("wat de site van de toeslagen zelf uitrekent"),
}
REASONS = {
    "below_18": gettext_lazy("Je bent nog geen 18."),
    "not_insured": gettext_lazy("Je bent niet verzekerd voor zorg."),
    "partner_not_insured": gettext_lazy("Je partner is niet verzekerd voor zorg."),
    "assets_too_high": gettext_lazy("Er is te veel spaargeld."),
    "income_too_high": gettext_lazy("Het inkomen is te hoog."),
    "below_24_euro": gettext_lazy("Het inkomen is te hoog."),
    "rent_too_high": gettext_lazy("De huur is te hoog."),
    "rent_below_base_rent": gettext_lazy("De huur is te laag."),
    "no_independent_home": gettext_lazy("Je hebt geen eigen voordeur, keuken, wc of douche."),
    "not_registered": gettext_lazy("Niet iedereen staat op dit adres bij de gemeente."),
    "no_rented_home": gettext_lazy("Je huurt geen huis."),
    "no_child_below_18": gettext_lazy("Er is geen kind onder 18 jaar."),
}
MUNICIPAL = (
    ("Bijzondere bijstand", gettext_lazy("Voor dingen die te duur voor je zijn. Zoals een bril of een bed.")),
    ("Inkomenstoeslag", gettext_lazy("Eén keer per jaar geld, als je inkomen al lang laag is.")),
    ("Kwijtschelding", gettext_lazy("Dan betaal je minder belasting aan de gemeente, of niets.")),
)
BADGES = {
    "sure": ("later", "check", gettext_lazy("Zeker")),
    "likely": ("soon", "info", gettext_lazy("Waarschijnlijk")),
    "ask": ("none", "search", gettext_lazy("Vraag na")),
}
TONES = {MISSING: "good", MAYBE: "soon", ASK: "calm", CHECK: "calm", HAS: "calm", TOO_MUCH: "late", NONE: "calm"}
ORDER = (MISSING, MAYBE, TOO_MUCH, ASK, CHECK, HAS, NONE)


@dataclass(frozen=True)
class Button:
    """Where to go: words and an address."""

    words: str
    url: str


@dataclass(frozen=True)
class Card:
    """One allowance as the page shows it; empty where there is nothing to say. `sure`: a key of BADGES."""

    title: str
    about: str
    tone: str
    head: str
    below: str
    sure: str
    until: str
    ask: tuple[str, ...]
    papers: tuple[str, ...]
    button: Button | None

    @property
    def badge(self) -> tuple[str, str, str] | None:
        """Tone, icon and words of how sure it is."""
        if not self.sure:
            return None
        tone, icon, words = BADGES[self.sure]
        return tone, icon, str(words)


@dataclass(frozen=True)
class Answer:
    """Everything the page shows. `none`: what somebody does not get, with why."""

    title: str
    headline: str
    tone: str
    cards: tuple[Card, ...]
    none: tuple[tuple[str, str], ...]
    municipal: tuple[tuple[str, str], ...]
    last_year: str
    law: tuple[LawLine, ...]
    rules_from: str


def answer_of(found: Missed, *, ask_us: str) -> Answer:
    """The answer. `ask_us` is the address where one reaches the service."""
    title, headline, tone = _headline(found)
    ordered = sorted(found.allowances, key=lambda one: ORDER.index(one.state))
    shown = [_card(one) for one in ordered if one.state != NONE]
    figures = found.steps.rules.allowances
    return Answer(
        title=title,
        headline=headline,
        tone=tone,
        cards=(*shown, *_others(found, ask_us)),
        none=tuple((NAMES[one.name], str(REASONS.get(one.reason, ""))) for one in ordered if one.state == NONE),
        municipal=tuple((name, str(words)) for name, words in MUNICIPAL),
        last_year=_last_year(found),
        law=tuple(LawLine(one.nl, one.words, one.law, one.shown) for one in _figures(found)),
        rules_from=full_date(figures.valid_from, here()),
    )


def euros(span: Span) -> str:
    """ "€ 396", or "€ 330 tot € 408": whole euros, down and up, as the amounts are whole already."""
    low, high = (ltr(f"€ {one.dutch(0)}") for one in (span.low, span.high))
    return low if low == high else _("%(low)s tot %(high)s") % {"low": low, "high": high}


def _month(span: Span) -> str:
    if span.low == Amount(0):
        return _("Tot %(amount)s per maand") % {"amount": euros(Span.of(span.high))}
    return _("%(amount)s per maand") % {"amount": euros(span)}


def _in_a_year(span: Span) -> str:
    if span.low == Amount(0):
        return _("Tot %(amount)s per jaar.") % {"amount": euros(Span.of(span.high))}
    return _("Dat is %(amount)s per jaar.") % {"amount": euros(span)}


def _headline(found: Missed) -> tuple[str, str, str]:
    states = {one.state for one in found.allowances}
    if found.more.high > 0:
        sure = all(one.sure for one in found.allowances if one.state in (MISSING, MAYBE))
        title = _("Je laat geld liggen") if sure else _("Je laat misschien geld liggen")
        return title, _month(found.more), "good"
    if TOO_MUCH in states:
        return _("Je krijgt misschien te veel"), _("Geef het nu door."), "late"
    if ASK in states:
        return _("Vraag dit nog na"), _("Misschien kun je meer geld krijgen."), "soon"
    return _("Je laat geen toeslag liggen"), _("Dat denken wij. Vraag ook je gemeente."), "calm"


def _card(one: Allowance) -> Card:
    head, below = _said(one)
    open_ = one.state in (MISSING, MAYBE, ASK)
    button = None
    if open_:
        button = Button(_("Vraag aan op %(site)s") % {"site": ltr(TOESLAGEN[0])}, TOESLAGEN[1])
    elif one.state == TOO_MUCH:
        button = Button(_("Geef het door op %(site)s") % {"site": ltr(TOESLAGEN[0])}, TOESLAGEN[1])
    until = _("Aanvragen kan tot en met %(day)s.") % {"day": full_date(one.until, here())} if one.until else ""
    return Card(
        title=NAMES[one.name],
        about=str(ABOUT[one.name]),
        tone=TONES[one.state],
        head=head,
        below=below,
        sure=_sure(one) if open_ else "",
        until=until if open_ else "",
        ask=tuple(str(QUESTIONS[name]) for name in one.ask if name in QUESTIONS) if open_ or one.state == CHECK else (),
        papers=tuple(str(paper) for paper in PAPERS[one.name]) if open_ else (),
        button=button,
    )


def _sure(one: Allowance) -> str:
    if one.state == ASK:
        return "ask"
    return "sure" if one.sure else "likely"


def _said(one: Allowance) -> tuple[str, str]:
    if one.state in (MISSING, MAYBE):
        return _month(one.more), _in_a_year(one.more_year)
    if one.state == CHECK and one.right is not None:
        return _("Je krijgt dit al."), _("Wij denken: %(amount)s. Krijg je minder? Vraag het na.") % {
            "amount": _month(one.right)
        }  # fmt: skip
    if one.state == TOO_MUCH:
        return _("Je krijgt misschien te veel"), _("Geef het nu door. Dan hoef je later minder terug te betalen.")
    if one.state == ASK:
        return _("Wij weten nog niet of je dit krijgt."), ""
    return _("Je krijgt dit al. Dat klopt, denken wij."), ""


def _others(found: Missed, ask_us: str) -> list[Card]:
    """What else to ask, without an amount: nobody can say it from these answers."""
    low = _("Je inkomen lijkt lager dan de bijstand.")
    cards = []
    if found.told.ages and not found.told.child_benefit:
        head = _("Bijna elke ouder krijgt dit.")
        cards.append(_other(NAMES[CHILD_BENEFIT], str(ABOUT[CHILD_BENEFIT]), head, FAMILY))
    if found.below_norm and found.old:
        cards.append(_other("AIO", _("Extra geld bij je AOW"), low, PENSION))
    elif found.below_norm and BUSINESS in found.told.kinds:
        button = Button(_("Vraag het aan ons"), ask_us)
        cards.append(replace(_other("Bbz", _("Hulp van de gemeente voor je bedrijf"), low, TOESLAGEN), button=button))
    elif found.below_norm and STUDENT not in found.told.kinds:
        card = _other("Bijstand", _("Geld van de gemeente om van te leven"), low, ASSISTANCE)
        has = _("Heb je al bijstand? Dan hoef je niets te doen.") if BENEFIT in found.told.kinds else ""
        cards.append(replace(card, below=has))
    if STUDENT in found.told.kinds:
        head = _("Verdienen je ouders weinig? Dan krijg je misschien meer.")
        cards.append(_other("Aanvullende beurs", _("Extra geld om te studeren"), head, STUDIES))
    return cards


def _other(title: str, about: str, head: str, site: tuple[str, str]) -> Card:
    button = Button(_("Vraag aan op %(site)s") % {"site": ltr(site[0])}, site[1])
    return Card(title, about, "calm", head, "", "ask", "", (), (str(DIGID),), button)


def _last_year(found: Missed) -> str:
    if found.last_year is None or not any(one.state in (MISSING, MAYBE, ASK) for one in found.allowances):
        return ""
    year, last = found.last_year
    words = _("Had je dit in %(year)s ook niet? Vraag het ook voor dat jaar aan. Dat kan tot en met %(day)s.")
    return words % {"year": ltr(str(year)), "day": full_date(last, here())}


def _figures(found: Missed) -> list[Step]:
    return [step for step in found.steps.steps() if step.kind == "figure"]


def sheet_of(answer: Answer, *, kicker: str, foot: str) -> Sheet:
    """The same answer on one page of paper, in the language of the page."""
    rows = tuple((card.title, f"{card.head} {card.below}".strip(), card.until) for card in answer.cards)
    columns = (_("Wat"), _("Bedrag"), _("Tot wanneer"))
    return Sheet(
        title=answer.title,
        outcome=answer.headline,
        paragraphs=tuple(one for one in (answer.last_year,) if one),
        tables=(Table("", columns, rows),),
        notes=tuple(f"{name}: {words}" for name, words in answer.municipal),
        notes_title=_("Vraag ook bij je gemeente"),
        foot=foot,
        kicker=kicker,
        language=here(),
        direction=direction_of(here()),
        good=answer.tone != "late",
    )
