"""The names that a diagram may use: what the code and the registers offer its process."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflows import registry
from workflows.feel import FeelType, parse_type


@dataclass(frozen=True)
class Names:
    """What a process may name. Made from the registry, or by hand in a test.

    `steps` says of each step whether it runs in the background. `own_forms` is true for the
    kind of case that is drawn without code, and so begins with a form of its own.
    `messages` are those that something outside the bundle sends, if that is known.
    """

    steps: Mapping[str, bool] = field(default_factory=dict)
    actions: frozenset[str] = frozenset()
    facts: Mapping[str, FeelType] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    messages: frozenset[str] | None = None
    own_forms: bool = False


def registered(process_id: str, messages: frozenset[str] | None = None) -> Names:
    """The names for a process: those of its case type, or of the one that runs any process."""
    kinds = registry.case_types()
    kind = kinds.get(process_id) or next((k for k in kinds.values() if k.runs_any), None)
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
