"""Lists of ids as one SQL parameter."""

from collections.abc import Iterable
from uuid import UUID


def uuid_array(ids: Iterable[UUID | None]) -> str:
    """A uuid[] as PostgreSQL reads it, for `%s::uuid[]`.

    The driver adapts the members of a list one by one: for the ids of a page that takes longer than the statement.
    """
    return "{" + ",".join("NULL" if one is None else str(one) for one in ids) + "}"
