"""What a form is made of: fields that ask, and blocks that only tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from workflows.forms.conditions import Condition
from workflows.forms.kinds import Kind, Value
from workflows.forms.sentences import missing


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph between the fields."""

    name: str
    widget: str
    text: str
    visible_when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `limits` is the part of its JSON Schema that a read value is held against."""

    name: str
    kind: Kind
    widget: str
    label: str
    required: bool = False
    help: str = ""
    unit: str = ""
    register: str = ""
    options: tuple[Option, ...] = ()
    limits: Mapping[str, Any] = field(default_factory=dict)
    own_sentences: Mapping[str, str] = field(default_factory=dict)
    default: Value | None = None
    earliest: Condition | None = None
    latest: Condition | None = None
    visible_when: Condition | None = None

    def missing(self) -> str:
        """The sentence for an answer that was left out."""
        return self.own_sentences.get("required") or missing(self.label, self.widget)


Part: TypeAlias = Field | Block
