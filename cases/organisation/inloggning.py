"""The question that every request begins with, in a statement made once: whose session is it?"""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField

# Django writes when a session ends, by the machine's own clock: it is asked by the same.
from django.utils.timezone import now  # noqa: TID251

from workflows.prepared import Given, Select

_SESSION = Select(
    lambda: Session.objects.filter(
        pk=Given("key", CharField()), expire_date__gt=Given("now", DateTimeField())
    )
)


class SessionStore(db.SessionStore):
    """Django's own, in the database: what is logged out is so for every process at once."""

    def _get_session_from_db(self) -> Session | None:
        found = _SESSION.one(key=self.session_key, now=now())
        if found is None:
            self._session_key = None
        return found
