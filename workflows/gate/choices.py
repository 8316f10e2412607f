"""What a table or a task may answer with, where that is kept in a register: groups, by key or as a
case type names them. What is written as a text is held against it; what is worked out can't be."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from workflows import dmn, feel, registry
from workflows.diagrams.written import feel_text
from workflows.dmn.boxed import Literal
from workflows.dmn.table import DecisionTable, OutputColumn
from workflows.feel.kinds import nearest
from workflows.feel.tree import Constant, If, Name, Node, Path
from workflows.gate.drawing import Drawing
from workflows.gate.drawing import Node as Drawn
from workflows.staffing import Post, staffing

GROUP = "grupp"
MISSING, NOBODY = "okant_val", "tom_grupp"


@dataclass(frozen=True)
class Values:
    """What may be answered, each with the group's key that it sends work to, or nothing."""

    label: str
    of: Mapping[str, str]


@dataclass(frozen=True)
class Choices:
    """What the registers hold now. `outputs` are the case type's own, by the output's name;
    `groups` all groups' keys; `vacant` those that nobody is in, with whom they ask for."""

    outputs: Mapping[str, Values] = field(default_factory=dict)
    groups: Values = field(default_factory=lambda: Values(GROUP, {}))
    vacant: Mapping[str, str] = field(default_factory=dict)


def registered(kind: registry.CaseType | None) -> Choices:
    """As the registers are now. Asks the database."""
    groups = registry.groups()
    roles = registry.roles()
    # A vårdgivare's people are told apart by unit as well, which no drawing knows.
    posts = [
        Post(role, key)
        for key, role in groups.items()
        if role in roles and roles[role].side == "hmc"
    ]
    return Choices(
        outputs={
            name: Values(one.label, one.values())
            for name, one in (kind.outputs if kind else {}).items()
        },
        # An empty text is all who have the role.
        groups=Values(GROUP, {"": "", **{key: key for key in groups}}),
        vacant={post.group: whom for post, whom in staffing().vacant(posts).items()},
    )


def wanted(drawings: Iterable[Drawing], known: Choices) -> dict[tuple[str, str], Values]:
    """Which outputs are chosen from a register, by decision and name: those that a task takes its
    group from, and under no decision those that the case type names."""
    found = {("", name): values for name, values in known.outputs.items()}
    for drawn in drawings:
        for node in drawn.nodes():
            for tree in _answers(_tree(node.properties.get("group", ""))):
                if isinstance(tree, Path) and isinstance(tree.source, Name):
                    found[tree.source.name, tree.name] = known.groups
                elif isinstance(tree, Name):
                    found[tree.name, ""] = known.groups
    return found


def said_of(
    model: dmn.Model, wanted: Mapping[tuple[str, str], Values], known: Choices
) -> Iterator[dmn.Finding]:
    """What is wrong with the answers of a model's tables, at their cells."""
    for decision in dict.fromkeys(model.decisions.values()):
        table = decision.logic
        if not isinstance(table, DecisionTable):
            continue
        for at, output in enumerate(table.outputs):
            values = of_output(decision.id, output, wanted, alone=len(table.outputs) == 1)
            if values is None:
                continue
            for rule in table.rules:
                cell = rule.outputs[at]
                if isinstance(cell, Literal):
                    yield from _cell(decision.id, rule.row, cell, values, known)


def of_output(
    decision: str,
    output: OutputColumn,
    wanted: Mapping[tuple[str, str], Values],
    *,
    alone: bool,
) -> Values | None:
    """What an output may answer; None for one that may answer anything."""
    return (
        wanted.get((decision, output.name))
        or (wanted.get((decision, "")) if alone else None)
        or wanted.get(("", output.name))
    )


def groups_of(node: Drawn) -> list[str]:
    """The groups that a task names itself, by key."""
    found = _answers(_tree(node.properties.get("group", "")))
    return [one.value for one in found if isinstance(one, Constant) and isinstance(one.value, str)]


def hint(value: str, values: Values) -> str:
    """What to do about a value that there is not."""
    return (
        nearest(value, [one for one in values.of if one]) or f" Välj en {values.label} som finns."
    )


def _cell(
    decision: str, row: int, cell: Literal, values: Values, known: Choices
) -> Iterator[dmn.Finding]:
    for one in _answers(cell.expression.tree):
        if not isinstance(one, Constant) or not isinstance(one.value, str):
            continue
        where, text = f"Rad {row}: ", one.value
        if text not in values.of:
            said = f"{where}Ingen {values.label} heter {text}.{hint(text, values)}"
            yield dmn.Finding(MISSING, said, decision, (row,), "error", cell.element_id)
        elif whom := known.vacant.get(values.of[text]):
            said = f"{where}Ingen har {whom}. Lägg till någon under Processer, Grupper."
            yield dmn.Finding(NOBODY, said, decision, (row,), "warning", cell.element_id)


def _tree(text: str) -> Node | None:
    try:
        return feel.compile_expression(feel_text(text)).tree if text.strip() else None
    except feel.FeelSyntaxError:
        return None  # said by the rules of expressions


def _answers(tree: Node | None) -> Iterator[Node]:
    """What an expression may come to, as far as its branches show."""
    waiting = [tree] if tree is not None else []
    while waiting:
        one = waiting.pop()
        if isinstance(one, If):
            waiting += [one.otherwise, one.then]
        else:
            yield one
