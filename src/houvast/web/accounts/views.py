"""Signing in and out (staff), the link of an invitation, and one's own account."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.totp.views import ActivateTOTPView
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from houvast.foundation.accounts.elsewhere import provider_row
from houvast.foundation.accounts.errors import InvitationGone
from houvast.foundation.accounts.services import accept_invitation, open_invitation
from houvast.web import sessions
from houvast.web.accounts import demo
from houvast.web.accounts.forms import PasswordForm
from houvast.web.accounts.qr import qr_answer
from houvast.web.doors import door
from houvast.web.homes import home_of
from houvast.web.kept_input import something_kept
from houvast.web.request import Request

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


class SignIn(LoginView):
    """Mail address and password, then the second step."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """In the demo on this machine the accounts and their codes stand beside the form."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["demo_accounts"] = demo.accounts(self.request)
        context["ended"] = self.request.session.pop("ended", False)
        context["elsewhere"] = provider_row()
        context["kept"] = something_kept(self.request)
        return context


class SecondStep(AuthenticateView):
    """The code from the app."""

    template_name = "accounts/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The demo shows the code of the account that is signing in."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["form"] = context.get("form") or kwargs.get("form")
        context["demo_accounts"] = demo.accounts(self.request)
        return context


class SetUp(ActivateTOTPView):
    """An account without a second factor can only do this."""

    template_name = "accounts/set_up.html"

    def dispatch(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """Whoever has an app already goes to work: taking it away is the administrator's, by a new link."""
        user = request.user
        if user.is_authenticated and Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
            return redirect(home_of(request.actor.roles))
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        """First the recovery codes, then to work."""
        return "/inloggen/herstelcodes/"

    def form_valid(self, form: Any) -> HttpResponse:
        """The code just typed is the second factor of this session too."""
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type=Authenticator.Type.TOTP)
        sessions.start_staff(self.request)
        return response


class SignOut(LogoutView):
    """Asks first; only a POST signs out."""

    template_name = "accounts/sign_out.html"

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Out, and nothing stays in the browser."""
        response: HttpResponse = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


sign_in = door(public=True)(SignIn.as_view())
second_step = door(public=True)(SecondStep.as_view())
set_up = door(public=True)(SetUp.as_view())
sign_out = door(public=True)(SignOut.as_view())


@door(public=True)
def set_up_qr(request: Request) -> HttpResponse:
    """The secret of the app that is being set up, as a picture; only inside the session that makes it."""
    if not request.user.is_authenticated or Authenticator.objects.filter(user=request.user).exists():
        raise Http404
    return qr_answer(request, get_totp_secret(regenerate=False))


@door(public=True)
def recovery_codes(request: Request) -> HttpResponse:
    """Shown once, right after setting up."""
    if not (request.user.is_authenticated and sessions.has_second_factor(request)):
        return redirect("account_login")
    found = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES).first()
    wrapped = RecoveryCodes(found) if found else None
    codes = wrapped.get_unused_codes() if wrapped and not wrapped.did_view else []
    if wrapped:
        wrapped.mark_as_viewed()  # kept with the codes, so a later session does not show them either
    return render(request, "accounts/recovery_codes.html", {"codes": codes})


@door(public=True)
def invitation(request: Request, token: str) -> HttpResponse:
    """Set a password on a one-time link; opening the link changes nothing."""
    try:
        found = open_invitation(token, request.clock)
    except InvitationGone as gone:
        return render(request, "accounts/invitation_gone.html", {"text": gone.text}, status=404)
    posted = request.method == "POST"
    form = PasswordForm(request.POST if posted else None, account=found.account)
    if posted and form.is_valid():
        account = accept_invitation(token, form.cleaned_data["password"], request.clock)
        login(request, account, backend=BACKEND)
        record_authentication(request, account, method="password", email=account.email)
        return redirect("mfa_activate_totp")
    status = 422 if posted else 200
    return render(request, "accounts/invitation.html", {"form": form, "account": found.account}, status=status)
