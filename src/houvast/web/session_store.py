"""Sessions in the database, read and kept by one plain statement each.

Django saves a session inside a savepoint of its own, to tell a taken key from other trouble. That can only happen
when a session is made; a page that changes one needs neither the savepoint nor the look-up. And every page reads
its session: that statement is written out, because putting it together anew costs more than asking it.
"""

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db import connection

_READ = """
SELECT session_key, session_data, expire_date FROM django_session WHERE session_key = %s AND expire_date > now()
"""
_KEEP = "UPDATE django_session SET session_data = %s, expire_date = %s WHERE session_key = %s"


class SessionStore(DatabaseStore):
    """The same table and rules."""

    def _get_session_from_db(self) -> Session | None:
        with connection.cursor() as cursor:
            cursor.execute(_READ, [self.session_key])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        return Session(*row)

    def save(self, must_create: bool = False) -> None:
        """Make the session, or change the one that is there; UpdateError when it was ended meanwhile."""
        if must_create or self.session_key is None:
            super().save(must_create=must_create)
            return
        row = self.create_model_instance(self._get_session())  # type: ignore[attr-defined]  # its types leave it out
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, [row.session_data, row.expire_date, row.session_key])
            if cursor.rowcount != 1:
                raise UpdateError
