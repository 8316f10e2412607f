"""A case told in plain words: what has happened, what happens now, who has it and until when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from cases.gemensamt.arendetyper import arendetyp
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare
from cases.organisation.roller import ROLLER
from workflows import clock, engine, registry
from workflows.diagrams import questions
from workflows.engine import HistoryRow
from workflows.models import Move, Process, Timer, UserTask

# So much of what has happened is seen without unfolding.
_SENASTE = 4
# What an action gives `engine.complete` to have told in the timeline; as the diagrams call it.
SAGT = "tidslinje"
_WRITTEN_WITHIN = timedelta(seconds=1)
# Moves that one element began, which is what they are called by.
_BEGUN_BY_ONE = (
    Move.Kind.TASK,
    Move.Kind.TIMER,
    Move.Kind.MESSAGE,
    Move.Kind.JOB,
    Move.Kind.RECHECK,
)


@dataclass(frozen=True)
class Handelserad:
    """A line of the timeline, as components/timeline.html draws it."""

    title: str
    state: str
    when: date | None = None
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


@dataclass(frozen=True)
class Berattelse:
    """The timeline as a page shows it: what happens now, then what has happened, newest first."""

    nu: list[Handelserad]
    senaste: list[Handelserad]
    tidigare: list[Handelserad]


def nyast_forst(rader: list[Handelserad]) -> Berattelse:
    """A timeline for a reader who wants to know how it stands; what is older can be folded."""
    waits = [line for line in rader if line.state != "done"]
    done = [line for line in reversed(rader) if line.state == "done"]
    # A fold that hides a line or two costs more than it gives.
    shown = _SENASTE if len(done) > _SENASTE + 2 else len(done)
    return Berattelse(waits, done[:shown], done[shown:])


def tidslinje(arenden: Iterable[Arende]) -> list[Handelserad]:
    """The lines of a case and of those that belong with it, in the order they happened."""
    done: list[tuple[datetime, datetime, Handelserad]] = []
    coming: list[Handelserad] = []
    names: dict[str, str] = {}
    for arende in arenden:
        rows = engine.history(arende.pk)
        names |= _names(rows, names)
        adds = arendetyp(arende.typ).berattelse(arende)
        for row in rows:
            done += [(_placed(row), row.at, line) for line in _told(row, names, adds)]
        done += [
            (one.nar, one.nar, Handelserad(one.vad, "done", one.nar, one.av, one.text))
            for one in arendetyp(arende.typ).gjort(arende)
        ]
        coming += _waits(arende)
    ordered = [line for _, _, line in sorted(done, key=lambda line: line[:2])]
    return (
        ordered[:1] + [line for last, line in pairwise(ordered) if not _same(last, line)] + coming
    )


def _same(last: Handelserad, line: Handelserad) -> bool:
    """Whether two lines say one thing: a message is sent by one case and received by another."""
    if not isinstance(last.when, datetime) or not isinstance(line.when, datetime):
        return False
    if line.when - last.when >= timedelta(minutes=1):
        return False
    return (last.title, last.who, last.text) == (line.title, line.who, line.text)


def _placed(row: HistoryRow) -> datetime:
    """Where a move stands among those of other cases: what it caused never comes before it.

    A move that is dated by when it was written may be caused by nothing later, but was begun up to
    a second before, and what it sends is dated by then.
    """
    return row.at if row.effective_at == row.at else row.effective_at + _WRITTEN_WITHIN


def beslut(arende: Arende) -> list[Beslut]:
    """Every decision that a table has made in the case, the latest first."""
    described = _described(arende)
    found = [
        Beslut(
            var=row.trail_names[row.trail.index(made["element"])]
            if made["element"] in row.trail
            else made["element"],
            tabell=made["decision"],
            indata=sorted(
                (described.get(key, key), _said(value)) for key, value in made["inputs"].items()
            ),
            rader=[_rule(rule) for rule in made["matched"]],
            resultat=_said(_labelled(made, arende)),
            nar=row.effective_at,
        )
        for row in engine.history(arende.pk)
        for made in row.details.get("decisions", ())
    ]
    return found[::-1]


def _labelled(made: Mapping[str, Any], arende: Arende) -> Any:
    """An answer in several parts, called what its table calls them."""
    value = made["value"]
    if not isinstance(value, Mapping) or arende.process is None:
        return value
    labels = engine.answer_labels(arende.process, made["decision"])
    return {labels.get(name, name): one for name, one in value.items()}


def _described(arende: Arende) -> dict[str, str]:
    """What the case's facts mean, by name, in the words of those who draw."""
    facts = dict(registry.case_type(arende.typ).facts)
    if arende.process is not None:
        facts = {**questions.facts_of(arende.process.version_id), **facts}
    return {name: fact.description for name, fact in facts.items() if fact.description}


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
    asked = {row.actor for row in rows if row.actor}
    asked |= {str(row.details["agreed"]) for row in rows if row.details.get("agreed")}
    asked -= known.keys()
    if not asked:
        return {}
    people = Anvandare.objects.filter(username__in=asked)
    return {person.username: person.namn for person in people}


