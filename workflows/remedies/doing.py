"""One thing done about one incident, and what came of it; on paper, or for good."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from workflows import engine
from workflows.engine import incidents, moves
from workflows.errors import Hinder, No, Refused
from workflows.models import Incident, Process, Remedy
from workflows.remedies import lacking
from workflows.remedies.causes import Cause

What = Remedy.What
_SHORTEST_REASON = 5
# So many are tried out on paper, the oldest first: each takes its case's lock for a moment.
_TRIED = 10
_LATER = {
    Incident.Kind.JOB: "Görs om i bakgrunden. Hur det går syns först då.",
    Incident.Kind.MESSAGE: "Skickas igen i bakgrunden.",
    Incident.Kind.TIMER: "Tiden prövas igen i bakgrunden.",
    Incident.Kind.WORK: "Tas upp igen av det som bad om arbetet.",
}


@dataclass(frozen=True)
class Order:
    """What is to be done: a value only goes with `GIVE`, and retrying asks no reason."""

    what: str
    reason: str = ""
    fact: str = ""
    value: str = ""


@dataclass(frozen=True)
class Came:
    """What came of it: in words, and whether it stopped anew."""

    sentence: str
    again: bool = False


@dataclass(frozen=True)
class Likely:
    """What would come of it for so many, with the first few cases."""

    sentence: str
    count: int
    well: bool
    cases: tuple[UUID, ...]


def choices(cause: Cause) -> list[str]:
    """What can be done about incidents of a cause."""
    may = [What.RETRY.value]
    if incidents.may_skip(cause.example.kind, cause.example.version_id, cause.example.element):
        may.append(What.SKIP.value)
    if lacking.givable(cause):
        may.append(What.GIVE.value)
    return may


def check(cause: Cause, order: Order) -> None:
    """Raises `Refused` for what can't be done about this cause, or is not said whole."""
    wrong = []
    if order.what not in choices(cause):
        wrong.append(Hinder("atgard", "Välj något av det som går att göra här.", "atgard"))
    elif order.what != What.RETRY:
        if len(order.reason.strip()) < _SHORTEST_REASON:
            wrong.append(Hinder("skal", "Skriv varför, så att andra kan förstå.", "skal"))
        if order.what == What.GIVE and order.fact not in lacking.givable(cause):
            wrong.append(Hinder("faktum", "Välj vilken uppgift som ska få ett värde.", "faktum"))
        if order.what == What.GIVE and not order.value.strip():
            wrong.append(Hinder("varde", "Skriv värdet som saknas.", "varde"))
    if wrong:
        raise Refused(wrong)


@engine.move
def do(number: int, order: Order, *, actor: str) -> Came:
    """Do it about one incident. Raises what `retry` and `skip` raise."""
    incident = Incident.objects.select_related("process").get(pk=number)
    if order.what == What.SKIP:
        incidents.skip(number, actor=actor, reason=order.reason)
    else:
        process = incident.process
        if order.what == What.GIVE and process is not None:
            moves.lock(process.case_id)
            lacking.give(process.case_id, order.fact, order.value, actor=actor)
        incidents.retry(number, actor=actor)
        if incident.kind in _LATER:
            return Came(_LATER[Incident.Kind(incident.kind)])
    return _came(incident)


def likely(cause: Cause, order: Order, *, actor: str) -> tuple[list[Likely], int]:
    """What would come of it, tried out on the oldest and taken back; and how many were tried.

    Raises `Refused` as `check` does.
    """
    check(cause, order)
    tried = cause.numbers[:_TRIED]
    found: dict[tuple[str, bool], list[UUID | None]] = {}
    for number in tried:
        came, case_id = _on_paper(number, order, actor)
        found.setdefault((came.sentence, not came.again), []).append(case_id)
    told = [
        Likely(sentence, len(cases), well, tuple(one for one in cases if one))
        for (sentence, well), cases in found.items()
    ]
    return sorted(told, key=lambda one: (one.well, -one.count)), len(tried)


def _on_paper(number: int, order: Order, actor: str) -> tuple[Came, UUID | None]:
    case_id = Incident.objects.values_list("process__case_id", flat=True).get(pk=number)
    try:
        with transaction.atomic():
            came = do(number, order, actor=actor)
            transaction.set_rollback(True)
    except Refused as no:
        came = Came(" ".join(one.mening for one in no.hinder), again=True)
    except No as no:
        came = Came(no.mening, again=True)
    return came, case_id


def _came(incident: Incident) -> Came:
    process = incident.process
    if process is None:
        return Came("Klart.")
    process.refresh_from_db()
    stopped = Incident.objects.filter(
        process=process, pk__gt=incident.pk, resolved_at__isnull=True
    ).order_by("pk")
    if (new := stopped.first()) is not None:
        names = engine.names(process)
        return Came(
            f"Stannar vid ”{names.get(new.element, new.element)}”: {new.sentence}", again=True
        )
    if process.status != Process.Status.RUNNING:
        return Came("Ärendet avslutas.")
    names = engine.names(process)
    waits = [names.get(one, one) for one in engine.where(process)]
    where = ", ".join(f"”{one}”" for one in waits)
    return Came(f"Går vidare och väntar vid {where}." if where else "Går vidare.")
