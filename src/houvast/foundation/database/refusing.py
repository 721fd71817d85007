"""A constraint of the database as a refusal in the words of the room."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction


@contextmanager
def refused_as(refusal: Exception | type[Exception], *constraints: str) -> Iterator[None]:
    """A savepoint around a write: raises `refusal` when one of these constraints stands in its way.

    `constraints`: their names, or a part that only they have. Any other IntegrityError goes on as it is.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as trouble:
        if any(name in str(trouble) for name in constraints):
            raise refusal from trouble
        raise
