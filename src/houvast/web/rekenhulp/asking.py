"""Short pages of questions whose answers travel in the form: nothing is kept anywhere. Knows forms, never a request.

A tool is an :class:`Asking` over its pages; every page is a :class:`Question`. What comes back from a browser is read
anew at each step, so a changed hidden field is refused on the page it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from houvast.web.rekenhulp.rows import hidden
from houvast.web.ui.forms import HouvastForm

ALONG = ("at", "go", "csrfmiddlewaretoken")  # which page this is, and which button was pressed


class Question(HouvastForm):
    """One page. `pairs` names an amount and the box "weet ik niet" beside it: one of both is needed."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def left_out(cls, data: QueryDict) -> tuple[str, ...]:
        """Fields that earlier answers make needless."""
        return ()

    def settle(self, data: QueryDict, day: date | None) -> None:
        """Words that depend on earlier answers or on the day."""

    def clean(self) -> dict[str, Any]:
        """The amount, or "weet ik niet"; with both the amount counts."""
        cleaned = super().clean()
        for amount, unknown in self.pairs:
            empty = amount in self.fields and amount not in self.errors and cleaned.get(amount) is None
            if empty and not cleaned.get(unknown):
                self.add_error(amount, _("Vul het bedrag in, of kies “Weet ik niet”."))
        return cleaned


@dataclass(frozen=True)
class Page:
    """The page to show next. `typed`: with what is wrong on it, otherwise only as it was."""

    at: int
    typed: bool


@dataclass(frozen=True)
class Asking:
    """The pages of one tool, in order."""

    kinds: tuple[type[Question], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every field of every page."""
        return tuple(name for kind in self.kinds for name in kind.base_fields)

    @property
    def last(self) -> int:
        """Number of the last page; the first is 1."""
        return len(self.kinds)

    def page(self, typed: str) -> int:
        """A page as a browser names it; the first when it is none of ours."""
        return next((at for at in range(1, self.last + 1) if typed == str(at)), 1)

    def turn(self, data: QueryDict, day: date | None = None) -> Page | dict[str, Any]:
        """What a button of a page asks: the page to show, or every answer after the last one."""
        at, going = self.page(data.get("at", "")), data.get("go", "next")
        if going == "back":
            return Page(max(1, at - 1), typed=False)
        if going.startswith("to-"):
            return Page(self.page(going.removeprefix("to-")), typed=False)
        if at < self.last:
            good = self.question(at, data, typed=True, day=day).is_valid()
            return Page(at + 1 if good else at, typed=not good)
        return self.answers(data, day)

    def answers(self, data: QueryDict, day: date | None = None) -> Page | dict[str, Any]:
        """Every answer, or the first page that is not right."""
        found: dict[str, Any] = {}
        for at in range(1, self.last + 1):
            form = self.question(at, data, typed=True, day=day)
            if not form.is_valid():
                return Page(at, typed=True)
            found |= form.cleaned_data
        return found

    def question(self, at: int, data: QueryDict, *, typed: bool, day: date | None = None) -> Question:
        """Page `at`. `typed`: check what came in, otherwise only show it again."""
        kind = self.kinds[at - 1]
        left_out = kind.left_out(data)
        own = QueryDict(mutable=True)
        for name, values in data.lists():
            strange = typed and name not in (*self.names, *ALONG)
            if strange or (name in kind.base_fields and name not in left_out):
                own.setlist(name, values)
        form = kind(own) if typed else kind(initial=_first_values(kind, own))
        for name in left_out:
            form.fields.pop(name)
        form.settle(data, day)
        return form

    def carried(self, data: QueryDict, at: int, *, without: Iterable[str] = ()) -> SafeString:
        """The answers so far, to travel along in a form. `at` is the page they come from."""
        left = set(without)
        along = [(name, value) for name in self.names if name not in left for value in data.getlist(name)]
        return hidden([("at", at), *along])

    def said(self, at: int, data: QueryDict, day: date | None = None) -> list[tuple[str, str]]:
        """What was filled in on page `at`, as label and answer; what was left open is not said again."""
        form = self.question(at, data, typed=False, day=day)
        return [
            (str(each.label), words)
            for name, each in form.fields.items()
            if (words := _in_words(each, [one for one in data.getlist(name) if one]))
        ]


def _in_words(each: forms.Field, given: list[str]) -> str:
    if not given:
        return ""
    choices = dict(getattr(each, "choices", ()))
    if choices:
        several = isinstance(each, forms.MultipleChoiceField)
        return ", ".join(str(choices.get(one, "")) for one in (given if several else given[-1:]))
    return "✓" if isinstance(each, forms.BooleanField) else given[-1]


def _first_values(kind: type[Question], own: QueryDict) -> dict[str, Any]:
    several = {name for name, each in kind.base_fields.items() if isinstance(each, forms.MultipleChoiceField)}
    return {name: own.getlist(name) if name in several else own[name] for name in own}
