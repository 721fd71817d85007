"""W2: a sign-up by phone, desk, walk-in, home visit or letter, on one page while talking."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from houvast.casework.contact.services import AttemptCommand, record_attempt
from houvast.casework.dossier import clocks
from houvast.casework.residents.services import WishesGiven
from houvast.casework.signup.errors import FormUsedForOtherAnswers, SignupError
from houvast.casework.signup.services import (
    PostalGiven,
    SignupCommand,
    SignupRegistered,
    ThreatGiven,
    register_signup,
)
from houvast.foundation.organisations.models import Municipality
from houvast.foundation.texts.services import choose_many
from houvast.foundation.words import day_words
from houvast.web.counsellor.forms import NewSignupForm
from houvast.web.counsellor.lists import SIGNUP_ROLES
from houvast.web.doors import door
from houvast.web.municipality import municipality_of
from houvast.web.request import Request
from houvast.web.ui.page import page_of

ATTEMPT_CHANNEL = {"phone": "phone", "desk": "desk", "walk_in": "desk", "home_visit": "home_visit"}
SAY = ("say.welcome", "say.threat", "say.interpreter")


@door(roles=SIGNUP_ROLES)
def new_signup_view(request: Request) -> HttpResponse:
    """Register a sign-up; afterwards the code and the promised days stand on the page."""
    page_of(request).menu_key = "queue"
    posted = request.method == "POST"
    form = NewSignupForm(request.POST if posted else None, clock=request.clock, municipalities=request.municipalities)
    if posted and form.is_valid():
        try:
            command = _command(request, form)
            made = register_signup(request.actor, command, request.clock, request.randomness)
        except FormUsedForOtherAnswers as refusal:
            form.add_error(None, str(refusal.text))
            return render(request, "counsellor/new.html", _context(request, form), status=409)
        except SignupError as refusal:
            form.add_error("reach", str(refusal.text))
            return render(request, "counsellor/new.html", _context(request, form), status=422)
        spoken = _speak(request, form, made)
        return render(request, "counsellor/new_done.html", {"made": made, "spoken": spoken, "command": command})
    return render(request, "counsellor/new.html", _context(request, form), status=422 if posted else 200)


def _context(request: Request, form: NewSignupForm) -> dict[str, Any]:
    today = request.clock.today()
    place = municipality_of(request)
    promised = {kind: clocks.clock_for(kind, today, place).due for kind in (*clocks.AT_SIGNUP, clocks.THREAT_TALK)}
    texts = choose_many(list(SAY), "nl", request.clock.now(), show_unapproved=True)
    return {
        "form": form,
        "contact_by": day_words(promised[clocks.CONTACT]),
        "intake_by": day_words(promised[clocks.INTAKE]),
        "threat_by": day_words(promised[clocks.THREAT_TALK]),
        "say": [texts[key].version.body for key in SAY],
    }


def _command(request: Request, form: NewSignupForm) -> SignupCommand:
    given = form.cleaned_data
    kinds = [kind for kind in given["urgent"] if kind != "none"]
    urgency = "threat" if kinds else ("none" if "none" in given["urgent"] else "unknown")
    municipality, known_by = _municipality(request, given.get("municipality", ""))
    postal = PostalGiven(given["street"], given["postcode"], given["city"]) if given["street"] else None
    speaking = given["speaking"] and given["channel"] in ATTEMPT_CHANNEL
    return SignupCommand(
        channel=given["channel"],
        wants=given["wants"],
        form_key=given["form_key"],
        municipality=municipality,
        municipality_known_by=known_by,
        phone=given["phone"],
        mail=given["mail"],
        postal=postal,
        no_fixed_address=given["no_fixed_address"],
        call_name=given["call_name"],
        threats=tuple(ThreatGiven(kind, given["expected_on"], given["company"]) for kind in kinds),
        urgency=urgency,
        language=given["language"],
        interpreter=given["interpreter"],
        help_request=given["help_request"],
        received_at=form.received_at(),
        wishes=_wishes(given) if given["safe"] else None,
        owner_takes_it=speaking,
    )


def _wishes(given: dict[str, Any]) -> WishesGiven:
    closed = set(given["safe"])
    return WishesGiven(
        preferred={"call": "phone", "text": "text", "mail": "mail", "post": "post"}.get(given["wants"], ""),
        comes_by=given["wants"] == "visit",
        phone_allowed="phone" not in closed,
        voicemail_allowed="voicemail" not in closed,
        text_allowed="text" not in closed,
        mail_allowed="mail" not in closed,
        post_allowed="post" not in closed,
        language=given["language"],
        interpreter=given["interpreter"],
    )


def _municipality(request: Request, chosen: str) -> tuple[Municipality, str]:
    found = next((one for one in request.municipalities if str(one.id) == chosen), None)
    if found is not None:
        return found, "asked"
    only = len(request.municipalities) == 1
    return municipality_of(request), "host" if only or request.municipality_by_host else "unknown"


def _speak(request: Request, form: NewSignupForm, made: SignupRegistered) -> bool:
    """The counsellor is talking with the resident: that is the first real contact, and it stops the clock."""
    given = form.cleaned_data
    if made.repeated or not given["speaking"] or given["channel"] not in ATTEMPT_CHANNEL:
        return False
    command = AttemptCommand(
        dossier_id=made.dossier_id,
        party_id=made.party_id,
        channel=ATTEMPT_CHANNEL[given["channel"]],
        outcome="reached",
        at=request.clock.now(),
        form_key=made.signup_id,
        with_interpreter=given["interpreter"],
    )
    record_attempt(request.actor, command, request.clock)
    return True
