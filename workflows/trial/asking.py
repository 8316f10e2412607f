"""Asking for a case to be played, from a process that has threads and a database."""

import atexit
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from workflows import gate
from workflows.diagrams.bundle import Bundle
from workflows.gate.drawing import read
from workflows.gate.helper import Helper
from workflows.trial import groups, sending, sentences

SECONDS = 10.0

_helper = Helper("workflows.trial.child")
atexit.register(_helper.close)


class TookTooLong(Exception):
    """The draft did not come to rest in time."""

    mening = "Utkastet kom aldrig till ro när det provkördes. Se efter om något går i cirkel."


@dataclass(frozen=True)
class Result:
    """How a scenario went; `wrong` are the numbers of the lines that did not hold, with what
    happened instead. Number 0 is the start."""

    name: str
    number: int
    wrong: tuple[tuple[int, str], ...]

    @property
    def green(self) -> bool:
        """Whether everything held."""
        return not self.wrong


@dataclass(frozen=True)
class Verdict:
    """How all scenarios went. `unread` are lines that are not understood; `unvisited` the elements
    (id and what it is called) where no scenario comes."""

    results: tuple[Result, ...] = ()
    unread: tuple[tuple[int, str], ...] = ()
    unvisited: tuple[tuple[str, str], ...] = ()
    stopped: str = ""

    @property
    def red(self) -> list[str]:
        """What is not green, in words."""
        return [
            *([self.stopped] if self.stopped else []),
            *(f"Rad {number}: {mening}" for number, mening in self.unread),
            *(f"Scenariot ”{one.name}” är rött." for one in self.results if not one.green),
        ]


def may_run(bundle: Bundle) -> bool:
    """Whether the gate lets it be run at all."""
    return _passes(_key(bundle))


def scenarios(bundle: Bundle) -> Verdict:
    """Run the scenarios of a bundle that the gate has passed. Kept by what it runs and says."""
    try:
        return _scenarios(_key(bundle, bundle.scenarios))
    except TookTooLong as no:
        # Not kept: the machine may have been busy.
        return Verdict(unread=_read(bundle)[1], stopped=no.mening)


def case(bundle: Bundle, text: str) -> Mapping[str, Any]:
    """Play the first scenario of a text, told in full. Kept, as `scenarios`: a page asks where a
    case stands each time it is shown. Raises `TookTooLong`."""
    return _case(_key(bundle, text), text)


def asked_by(bundle: Bundle, text: str) -> list[str]:
    """The facts that the last thing in a scenario leads to being asked, as far as it says them and
    then as far as they can be guessed. Kept, as `case`. Raises `TookTooLong`."""
    return list(_asked_by(_key(bundle, text), text))


def ask(bundle: Bundle, what: str, *, seconds: float = SECONDS, **more: Any) -> Mapping[str, Any]:
    """The child's answer. Raises `TookTooLong`."""
    question = {
        "ask": what,
        "seconds": seconds,
        "groups": asdict(groups.registered()),
        "bundle": sending.packed(bundle),
        **more,
    }
    answer = _helper.ask(json.dumps(question, ensure_ascii=False, default=str))
    if not answer.strip():
        raise TookTooLong
    found: dict[str, Any] = json.loads(answer)
    return found


@dataclass(frozen=True)
class _Key:
    """A bundle, told apart by all that an answer about it hangs on."""

    bundle: Bundle
    digest: str

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.digest == self.digest


@lru_cache(maxsize=64)
def _passes(key: _Key) -> bool:
    return gate.ok(gate.check(key.bundle, names=gate.held(key.bundle.process_id)))


@lru_cache(maxsize=64)
def _scenarios(key: _Key) -> Verdict:
    found, unread = _read(key.bundle)
    if not found:
        return Verdict(unread=unread, unvisited=_unvisited(key.bundle, set()))
    told = ask(key.bundle, "scenarios")["results"]
    results = tuple(
        Result(one["name"], one["number"], tuple((at, said) for at, said in one["wrong"]))
        for one in told
    )
    visited = {element for one in told for element in one["visited"]}
    return Verdict(results, unread, _unvisited(key.bundle, visited))


@lru_cache(maxsize=64)
def _case(key: _Key, text: str) -> Mapping[str, Any]:
    return MappingProxyType(dict(ask(key.bundle, "case", text=text)))


@lru_cache(maxsize=64)
def _asked_by(key: _Key, text: str) -> tuple[str, ...]:
    return tuple(ask(key.bundle, "asks", text=text)["asked"])


def _read(bundle: Bundle) -> tuple[bool, tuple[tuple[int, str], ...]]:
    """Whether there is any scenario, and the lines that are not understood."""
    found, wrong = sentences.parse(bundle.scenarios)
    return bool(found), tuple((one.number, one.mening) for one in wrong)


def _key(bundle: Bundle, scenarios: str = "") -> _Key:
    choices = gate.held(bundle.process_id).choices
    held = repr(choices() if choices else None)
    around = json.dumps([scenarios, asdict(groups.registered()), held], sort_keys=True)
    return _Key(bundle, f"{bundle.digest} {hashlib.sha256(around.encode()).hexdigest()}")


def _unvisited(bundle: Bundle, visited: set[str]) -> tuple[tuple[str, str], ...]:
    nodes = read(bundle.tree.getroot()).nodes()
    return tuple((node.id, node.vad) for node in nodes if node.id not in visited)
