"""The names that a diagram may use: what the code and the registers offer its process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from workflows import registry
from workflows.feel import FeelType, parse_type
from workflows.gate import choices
from workflows.gate.choices import Choices


@dataclass(frozen=True)
class Names:
    """What a process may name. Made from the registry, or by hand in a test.

    `steps` says of each step whether it runs in the background. `own_forms` is true for the
    kind of case that is drawn without code, and so begins with a form of its own.
    `messages` are those that something outside the bundle sends, if that is known. `choices` reads
    what the registers hold; without it, nothing is held against them.
    """

    steps: Mapping[str, bool] = field(default_factory=dict)
    actions: frozenset[str] = frozenset()
    facts: Mapping[str, FeelType] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    messages: frozenset[str] | None = None
    own_forms: bool = False
    choices: Callable[[], Choices] | None = None


def registered(process_id: str, messages: frozenset[str] | None = None) -> Names:
    """The names for a process: those of its case type, or of the one that runs any process. What
    the registers hold is left out, so that no database is asked."""
    kind = _kind(process_id)
    if kind is None:
        return Names(roles=frozenset(registry.roles()), messages=messages)
    return Names(
        steps={name: step.background for name, step in registry.steps_of(kind.namn).items()},
        actions=registry.actions_of(kind.namn),
        facts={name: parse_type(fact.feel_type) for name, fact in kind.facts.items()},
        roles=frozenset(registry.roles()),
        messages=messages,
        own_forms=kind.runs_any,
    )


def held(process_id: str) -> Names:
    """The same with what the registers hold now: the groups."""
    return replace(registered(process_id), choices=partial(choices.registered, _kind(process_id)))


def _kind(process_id: str) -> registry.CaseType | None:
    kinds = registry.case_types()
    return kinds.get(process_id) or next((k for k in kinds.values() if k.runs_any), None)
