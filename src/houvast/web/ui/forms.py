"""The base of every form, and the widgets of design/look.md 6.

`HouvastForm` refuses what a browser of ours never sends (unknown fields), keeps unreadable signs out of the record
(NUL, control signs, broken code points), drops hidden direction marks, and says in plain words what to do next.
Typed text always comes back. Screens render `{{ form.name.as_field_group }}` or `{% fields form %}`.
"""

from __future__ import annotations

import copy
import datetime
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

# Marks that turn the direction of text without being seen. They come along when a number is copied from a
# contact list, so they are dropped, not refused. Joiners (U+200C, U+200D) stay: names need them.
BIDI_MARKS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
BROKEN = "\ufffd"
KEPT_CONTROLS = "\n\r\t"
SHORT_TEXT, LONG_TEXT = 200, 5000
ALWAYS_KNOWN = frozenset({"csrfmiddlewaretoken"})
LATIN_INPUTS = ("tel", "email", "number", "url")

UNREADABLE = _("Er staat een teken in dat wij niet kunnen lezen. Haal het weg en probeer het opnieuw.")
UNKNOWN_FIELD = _("Deze pagina is veranderd. Kijk je antwoorden na en verstuur ze nog een keer.")
TOO_LONG = _("Dit is te lang. Er passen %(limit_value)d tekens in. Nu zijn het er %(show_value)d.")
PLAIN_WORDS = {
    "required": _("Vul dit in."),
    "invalid": _("Dit klopt nog niet. Kijk het nog eens na."),
    "invalid_choice": _("Kies een van de antwoorden."),
    "invalid_list": _("Kies een van de antwoorden."),
}
CHOOSE = _("Kies een antwoord.")
NO_DATE = _("Dit is geen goede datum. Vul dag, maand en jaar in, zoals 25 11 2026.")


def clean_text(text: str) -> str:
    """One spelling for one word (NFC), no hidden direction marks, no half code points (they become U+FFFD)."""
    if text.isascii():
        return text
    whole = text.encode("utf-8", "replace").decode("utf-8") if _has_surrogate(text) else text
    marked = "".join(BROKEN if 0xD800 <= ord(sign) <= 0xDFFF else sign for sign in text) if whole != text else text
    return unicodedata.normalize("NFC", marked.translate(BIDI_MARKS))


def _has_surrogate(text: str) -> bool:
    return any(0xD800 <= ord(sign) <= 0xDFFF for sign in text)


def refuse_unreadable(value: object) -> None:
    """Validator of every text field: no NUL, no control signs, nothing that did not arrive whole."""
    if isinstance(value, str) and any(
        sign == BROKEN or (unicodedata.category(sign) in ("Cc", "Cn") and sign not in KEPT_CONTROLS) for sign in value
    ):
        raise ValidationError(UNREADABLE, code="unreadable")


