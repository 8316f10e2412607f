"""What case types tell the engine: steps, facts, actions, roles, how tasks are shown.

A diagram names these by id, so there is no string between them that can drift:
service task `reservera` in `kundorder.bpmn` is `cases/kundorder/steps.py: reservera`.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from workflows.effects import Settles
from workflows.facts import Fact


@dataclass(frozen=True)
class Tillfalle:
    """The occasion of a step: where in which process, and as of when.

    `effective` is when it was due (a timer's due time), not when a worker woke.
    `job_id` is the idempotency key of a background step; None for an inline one.
    """

    element: str
    process_id: int
    effective: datetime
    actor: str
    item: Any = None
    message: Mapping[str, Any] | None = None
    job_id: UUID | None = None


F = TypeVar("F", bound=Callable[..., Any])
StepFunction = Callable[..., None]


@dataclass(frozen=True)
class Step:
    """A service task's function. A background step runs after commit, outside any transaction.

    `settles` tells the facts that it will have written, for who plays a case without doing it.
    """

    name: str
    function: StepFunction
    background: bool
    settles: Settles | None = None


@dataclass(frozen=True)
class Choice:
    """What an output of a case type's tables may answer, where that is kept in a register.

    `label` is what one is called in a sentence (”grupp”); `values` reads them, each with the key
    of the group that it sends work to, or nothing.
    """

    label: str
    values: Callable[[], Mapping[str, str]]


@dataclass(frozen=True)
class TaskFields:
    """How a case's open tasks are found and shown in the inbox, without joining its tables.

    `scope` is the kund (its id) whose own people may see the task; None for HMC's own.
    """

    number: str = ""
    subject: str = ""
    what: str = ""
    unit: str = ""
    scope: int | None = None
    search: str = ""


def _no_fields(case_id: UUID) -> TaskFields:
    return TaskFields()


@dataclass(frozen=True)
class CaseType:
    """A kind of case. `start_by_message` makes the case that a message start event begins.

    `may` says which processes it runs: the one of its own name, or (for cases drawn without
    code) every process that names it.
    """

    namn: str
    label: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    read_facts: Callable[[UUID], Mapping[str, Any]] | None = None
    projector: Callable[[UUID], TaskFields] = _no_fields
    start_by_message: Callable[[str, Mapping[str, Any], datetime], UUID] | None = None
    # Called in the move that ends the process: case, whether it was cancelled, as of when.
    ended: Callable[[UUID, bool, datetime], None] | None = None
    runs_any: bool = False
    # Outputs of its tables, by name, that code looks up in a register.
    outputs: Mapping[str, Choice] = field(default_factory=dict)
    # Messages that its code sends, beside those that its diagram sends.
    sends: frozenset[str] = frozenset()
    # Messages that mean nothing once the case has ended: they may arrive too late. By name, which
    # case the key stands for.
    too_late: Mapping[str, Callable[[UUID], UUID]] = field(default_factory=dict)


def itself(key: UUID) -> UUID:
    """The case that a message's key is the id of."""
    return key


@dataclass(frozen=True)
class Role:
    """Who works in a lane. `side` is `vardgivare` or `hmc`."""

    key: str
    label: str
    side: str


@dataclass(frozen=True)
class Erasure:
    """Something that is kept for a time only.

    `what` names it in Swedish; `erase` is given the moment before which it is too old, and returns
    how many went.
    """

    what: str
    keep: timedelta
    erase: Callable[[datetime], int]


@dataclass(frozen=True)
class Answers:
    """The answers to the forms that owners draw: facts of every kind of case, beside its own.

    `read` gives a case's by the question's name. `give` gives one that is lacking: case, name, as
    typed, by whom; it raises `Refused`.
    """

    read: Callable[[UUID], Mapping[str, Any]]
    give: Callable[[UUID, str, str, str], None]


class Unknown(LookupError):
    """Nothing is registered by that name."""


_steps: dict[tuple[str, str], Step] = {}
_actions: dict[str, set[str]] = {}
_case_types: dict[str, CaseType] = {}
_roles: dict[str, Role] = {}
_erasures: dict[str, Erasure] = {}
_groups: Callable[[], Mapping[str, str]] = dict
_group_names: Callable[[], Mapping[str, str]] = dict
_people: Callable[[str], str] = str
_answers: Answers | None = None


def step(
    *, background: bool = False, also: tuple[str, ...] = (), settles: Settles | None = None
) -> Callable[[StepFunction], StepFunction]:
    """Register a service task's function under its own name; `also` keeps old names alive."""

    def register(function: StepFunction) -> StepFunction:
        case_type = _case_type_of(function)
        for name in (function.__name__, *also):
            key = (case_type, name)
            if key in _steps and _steps[key].function is not function:
                raise ValueError(f"{case_type}.{name} is registered twice")
            _steps[key] = Step(name, function, background, settles)
        return function

    return register


def action(function: F) -> F:
    """Mark a function in `actions.py` as the one that completes the user task of its name."""
    _actions.setdefault(_case_type_of(function), set()).add(function.__name__)
    return function


def register_case_type(case_type: CaseType) -> None:
    """Make a kind of case known. Called once, from its app's `ready`."""
    _case_types[case_type.namn] = case_type


def register_roles(
    roles: Mapping[str, Role],
    groups: Callable[[], Mapping[str, str]],
    names: Callable[[], Mapping[str, str]] = dict,
) -> None:
    """Make the roles known, and where to read the groups (key -> the role it belongs to) and their
    names (name -> key)."""
    global _groups, _group_names
    _roles.update(roles)
    _groups, _group_names = groups, names


def register_people(name: Callable[[str], str]) -> None:
    """Make known what a person is called, by user name. Called once, from an app's `ready`."""
    global _people  # noqa: PLW0603 - the registry is this module
    _people = name


def register_answers(answers: Answers) -> None:
    """Make known who keeps the answers to forms. Called once, from an app's `ready`."""
    global _answers  # noqa: PLW0603 - the registry is this module
    _answers = answers


def answers() -> Answers:
    """Who keeps the answers to forms. Raises `Unknown` where nobody does."""
    if _answers is None:
        raise Unknown("answers")
    return _answers


def register_erasure(erasure: Erasure) -> None:
    """Make known that something goes by rule. Called once, from an app's `ready`."""
    _erasures[erasure.what] = erasure


def erasures() -> Mapping[str, Erasure]:
    """Everything that goes by rule, by what it is."""
    return types.MappingProxyType(_erasures)


def find_step(case_type: str, name: str) -> Step:
    """The step of a service task. Raises `Unknown`."""
    try:
        return _steps[case_type, name]
    except KeyError:
        raise Unknown(f"{case_type}.{name}") from None


def settles(case_type: str, name: str) -> Settles | None:
    """What tells the facts that a step will have written; None where nothing does."""
    found = _steps.get((case_type, name))
    return found.settles if found else None


def case_type(name: str) -> CaseType:
    """A kind of case by name. Raises `Unknown`."""
    try:
        return _case_types[name]
    except KeyError:
        raise Unknown(name) from None


def case_types() -> Mapping[str, CaseType]:
    """Every kind of case."""
    return types.MappingProxyType(_case_types)


def steps_of(case_type: str) -> Mapping[str, Step]:
    """The steps that diagrams of this kind of case may name."""
    return {name: found for (kind, name), found in _steps.items() if kind == case_type}


def actions_of(case_type: str) -> frozenset[str]:
    """The user tasks of this kind of case that have a function of their own."""
    return frozenset(_actions.get(case_type, ()))


def roles() -> Mapping[str, Role]:
    """Every role, by key."""
    return types.MappingProxyType(_roles)


def person(username: str) -> str:
    """What a person is called; the user name itself for one who is not known."""
    return _people(username)


def groups() -> Mapping[str, str]:
    """Every group's key, with the role it belongs to."""
    return _groups()


def group_names() -> Mapping[str, str]:
    """Every group's key, by the name that a table gives it."""
    return _group_names()


def _case_type_of(function: Callable[..., Any]) -> str:
    """`cases.kundorder.steps` -> `kundorder`."""
    return function.__module__.split(".")[-2]
