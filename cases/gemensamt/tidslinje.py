"""A case told in plain words: what has happened, what happens now, who has it and until when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare
from cases.organisation.roller import ROLLER
from workflows import clock, engine
from workflows.engine import HistoryRow
from workflows.models import Move, Process, Timer, UserTask


@dataclass(frozen=True)
class Handelserad:
    """A line of the timeline, as components/timeline.html draws it."""

    title: str
    state: str
    when: datetime | None = None
    who: str = ""
    text: str = ""
    link: tuple[str, str] | None = None


@dataclass(frozen=True)
class Beslut:
    """Why something went the way it did: the table, what it was told and the row that matched."""

    var: str
    tabell: str
    indata: list[tuple[str, str]]
    rader: list[str]
    resultat: str
    nar: datetime


def tidslinje(arenden: Iterable[Arende]) -> list[Handelserad]:
    """The lines of a case and of those that belong with it, in the order they happened."""
    done: list[tuple[datetime, int, Handelserad]] = []
    coming: list[Handelserad] = []
    names: dict[str, str] = {}
    for arende in arenden:
        rows = engine.history(arende.pk)
        names |= _names(rows, names)
        for row in rows:
            done += [(row.effective_at, row.rev, line) for line in _told(row, names)]
        coming += _waits(arende)
    ordered = sorted(done, key=lambda line: line[:2])
    return [line for _, _, line in ordered] + coming


def beslut(arende: Arende) -> list[Beslut]:
    """Every decision that a table has made in the case, the latest first."""
    found = [
        Beslut(
            var=row.trail_names[row.trail.index(made["element"])]
            if made["element"] in row.trail
            else made["element"],
            tabell=made["decision"],
            indata=sorted((key, _said(value)) for key, value in made["inputs"].items()),
            rader=[_rule(rule) for rule in made["matched"]],
            resultat=_said(made["value"]),
            nar=row.effective_at,
        )
        for row in engine.history(arende.pk)
        for made in row.details.get("decisions", ())
    ]
    return found[::-1]


def _said(value: Any) -> str:
    """A value of a decision in words; what is empty of several is left out."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_said(one)}" for key, one in value.items() if one is not None)
    if isinstance(value, list):
        return ", ".join(_said(one) for one in value)
    return "" if value is None else str(value)


def _rule(rule: Mapping[str, object]) -> str:
    notes: Any = rule.get("annotations") or {}
    said = (
        "; ".join(str(note) for note in notes.values() if note) if isinstance(notes, dict) else ""
    )
    return f"Rad {rule['row']}" + (f": {said}" if said else "")


def _names(rows: list[HistoryRow], known: Mapping[str, str]) -> dict[str, str]:
    asked = {row.actor for row in rows if row.actor} - known.keys()
    if not asked:
        return {}
    people = Anvandare.objects.filter(username__in=asked)
    return {person.username: person.namn for person in people}


def _told(row: HistoryRow, names: Mapping[str, str]) -> list[Handelserad]:
    who = names.get(row.actor, row.actor)
    lines = []
    if row.kind == Move.Kind.CANCEL:
        reason = str(row.details.get("reason", ""))
        lines.append(Handelserad("Ärendet avbröts", "done", row.effective_at, who, reason))
    elif row.kind == Move.Kind.SKIP:
        reason = str(row.details.get("reason", ""))
        lines.append(
            Handelserad(f"{row.name} hoppades över", "done", row.effective_at, who, reason)
        )
    elif row.kind == Move.Kind.TIMER:
        lines.append(Handelserad(row.name, "done", row.effective_at, "Tiden gick ut"))
    elif row.kind in (Move.Kind.TASK, Move.Kind.MESSAGE, Move.Kind.JOB):
        lines.append(Handelserad(row.name, "done", row.effective_at, who))
    by_itself = [
        name
        for element, name in zip(row.trail, row.trail_names, strict=True)
        if element not in (row.element, name)
    ]
    if row.kind == Move.Kind.START and who and by_itself:
        lines.append(Handelserad(by_itself.pop(0), "done", row.effective_at, who))
    lines += [Handelserad(name, "done", row.effective_at, "webSesam") for name in by_itself]
    return lines


def _waits(arende: Arende) -> list[Handelserad]:
    """What the case waits for now, and the times that are watched."""
    now = clock.now()
    lines = [
        Handelserad(
            title=task.name,
            state="late" if task.deadline and task.deadline < now else "now",
            when=task.deadline,
            who=_whose(task),
            text="Sista dag" if task.deadline else "",
        )
        for task in engine.open_tasks(arende.pk)
    ]
    process = arende.process
    if process is None or process.status != Process.Status.RUNNING:
        return lines
    words = engine.names(process)
    timed = {timer.element: timer.due_at for timer in Timer.objects.filter(process=process)}
    waiting = [element for element in engine.where(process) if element not in _elements(arende)]
    lines += [
        Handelserad(words.get(element, element), "coming", timed.get(element), "webSesam bevakar")
        for element in waiting
    ]
    return lines


def _elements(arende: Arende) -> set[str]:
    return {task.element for task in engine.open_tasks(arende.pk)}


def _whose(task: UserTask) -> str:
    role = ROLLER[task.role].label if task.role in ROLLER else task.role
    if not task.assignee:
        return role
    person = Anvandare.objects.filter(username=task.assignee).first()
    return f"{person.namn if person else task.assignee}, {role.lower()}"
