"""The resident's pages: the road, the card of now, ways in, answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from houvast.web.ui import shapes, words
from houvast.web.ui.templatetags.houvast.library import language, library


@library.inclusion_tag("ui/components/road.html")
def road(steps: Sequence[shapes.RoadStep], label: str = "") -> dict[str, object]:
    """`{% road steps %}`: the whole road as a list."""
    return {"steps": steps, "label": label, "language": language()}


@library.inclusion_tag("ui/components/nowcard.html")
def nowcard(card: shapes.NowCard) -> dict[str, object]:
    """`{% nowcard card %}`: what happens now, when, who, must I act."""
    return {"card": card, "leaf": words.leaf_words(card.day, language()) if card.day else None}


@library.inclusion_tag("ui/components/leaf.html")
def leaf(day: date) -> dict[str, object]:
    """`{% leaf day %}`: a calendar leaf; the full date must stand beside it."""
    return {"leaf": words.leaf_words(day, language())}


@library.inclusion_tag("ui/components/must.html")
def must(what: str = "", rest: str = "") -> dict[str, object]:
    """`{% must %}`: "Je hoeft niets te doen.", or what the resident does."""
    return {"what": what, "rest": rest}


@library.inclusion_tag("ui/components/delay.html")
def delay(late: shapes.Delay | None) -> dict[str, object]:
    """`{% delay late %}`: it takes longer: why, who acts, the new date."""
    return {"late": late}


@library.inclusion_tag("ui/components/answers.html")
def answers(yes: int, other: int = 0, none: int = 0, no: int = 0) -> dict[str, object]:
    """`{% answers 7 1 1 %}`: one block per creditor; over fourteen the sentence alone stays."""
    total = yes + other + none + no
    kinds = ["yes"] * yes + ["none"] * none + ["other"] * other + ["no"] * no
    return {"yes": yes, "total": total, "kinds": kinds if total <= 14 else []}


@library.inclusion_tag("ui/components/way.html")
def way(one: shapes.Way) -> dict[str, object]:
    """`{% way w %}`: one way in; put several in `<ul class="app-ways">`."""
    return {"way": one}


@library.inclusion_tag("ui/components/ways.html")
def ways(all_ways: Sequence[shapes.Way]) -> dict[str, object]:
    """`{% ways list %}`: the ways in, under each other."""
    return {"ways": all_ways}


@library.inclusion_tag("ui/components/urgent.html")
def urgent(number: str, kinds: bool = True, title: str = "", text: str = "") -> dict[str, object]:
    """`{% urgent page.phone %}`: the red block; the three legal kinds, "Bel meteen. Jij gaat voor.", a red button."""
    return {
        "number": words.phone_words(number),
        "tel": words.tel(number),
        "kinds": kinds,
        "title": title,
        "text": text,
    }


@library.inclusion_tag("ui/components/summary.html")
def summary(rows: Sequence[shapes.SummaryRow]) -> dict[str, object]:
    """`{% summary rows %}`: answers with *Wijzig* at the end."""
    return {"rows": rows}


@library.inclusion_tag("ui/components/promise_line.html")
def promise_line(text: str) -> dict[str, object]:
    """`{% promise_line "Wij bellen je uiterlijk woensdag 25 november." %}`: a promise in green with a calendar."""
    return {"text": text}


@library.inclusion_tag("ui/components/person.html")
def person(card: shapes.PersonCard) -> dict[str, object]:
    """`{% person card %}`: the resident's fixed person, with a picture."""
    return {"card": card, "tel": words.tel(card.phone)}
