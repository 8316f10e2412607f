"""/healthz: the process answers. /readyz: it can do its work.

A middleware and not pages: a probe comes by the machine's own address, without TLS and without a
session, so it must be answered before those are asked for. It tells nothing that is secret.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from redis.exceptions import RedisError


class HealthMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return JsonResponse({"ok": True})
        if request.path == "/readyz":
            found = {"database": database(), "redis": redis()}
            ready = all(answer == "ok" for answer in found.values())
            return JsonResponse({"ok": ready} | found, status=200 if ready else 503)
        return self.get_response(request)


def database() -> str:
    """`ok`, `migrate` (the tables are older than the code) or `unreachable`."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "unreachable"
    return "migrate" if waiting else "ok"


def redis() -> str:
    """`ok`, also where the installation has no Redis, or `unreachable`."""
    if not settings.REDIS_URL:
        return "ok"
    try:
        cache.get("readyz")
    except RedisError:
        return "unreachable"
    return "ok"
