"""Forgetting what has been counted, without touching what another run has in the same Redis."""

from django.conf import settings
from django.core.cache import cache
from redis import Redis


def glom() -> None:
    """Empty this run's cache. Django's own `clear` empties the whole Redis database, in which the
    other half of a run may be counting too."""
    if not settings.REDIS_URL:
        cache.clear()
        return
    with Redis.from_url(settings.REDIS_URL) as redis:
        for key in redis.scan_iter(f"{settings.REDIS_PREFIX}*"):
            redis.delete(key)
