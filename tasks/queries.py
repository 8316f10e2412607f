"""The inbox's questions: which tasks a person may do, how many of each, and the next one."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet
from django.db.models.expressions import Combinable
from django.http import QueryDict

from cases.gemensamt.uppgifter import mina
from cases.mottagare.visning import far_se_patienter
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import NotYourTurn
from workflows.models import UserTask

PER_PAGE = 50

ORDER: dict[str, tuple[str, tuple[str | Combinable, ...]]] = {
    # What is late first, then what is due soonest; of two that are due at once the more important.
    "frist": ("Sista dag", (F("deadline").asc(nulls_last=True), "-priority", "created_at")),
    "nummer": ("Ärende", ("number", "created_at")),
    "mottagare": ("Mottagare", ("subject", "created_at")),
    "nyast": ("Nyast först", ("-created_at",)),
}
WHOSE = {"alla": "Alla", "mina": "Mina", "lediga": "Lediga", "sena": "Försenade", "idag": "I dag"}


@dataclass(frozen=True)
class Selection:
    """What the inbox shows. It lives in the address, so that it can be shared and gone back to."""

    vems: str = "alla"
    typ: str = ""
    uppgift: str = ""
    q: str = ""
    ordning: str = "frist"

    @classmethod
    def read(cls, given: QueryDict) -> "Selection":
        """From an address; what makes no sense is the default."""
        vems, order = given.get("vems", ""), given.get("ordning", "")
        return cls(
            vems=vems if vems in WHOSE else "alla",
            typ=_readable(given.get("typ", ""), 40),
            uppgift=_readable(given.get("uppgift", ""), 100),
            q=_readable(given.get("q", ""), 100),
            ordning=order if order in ORDER else "frist",
        )

    def address(self, **changed: str) -> str:
        """The query part of the address of this selection, with something changed."""
        plain = {**vars(self), **changed}
        first = vars(Selection())
        return urlencode({key: value for key, value in plain.items() if value != first[key]})

    def items(self) -> list[tuple[str, str]]:
        """Key and value of everything chosen, for hidden fields."""
        return list(vars(self).items())

    def without_whose(self) -> "Selection":
        """The same for everybody's tasks: what the tabs' counts are counted in."""
        return replace(self, vems="alla")


def chosen(user: Anvandare, selection: Selection) -> QuerySet[UserTask]:
    """The tasks of a selection, in its order."""
    found = _narrow(user, selection)
    found = found.filter(_whose(user)[selection.vems])
    return found.order_by(*ORDER[selection.ordning][1])


def counts(user: Anvandare, selection: Selection) -> dict[str, int]:
    """How many there are behind each tab, in one question."""
    base = _narrow(user, selection.without_whose())
    asked: dict[str, Any] = {key: Count("pk", filter=part) for key, part in _whose(user).items()}
    return base.aggregate(**asked)


def kinds(user: Anvandare) -> list[tuple[str, str]]:
    """The elements and names of the tasks that the person has now, to choose among."""
    rows = mina(user).order_by("name").values_list("element", "name").distinct()
    return list(rows)


def take_next(user: Anvandare, selection: Selection) -> UserTask | None:
    """Claim the most urgent free task of a selection, however it is sorted on the screen.

    None when there is none left. A colleague may take it in the same moment: then the next one is
    tried.
    """
    whose = selection.vems if selection.vems in {"sena", "idag"} else "alla"
    urgent = chosen(user, replace(selection, vems=whose, ordning="frist"))
    for task in urgent.filter(assignee="")[:20]:
        try:
            engine.claim(task.pk, actor=user.username)
        except NotYourTurn:
            continue
        return task
    return None


def _narrow(user: Anvandare, selection: Selection) -> QuerySet[UserTask]:
    tasks = mina(user)
    if selection.typ:
        tasks = tasks.filter(case_type=selection.typ)
    if selection.uppgift:
        tasks = tasks.filter(element=selection.uppgift)
    # Who may not see whose a task is may not find it by that either.
    sought = "search" if far_se_patienter(user) else "number"
    for word in selection.q.lower().split():
        tasks = tasks.filter(**{f"{sought}__contains": word})
    return tasks


def _readable(text: str, longest: int) -> str:
    """As the tables hold it: å as one character."""
    return unicodedata.normalize("NFC", text).strip()[:longest]


def _whose(user: Anvandare) -> dict[str, Q]:
    now = clock.now()
    midnight = datetime.combine(clock.today() + timedelta(days=1), time(), tzinfo=clock.STOCKHOLM)
    return {
        "alla": Q(),
        "mina": Q(assignee=user.username),
        "lediga": Q(assignee=""),
        "sena": Q(deadline__lt=now),
        "idag": Q(deadline__gte=now, deadline__lt=midnight),
    }
