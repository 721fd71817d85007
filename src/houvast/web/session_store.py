"""Sessions in the database, kept by one statement.

Django saves a session inside a savepoint of its own, to tell a taken key from other trouble. That can only happen
when a session is made; a page that changes one needs neither the savepoint nor the look-up.
"""

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import router


class SessionStore(DatabaseStore):
    """The same table and rules."""

    def save(self, must_create: bool = False) -> None:
        """Make the session, or change the one that is there; UpdateError when it was ended meanwhile."""
        if must_create or self.session_key is None:
            super().save(must_create=must_create)
            return
        row = self.create_model_instance(self._get_session())  # type: ignore[attr-defined]  # its types leave it out
        using = router.db_for_write(self.model, instance=row)
        kept = self.model.objects.using(using).filter(pk=row.session_key)
        if not kept.update(session_data=row.session_data, expire_date=row.expire_date):
            raise UpdateError
