"""Tables of libraries: they stand outside the organisations and hold nothing of residents (record.md 1.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import ACCOUNT, NOBODY, Destruction, Table, table

_MACHINERY: Final = table(NOBODY, "machinery", "* A never", destruction=Destruction.STAYS)
_JOBS: Final = table(NOBODY, "job", "* A never")

LIBRARIES: Final[Mapping[str, Table]] = {
    "auth.Permission": _MACHINERY,
    "auth.Group": _MACHINERY,
    "auth.Group_permissions": _MACHINERY,
    "contenttypes.ContentType": _MACHINERY,
    "sessions.Session": table(ACCOUNT, "session", "* B never", ages_from=("expire_date",)),
    "account.EmailAddress": table(ACCOUNT, "account", "* B never"),
    "account.EmailConfirmation": table(ACCOUNT, "account", "* B never"),
    "mfa.Authenticator": table(ACCOUNT, "account", "* C never"),
    "procrastinate.ProcrastinateWorker": _JOBS,
    "procrastinate.ProcrastinateJob": _JOBS,
    "procrastinate.ProcrastinateEvent": _JOBS,
    "procrastinate.ProcrastinatePeriodicDefer": _JOBS,
}
