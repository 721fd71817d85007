"""R6: messages. A resident writes and asks for a call; what he reads back tells nothing of his affairs."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from houvast.casework.dossier.errors import ClosedDossier
from houvast.casework.letters.errors import LettersError
from houvast.casework.letters.models import Ask
from houvast.casework.letters.questions import ANSWER_WITHIN, AskCommand, ask, may_be_called
from houvast.casework.letters.talk import Spoken, own_talk
from houvast.casework.signup.queries import ResidentHome, resident_home
from houvast.foundation.clock import legal_day
from houvast.rules import terms
from houvast.web.doors import door
from houvast.web.kept_input import forget_typed, typed_before
from houvast.web.public.house import spoken
from houvast.web.public.words import in_words
from houvast.web.request import Request
from houvast.web.resident.forms import CallMeForm, QuestionForm

SENT_WORDS = "gestuurd"  # in the address after sending: the page says that it is in


@door(resident="N1")
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def talk(request: Request) -> HttpResponse:
    """All messages, and a form to write one."""
    mine = resident_home(request.actor, request.clock)
    if mine.stopped:
        return redirect("resident:home")
    if request.method == "POST":
        form = QuestionForm(request.POST)
        if form.is_valid() and _asked(request, form, Ask.MESSAGE, words=form.cleaned_data["words"]):
            return redirect(f"{reverse('resident:talk')}?{SENT_WORDS}=ja")
        return render(request, "resident/talk.html", _context(request, mine, form), status=400)
    kept = typed_before(request, QuestionForm)
    form = QuestionForm(initial={**kept, "form_key": uuid.uuid4()})
    return render(request, "resident/talk.html", {**_context(request, mine, form), "kept": bool(kept)})


def _context(request: Request, mine: ResidentHome, form: QuestionForm) -> dict[str, Any]:
    today = request.clock.today()
    lines = lines_of(own_talk(request.actor, request.clock), today)
    return {
        "form": form,
        "mine": mine,
        "lines": lines,
        "just_sent": lines[0] if lines and request.GET.get(SENT_WORDS) == "ja" else None,
        "answer_words": _("Je krijgt antwoord uiterlijk %(day)s.")
        % {"day": in_words(terms.add_working_days(today, ANSWER_WITHIN))},
    }


@door(resident="N1")
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def call_me(request: Request) -> HttpResponse:
    """ "Bel mij liever": a task for who has the file, and the day by which we call."""
    mine = resident_home(request.actor, request.clock)
    if mine.stopped:
        return redirect("resident:home")
    if request.method != "POST":
        form = CallMeForm(initial={"part_of_day": "", "form_key": uuid.uuid4()})
        context = {"form": form, "may_be_called": may_be_called(mine.party_id)}
        return render(request, "resident/call_me.html", context)
    form = CallMeForm(request.POST)
    if form.is_valid() and _asked(request, form, Ask.CALL_ME, part_of_day=form.cleaned_data["part_of_day"]):
        return redirect(f"{reverse('resident:talk')}?{SENT_WORDS}=ja")
    context = {"form": form, "may_be_called": may_be_called(mine.party_id)}
    return render(request, "resident/call_me.html", context, status=400)


def _asked(request: Request, form: QuestionForm | CallMeForm, what: str, **given: str) -> bool:
    """Send it; what is refused stands on the form in plain words."""
    try:
        ask(request.actor, AskCommand(what, form.cleaned_data["form_key"], **given), request.clock)
    except LettersError as refusal:
        form.add_error(None, str(refusal.text))
        return False
    except ClosedDossier:
        form.add_error(None, _("Je bent gestopt. Wil je weer hulp? Ga naar je eigen pagina."))
        return False
    forget_typed(request)
    return True


def lines_of(spoken_rows: list[Spoken], today: Any) -> list[dict[str, Any]]:
    """Questions and answers as lines: who, when, and until when we answer."""
    return [_answer(one) if one.ours else _question(one, today) for one in spoken_rows]


def _answer(one: Spoken) -> dict[str, Any]:
    said = f"{one.said_words} {in_words(one.day)}." if one.day else one.said_words
    more = "" if one.words or not one.has_words else _("Er is nog meer. Bel ons, dan lezen wij het voor.")
    return {
        "ours": True,
        "who": one.by.split()[0] if one.by else "",
        "day": in_words(legal_day(one.at)),
        "said": said,
        "more": more,
        "words": one.words,
    }


def _question(one: Spoken, today: Any) -> dict[str, Any]:
    call = one.ask == Ask.CALL_ME
    state = ""
    if one.answer_by and not one.answered:
        day = {"day": in_words(one.answer_by)}
        state = (_("Wij bellen je uiterlijk %(day)s.") if call else _("Je krijgt antwoord uiterlijk %(day)s.")) % day
        if one.late(today):
            late = _("Wij zouden dit doen op %(day)s. Dat is ons niet gelukt. Sorry. Bel ons als je niet kunt wachten.")
            state = late % day
    return {
        "ours": False,
        "day": in_words(legal_day(one.at)),
        "said": _("Je vroeg ons om te bellen.") if call else _("Je stuurde ons een bericht."),
        "state": state,
        "answered": one.answered,
        "late": one.late(today),
        "words": one.words,
    }
