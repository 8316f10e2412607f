"""From the XML of a decision table to the table."""

from collections.abc import Mapping, Sequence
from typing import Any

from workflows.dmn import markup
from workflows.dmn.boxed import Boxed, Unreadable
from workflows.dmn.columns import Cell, Column
from workflows.dmn.hitpolicy import AGGREGATIONS, COLLECT, POLICIES, UNIQUE, HitPolicy
from workflows.dmn.surroundings import Surroundings
from workflows.dmn.table import DecisionTable, OutputColumn, Rule
from workflows.feel import FeelSyntaxError, compile_expression

# Where editors keep a row's note when the table has no annotation column of its own.
NOTE = "Anteckning"


def read_table(element: markup.Element, around: Surroundings) -> Boxed:
    """The table, or null with a reason where its hit policy is none of the standard's."""
    element_id = element.get("id", "")
    policy = _policy(element)
    if policy is None:
        return Unreadable(
            "okand_traffregel",
            f"Tabellens träffregel {element.get('hitPolicy')} {element.get('aggregation', '')} "
            "finns inte i DMN. Välj en annan.",
            element_id,
        )
    lines = list(markup.children(element, "rule"))
    inputs = list(markup.children(element, "input"))
    outputs = [_output(held, around) for held in markup.children(element, "output")]
    cells = [[around.cell(held) for held in markup.children(line, "inputEntry")] for line in lines]
    notes = [markup.name_of(held) for held in markup.children(element, "annotation")]
    return DecisionTable(
        element_id,
        policy,
        [_column(held, at, cells, around) for at, held in enumerate(inputs)],
        outputs,
        [
            _rule(line, (row, element_id), outputs, notes, around)
            for row, line in enumerate(lines, 1)
        ],
    )


def _policy(element: markup.Element) -> HitPolicy | None:
    name = element.get("hitPolicy", UNIQUE).strip().replace("_", " ").upper() or UNIQUE
    aggregation = element.get("aggregation", "").strip().upper()
    if name not in POLICIES or (aggregation and aggregation not in AGGREGATIONS):
        return None
    return HitPolicy(name, aggregation if name == COLLECT else "")


def _column(
    element: markup.Element,
    at: int,
    cells: Sequence[Sequence[Cell]],
    around: Surroundings,
) -> Column:
    asked = markup.child(element, "inputExpression")
    written = markup.text(asked)
    expression = around.literal(written, element if asked is None else asked)
    allowed, allowed_text = around.tests(markup.child(element, "inputValues"))
    missing = Cell("", None, "Raden har färre celler än tabellen har kolumner.")
    return Column(
        label=markup.tidy(element.get("label", "")) or written or f"Kolumn {at + 1}",
        expression=expression,
        cells=[row[at] if at < len(row) else missing for row in cells],
        wanted=around.type_of(asked),
        domain=around.type_of(asked) or around.made_types.get(written),
        allowed=allowed,
        allowed_text=allowed_text,
        element_id=element.get("id"),
    )


def _output(element: markup.Element, around: Surroundings) -> OutputColumn:
    values = markup.child(element, "outputValues")
    allowed, allowed_text = around.tests(values)
    made = around.type_of(element)
    default = markup.child(element, "defaultOutputEntry")
    name = markup.name_of(element)
    return OutputColumn(
        name=name or markup.tidy(element.get("label", "")),
        label=markup.tidy(element.get("label", "")) or name or "Resultatet",
        type=made,
        allowed=allowed,
        allowed_text=allowed_text,
        # A type's own allowed values rank the outputs where the column lists none.
        ranking=_ranking(allowed_text or ("" if made is None else made.allowed()[1])),
        default=None if default is None else around.literal(markup.text(default), default),
        element_id=element.get("id"),
    )


def _ranking(written: str) -> Sequence[Any]:
    if not written:
        return ()
    try:
        found = compile_expression(f"[{written}]").evaluate().value
    except FeelSyntaxError:
        return ()
    return found if isinstance(found, list) else ()


def _rule(
    element: markup.Element,
    place: tuple[int, str],
    outputs: Sequence[OutputColumn],
    notes: Sequence[str],
    around: Surroundings,
) -> Rule:
    row, table_id = place
    entries = [
        around.literal(markup.text(held), held) for held in markup.children(element, "outputEntry")
    ]
    while len(entries) < len(outputs):
        entries.append(
            Unreadable("cell_saknas", f"Rad {row} har färre svar än tabellen.", element.get("id"))
        )
    return Rule(
        row,
        element.get("id", "") or f"{table_id}_{row}",
        entries[: len(outputs)],
        _annotations(element, notes),
    )


def _annotations(element: markup.Element, names: Sequence[str]) -> Mapping[str, str]:
    """By the annotation columns' names; a row's description is a note without a column."""
    notes: dict[str, str] = {}
    for at, held in enumerate(markup.children(element, "annotationEntry")):
        name = names[at] if at < len(names) and names[at] else f"{NOTE} {at + 1}"
        notes[name] = markup.text(held)
    if description := markup.text(markup.child(element, "description")):
        notes[NOTE] = description
    return {name: written for name, written in notes.items() if written}
