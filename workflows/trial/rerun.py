"""A finished case run again through a diagram, on what it was told and read."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from workflows import dmn, feel
from workflows.diagrams import questions
from workflows.diagrams.parser import Specs
from workflows.errors import No, NullCondition
from workflows.feel import FeelTypeError
from workflows.forms import Form
from workflows.trial.dry_move import Told, joined
from workflows.trial.facts import Known
from workflows.trial.groups import Groups
from workflows.trial.names import Names
from workflows.trial.recorded import MOMENT, NotRecorded, Record, Recorded
from workflows.trial.world import World, models_of, next_due

# A timer goes off with the sweep after it is due: somebody may have been quicker.
_GRACE = timedelta(minutes=1)
_FURTHER = 100


@dataclass(frozen=True)
class Diagram:
    """A bundle made ready to run many cases."""

    specs: Specs
    known: Known
    names: Names
    start: str
    models: Mapping[str, dmn.Model]


@dataclass
class Rerun:
    """How it went. `until` says where and why nothing more is known; empty when it came to the
    end of what was recorded."""

    told: Told = field(default_factory=Told)
    until: str = ""
    # The element that asked what no record answers.
    stopped_at: str = ""
    # What each step would have written, as literals: by the step, and which time it was done. Only
    # that which the record shows that its own version wrote.
    settled: dict[tuple[str, int], Mapping[str, str]] = field(default_factory=dict)


def diagram(specs: Specs) -> Diagram:
    """Make ready. Raises `BadForm`."""
    found = questions.start_in(specs.bundle)
    start = found.element if found else ""
    return Diagram(specs, Known(specs.bundle), Names(specs.bundle), start, models_of(specs))


def rerun(
    diagram: Diagram,
    moves: list[Recorded],
    *,
    forms: Mapping[str, Form],
    groups: Groups,
    base: Rerun | None = None,
) -> Rerun:
    """Run the moves. `forms` are those that the case was asked, `base` how its own version ran
    them. Never raises for what they hold."""
    return _Rerun(diagram, moves, forms, groups, base).run()


class _Rerun:
    def __init__(
        self,
        diagram: Diagram,
        moves: list[Recorded],
        forms: Mapping[str, Form],
        groups: Groups,
        base: Rerun | None,
    ) -> None:
        self.diagram = diagram
        self.base = base
        self.moves = moves
        self.facts = Record(diagram.known, forms, moves)
        self.left: Counter[str] = Counter()
        self.later = Counter(step for move in moves for step in move.trail)
        self.waiting: list[str] = []
        self.asking = ""
        self.world = World(
            diagram.specs,
            self,
            now=moves[0].effective,
            groups=groups,
            models=diagram.models,
            on_step=self._step,
        )
        self.timers = [move for move in moves if move.kind == "TIMER"]
        self.result = Rerun()

    # What the world asks

    def __contains__(self, name: str) -> bool:
        return name in self.facts

    def read(self, name: str, element: str) -> object:
        """A fact; remembers who asked, for where nothing more is known."""
        self.asking = element
        return self.facts.read(name, element)

    def settle(self, element: str, values: Mapping[str, object]) -> None:
        """A step would have written these; its own version perhaps others."""
        written = {name: feel.to_literal(feel.from_python(one)) for name, one in values.items()}
        settled = self.result.settled
        key = element, sum(earlier == element for earlier, _ in settled)
        was = self.facts.shown(written) if self.base is None else self.base.settled.get(key, {})
        if was.keys() - written.keys():
            self.asking = element
            raise NotRecorded("det går inte att säga vad steget hade skrivit i ärendet")
        settled[key] = {name: written[name] for name in was.keys() & written.keys()}
        self.facts.settle(was, settled[key])

    def _step(self, element: str) -> bool | None:
        if self.left[element] > 0:
            self.left[element] -= 1
            return True
        if self.later[element] > 0:
            self.waiting.append(element)
            return None
        self.asking = element
        raise NotRecorded("systemsteget har aldrig gjorts i ärendet")

    # The moves

    def run(self) -> Rerun:
        try:
            for at, move in enumerate(self.moves):
                self.facts.at = at
                self.asking = move.element
                self._take(move, first=at == 0)
                if self.world.ended or self.world.cancelled:
                    break
            self._to_the_end()
        except NotRecorded as no:
            self._stop(self.asking, no.mening)
        except (No, NullCondition, FeelTypeError) as no:
            self._stop(self.asking, getattr(no, "mening", "") or str(no))
        return self.result

    def _take(self, move: Recorded, *, first: bool) -> None:
        self.later -= Counter(move.trail)
        self.left = Counter(move.trail)
        if not first:
            self._keep(self.world.pass_to(move.effective - _GRACE, but=self._is_recorded))
            if self.world.ended:
                return
            self.world.now = max(self.world.now, move.effective)
        self._KINDS[move.kind](self, move)
        for element in [one for one in self.waiting if self.left[one] > 0]:
            self._carried_out(element)

    def _start(self, move: Recorded) -> None:
        if move.message is not None:
            payload = dict(move.message["payload"] or {})
            self._keep(self.world.begin(message=payload, name=move.message["name"]))
        else:
            if self.diagram.start:
                self.asking = self.diagram.start
                self.facts.answer(self.diagram.start)
            self._keep(self.world.begin())

    def _task(self, move: Recorded) -> None:
        if all(one.element != move.element for one in self.world.open.values()):
            waits = self.world.standing()
            self._waits_elsewhere(waits)
        self.facts.answer(move.element)
        self._keep(self.world.complete(move.element))

    def _timer(self, move: Recorded) -> None:
        self.timers.remove(move)
        same = [
            task_id for due, element, task_id in self.world.timers() if _same(move, element, due)
        ]
        if same:
            self._keep(self.world.fire(same[0]))

    def _message(self, move: Recorded) -> None:
        told = move.message or {"name": "", "payload": {}}
        if all(name != told["name"] for name, _ in self.world.messages()):
            self._waits_elsewhere(self.world.standing())
        self._keep(self.world.receive(told["name"], dict(told["payload"] or {})))

    def _carried_on(self, move: Recorded) -> None:
        """What was parked, or waited for a step, goes on."""
        woken = self.world.wake(move.element)
        if woken is not None:
            self._keep(woken)

    def _recheck(self, move: Recorded) -> None:
        self._keep(self.world.recheck())

    def _cancel(self, move: Recorded) -> None:
        self.world.cancel()

    def _re_enter(self, move: Recorded) -> None:
        self._keep(self.world.enter_again(move.element))

    _KINDS: Mapping[str, Callable[["_Rerun", Recorded], None]] = {
        "START": _start,
        "TASK": _task,
        "TIMER": _timer,
        "MESSAGE": _message,
        "JOB": _carried_on,
        "RECHECK": _recheck,
        "MENDED": _recheck,
        "RETRY": _carried_on,
        "SKIP": _carried_on,
        "CANCEL": _cancel,
        "RE_ENTER": _re_enter,
    }

    def _carried_out(self, element: str) -> None:
        self.waiting.remove(element)
        self.left[element] -= 1
        self._keep(self.world.carried_out(element))

    def _to_the_end(self) -> None:
        """After all that was recorded: times go off where nobody is asked any more."""
        for _ in range(_FURTHER):
            if self.world.ended or self.world.cancelled:
                return
            due = next_due(self.world)
            if due is None or self.world.open or self.world.messages():
                break
            self._keep(self.world.pass_to(due))
        self._waits_elsewhere(self.world.standing())

    def _waits_elsewhere(self, standing: list[str]) -> None:
        self.asking = standing[0] if standing else ""
        raise NotRecorded("ärendet visar inte vad som händer där")

    def _is_recorded(self, element: str, due: datetime) -> bool:
        return any(_same(move, element, due) for move in self.timers)

    def _keep(self, told: Told) -> None:
        self.result.told = joined(self.result.told, told)

    def _stop(self, element: str, why: str) -> None:
        if self.world.unsettled is not None:
            half = self.world.unsettled
            self._keep(Told(trail=half.trail, decisions=half.decisions))
        self.result.stopped_at = element
        self.result.until = f"Känd till ”{self.diagram.names.told(element)}”: {why}."


def _same(move: Recorded, element: str, due: datetime) -> bool:
    return move.element == element and abs(move.effective - due) <= MOMENT
