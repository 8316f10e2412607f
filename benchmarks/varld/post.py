"""What an order's cases tell each other reaches them, and what was left to a worker is done."""

from workflows import clock, engine
from workflows.models import Job, Message


def bar_fram() -> None:
    """Until nothing is on its way. No timers: those of a whole world are not this order's."""
    while _messages() or _jobs():
        pass


def _messages() -> int:
    waiting = Message.objects.filter(status=Message.Status.WAITING, look_at__lte=clock.now())
    return sum(map(engine.deliver, waiting.order_by("look_at").values_list("pk", flat=True)))


def _jobs() -> int:
    ready = Job.objects.filter(take_at__lte=clock.now()).order_by("take_at")
    return sum(map(engine.run_job, ready.values_list("pk", flat=True)))
