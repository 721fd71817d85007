"""The component tags of design/look.md 6: `{% load houvast %}`.

Screens use these and never the classes beneath them. Each tag takes a frozen shape of
`houvast.web.ui.shapes` or a few words, at most six parameters.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.loader import get_template
from django.utils import translation
from django.utils.safestring import SafeString

from houvast.web.ui import charts, marks, rows, shapes, theme, words
from houvast.web.ui.forms import CHOOSE, PLAIN_WORDS, HouvastForm, names_under
from houvast.web.ui.page import direction_of, own_name

register = template.Library()

ALERT_ICONS = {"error": "circle-alert", "good": "circle-check", "warning": "triangle-alert", "info": "info"}
PROMISE_ICONS = {"kept": "circle-check", "risk": "clock", "broken": "triangle-alert", "open": "circle"}


def _language() -> str:
    return translation.get_language() or "nl"


for mark in (
    marks.icon,
    marks.picture,
    marks.deadline,
    marks.language_tag,
    marks.miniroad,
    marks.state,
    marks.safe_mark,
    marks.tries,
    marks.avatar,
    rows.work_row,
):
    register.simple_tag(mark)


@register.inclusion_tag("ui/components/phone.html")
def phone(number: str, label: str = "") -> dict[str, object]:
    """`{% phone page.phone %}`: a number to tap, always left to right."""
    return {"number": words.phone_words(number), "tel": words.tel(number), "label": label}


# Buttons, links, messages -------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/button.html")
def button(
    label: str, kind: str = "primary", icon: str = "", *, name: str = "", value: str = "", end_icon: str = ""
) -> dict[str, object]:
    """`{% button "Volgende" end_icon="arrow-right" %}`: a submit button. Kinds: primary, outline, plain, danger,
    stop, off, each also with " small"."""
    return {
        "label": label,
        "kinds": kind.split(),
        "icon": icon,
        "name": name,
        "value": value,
        "end_icon": end_icon,
    }


@register.inclusion_tag("ui/components/linkbutton.html")
def linkbutton(
    label: str, url: str, kind: str = "outline", icon: str = "", *, end_icon: str = "", ltr: str = ""
) -> dict[str, object]:
    """`{% linkbutton "Brief" url %}`: a link that looks like a button; `ltr` is a number after the label."""
    return {"label": label, "url": url, "kinds": kind.split(), "icon": icon, "end_icon": end_icon, "ltr": ltr}


@register.inclusion_tag("ui/components/back.html")
def back(url: str, label: str = "") -> dict[str, object]:
    """`{% back url %}`: the arrow and "Terug"."""
    return {"url": url, "label": label}


@register.simple_block_tag
def alert(content: str, kind: str = "info", title: str = "") -> SafeString:
    """`{% alert "error" %}…{% endalert %}`: kinds info, good, warning, error."""
    return get_template("ui/components/alert.html").render(
        {"content": content, "kind": kind, "title": title, "icon": ALERT_ICONS[kind], "role": kind == "error"}
    )


@register.inclusion_tag("ui/components/safe_bar.html")
def safe_bar(text: str, url: str = "", label: str = "Waarom en wie", stop: bool = False) -> dict[str, object]:
    """`{% safe_bar "Bel niet na 17.00 uur." url %}`: plum, full width, never closable; `stop` for a wrong channel."""
    return {"text": text, "url": url, "label": label, "stop": stop}


@register.simple_block_tag
def empty(content: str, title: str, picture: str = "klaar", text: str = "") -> SafeString:
    """`{% empty "Niets te laat" %}…actions…{% endempty %}`: picture, one sentence, what comes next."""
    return get_template("ui/components/empty.html").render(
        {"content": content, "title": title, "picture": picture, "text": text}
    )


@register.simple_block_tag
def panel(
    content: str, title: str, side: str = "", *, url: str = "", link: str = "", flush: bool = False
) -> SafeString:
    """`{% panel "Taken" "4 open" %}…{% endpanel %}`: a staff panel with its head."""
    return get_template("ui/components/panel.html").render(
        {"content": content, "title": title, "side": side, "url": url, "link": link, "flush": flush}
    )


# The resident's road ------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/road.html")
def road(steps: Sequence[shapes.RoadStep], label: str = "") -> dict[str, object]:
    """`{% road steps %}`: the whole road as a list."""
    return {"steps": steps, "label": label, "language": _language()}


@register.inclusion_tag("ui/components/nowcard.html")
def nowcard(card: shapes.NowCard) -> dict[str, object]:
    """`{% nowcard card %}`: what happens now, when, who, must I act."""
    return {"card": card, "leaf": words.leaf_words(card.day, _language()) if card.day else None}


@register.inclusion_tag("ui/components/leaf.html")
def leaf(day: date) -> dict[str, object]:
    """`{% leaf day %}`: a calendar leaf; the full date must stand beside it."""
    return {"leaf": words.leaf_words(day, _language())}


@register.inclusion_tag("ui/components/must.html")
def must(what: str = "", rest: str = "") -> dict[str, object]:
    """`{% must %}`: "Je hoeft niets te doen.", or what the resident does."""
    return {"what": what, "rest": rest}


@register.inclusion_tag("ui/components/delay.html")
def delay(late: shapes.Delay | None) -> dict[str, object]:
    """`{% delay late %}`: it takes longer: why, who acts, the new date."""
    return {"late": late}


@register.inclusion_tag("ui/components/answers.html")
def answers(yes: int, other: int = 0, none: int = 0, no: int = 0) -> dict[str, object]:
    """`{% answers 7 1 1 %}`: one block per creditor; over fourteen the sentence alone stays."""
    total = yes + other + none + no
    kinds = ["yes"] * yes + ["none"] * none + ["other"] * other + ["no"] * no
    return {"yes": yes, "total": total, "kinds": kinds if total <= 14 else []}


@register.inclusion_tag("ui/components/way.html")
def way(one: shapes.Way) -> dict[str, object]:
    """`{% way w %}`: one way in; put several in `<ul class="app-ways">`."""
    return {"way": one}


@register.inclusion_tag("ui/components/ways.html")
def ways(all_ways: Sequence[shapes.Way]) -> dict[str, object]:
    """`{% ways list %}`: the ways in, under each other."""
    return {"ways": all_ways}


@register.inclusion_tag("ui/components/urgent.html")
def urgent(number: str, kinds: bool = True, title: str = "", text: str = "") -> dict[str, object]:
    """`{% urgent page.phone %}`: the red block; the three legal kinds, "Bel meteen. Jij gaat voor.", a red button."""
    return {
        "number": words.phone_words(number),
        "tel": words.tel(number),
        "kinds": kinds,
        "title": title,
        "text": text,
    }


@register.inclusion_tag("ui/components/summary.html")
def summary(rows: Sequence[shapes.SummaryRow]) -> dict[str, object]:
    """`{% summary rows %}`: answers with *Wijzig* at the end."""
    return {"rows": rows}


@register.inclusion_tag("ui/components/promise_line.html")
def promise_line(text: str) -> dict[str, object]:
    """`{% promise_line "Wij bellen je uiterlijk woensdag 25 november." %}`: a promise in green with a calendar."""
    return {"text": text}


@register.inclusion_tag("ui/components/errors.html")
def error_summary(form: BaseForm, title: str = "", lead: str = "") -> dict[str, object]:
    """`{% error_summary form %}`: the red box with focus and a link to each field. Nothing without errors."""
    return {"form": form, "title": title, "lead": lead, "lines": _error_lines(form)}


def _error_lines(form: BaseForm) -> list[tuple[str, str]]:
    """(id of the field, message) in the order of the form; the form's own errors come first with an empty id."""
    lines = [("", str(error)) for error in form.non_field_errors()] if form and form.is_bound else []
    for bound in form if form and form.is_bound else ():
        target = "" if bound.is_hidden else _first_control(bound)
        lines += [(target, _named(bound, str(error))) for error in bound.errors]
    return lines


