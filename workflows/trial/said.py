"""A scenario as it is kept while it is run: what is given, what happens, what must then hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal[
    # Givet
    "fakta",
    "klockan",
    "borjar",
    "steg_ger",
    # När
    "gors",
    "tid_gar",
    "frist",
    "kommer",
    # Då
    "avslutat",
    "pagar",
    "vantar",
    "ingen_vantar",
    "gjorts",
    "inte_gjorts",
    "vagen",
    "tog_vagen",
    "beslut",
    "skickats",
]


@dataclass(frozen=True)
class Line:
    """One sentence. `name` is what it is about (an element, a message, a decision), `values` what
    it says by name, `more` what only its own kind has."""

    kind: Kind
    name: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    number: int = 0


@dataclass(frozen=True)
class Scenario:
    """Givet … När … Då …"""

    name: str
    given: tuple[Line, ...] = ()
    when: tuple[Line, ...] = ()
    then: tuple[Line, ...] = ()
    number: int = 0


@dataclass(frozen=True)
class Wrong:
    """A line that is not understood; `mening` says what to write. Lines count from 1."""

    number: int
    mening: str
