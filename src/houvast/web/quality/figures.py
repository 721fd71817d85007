"""From the numbers of promise 1 to what stands on the page: lines, tables, bars and sentences."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from houvast.casework.signup.models import SignupChannel
from houvast.foundation.words import short_date
from houvast.promise.definitions import DEFINITIONS, Definition
from houvast.promise.numbers import Group, Numbers
from houvast.web.quality.present import share_words
from houvast.web.ui import shapes
from houvast.web.ui.inputs import LANGUAGES
from houvast.web.ui.words import percent

HIDDEN = "niet getoond"  # small, or small would follow from it
UNKNOWN = "nog niet te zeggen"
MUCH, CLEAR = 3, 0.3  # so often, and so much more often than elsewhere, before a group is named


@dataclass(frozen=True)
class Line:
    """One row of a table: a week, a channel, a language, a team, a municipality."""

    name: str
    signups: str
    kept: str
    broken: str
    running: str
    share: str
    bullet: shapes.Bullet | None
    contact: str
    talk: str
    list_url: str = ""
    kept_url: str = ""
    url: str = ""


@dataclass(frozen=True)
class Table:
    """One way of looking: its title, the head of its first column, its rows, or why there are none."""

    key: str
    title: str
    head: str
    lines: Sequence[Line]
    instead: str = ""


@dataclass(frozen=True)
class Names:
    """What parts are called."""

    municipalities: Mapping[str, str]
    teams: Mapping[str, str]
    spots: Mapping[str, str]

    def of(self, part: str) -> str:
        """The name of one part."""
        kind, _, value = part.partition(":")
        match kind:
            case "channel":
                return str(dict(SignupChannel.choices).get(value, value))
            case "language":
                return dict(LANGUAGES).get(value, value)
            case "team":
                return self.teams.get(value, "geen team")
            case "place":
                return self.spots.get(value, "website zonder poster of kaartje")
        return self.municipalities.get(part, part)

    def together(self, parts: Sequence[str]) -> str:
        """ "balie en brief samen"; a row of weeks by its first and last."""
        if not parts:
            return ""
        if _is_day(parts[0]):
            return week_words(parts[0]) if len(parts) == 1 else f"{week_words(parts[0])} t/m {week_words(parts[-1])}"
        names = [self.of(part) for part in parts]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]} samen"


def week_words(monday: str) -> str:
    """ "week 41 (5 okt)"."""
    day = dt.date.fromisoformat(monday)
    return f"week {day.isocalendar().week} ({short_date(day)})"


def _is_day(part: str) -> bool:
    return len(part) == 10 and part[4] == "-"


def line_of(group: Group, definition: Definition, name: str, *, with_bar: bool = True) -> Line:
    """One group against one statement."""
    standing = group.standing[definition.id]
    return Line(
        name=name,
        signups=_told(group.signups),
        kept=_told(standing.kept),
        broken=_told(standing.broken),
        running=_told(standing.running) if standing.running is not None else "",
        share="" if standing.share is None else share_words(standing.share),
        bullet=bullet_of(group, definition) if with_bar else None,
        contact=days(group.contact_median),
        talk=days(group.talk_median),
    )


def bullet_of(group: Group, definition: Definition) -> shapes.Bullet | None:
    """The bar of a group against the norm; None when nothing could be judged or told."""
    standing = group.standing[definition.id]
    if definition.zero:
        return (
            None
            if standing.broken is None or not group.signups
            else shapes.Bullet(standing.broken, definition.target, str(standing.broken), "norm 0", zero=True)
        )
    if standing.share is None:
        return None
    return shapes.Bullet(
        standing.share, definition.target, share_words(standing.share), f"norm {percent(definition.target)}"
    )


def days(median: float | None) -> str:
    """ "1,5 dag"."""
    if median is None:
        return ""
    words = f"{median:g}".replace(".", ",")
    return f"{words} {'dag' if 0 < median <= 1 else 'dagen'}"


def _told(count: int | None) -> str:
    return HIDDEN if count is None else str(count)


def tiles_of(numbers: Numbers, definition: Definition) -> list[shapes.Tile]:
    """The four figures above the page."""
    total = numbers.total
    standing = total.standing[definition.id]
    if definition.zero:
        main = shapes.Tile(definition.short, _told(standing.broken), "keer niet gehouden · norm 0")
    else:
        small = f"norm {percent(definition.target)}"
        if standing.judged is not None:
            small += f" · {standing.kept} van {standing.judged}"
        main = shapes.Tile(definition.short, UNKNOWN if standing.share is None else share_words(standing.share), small)
    return [
        shapes.Tile("Aanmeldingen", str(total.signups), "binnengekomen in deze periode"),
        main,
        shapes.Tile(
            "Mediaan tot contact", days(total.contact_median) or UNKNOWN, "van wie wij spraken, in gewone dagen"
        ),
        shapes.Tile("Mediaan tot eerste gesprek", days(total.talk_median) or UNKNOWN, "van wie het gesprek had"),
    ]


def series_of(numbers: Numbers, definition: Definition, title: str) -> shapes.Series | None:
    """The weeks as a line; None below two weeks that can be judged."""
    if definition.zero:
        points = [
            (
                _short(one.parts),
                float(one.standing[definition.id].broken or 0),
                _told(one.standing[definition.id].broken),
            )
            for one in numbers.weeks
            if one.signups and one.standing[definition.id].broken is not None
        ]
        return shapes.Series(title, points, norm=0, norm_words="norm 0", unit="keer") if len(points) > 1 else None
    shares = [(one, one.standing[definition.id].share) for one in numbers.weeks]
    points = [(_short(one.parts), share, share_words(share)) for one, share in shares if share is not None]
    norm = definition.target
    return shapes.Series(title, points, norm=norm, norm_words=f"norm {percent(norm)}") if len(points) > 1 else None


def _short(parts: Sequence[str]) -> str:
    first, last = (dt.date.fromisoformat(one).isocalendar().week for one in (parts[0], parts[-1]))
    return f"wk {first}" if first == last else f"wk {first}-{last}"


def title_of_weeks(numbers: Numbers, definition: Definition, names: Names) -> str:
    """The conclusion of the line: the week that stands out, or that none does."""
    bad = [one for one in numbers.weeks if one.standing[definition.id].broken]
    if definition.zero:
        if not bad:
            return "In geen enkele week ging het anders dan beloofd."
        worst = max(bad, key=lambda one: one.standing[definition.id].broken or 0)
        return f"In {names.together(worst.parts)} ging het {worst.standing[definition.id].broken} keer anders."
    judged = [(share, one) for one in numbers.weeks if (share := one.standing[definition.id].share) is not None]
    under = [(share, one) for share, one in judged if share < definition.target]
    if not judged:
        return "Over losse weken is nog niets te zeggen."
    if not under:
        return f"Elke week haalde de norm van {percent(definition.target)}."
    share, one = min(under, key=lambda found: (found[0], -(found[1].standing[definition.id].broken or 0)))
    standing = one.standing[definition.id]
    return (
        f"In {names.together(one.parts)} lukte het {standing.kept} van de {standing.judged} keer: "
        f"{share_words(share)}. De norm is {percent(definition.target)}."
    )


def why(numbers: Numbers, definition: Definition, names: Names) -> list[str]:
    """What stands out in what was not kept: whether we tried, and the group in which it happened most."""
    standing = numbers.total.standing[definition.id]
    if not standing.broken:
        return []
    said = []
    if definition.id == "1.3" and numbers.total.never_tried is not None:
        said.append(
            f"Van de {standing.broken} die wij niet op tijd spraken, is bij {numbers.total.never_tried} "
            "voor de laatste dag niets geprobeerd."
        )
    groups = (
        ("de weg", numbers.channels), ("de taal", numbers.languages), ("het team", numbers.teams),
        ("de gemeente", numbers.municipalities),
    )  # fmt: skip
    found = [
        (more, kind, one)
        for kind, all_of in groups
        for one in all_of
        for more in _more_than_elsewhere(one, numbers.total, definition)
    ]
    if found:
        _, kind, one = max(found, key=lambda each: each[0])
        mine = one.standing[definition.id]
        said.append(f"Het meest bij {kind} {names.together(one.parts)}: {mine.broken} van de {mine.judged}.")
    return said


def _more_than_elsewhere(one: Group, total: Group, definition: Definition) -> Iterable[float]:
    """By how much it goes wrong more often in a group than in the rest, where that is clear; weighed by how often."""
    mine, all_of = one.standing[definition.id], total.standing[definition.id]
    if not mine.judged or not all_of.judged or mine.broken is None or all_of.broken is None:
        return
    elsewhere = all_of.judged - mine.judged
    if mine.broken < MUCH or elsewhere < 1:
        return
    more = mine.broken / mine.judged - (all_of.broken - mine.broken) / elsewhere
    if more >= CLEAR:
        yield mine.broken * more


def funnel_of(numbers: Numbers) -> tuple[str, list[shapes.FunnelStep]]:
    """From sign-up to talk; a step that cannot be told is left out."""
    total = numbers.total
    counted = [
        ("Aangemeld", total.signups),
        ("Gesproken", total.spoken),
        ("Gesprek afgesproken", total.planned),
        ("Eerste gesprek gehad", total.held),
    ]
    told = [(label, number) for label, number in counted if number is not None]
    steps = [
        shapes.FunnelStep(label, number, _left(told[at - 1][1] - number, label) if at else "")
        for at, (label, number) in enumerate(told)
    ]
    if total.held is None or not total.signups:
        return "Van aanmelding tot eerste gesprek", steps
    return f"Van {total.signups} aanmeldingen hadden er {total.held} een eerste gesprek", steps


def _left(number: int, label: str) -> str:
    words = {"Gesproken": "nog niet gesproken", "Gesprek afgesproken": "nog niets afgesproken"}.get(
        label, "nog geen gesprek gehad"
    )
    return f"{number} {words}" if number else ""


def quarter_words(name: str) -> str:
    """ "2026-K3" -> "3e kwartaal 2026"."""
    year, _, number = name.partition("-K")
    return f"{number}e kwartaal {year}"


def query(**chosen: str) -> str:
    """The end of an address; what is empty is left out."""
    return "?" + urlencode({name: value for name, value in chosen.items() if value})


def measures() -> list[Definition]:
    """The statements that can be chosen."""
    return list(DEFINITIONS.values())