def _named(bound: BoundField, error: str) -> str:
    """An error that fits any question says which question it is about."""
    label = str(bound.label).rstrip("?:.")
    return f"{label}: {error}" if label and error in {str(one) for one in (*PLAIN_WORDS.values(), CHOOSE)} else error


def _first_control(bound: BoundField) -> str:
    if getattr(bound.field.widget, "option_list", False) or getattr(bound.field.widget, "chip_list", False):
        return bound.subwidgets[0].id_for_label if bound.subwidgets else f"{bound.auto_id}_group"
    return bound.id_for_label or bound.auto_id


# Forms --------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/fields.html")
def fields(form: HouvastForm) -> dict[str, object]:
    """`{% fields form %}`: every field in order; what stands under an option stays there."""
    return {"form": form, "fields": list(form.top_fields())}


@register.inclusion_tag("ui/components/option_rows.html")
def option_rows(field: BoundField) -> dict[str, object]:
    """The answers of one question: option rows, chips, or the widget as it is."""
    widget = field.field.widget
    kind = (
        "options" if getattr(widget, "option_list", False) else "chips" if getattr(widget, "chip_list", False) else ""
    )
    return {"field": field, "kind": kind, "rows": _option_rows(field, kind) if kind else []}


def _option_rows(field: BoundField, kind: str) -> list[dict[str, object]]:
    widget = field.field.widget
    rows: list[dict[str, object]] = []
    for choice in field.subwidgets:
        value = str(choice.data["value"])
        control = get_template("ui/widgets/control.html").render({
            "type": choice.data["type"], "name": choice.data["name"], "value": value,
            "id": choice.id_for_label, "checked": choice.data["selected"], "invalid": bool(field.errors),
            "class": "app-option__control" if kind == "options" else "app-chip__control",
        })  # fmt: skip
        note = widget.notes.get(value)
        subs = [field.form[name] for name in names_under(widget.subfields.get(value, ())) if name in field.form.fields]
        rows.append({
            "control": control, "label": choice.choice_label, "id": choice.id_for_label,
            "picture": widget.pictures.get(value, ""), "icon": widget.icons.get(value, ""),
            "hint": widget.hints.get(value, ""), "subs": subs, "wrong": any(sub.errors for sub in subs),
            "note": get_template(note.template).render(dict(note.context)) if note else "",
        })  # fmt: skip
    return rows


