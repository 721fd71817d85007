"""Which organisation (tenant) the current transaction works for (security.md 7).

Two fences hold tenants apart: the default manager filters on this context, and PostgreSQL's row level
security refuses rows of any other organisation. Both are set here and nowhere else, so they cannot differ.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

_current: ContextVar[UUID | None] = ContextVar("houvast_organisation", default=None)


class NoTenant(Exception):
    """Tenant data was asked for outside any organisation."""


class OtherTenant(Exception):
    """Work for one organisation tried to enter another one inside the same transaction."""


def current_organisation_id() -> UUID:
    """The organisation of this transaction; raises NoTenant outside one."""
    organisation_id = _current.get()
    if organisation_id is None:
        raise NoTenant("Geen organisatie gekozen: tenantgegevens zijn alleen binnen `tenant(...)` te lezen.")
    return organisation_id


def has_tenant() -> bool:
    """Whether an organisation has been chosen in this context."""
    return _current.get() is not None


@contextmanager
def tenant(organisation_id: UUID) -> Iterator[None]:
    """Open a transaction in which only rows of this organisation exist.

    Nested use for the same organisation is a savepoint. The setting is local to the transaction: a kept
    connection never carries it to the next request.
    """
    outer = _current.get()
    if outer is not None and outer != organisation_id:
        raise OtherTenant(f"Al bezig voor organisatie {outer}; {organisation_id} kan niet in dezelfde transactie.")
    inside_other_transaction = connection.in_atomic_block
    with transaction.atomic():
        if outer is None:
            _set_local(str(organisation_id))
        token = _current.set(organisation_id)
        try:
            yield
        except BaseException:
            _current.reset(token)
            raise  # the roll-back of the (sub)transaction takes the setting with it
        _current.reset(token)
        # A commit ends the setting by itself; inside a longer transaction it would live on.
        if outer is None and inside_other_transaction:
            _set_local("")


@dataclass(frozen=True)
class Found:
    """The organisation of a host name, and its municipality where that has a host name of its own."""

    organisation_id: UUID
    municipality_id: UUID | None


@contextmanager
def tenant_of_host(host: str, *, bare: bool) -> Iterator[Found | None]:
    """`tenant` for the organisation behind a host name, found and set by one statement; None for a strange host.

    `bare`: the name is that of this machine itself, which stands for the demo (record.md 1.1).
    """
    inside_other_transaction = connection.in_atomic_block
    with transaction.atomic():
        found = _find_and_set(host, bare)
        if found is None:
            yield None
            return
        token = _current.set(found.organisation_id)
        try:
            yield found
        finally:
            _current.reset(token)
        if inside_other_transaction:
            _set_local("")


def _find_and_set(host: str, bare: bool) -> Found | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT organisation_id, municipality_id, set_config('app.organisation', organisation_id::text, true) "
            "FROM houvast_find_organisation(%s, %s)",
            [host, bare],
        )
        row = cursor.fetchone()
    return Found(row[0], row[1]) if row else None


def _set_local(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.organisation', %s, true)", [value])
