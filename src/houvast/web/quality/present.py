"""From scores to what stands on the page. Who may not open the list behind a number sees no small numbers either."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from houvast.casework.signup.models import SignupChannel
from houvast.promise.definitions import DEFINITIONS, Definition
from houvast.promise.facts import Period
from houvast.promise.queries import SMALLEST_GROUP, Score
from houvast.web.public.forms import FOUND_THROUGH
from houvast.web.ui import shapes
from houvast.web.ui.words import percent

FEW = "minder dan 10"
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
PERIODS = {"maand": 1, "kwartaal": 3, "jaar": 12}
PERIOD_WORDS = {"maand": "Deze maand", "kwartaal": "3 maanden", "jaar": "12 maanden"}
WHOLE = "jaar"


@dataclass(frozen=True)
class Line:
    """One statement on the overview."""

    definition: Definition
    url: str
    bullet: shapes.Bullet | None
    instead: str  # in place of a bar: nothing counted yet, or too few to tell
    running: str
    trend: Sequence[float]


def period_of(choice: str, today: dt.date) -> tuple[str, Period]:
    """The chosen period, whole months up to and with today; an unknown choice is the year."""
    choice = choice if choice in PERIODS else WHOLE
    back = today.year * 12 + today.month - PERIODS[choice]
    return choice, Period(dt.date(back // 12, back % 12 + 1, 1), today)


def line_of(one: Score, trend: Sequence[tuple[dt.date, Score]], url: str, *, exact: bool) -> Line:
    """A row of the overview."""
    hidden = not exact and 0 < one.judged < SMALLEST_GROUP
    bar = None if hidden else bullet_of(one, exact=exact)
    shares = [month.share for _, month in trend if month.share is not None and (exact or month.judged >= 10)]
    instead = "" if bar else FEW if hidden else "nog niets te zeggen"
    return Line(one.definition, url, bar, instead, _running(one, exact=exact), shares)


def bullet_of(one: Score, *, exact: bool) -> shapes.Bullet | None:
    """The bar of a statement against its norm; None when nothing could be judged."""
    norm = one.definition.target
    if one.definition.zero:
        if one.meets is None:
            return None
        return shapes.Bullet(one.broken, norm, number(one.broken, exact=exact), "norm 0", zero=True)
    if one.share is None:
        return None
    return shapes.Bullet(one.share, norm, share_words(one.share), f"norm {percent(norm)}")


def share_words(share: float | None) -> str:
    """A share in percent, rounded down: what just misses its norm must not read as if it were met."""
    return percent(int((share or 0.0) * 100) / 100)


def number(count: int, *, exact: bool) -> str:
    """A count, or that it is small."""
    return FEW if not exact and 0 < count < SMALLEST_GROUP else str(count)


def _running(one: Score, *, exact: bool) -> str:
    parts = [
        f"{number(count, exact=exact)} {words}"
        for count, words in ((one.at_risk, "dreigt te laat te komen"), (one.not_yet, "loopt nog"))
        if count
    ]
    return " · ".join(parts)


def series_of(title: str, definition: Definition, trend: Sequence[tuple[dt.date, Score]], *, exact: bool) -> (
    shapes.Series | None
):  # fmt: skip
    """The months as a line. Below two months there is no line to draw."""
    told = [(day, one) for day, one in trend if one.share is not None and (exact or one.judged >= SMALLEST_GROUP)]
    if len(told) < 2:
        return None
    points = [(MONTHS[day.month - 1], one.share or 0.0, share_words(one.share)) for day, one in told]
    norm = 1.0 if definition.zero else definition.target
    return shapes.Series(title, points, norm=norm, norm_words=f"norm {percent(norm)}")


def title_of(one: Score, *, exact: bool) -> str:
    """What the period came to, in one sentence."""
    if not one.judged:
        return "In deze periode is er nog niets te zeggen."
    if not exact:
        return f"Geteld over {number(one.judged, exact=False)} aanmeldingen."
    norm = "de norm is 0 keer anders" if one.definition.zero else f"de norm is {percent(one.definition.target)}"
    share = share_words(one.share)
    return f"Het lukte {one.kept} van de {one.judged} keer. Dat is {share}, {norm}."


def groups_of(parts: dict[str, int | None]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The parts in words: per channel, per way they found us, outside office hours."""
    names = {f"channel:{key}": str(label) for key, label in SignupChannel.choices}
    names |= {f"found:{key}": str(label) for key, label in FOUND_THROUGH if key}
    names["outside:hours"] = "buiten kantooruren"
    titles = {"channel": "Langs welke weg", "found": "Hoe iemand ons vond", "outside": "Wanneer"}
    found = []
    for kind, title in titles.items():
        rows = [
            (names.get(part, part.partition(":")[2]), FEW if count is None else str(count))
            for part, count in parts.items()
            if part.startswith(f"{kind}:")
        ]
        if rows:
            found.append((title, rows))
    return found


def summary_of(scores: Sequence[Score]) -> tuple[str, str]:
    """ "4 van 5 maten halen de norm." and where most is to be won."""
    told = [one for one in scores if one.meets is not None]
    met = [one for one in told if one.meets]
    under = [f"{one.definition.short.lower()} ({one.definition.id})" for one in told if not one.meets]
    first = f"{len(met)} van {len(told)} maten halen de norm."
    return first, f"Het meest te winnen: {' en '.join(under[:2])}." if under else "Alles wat wij meten is op orde."


def query(choice: str, municipality: str) -> str:
    """The chosen filter as the end of an address."""
    chosen = {"periode": choice} | ({"gemeente": municipality} if municipality else {})
    return "?" + urlencode(chosen)


def as_markdown() -> str:
    """Statement by statement how it is measured, for docs/."""
    lines = ["# Belofte en maat", "", "Gemaakt uit de definities van `houvast.promise`. Elke maat telt over een"]
    lines += ["periode: de aanmeldingen die toen binnenkwamen. Een verbeterd feit verandert het getal van nu; het"]
    lines += ["getal zoals het toen bekend was, blijft te vinden."]
    for one in DEFINITIONS.values():
        norm = f"{one.target:.0f}" if one.zero else percent(one.target)
        lines += ["", f"## {one.id} {one.short}", "", one.says, ""]
        told = (
            ("Maat", one.measure), ("Telt mee", one.counts), ("Gehouden", one.kept), ("Dreigt", one.at_risk),
            ("Niet gehouden", one.broken), ("Nog niet", one.not_yet), ("Uit welke feiten", one.facts),
            ("Venster", one.window), ("Norm", f"{norm} ({one.target_from})"),
        )  # fmt: skip
        lines += [f"- {label}: {words}" for label, words in told]
    return "\n".join(lines) + "\n"