@register.inclusion_tag("ui/components/count_line.html")
def count_line(field: BoundField) -> dict[str, object]:
    """The line that counts signs under a text area with `data-count`."""
    return {"id": field.id_for_label, "limit": field.field.widget.attrs.get("data-count", "")}


# Staff --------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/nextstep.html")
def nextstep(step: shapes.NextStep) -> dict[str, object]:
    """`{% nextstep step %}`: next step, who, when, one button."""
    return {"step": step}


@register.inclusion_tag("ui/components/promises.html")
def promises(facts: Sequence[shapes.PromiseFact]) -> dict[str, object]:
    """`{% promises facts %}`: the six promises in one dossier."""
    return {"facts": [(number, fact, PROMISE_ICONS[fact.state]) for number, fact in enumerate(facts, 1)]}


@register.inclusion_tag("ui/components/tasks.html")
def tasks(rows: Sequence[shapes.TaskRow]) -> dict[str, object]:
    """`{% tasks rows %}`: task list to read; ticking off is a form of the screen."""
    return {"rows": rows}


@register.inclusion_tag("ui/components/tiles.html")
def tiles(all_tiles: Sequence[shapes.Tile]) -> dict[str, object]:
    """`{% tiles list %}`: numbers with norm and counts."""
    return {"tiles": all_tiles}


@register.inclusion_tag("ui/components/worklist.html")
def worklist(groups: Sequence[shapes.WorkGroup], caption: str = "Mijn dag", chosen: str = "") -> dict[str, object]:
    """`{% worklist groups %}`: the work list (W1). `chosen` is the address of the row that has the focus."""
    return {"groups": groups, "caption": caption, "chosen": chosen}


@register.inclusion_tag("ui/components/datatable.html")
def datatable(
    columns: Sequence[shapes.Column], rows: Sequence[Sequence[Any]], caption: str, total: Sequence[Any] = ()
) -> dict[str, object]:
    """`{% datatable columns rows "Naam van de tabel" %}`: text at the start, amounts at the end, in its own
    region that scrolls when it must."""
    paired = [list(zip(columns, row, strict=True)) for row in rows]
    return {"columns": columns, "rows": paired, "caption": caption,
            "total": list(zip(columns, total, strict=True)) if total else []}  # fmt: skip


@register.inclusion_tag("ui/components/filters.html")
def filters(items: Sequence[shapes.Filter], label: str = "Filter") -> dict[str, object]:
    """`{% filters items %}`: the filters above a list."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(items: Sequence[shapes.Tab], label: str = "Dossier") -> dict[str, object]:
    """`{% tabs items %}`: the tabs of a dossier."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/components/facts.html")
def facts(items: Sequence[shapes.Fact]) -> dict[str, object]:
    """`{% facts items %}`: label above value, in a row."""
    return {"items": items}


@register.inclusion_tag("ui/components/log.html")
def log(lines: Sequence[shapes.LogLine]) -> dict[str, object]:
    """`{% log lines %}`: what happened, newest first."""
    return {"lines": lines}