def _clean_data(data: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """The same data with every text cleaned, so the form checks and shows one and the same thing."""
    if data is None:
        return None
    if isinstance(data, MultiValueDict):
        cleaned: MultiValueDict[str, Any] = QueryDict(mutable=True) if isinstance(data, QueryDict) else MultiValueDict()
        for name, values in data.lists():
            cleaned.setlist(name, [clean_text(v) if isinstance(v, str) else v for v in values])
        return cleaned
    return {name: clean_text(value) if isinstance(value, str) else value for name, value in data.items()}


@dataclass(frozen=True)
class Note:
    """Something that appears under a chosen option: a template of ours and what it reads."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


class HouvastRenderer(TemplatesSetting):
    """Our own field and form templates."""

    form_template_name = "django/forms/form.html"
    field_template_name = "django/forms/field.html"


# What somebody typed before his session ended, for the form that he comes back to (web/kept_input.py).
words_to_fill_in: ContextVar[Mapping[str, list[str]] | None] = ContextVar("houvast_words_to_fill_in", default=None)


def first_values(fields: Mapping[str, forms.Field], typed: Mapping[str, list[str]]) -> dict[str, Any]:
    """Words as they were sent, as the first values of a form."""
    initial: dict[str, Any] = {}
    for name, each in fields.items():
        parts = getattr(each.widget, "part_names", None)
        if parts:
            values = [(typed.get(part) or [""])[-1] for part in parts(name)]
            if any(values):
                initial[name] = "-".join(values)
        elif isinstance(each, forms.MultipleChoiceField):
            if name in typed:
                initial[name] = typed[name]
        elif typed.get(name):
            initial[name] = typed[name][-1]
    return initial


class HouvastForm(forms.Form):
    """Base of every form. `also_known` names fields that the page carries besides (a button, a draft key)."""

    default_renderer = HouvastRenderer
    use_required_attribute = False  # the server says what is missing, in plain words and in one place
    also_known: frozenset[str] = frozenset()  # of the kind of form, or of one form that left a field out
    two_columns: ClassVar[bool] = False  # staff: single fields side by side, questions over the full width
    three_columns: ClassVar[bool] = False
    fields_ready: ClassVar[bool] = False
    mark_optional: ClassVar[str] = ""  # staff forms put "(mag leeg)" behind what may stay empty

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        kept = words_to_fill_in.get() if data is None else None
        if kept:
            kwargs["initial"] = {**(kwargs.get("initial") or {}), **first_values(self.base_fields, kept)}
        _make_ready(type(self))
        super().__init__(_clean_data(data), *args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Refuse fields that this form does not have."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if set(self.data) - self.known_names():
            self.add_error(None, ValidationError(UNKNOWN_FIELD, code="unknown_field"))
        return cleaned

    def choice(self, name: str) -> forms.ChoiceField:
        """The field with this name, for choices that are only known when the form is made."""
        found = self.fields[name]
        if not isinstance(found, forms.ChoiceField):
            raise TypeError(f"{name} has no choices")
        return found

    def retype(self, name: str, value: str) -> None:
        """Put something else where this was typed, for the page that comes back and is sent again."""
        typed = self.data.copy() if isinstance(self.data, MultiValueDict) else dict(self.data)
        typed[name] = value
        self.data = typed

    def known_names(self) -> set[str]:
        """Every name this form may receive."""
        known = set(ALWAYS_KNOWN) | set(self.also_known)
        for name, each in self.fields.items():
            html_name = self.add_prefix(name)
            parts = getattr(each.widget, "part_names", None)
            known |= set(parts(html_name)) if parts else {html_name}
        return known

    def dependent_names(self) -> set[str]:
        """Fields that are shown under an option of another field."""
        return {
            name
            for each in self.fields.values()
            for names in getattr(each.widget, "subfields", {}).values()
            for name in names_under(names)
        }

    def top_fields(self) -> Iterator[BoundField]:
        """The visible fields in order, without those that stand under an option."""
        below = self.dependent_names()
        return (bound for bound in self.visible_fields() if bound.name not in below)


def _make_ready(form: type[HouvastForm]) -> None:
    """Words, checks and classes of the fields: once for each kind of form, which its forms are copied from."""
    if "fields_ready" in form.__dict__:
        return
    for name, each in form.base_fields.items():
        mine = form.base_fields[name] = copy.deepcopy(each)  # a field may stand in several kinds of form
        _speak_plainly(mine)
        _check_text(mine)
        _dress(mine)
    form.fields_ready = True


def names_under(names: str | Sequence[str]) -> tuple[str, ...]:
    """The fields under one option: one name, or several in order."""
    return ((names,) if names else ()) if isinstance(names, str) else tuple(names)


def _speak_plainly(each: forms.Field) -> None:
    for code, words in PLAIN_WORDS.items():
        standard = _django_says(type(each), code)
        if standard is not None and each.error_messages.get(code) == standard:
            each.error_messages[code] = words
            if code == "required" and isinstance(each, forms.ChoiceField):
                each.error_messages[code] = CHOOSE
    if isinstance(each, forms.DateField) and isinstance(each.widget, ThreeFieldDate):
        each.error_messages["invalid"] = NO_DATE


def _django_says(kind: type[forms.Field], code: str) -> object:
    """The words of a kind of field where nobody gave it others; None when it has no such error."""
    by_class = (getattr(each, "default_error_messages", {}) for each in kind.__mro__)
    return next((words[code] for words in by_class if code in words), None)


def _check_text(each: forms.Field) -> None:
    if not isinstance(each, forms.CharField) or isinstance(each, forms.UUIDField):
        return
    rest = [v for v in each.validators if not isinstance(v, ProhibitNullCharactersValidator)]
    longest = next((v for v in rest if isinstance(v, MaxLengthValidator)), None)
    if longest is None:
        longest = MaxLengthValidator(LONG_TEXT if isinstance(each.widget, forms.Textarea) else SHORT_TEXT)
        rest.append(longest)
    rest[rest.index(longest)] = MaxLengthValidator(longest.limit_value, message=TOO_LONG)
    each.validators = [refuse_unreadable, *rest]


def _dress(each: forms.Field) -> None:
    """The classes and the state that assistive technology needs."""
    widget = each.widget
    kind = getattr(widget, "input_type", "")
    if isinstance(widget, forms.Textarea):
        _add_class(widget, "utrecht-textarea app-input")
        if widget.attrs.get("rows") in (None, "10"):  # Django's own measure is taller than a phone
            widget.attrs["rows"] = 4
    elif isinstance(widget, forms.Select) and not isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        _add_class(widget, "utrecht-select app-input")
    elif isinstance(widget, forms.CheckboxInput):
        _add_class(widget, "app-option__control")
    elif isinstance(widget, Input) and kind not in ("hidden", "radio", "checkbox", "file"):
        _add_class(widget, "utrecht-textbox app-input" + (" app-input--ltr" if kind in LATIN_INPUTS else ""))
    if each.required and not widget.is_hidden and not widget.use_fieldset:
        widget.attrs.setdefault("aria-required", "true")


def dress(form: forms.Form) -> None:
    """Our words, classes and renderer on a form that another library made."""
    form.renderer = HouvastRenderer()
    form.label_suffix = ""
    form.use_required_attribute = False
    for each in form.fields.values():
        _speak_plainly(each)
        _dress(each)


def _add_class(widget: forms.Widget, classes: str) -> None:
    widget.attrs["class"] = " ".join(filter(None, (widget.attrs.get("class", ""), classes)))


class _Options:
    """What a choice may carry besides its words. Keys are the values of the choices."""

    option_list = True

    def __init__(
        self,
        *args: Any,
        pictures: Mapping[str, str] | None = None,
        icons: Mapping[str, str] | None = None,
        hints: Mapping[str, Any] | None = None,
        subfields: Mapping[str, str | Sequence[str]] | None = None,
        notes: Mapping[str, Note] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pictures = dict(pictures or {})
        self.icons = dict(icons or {})
        self.hints = dict(hints or {})
        self.subfields = dict(subfields or {})
        self.notes = dict(notes or {})

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        """Each form has its own: Django copies a widget's attributes by reference, so one visitor's note would
        show in another's form."""
        made: Any = super().__deepcopy__(memo)  # type: ignore[misc]  # of the widget that it is mixed into
        for name in ("pictures", "icons", "hints", "subfields", "notes"):
            setattr(made, name, dict(getattr(self, name)))
        return made


class OptionRadios(_Options, forms.RadioSelect):
    """Option rows with one answer; `subfields` names the field (or fields) that open under an option."""


class OptionChecks(_Options, forms.CheckboxSelectMultiple):
    """Option rows with several answers; `notes` opens a block under an option."""


class Chips(_Options, forms.RadioSelect):
    """Choice chips for staff, one answer."""

    option_list = False
    chip_list = True


class ChipsMultiple(_Options, forms.CheckboxSelectMultiple):
    """Choice chips for staff, several answers."""

    option_list = False
    chip_list = True


class ThreeFieldDate(forms.Widget):
    """Day, month and year as three number fields. Use with `DateInThreeFields`."""

    template_name = "ui/widgets/date.html"
    use_fieldset = True
    PARTS = (("day", _("Dag"), 2), ("month", _("Maand"), 2), ("year", _("Jaar"), 4))

    def part_names(self, name: str) -> list[str]:
        """The names of the three inputs."""
        return [f"{name}_{part}" for part, _label, _size in self.PARTS]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        """ "25-11-2026", or nothing when all three are empty."""
        parts = [str(data.get(part) or "").strip() for part in self.part_names(name)]
        return "-".join(parts) if any(parts) else ""

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether none of the three came in."""
        return not any(part in data for part in self.part_names(name))

    def id_for_label(self, id_: str) -> str:
        """The first of the three."""
        return f"{id_}_day" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The three parts, with what was typed, also when it is no date."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        if isinstance(value, datetime.date):
            typed = [str(value.day), str(value.month), str(value.year)]
        else:
            typed = [*str(value or "").split("-", 2), "", "", ""][:3]
        id_ = context["widget"]["attrs"].get("id", f"id_{name}")
        context["widget"]["parts"] = [
            {
                "name": f"{name}_{part}",
                "id": f"{id_}_{part}",
                "label": label,
                "size": size,
                "value": text,
                "part": part,
            }
            for (part, label, size), text in zip(self.PARTS, typed, strict=True)
        ]
        return context


class DateInThreeFields(forms.DateField):
    """A date typed as day, month, year."""

    widget = ThreeFieldDate
    input_formats = ("%d-%m-%Y",)
    default_error_messages = {"invalid": NO_DATE}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", self.input_formats)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Keep a date a date: the widget splits it."""
        return value
