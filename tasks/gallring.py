"""Gallring: everything that is kept for a time only, and is older than that, goes."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.sessions.models import Session

from workflows import clock, registry


def gallra() -> Mapping[str, int]:
    """Carry out every rule. Returns how many went, by what they were."""
    now = clock.now()
    return {
        what: erasure.erase(now - erasure.keep) for what, erasure in registry.erasures().items()
    }


def sessions(before: datetime) -> int:
    """Take away logins that ended before. Returns how many."""
    return Session.objects.filter(expire_date__lt=before).delete()[0]