@register.inclusion_tag("ui/components/density.html", takes_context=True)
def density(context: dict[str, Any], url: str, current: str = "") -> dict[str, object]:
    """`{% density url %}`: *Dicht, Gewoon, Ruim* as one small form that posts `density`."""
    page = context.get("page")
    return {"url": url, "current": current or getattr(page, "density", "gewoon"),
            "csrf_token": context.get("csrf_token"), "modes": ("dicht", "gewoon", "ruim")}  # fmt: skip


@register.inclusion_tag("ui/components/matrix.html")
def matrix(columns: Sequence[str], rows: Sequence[shapes.MatrixRow], caption: str) -> dict[str, object]:
    """`{% matrix columns rows "Antwoorden" %}`: one row per creditor, one column per answer; open ones stand out."""
    return {"columns": columns, "rows": rows, "caption": caption}


@register.inclusion_tag("ui/components/trace.html")
def trace(steps: Sequence[shapes.TraceStep], caption: str) -> dict[str, object]:
    """`{% trace steps "Zo rekenen wij" %}`: every step of a calculation, its sum and its source."""
    return {"steps": steps, "caption": caption, "unsure": [s for s in steps if s.kind == "unsure"]}


@register.inclusion_tag("ui/components/person.html")
def person(card: shapes.PersonCard) -> dict[str, object]:
    """`{% person card %}`: the resident's fixed person, with a picture."""
    return {"card": card, "tel": words.tel(card.phone)}


@register.inclusion_tag("ui/components/contrast_table.html")
def contrast_table(checks: Sequence[theme.Check]) -> dict[str, object]:
    """`{% contrast_table form.checks %}`: each use of a colour with its contrast and whether that is enough."""
    return {"checks": checks}


@register.inclusion_tag("ui/components/theme_preview.html")
def theme_preview(look: theme.Theme | None) -> dict[str, object]:
    """`{% theme_preview form.wanted %}`: a small resident page in these colours."""
    return {"look": look or theme.STANDARD}


# Charts -------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/bullet.html")
def bullet(measure: shapes.Bullet) -> dict[str, object]:
    """`{% bullet measure %}`: a bar against its norm, then value and norm in words."""
    return charts.bullet(measure)


@register.inclusion_tag("ui/components/sparkline.html")
def sparkline(values: Sequence[float]) -> dict[str, object]:
    """`{% sparkline values %}`: twelve months, last point dotted; decoration."""
    return charts.sparkline(values)


@register.inclusion_tag("ui/components/linechart.html")
def linechart(series: shapes.Series, csv_url: str = "") -> dict[str, object]:
    """`{% linechart series %}`: monthly line with its norm and the same figures as a table."""
    return {**charts.line(series), "csv_url": csv_url}


@register.inclusion_tag("ui/components/funnel.html")
def funnel(steps: Sequence[shapes.FunnelStep], title: str, csv_url: str = "") -> dict[str, object]:
    """`{% funnel steps "…" %}`: straight bars, number and share, the reason of leaving; with its table."""
    return {**charts.funnel(steps), "title": title, "csv_url": csv_url}


# Words --------------------------------------------------------------------------------------------------


@register.filter
def day_words(day: date) -> str:
    """ "woensdag 25 november" in the language of the page."""
    return words.day_words(_as_date(day), _language()) if day else ""


@register.filter
def short_day(day: date) -> str:
    """ "wo 25 nov"."""
    return words.short_day(_as_date(day), _language()) if day else ""


@register.filter
def full_date(day: date) -> str:
    """ "4 mei 2026"."""
    return words.full_date(_as_date(day), _language()) if day else ""


@register.filter
def time_words(moment: time | datetime) -> str:
    """ "10.30"."""
    return words.time_words(moment) if moment is not None else ""


@register.filter
def phone_words(number: str) -> str:
    """ "06 12 34 56 78"."""
    return words.phone_words(number) if number else ""


@register.filter
def own_language_name(code: str) -> str:
    """Name of a language in its own script."""
    return own_name(code)


@register.filter
def direction(code: str) -> str:
    """`rtl` or `ltr`."""
    return direction_of(code or "nl")


def _as_date(day: date | datetime) -> date:
    return day.date() if isinstance(day, datetime) else day


@register.filter
def plain(number: float) -> str:
    """A figure for an SVG attribute: a point, whatever the language writes."""
    return f"{number:g}"
