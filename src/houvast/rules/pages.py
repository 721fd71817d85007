"""A page per rule, made from the code: steps with article and formula, figures per period, an example worked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import bijstand as assistance
from houvast.rules import collection_costs, inkomen, parameter_sets, regelingen, render, settlement, toeslagen, vtlb
from houvast.rules import kwijtschelding as remission
from houvast.rules.amount import Amount
from houvast.rules.beslagvrije_voet.zorgtoeslag import book as premium_book
from houvast.rules.explained import Explained
from houvast.rules.figures import Book
from houvast.rules.parameter_sets import STATUS_NL, Entry, ParameterSet
from houvast.rules.settlement import Circumstances, Claim
from houvast.rules.toeslagen.childcare import book as childcare_book

EXAMPLE_PERIOD = "2026-07"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [_row(head), _row(["---"] * len(head)), *map(_row, rows)]


def _period(since: date, until: date) -> str:
    if since == date.min and until == date.max:
        return "altijd"
    if since == date.min:
        return f"tot en met {until}"
    return f"vanaf {since}" if until == date.max else f"{since} tot en met {until}"


def _steps(book: Book) -> list[str]:
    figures = [figure for group in book.figures.values() for figure in group]
    rows = [(f"`{f.name}`", f.nl, f.words, f.law, _period(f.since, f.until)) for f in figures]
    return ["## Stappen", "", *_table(("stap", "naam", "hoe", "wet", "geldt"), rows)]


def _inputs(book: Book) -> list[str]:
    rows = [
        (f"`{item.name}`", item.nl, item.unit, "ja" if item.default is None else "nee") for item in book.inputs.values()
    ]
    return ["## Gegevens", "", *_table(("veld", "wat", "eenheid", "verplicht"), rows)]


def _figures(book: Book, sets: Sequence[ParameterSet]) -> list[str]:
    if not book.parameters:
        return []
    rows = []
    for parameter in book.parameters.values():
        shown = [_value(one.entries.get(parameter.path)) for one in sets]
        entry = next(one.entries[parameter.path] for one in reversed(sets) if parameter.path in one.entries)
        source = next(one.sources[entry.source] for one in reversed(sets) if parameter.path in one.entries)
        rows.append((f"`{parameter.name}`", f"`{parameter.path}`", *shown, STATUS_NL[entry.status], source))
    head = ("naam", "plaats in het bestand", *(one.period for one in sets), "status", "bron")
    return ["## Bedragen", "", *_table(head, rows), ""]


def _value(entry: Entry | None) -> str:
    if entry is None:
        return "-"
    return "niet bekend" if entry.value is None else Amount.of(entry.value).text(12).rstrip("0").rstrip(".")


def _example(result: render.Result) -> list[str]:
    figures = [step for step in render.every_step(result) if step.kind != "parameter"]
    rows = [(step.nl, step.shown, step.words or "gegeven", step.law) for step in figures]
    lines = ["## Voorbeeld", "", *_table(("stap", "uitkomst", "hoe", "wet"), rows), "", "In gewone woorden:", ""]
    return [*lines, *(f"> {line}" for line in render.plain(result).splitlines())]


def _page(title: str, about: str, books: Sequence[Book], law: str | None, example: render.Result) -> str:
    sets = parameter_sets.all_of(law) if law else []
    lines = [f"# {title}", "", about, ""]
    for book in books:
        lines += [f"Wet: {book.law}. Versie van de formule: {book.version}.", ""]
        lines += [*_steps(book), "", *_inputs(book), "", *_figures(book, sets)]
    return "\n".join([*lines, *_example(example)]) + "\n"


def beslagvrije_voet() -> str:
    """The page of the beslagvrije voet, with the premium where the VTLB starts to correct."""
    home = {
        "situation": "alleenstaande_ouder",
        "taxable_income_year": "36000",
        "own_net_income_month_incl_vt": "2600.00",
    }
    example = bvv.calculate(home, bvv.parameters_for(period=EXAMPLE_PERIOD))
    about = "Het geld dat iemand altijd mag houden als er beslag ligt op zijn inkomen. "
    unsure = [f"- `{name}` ({status}): {text}" for name, status, text in bvv.settings_status()]
    about += "Niet bevestigd, en daarom een instelling:\n\n" + "\n".join(unsure)
    return _page("Beslagvrije voet", about, (bvv.book, premium_book), "vtlb", example)


def vtlb_page() -> str:
    """The page of the VTLB."""
    home = {
        "situation": "alleenstaande",
        "taxable_income_year": "30000",
        "net_income_incl_vt": "2150.00",
        "premium": "160.00",
        "zorgtoeslag": "120.00",
        "rent": "750.00",
        "huurtoeslag": "100.00",
        "eigen_risico": True,
        "work_hours_week": 24,
    }
    example = vtlb.calculate(home, bvv.parameters_for(period=EXAMPLE_PERIOD))
    about = "Wat iemand houdt tijdens een schuldregeling. Niet bevestigd in dit voorbeeld:\n\n"
    about += "\n".join(f"- `{note.field}` ({note.status}): {note.text_nl}" for note in example.notes)
    return _page("Vrij te laten bedrag (VTLB)", about, (vtlb.book,), "vtlb", example)


def schuldregeling() -> str:
    """The page of the settlement."""
    claims = (
        Claim("belasting", "Belastingdienst", "preferent", 1950_00),
        Claim("huur", "Woningcorporatie", "concurrent", 5626_20),
    )
    rate = Amount.euros("0.00948").ratio
    example = settlement.propose(
        Amount(1910), Amount(1760), claims, Circumstances(monthly_rate=rate, assets=Amount(300))
    )
    about = (
        "Wat iemand kan bieden en wat elke schuldeiser krijgt. Preferente schulden krijgen twee keer het "
        "percentage, tot ze helemaal zijn betaald (Fw art. 349). Elk bedrag wordt naar beneden op de cent gezet; "
        "de centen die over zijn gaan naar de grootste resten, dan naar de grotere schuld, dan naar de lagere naam."
    )
    return _page("Schuldregeling", about, (settlement.book,), None, example)


def incassokosten() -> str:
    """The page of the collection costs."""
    example = collection_costs.check(Amount(1000), Amount(200), date(2026, 11, 23), consumer=False)
    about = f"Hoeveel kosten een schuldeiser mag vragen als hij incasseert. {collection_costs.UNCONFIRMED}"
    return _page("Incassokosten", about, (collection_costs.book,), "incassokosten", example)


def netto_inkomen() -> str:
    """The page of net income."""
    person = {"gross_wage_year": "33600.00", "pension_premium_year": "1200.00", "single": True, "young_child": True}
    example = inkomen.calculate(person, inkomen.parameters_for(period=EXAMPLE_PERIOD))
    about = (
        "Wat iemand netto overhoudt van bruto loon, uitkering of pensioen in een jaar: een schatting, de "
        "Belastingdienst beslist. Kortingen boven de belasting vervallen; alleen voor wie voor 1963 is geboren kan een "
        "deel via de partner komen (art. 8.9). In het jaar waarin iemand de AOW-leeftijd bereikt wordt het tarief per "
        "maand gemengd; dat is hier niet uitgerekend.\n\n"
    )
    about += _not_sure(example)
    return _page("Netto inkomen", about, (inkomen.book,), "belasting", example)


def _allowance_page(name: str, title: str, about: str, home: dict[str, object]) -> str:
    example = toeslagen.calculate(name, home, toeslagen.parameters_for(period="2026"))
    unsure = "\n".join(f"- `{note.field}` ({note.status}): {note.text_nl}" for note in example.notes)
    about += f" De uitkomst is een schatting: Dienst Toeslagen beslist. Niet bevestigd in dit voorbeeld:\n\n{unsure}"
    return _page(title, about, (toeslagen.BOOKS[name],), "toeslagen", example)


def zorgtoeslag() -> str:
    """The page of the zorgtoeslag."""
    home: dict[str, object] = {"partner": True, "income_year_applicant": "24800", "income_year_partner": "16450"}
    return _allowance_page("zorgtoeslag", "Zorgtoeslag", "Geld voor de premie van de zorgverzekering.", home)


def huurtoeslag() -> str:
    """The page of the huurtoeslag."""
    home: dict[str, object] = {
        "persons_in_household": 2,
        "income_year_applicant": "33250",
        "age_oldest_resident": 29,
        "rent_month": "689.15",
    }
    return _allowance_page("huurtoeslag", "Huurtoeslag", "Geld voor de huur van een zelfstandige woning.", home)


def kindgebonden_budget() -> str:
    """The page of the kindgebonden budget."""
    home: dict[str, object] = {"income_year_applicant": "34600", "children_ages": [8, 13, 16]}
    about = "Geld voor ouders met kinderen jonger dan 18 jaar."
    return _allowance_page("kindgebonden_budget", "Kindgebonden budget", about, home)


def bijstand() -> str:
    """The page of assistance."""
    home = {
        "household": "alleenstaande",
        "age_group_self": "21_to_aow",
        "net_earnings_month_incl_vt": "600.00",
        "exemption_25pct_applies": True,
        "bank_balance": "1500.00",
    }
    example = assistance.calculate(home, assistance.parameters_for(period=EXAMPLE_PERIOD))
    about = (
        "De bijstandsnorm van een huishouden, het inkomen en vermogen dat meetelt, en wat de bijstand aanvult: een "
        "schatting, de gemeente beslist. Meld je eerst: het recht begint op de dag van de melding (art. 44).\n\n"
    )
    about += _not_sure(example)
    return _page("Bijstand", about, (assistance.book,), "bijstand", example)


def kwijtschelding() -> str:
    """The page of remission."""
    home = {
        "household": "alleenstaande",
        "age_group_self": "21_to_aow",
        "norm_pct": "1.00",
        "net_income_month": "1500.00",
        "rent_month": "700.00",
        "huurtoeslag_month": "420.00",
        "health_premium_month": "160.00",
        "zorgtoeslag_month": "129.00",
        "liquid_assets": "1200.00",
        "assessment": "950.00",
    }
    example = remission.calculate(home, remission.parameters_for(period=EXAMPLE_PERIOD))
    about = (
        "Wat iemand van een belasting van gemeente of waterschap niet hoeft te betalen: een schatting, het kantoor dat "
        "de aanslag stuurt beslist. De norm komt uit de rekenregel voor bijstand.\n\n"
    )
    about += _not_sure(example)
    return _page("Kwijtschelding", about, (remission.book,), "kwijtschelding", example)


def gemeentelijke_regelingen() -> str:
    """The page of the schemes of municipalities."""
    scheme = {
        "municipality": "Voorbeeldstad (verzonnen)",
        "kind": "individuele_inkomenstoeslag",
        "name": "Individuele inkomenstoeslag",
        "income_pct": "1.10",
        "amounts": {"alleenstaande": "480", "alleenstaande_ouder": "615", "gehuwden": "685"},
        "where": "bij de gemeente",
        "source": "verzonnen verordening",
        "checked_on": "2026-07-01",
    }
    home = {"household": "alleenstaande", "age_group_self": "21_to_aow", "income_month": "1500.00", "scheme": scheme}
    example = regelingen.check_given(home, regelingen.figures_for(period=EXAMPLE_PERIOD))
    kinds = "\n".join(f"- `{kind}`: {law}" for kind, law in regelingen.KINDS.items())
    about = (
        "Wat een gemeente geeft volgens eigen regels. Voorwaarden en bedragen staan niet in de code: elke gemeente "
        "legt ze vast als gegevens, met de bron en de dag waarop iemand ze heeft bekeken. Na een half jaar volgt een "
        f"waarschuwing.\n\nSoorten:\n\n{kinds}"
    )
    return _page("Regelingen van de gemeente", about, (regelingen.book,), "bijstand", example)


def _not_sure(example: Explained) -> str:
    return "\n".join(f"- `{note.field}` ({note.status}): {note.text_nl}" for note in example.notes)


def kinderopvangtoeslag() -> str:
    """The page of the estimate of the kinderopvangtoeslag."""
    child = {"kind": "dagopvang", "hours_month": "120", "hourly_rate": "11.50"}
    home: dict[str, object] = {"income_year_applicant": "60000", "children": [child]}
    example = toeslagen.calculate_childcare(home, toeslagen.parameters_for(period="2026"))
    about = "Geld voor de opvang van kinderen. Alleen een schatting. Niet bevestigd:\n\n"
    about += "\n".join(f"- `{note.field}` ({note.status}): {note.text_nl}" for note in example.notes)
    return _page("Kinderopvangtoeslag", about, (childcare_book,), "toeslagen", example)
