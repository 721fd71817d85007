"""What the component tags take: frozen, typed, free of models. Words in them are already in the page's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

BadgeKind = Literal["late", "today", "soon", "later", "none", "paused", "crisis"]
StepState = Literal["done", "now", "later"]
PromiseState = Literal["kept", "risk", "broken", "open"]


@dataclass(frozen=True)
class DeadlineBadge:
    """A date that must be kept: `kind` gives colour and icon, `words` say it ("2 dagen te laat")."""

    kind: BadgeKind
    words: str


@dataclass(frozen=True)
class RoadStep:
    """One of the steps of the road: a name and one line (a date, or who does what, or the usual duration)."""

    name: str
    state: StepState
    line: str = ""
    who: str = ""


@dataclass(frozen=True)
class NowCard:
    """What is happening now. `day` draws the calendar leaf; `lead` + `strong` are the sentence beside it.

    `must` is what the resident does; empty means "Je hoeft niets te doen". `rest` follows that sentence.
    At most one button: `button` and `button_url`. `where` is a line under the sentence; `file` a link to a download.
    """

    lead: str
    strong: str = ""
    day: date | None = None
    title: str = ""
    must: str = ""
    rest: str = ""
    button: str = ""
    button_url: str = ""
    where: str = ""
    file: str = ""
    file_url: str = ""


@dataclass(frozen=True)
class Delay:
    """We are later than promised: what we promised, why, who acts, the new date. All in words."""

    promised: str
    why: str
    who: str
    new_date: str


@dataclass(frozen=True)
class Way:
    """One way in (R1) or one optional task (R3)."""

    title: str
    url: str
    icon: str
    lines: Sequence[str] = ()
    first: bool = False
    number: str = ""  # a phone number inside the title, kept left to right


@dataclass(frozen=True)
class SummaryRow:
    """One answer on a check page, with the address where it is changed."""

    label: str
    value: str
    change_url: str = ""
    change_label: str = ""
    ltr: bool = False


@dataclass(frozen=True)
class NextStep:
    """What happens next in a dossier, by whom, when; one button."""

    what: str
    who: str = ""
    when: str = ""
    badge: DeadlineBadge | None = None
    button: str = ""
    button_url: str = ""
    button_icon: str = ""


@dataclass(frozen=True)
class PromiseFact:
    """One of the six promises in one dossier: short name and the fact it rests on."""

    name: str
    fact: str
    state: PromiseState = "open"


@dataclass(frozen=True)
class TaskRow:
    """One task: what, small line (owner, day), its badge, done or not, address."""

    what: str
    small: str = ""
    badge: DeadlineBadge | None = None
    done: bool = False
    url: str = ""


@dataclass(frozen=True)
class Tile:
    """A number with its label and what it rests on ("norm 95% · 3 van 48 later")."""

    label: str
    number: str
    small: str = ""
    url: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a data table; `amount` puts it at the end with even figures."""

    label: str
    amount: bool = False
    extra: str = ""  # CSS class for a column that goes first when room is short


@dataclass(frozen=True)
class WorkRow:
    """One dossier in the work list. `phase_at` counts from 1; `more` is how many other things are due."""

    name: str
    url: str
    badge: DeadlineBadge
    phase: str
    phase_at: int
    step: str
    who: str
    language: str = "nl"
    interpreter: bool = False
    safe: bool = False
    number: str = ""
    more: int = 0
    second: str = ""


@dataclass(frozen=True)
class WorkGroup:
    """A group of the work list ("Te laat"), its count, one hint, its rows."""

    title: str
    count: int
    rows: Sequence[WorkRow]
    hint: str = ""


@dataclass(frozen=True)
class LogLine:
    """One line of the dossier's timeline."""

    day: str
    words: str
    icon: str = "circle"
    small: str = ""
    kind: Literal["", "good", "late"] = ""
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Filter:
    """One filter above a list: label, count, address, chosen or not; `late` colours the count red."""

    label: str
    url: str
    count: int | None = None
    current: bool = False
    late: bool = False


@dataclass(frozen=True)
class Tab:
    """One tab of a dossier."""

    label: str
    url: str
    count: str = ""
    current: bool = False


@dataclass(frozen=True)
class Fact:
    """A label and its value in a head or a list."""

    label: str
    value: str


@dataclass(frozen=True)
class Bullet:
    """A measure against its norm. `value` and `norm` are shares 0..1, or whole numbers with `zero` (should be 0)."""

    value: float
    norm: float
    value_words: str
    norm_words: str
    zero: bool = False


@dataclass(frozen=True)
class Series:
    """Monthly figures with a norm: `points` as (label, value, words); `title` is the conclusion in a sentence."""

    title: str
    points: Sequence[tuple[str, float, str]]
    norm: float | None = None
    norm_words: str = ""
    unit: str = "%"


@dataclass(frozen=True)
class FunnelStep:
    """One step of a funnel: label, number, and why people left before it."""

    label: str
    number: int
    reason: str = ""


@dataclass(frozen=True)
class MatrixRow:
    """One creditor in the answer matrix: per column a cell of (kind, words), or None; `open` needs a next step."""

    name: str
    cells: Sequence[tuple[Literal["yes", "other", "no", "sent"], str] | None]
    open: bool = False
    next_step: str = ""
    url: str = ""


@dataclass(frozen=True)
class TraceStep:
    """One step of a calculation: rule in words, the sum with figures, amount, source in law.

    kind   "" | "open" (the question being asked) | "sum" (a total) | "unsure" (the rule is uncertain)
    """

    rule: str
    sum_words: str
    amount: str
    source: str = ""
    kind: Literal["", "open", "sum", "unsure"] = ""


@dataclass(frozen=True)
class PersonCard:
    """The one fixed person: name, when to reach, picture (address of a photo, else initials or a drawn bust)."""

    name: str
    line: str = ""
    photo_url: str = ""
    phone: str = ""
    call_label: str = ""
    message_url: str = ""
    message_label: str = ""
