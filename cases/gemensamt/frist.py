"""How much time is left, in working days (`sla.csv`): the words of every deadline."""

from dataclasses import dataclass
from datetime import datetime

from workflows import clock, workdays


@dataclass(frozen=True)
class Frist:
    """A last day as it is shown. `state` is late | today | soon | calm; `icon` says the same."""

    day: str
    words: str
    state: str
    icon: str


def frist(moment: datetime | None) -> Frist | None:
    """The words for a deadline; None when there is none.

    Late from the very minute, even on the last day itself.
    """
    if moment is None:
        return None
    due = clock.local(moment)
    day = f"{due:%Y-%m-%d}"
    today = clock.today()
    if moment < clock.now():
        late = workdays.between(due.date(), today)
        return Frist(day, _late(late, due), "late", "warning")
    if due.date() == today:
        return Frist(day, f"I dag före {due:%H:%M}", "today", "clock")
    left = workdays.between(today, due.date())
    if left == 0:
        return Frist(day, "Före nästa arbetsdag", "today", "clock")
    return Frist(day, f"{_days(left)} kvar", "soon" if left <= 2 else "calm", "calendar")


def _late(days: int, due: datetime) -> str:
    return f"Försenad {_days(days)}" if days else f"Försenad sedan {due:%H:%M}"


def _days(number: int) -> str:
    return "1 arbetsdag" if number == 1 else f"{number} arbetsdagar"
