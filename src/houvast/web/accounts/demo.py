"""What the demo shows on this machine and production refuses: accounts, password and current codes (record.md 7)."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings

from houvast.foundation.accounts.models import Membership, Role
from houvast.web.request import Request

PASSWORD = "samen-uit-de-schulden"  # noqa: S105 - made-up people on this machine only; production refuses them
STEP = 30


@dataclass(frozen=True)
class DemoAccount:
    """One made-up colleague."""

    email: str
    name: str
    role: str
    code: str


def accounts(request: Request) -> list[DemoAccount]:
    """One account per role of this demo organisation, with the code its app would show now."""
    if not (settings.DEMO and request.organisation.demo and _on_this_machine(request)):
        return []
    rows = Membership.objects.filter(account__email__endswith=".example").select_related("account")
    per_role: dict[str, Membership] = {}
    for row in rows.order_by("account__email"):
        per_role.setdefault(row.role, row)
    secrets = {
        one.user_id: decrypt(one.data["secret"])
        for one in Authenticator.objects.filter(
            user_id__in=[row.account_id for row in per_role.values()], type=Authenticator.Type.TOTP
        )
    }
    return [
        DemoAccount(
            row.account.email,
            row.account.display_name,
            Role(role).label,
            code_now(request, secrets.get(row.account_id)),
        )
        for role, row in per_role.items()
    ]


def code_now(request: Request, secret: str | None) -> str:
    """The six digits of this half minute."""
    if secret is None:
        return ""
    counter = int(request.clock.now().timestamp()) // STEP
    return str(format_hotp_value(hotp_value(secret, counter)))


def _on_this_machine(request: Request) -> bool:
    host = request.get_host().rsplit(":", 1)[0]
    return host in settings.BARE_HOSTS or host.endswith(".localhost")
