"""Reviewing a language: the Dutch beside the translation, one text or the whole set of labels at a time."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from houvast.foundation.accounts.queries import names_of
from houvast.foundation.texts.catalogue import KINDS, TextKind
from houvast.foundation.texts.checks import findings
from houvast.foundation.texts.coverage import Coverage, coverage, for_residents
from houvast.foundation.texts.labels import labels_of
from houvast.foundation.texts.models import LabelState, TextState, TextVersion
from houvast.foundation.texts.services import (
    LANGUAGES,
    LONGEST,
    SOURCE,
    BadText,
    StaleText,
    approve,
    judge_labels,
    write_own,
)
from houvast.web.beheer.screen import ADMINISTRATORS
from houvast.web.doors import door
from houvast.web.request import Request
from houvast.web.ui.forms import HouvastForm
from houvast.web.ui.page import direction_of, html_language, own_name, page_of

ON_A_PAGE = 100


class TranslationForm(HouvastForm):
    """The translation as this organisation wants it; `seen` is the version that was read."""

    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    subject = forms.CharField(label="Onderwerp", max_length=LONGEST["subject"], required=False)
    body = forms.CharField(
        label="Vertaling",
        max_length=LONGEST["body"],
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Schrijf de vertaling."},
    )

    def __init__(self, *args: Any, kind: TextKind, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind.medium != "mail":
            del self.fields["subject"]
        for name in ("subject", "body"):
            if name in self.fields:
                self.fields[name].widget.attrs |= {"lang": html_language(language), "dir": direction_of(language)}


@dataclass(frozen=True)
class Row:
    """A text in the list of one language."""

    kind: TextKind
    state: str
    version: TextVersion | None
    approved_by: str


@dataclass(frozen=True)
class Beside:
    """One label: the Dutch, the translation, and what a machine sees."""

    dutch: str
    words: str
    problems: tuple[str, ...]


def _language(code: str) -> str:
    if code not in LANGUAGES or code == SOURCE:
        raise Http404
    return code


def _about(language: str) -> dict[str, Any]:
    return {
        "language": language,
        "name": own_name(language),
        "lang": html_language(language),
        "dir": direction_of(language),
    }


def _counted(language: str) -> Coverage:
    return next(one for one in coverage() if one.language == language)


def _newest(language: str, at: Any) -> dict[str, TextVersion]:
    rows = TextVersion.objects.filter(language=language, valid_from__lte=at)
    found: dict[str, TextVersion] = {}
    for row in rows.order_by("standard", "-valid_from", "-standard_version", "id"):
        found.setdefault(row.key, row)
    return found


@door(roles=ADMINISTRATORS)
def translating_view(request: Request, language: str) -> HttpResponse:
    """Every text of a language with its state, who approved it and when; and the set of labels."""
    code = _language(language)
    newest = _newest(code, request.clock.now())
    state = LabelState.objects.filter(language=code).first()
    names = names_of([*(one.approved_by for one in newest.values()), state.approved_by if state else None])
    rows = [
        Row(
            KINDS[key],
            TextState(one.state).label if (one := newest.get(key)) else "nog geen tekst",
            one,
            names.get(one.approved_by, "") if one and one.approved_by else "",
        )
        for key in for_residents()
    ]
    page_of(request).menu_key = "languages"
    context = {
        **_about(code), "rows": rows, "any": bool(newest), "counted": _counted(code), "labels": state,
        "labels_state": TextState(state.state).label if state else "", "labels_there": bool(labels_of(code)),
        "labels_by": names.get(state.approved_by, "") if state and state.approved_by else "",
    }  # fmt: skip
    return render(request, "beheer/translating.html", context)


@door(roles=ADMINISTRATORS)
def translating_labels_view(request: Request, language: str) -> HttpResponse:
    """All labels of a language beside the Dutch; approve the set, or hold it back again."""
    code = _language(language)
    problem, status = "", 200
    if request.method == "POST":
        try:
            judge_labels(request.actor, code, request.clock, approved=request.POST.get("answer") == "ja")
        except StaleText:
            problem, status = "Iemand anders deed dit net al. Kijk wat er nu staat.", 409
        except BadText as refusal:
            problem, status = str(refusal), 422
        else:
            messages.success(request, "Bewaard.")
            return redirect(reverse("beheer:translating", args=[code]))
    page_of(request).menu_key = "languages"
    state = LabelState.objects.filter(language=code).first()
    context = {
        **_about(code), "problem": problem, "page_rows": Paginator(_beside(code), ON_A_PAGE).get_page(
            request.GET.get("bladzijde")),
        "approved": state is not None and state.state == TextState.APPROVED,
    }  # fmt: skip
    return render(request, "beheer/translating_labels.html", context, status=status)


def _beside(language: str) -> list[Beside]:
    rows = [
        Beside(dutch, words, tuple(findings(dutch, words, language))) for dutch, words in labels_of(language).items()
    ]
    return sorted(rows, key=lambda row: (not row.problems, row.dutch))


@door(roles=ADMINISTRATORS)
def translating_text_view(request: Request, language: str, key: str) -> HttpResponse:
    """One text: read, change or approve it with the Dutch beside it."""
    code = _language(language)
    if key not in for_residents():
        raise Http404
    theirs = _newest(code, request.clock.now()).get(key)
    form = TranslationForm(
        request.POST if request.method == "POST" and "body" in request.POST else None,
        kind=KINDS[key],
        language=code,
        initial={"seen": theirs.id, "subject": theirs.subject, "body": theirs.body} if theirs else {},
    )
    problem, status = "", 200
    if request.method == "POST":
        problem, status = _act(request, code, key, form)
        if not problem and status == 302:
            messages.success(request, "Bewaard.")
            return redirect(reverse("beheer:translating_text", args=[code, key]))
        theirs = _newest(code, request.clock.now()).get(key)
    return _text_page(request, code, key, (theirs, form, problem), status)


def _act(request: Request, language: str, key: str, form: TranslationForm) -> tuple[str, int]:
    """What the button did: words of the refusal, and the status of the answer."""
    try:
        if "approve" in request.POST:
            approve(request.actor, _seen(request.POST["approve"]), request.clock)
        elif not form.is_valid():
            return "", 422
        else:
            given = form.cleaned_data
            write_own(
                request.actor, key, language, given.get("subject", ""), given["body"], request.clock,
                based_on=given["seen"],
            )  # fmt: skip
    except StaleText as stale:
        return stale.text, 409
    except BadText as refusal:
        if form.is_bound:
            form.add_error("body", str(refusal))
        return str(refusal), 422
    return "", 302


def _seen(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise StaleText from None


def _text_page(
    request: Request, language: str, key: str, now: tuple[TextVersion | None, TranslationForm, str], status: int
) -> HttpResponse:
    theirs, form, problem = now
    dutch = _newest(SOURCE, request.clock.now()).get(key)
    seen = (
        findings(f"{dutch.subject}\n{dutch.body}", f"{theirs.subject}\n{theirs.body}", language)
        if theirs and dutch
        else []
    )
    if form.is_bound:  # the next press is about what stands now, and the typed words stay
        form.retype("seen", str(theirs.id) if theirs else "")
    page_of(request).menu_key = "languages"
    context = {
        **_about(language), "kind": KINDS[key], "dutch": dutch, "theirs": theirs, "form": form, "problem": problem,
        "state": TextState(theirs.state).label if theirs else "", "seen": seen,
        "waits": theirs is not None and theirs.state != TextState.APPROVED,
        "approved_by": "".join(names_of([theirs.approved_by]).values()) if theirs else "",
    }  # fmt: skip
    return render(request, "beheer/translating_text.html", context, status=status)
