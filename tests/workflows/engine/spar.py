"""A case type whose steps leave a trace (`spår`) each: how often each was carried out is seen.

An inline step writes without asking: only its transaction keeps it from writing twice. A
background step uses its idempotency key, as one that calls another system must.
"""

from collections.abc import Callable
from uuid import UUID

from workflows import clock, registry
from workflows.models import Message
from workflows.registry import CaseType, Step, Tillfalle


def _never() -> None:
    pass


point: Callable[[], None] = _never


def _leave(case_id: UUID, element: str, dedupe: str | None) -> None:
    now = clock.now()
    given = {
        "name": f"spar_{element}",
        "key": str(case_id),
        "effective_at": now,
        "created_at": now,
        "expires_at": now,
        "look_at": now,
        "status": Message.Status.DELIVERED,
    }
    if dedupe is None:
        Message.objects.create(**given)
    else:
        Message.objects.get_or_create(dedupe=dedupe, defaults=given)


def _inline(case_id: UUID, *, tillfalle: Tillfalle) -> None:
    point()
    _leave(case_id, tillfalle.element, None)
    point()


def _background(case_id: UUID, *, tillfalle: Tillfalle) -> None:
    point()
    _leave(case_id, tillfalle.element, f"{tillfalle.job_id}")
    point()


def register() -> None:
    """Make the case type `prov` and its steps known in this program."""
    registry.register_case_type(
        CaseType("prov", "Prov", read_facts=lambda case_id: {"nummer": "1"})
    )
    for name in ("i1", "i2", "i3"):
        registry._steps["prov", name] = Step(name, _inline, background=False)
    for name in ("j1", "j2"):
        registry._steps["prov", name] = Step(name, _background, background=True)
