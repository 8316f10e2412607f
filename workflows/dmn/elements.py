"""The elements of a decision requirements graph (DMN 6.3): what is asked, and what asks what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflows.dmn.boxed import Boxed, Unreadable
from workflows.dmn.functions import Formal, Recipe
from workflows.dmn.itemtypes import ItemType, settle
from workflows.dmn.run import Run

_UNDER_WAY: Any = object()
_ABSENT: Any = object()
# The import names an element is reached through.
Path = tuple[str, ...]


def _known(run: Run, element: object, path: Path) -> Any:
    """What has been worked out of an element, or _ABSENT.

    An element of an imported file is one for each way it is reached: two files may import a third,
    and its input data be given under both. What a decision service was given holds for all ways.
    """
    found = run.known.get((element, path), _ABSENT) if path else _ABSENT
    return run.known.get(element, _ABSENT) if found is _ABSENT else found


def _remember(run: Run, element: object, path: Path, value: Any) -> None:
    run.known[(element, path) if path else element] = value


@dataclass(slots=True, eq=False, kw_only=True)
class Element:
    """What every element has. `name` is its variable's, the one texts use (DMN 7.3.4); `title` is
    the element's own where a tool has let the two differ."""

    id: str
    name: str
    title: str = ""

    @property
    def names(self) -> Sequence[str]:
        """The names texts may use for it."""
        return (self.name, self.title) if self.title else (self.name,)


@dataclass(slots=True, eq=False, kw_only=True)
class InputData(Element):
    """Something the model is told."""

    type: ItemType | None = None

    def value_in(self, run: Run, path: Path = ()) -> Any:
        """The value given, fitted to the type; null (with a warning) where none was given."""
        known = _known(run, self, path)
        if known is not _ABSENT:
            return known
        value = _given(run.given, self.name, path) if path else run.given.get(self.name, _ABSENT)
        if value is _ABSENT:
            run.warn("indata_saknas", f"{self.name} fick inget värde.", self.id)
            value = None
        elif self.type is not None and type(value) is not self.type.exact:
            value = settle(self.type.completed(value), self.type, run, self.name, self.id)
        _remember(run, self, path, value)
        run.read[self.name] = value
        return value


def _given(given: Mapping[str, Any], name: str, path: Path) -> Any:
    """An imported input may be given under its import's name (nested or dotted), or its own."""
    if path:
        held = given.get(path[0], _ABSENT)
        if isinstance(held, Mapping):
            found = _given(held, name, path[1:])
            if found is not _ABSENT:
                return found
        dotted = given.get(".".join((*path, name)), _ABSENT)
        if dotted is not _ABSENT:
            return dotted
        return _given(given, name, path[1:])
    return given.get(name, _ABSENT)


@dataclass(slots=True, eq=False)
class Requirement:
    """What an element's logic may use. `alias` is the import's name if it lives in another file."""

    target: "InputData | Decision | Knowledge | DecisionService"
    alias: str = ""


@dataclass(slots=True, eq=False, kw_only=True)
class Decision(Element):
    """A decision: what it requires, its logic, the type of its answer."""

    type: ItemType | None = None
    requirements: list[Requirement] = field(default_factory=list)
    logic: Boxed = field(default_factory=lambda: Unreadable("logik_saknas", ""))

    @property
    def labels(self) -> dict[str, str]:
        """What its table calls each part of the answer, by the part's name."""
        return {column.name: column.label for column in getattr(self.logic, "outputs", ())}

    def value_in(self, run: Run, path: Path = ()) -> Any:
        """The answer, worked out once in an evaluation."""
        known = _known(run, self, path)
        if known is _UNDER_WAY:
            run.warn("krets", f"{self.name} kräver sig självt. Bryt kretsen.", self.id)
            return None
        if known is not _ABSENT:
            return known
        _remember(run, self, path, _UNDER_WAY)
        value = run.asked(self.name, self.id, lambda: self._answer(run, path))
        _remember(run, self, path, value)
        return value

    def _answer(self, run: Run, path: Path) -> Any:
        scope = scope_of(self.requirements, run, path)
        value = self.logic.evaluate({**run.free, **scope} if run.free else scope, run)
        return settle(value, self.type, run, self.name, self.id)


@dataclass(slots=True, eq=False, kw_only=True)
class Knowledge(Element):
    """A business knowledge model: a function with a name (DMN 6.3.9)."""

    recipe: Recipe | None = None
    requirements: list[Requirement] = field(default_factory=list)

    def value_in(self, run: Run, path: Path = ()) -> Any:
        """The function; it sees itself, its parameters and what it requires, nothing else."""
        if self.recipe is None:
            run.warn("logik_saknas", f"{self.name} har ingen logik.", self.id)
            return None
        known = _known(run, self, path)
        if known is _ABSENT:
            # Known before its requirements are looked at, so that two may call each other.
            closure: dict[str, Any] = {}
            known = closure[self.name] = self.recipe.function(closure, run)
            _remember(run, self, path, known)
            closure.update(scope_of(self.requirements, run, path))
        return known

    def formals(self) -> Sequence[Formal]:
        return () if self.recipe is None else self.recipe.formals


@dataclass(slots=True, eq=False, kw_only=True)
class DecisionService(Element):
    """A part of the graph seen from outside as a function (DMN 10.4)."""

    type: ItemType | None = None
    outputs: list[Requirement] = field(default_factory=list)
    inputs: list[Requirement] = field(default_factory=list)

    def value_in(self, run: Run, path: Path = ()) -> Any:
        """The service as a function: the input data first, then the input decisions."""
        recipe = Recipe(self.name, self.id, self.formals(), ServiceBody(self, path), self.type)
        return recipe.function({}, run)

    def formals(self) -> Sequence[Formal]:
        return [Formal(held.target.name) for held in self.inputs]


@dataclass(slots=True)
class ServiceBody:
    """The inside of a decision service: its output decisions, from the values it was given."""

    service: DecisionService
    path: Path = ()

    @property
    def element_id(self) -> str | None:
        return self.service.id

    def evaluate(self, scope: Mapping[str, Any], run: Run) -> Any:
        inner = run.inside({})
        for held in self.service.inputs:
            target = held.target
            wanted = target.type if isinstance(target, InputData | Decision) else None
            value = scope.get(target.name)
            inner.known[target] = settle(value, wanted, run, target.name, target.id)
        values = {
            held.target.name: held.target.value_in(inner, self.path)
            for held in self.service.outputs
        }
        return next(iter(values.values())) if len(values) == 1 else values

    def parts(self) -> Sequence[Boxed]:
        return ()


def scope_of(requirements: Sequence[Requirement], run: Run, path: Path = ()) -> dict[str, Any]:
    """The names an element may use and their values; imported ones in a context of their own."""
    scope: dict[str, Any] = {}
    for requirement in requirements:
        target, alias = requirement.target, requirement.alias
        value = target.value_in(run, (*path, alias) if alias else path)
        named = scope.setdefault(alias, {}) if alias else scope
        named.update(dict.fromkeys(target.names, value))
    return scope


def inputs_of(
    requirements: Sequence[Requirement], seen: set[object] | None = None
) -> Iterator[InputData]:
    """Every input data that is asked for, directly or through other decisions, each once."""
    seen = set() if seen is None else seen
    for requirement in requirements:
        target = requirement.target
        if target in seen:
            continue
        seen.add(target)
        if isinstance(target, InputData):
            yield target
        elif isinstance(target, Decision | Knowledge):
            yield from inputs_of(target.requirements, seen)
