"""The process that plays drafts: a question a line, an answer a line, each in a child of its own.

It loads the names that diagrams may use once, forks for each question, and has no database: what
a draft does there can touch nothing and ends when its time does.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import django

from workflows.gate.limits import Stopped, limited

MEGABYTES = 768


def serve() -> None:
    """Answer until there are no more questions."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    _forget_the_database()
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = limited(partial(_answer, asked), seconds=asked["seconds"], megabytes=MEGABYTES)
        except Stopped:
            answer = ""
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()


def _forget_the_database() -> None:
    from django.db import connections

    for connection in connections.all():
        connection.connect = _no_database  # type: ignore[method-assign]


def _no_database() -> None:
    raise PermissionError("A dry world has no database.")


def _answer(asked: dict[str, Any]) -> str:
    from workflows.diagrams.bundle import Bundle
    from workflows.trial import sending, telling

    answers: dict[str, Callable[[Bundle, dict[str, Any]], Any]] = {
        "scenarios": telling.scenarios,
        "case": telling.case,
        "asks": telling.asks,
        "replay": telling.replay,
    }
    bundle = sending.unpacked(asked["bundle"])
    return json.dumps(answers[asked["ask"]](bundle, asked), ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


if __name__ == "__main__":
    serve()