def _told(row: HistoryRow, names: Mapping[str, str], adds: str) -> list[Handelserad]:
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
    elif row.kind == Move.Kind.MENDED:
        lines.append(Handelserad("Återställt", "done", row.effective_at, who))
    elif row.kind == Move.Kind.PLACED:
        lines.append(_flyttad(row, names))
    elif row.kind == Move.Kind.VERSION:
        title = f"Flyttad {'tillbaka ' if row.details.get('back') else ''}till version"
        reason = str(row.details.get("reason", ""))
        version = row.details.get("to", "")
        lines.append(Handelserad(f"{title} {version}", "done", row.effective_at, who, reason))
    elif row.kind in _BEGUN_BY_ONE and (title := _title(row.story, row.element, row.name)):
        by = "Tiden gick ut" if row.kind == Move.Kind.TIMER else who
        lines.append(Handelserad(title, "done", row.effective_at, by, _sagt(row)))
    by_itself = [
        title
        for element, name in zip(row.trail, row.trail_names, strict=True)
        if element != row.element and (title := _title(row.story, element, name))
    ]
    if row.kind == Move.Kind.START and who and by_itself:
        lines.append(Handelserad(by_itself.pop(0), "done", row.effective_at, who, adds))
    lines += [Handelserad(name, "done", row.effective_at, "webSesam") for name in by_itself]
    return lines


def _flyttad(row: HistoryRow, names: Mapping[str, str]) -> Handelserad:
    """From where to where, why, and who agreed."""
    said = row.details
    title = f"Flyttat från {said.get('from', '')} till {said.get('to') or row.name}"
    agreed = str(said.get("agreed", ""))
    reason = str(said.get("reason", ""))
    if agreed:
        reason = f"{reason} Klartecken av {names.get(agreed, agreed)}."
    return Handelserad(title, "done", row.effective_at, names.get(row.actor, row.actor), reason)


def _sagt(row: HistoryRow) -> str:
    """What the person said when she did it, for those who read the case."""
    return str((row.details.get("input") or {}).get(SAGT, ""))


def _title(story: Mapping[str, str], element: str, name: str) -> str:
    """What the timeline calls an element: as the diagram says that it be told, else its name.

    What nobody has named is no event, and what is named by a question is a choice: the events
    that follow say how it went.
    """
    if element in story:
        return story[element]
    return "" if name == element or name.endswith("?") else name


def _waits(arende: Arende) -> list[Handelserad]:
    """What the case waits for now, and the times that are watched."""
    now, tasks = clock.now(), engine.open_tasks(arende.pk)
    lines = [
        Handelserad(
            title=task.name,
            state="late" if task.deadline and task.deadline < now else "now",
            when=task.deadline,
            who=_whose(task),
        )
        for task in tasks
    ]
    process = arende.process
    if process is None or process.status != Process.Status.RUNNING:
        return lines
    lines += [
        Handelserad(one.vad, "coming", one.nar, "webSesam bevakar")
        for one in sorted(
            arendetyp(arende.typ).vantas(arende), key=lambda one: _dag(one.nar or date.max)
        )
    ]
    words, story = engine.names(process), engine.story(process)
    timed = {timer.element: timer.due_at for timer in Timer.objects.filter(process=process)}
    theirs = {task.element for task in tasks}
    lines += [
        Handelserad(title, "coming", timed.get(element), "webSesam bevakar")
        for element in engine.where(process)
        if element not in theirs and (title := _title(story, element, words.get(element, element)))
    ]
    return lines


def _dag(when: date) -> date:
    return clock.local(when).date() if isinstance(when, datetime) else when


def _whose(task: UserTask) -> str:
    role = ROLLER[task.role].label if task.role in ROLLER else task.role
    if not task.assignee:
        return role
    person = Anvandare.objects.filter(username=task.assignee).first()
    return f"{person.namn if person else task.assignee}, {role.lower()}"
