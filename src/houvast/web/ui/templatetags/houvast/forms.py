"""Forms: the error summary, the fields, option rows."""

from __future__ import annotations

from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.loader import get_template

from houvast.web.ui.forms import CHOOSE, PLAIN_WORDS, HouvastForm, names_under
from houvast.web.ui.templatetags.houvast.library import library


@library.inclusion_tag("ui/components/errors.html")
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


@library.inclusion_tag("ui/components/fields.html")
def fields(form: HouvastForm) -> dict[str, object]:
    """`{% fields form %}`: every field in order; what stands under an option stays there."""
    return {"form": form, "fields": list(form.top_fields())}


@library.inclusion_tag("ui/components/option_rows.html")
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


@library.inclusion_tag("ui/components/count_line.html")
def count_line(field: BoundField) -> dict[str, object]:
    """The line that counts signs under a text area with `data-count`."""
    return {"id": field.id_for_label, "limit": field.field.widget.attrs.get("data-count", "")}
