"""From the XML of decision logic to boxed expressions."""

from collections.abc import Callable, Sequence

from workflows.dmn import markup
from workflows.dmn.boxed import (
    Boxed,
    Conditional,
    Context,
    Entry,
    Listing,
    MadeFunction,
    Relation,
    Typed,
    Unreadable,
)
from workflows.dmn.functions import Formal, Invocation, Recipe
from workflows.dmn.itemtypes import ItemType
from workflows.dmn.iteration import Filter, For, Quantified
from workflows.dmn.surroundings import Surroundings
from workflows.dmn.table_reader import read_table
from workflows.feel import FeelSyntaxError, compile_expression

_FEEL_KINDS = {"", "FEEL", "F"}


def find_logic(element: markup.Element) -> markup.Element | None:
    """The one child that is an expression, whichever form it has."""
    return markup.child(element, *_READERS)


def read_logic(element: markup.Element | None, around: Surroundings, owner: str | None) -> Boxed:
    """Any form; a missing one is null with a warning that names its owner."""
    if element is None:
        return Unreadable("logik_saknas", "Här saknas ett uttryck. Skriv ett.", owner)
    made = _READERS[markup.kind(element)](element, around)
    wanted = around.type_of(element)
    # A function's typeRef speaks of the function (or, in DMN 1.1, its result), not of a value here.
    if wanted is None or isinstance(made, MadeFunction):
        return made
    return Typed(made, wanted, element.get("id"))


def _inner(element: markup.Element, around: Surroundings, *path: str) -> Boxed:
    """The logic inside a named child: `<then><literalExpression/></then>`."""
    held = markup.child(element, *path)
    return read_logic(None if held is None else find_logic(held), around, element.get("id"))


def _literal(element: markup.Element, around: Surroundings) -> Boxed:
    if markup.child(element, "importedValues") is not None:
        return Unreadable(
            "importerade_varden",
            "Uttrycket hämtar värden ur en annan fil. Skriv värdena i beslutet.",
            element.get("id"),
        )
    return around.literal(markup.text(element), element)


def _context(element: markup.Element, around: Surroundings) -> Boxed:
    entries: list[Entry] = []
    for held in markup.children(element, "contextEntry"):
        variable = markup.child(held, "variable")
        name = "" if variable is None else markup.name_of(variable)
        wanted = around.type_of(variable)
        value = read_logic(find_logic(held), around, held.get("id"))
        if name and any(entry.name == name for entry in entries):
            return Unreadable(
                "dubbel_nyckel",
                f"Kontexten har två rader som heter {name}. Ge dem var sitt namn.",
                element.get("id"),
            )
        entries.append(Entry(name, wanted, value))
        around = around.seeing({name: wanted})
    return Context(entries, element.get("id"))


def _listing(element: markup.Element, around: Surroundings) -> Boxed:
    items = [read_logic(held, around, None) for held in markup.children(element, *_READERS)]
    return Listing(items, element.get("id"))


def _relation(element: markup.Element, around: Surroundings) -> Boxed:
    columns = [
        (markup.name_of(held), around.type_of(held)) for held in markup.children(element, "column")
    ]
    rows = [
        [read_logic(cell, around, None) for cell in markup.children(row, *_READERS)]
        for row in markup.children(element, "row")
    ]
    return Relation(columns, rows, element.get("id"))


def _invocation(element: markup.Element, around: Surroundings) -> Boxed:
    bindings: dict[str, Boxed] = {}
    for held in markup.children(element, "binding"):
        parameter = markup.child(held, "parameter")
        name = "" if parameter is None else markup.name_of(parameter)
        bindings[name] = read_logic(find_logic(held), around, held.get("id"))
    callee = read_logic(find_logic(element), around, element.get("id"))
    return Invocation(callee, bindings, element.get("id"))


def _function(element: markup.Element, around: Surroundings) -> Boxed:
    recipe = read_function(element, around, "")
    return MadeFunction(recipe.function, recipe.body, element.get("id"))


def read_function(
    element: markup.Element,
    around: Surroundings,
    name: str,
    result: ItemType | None = None,
) -> Recipe:
    """A function definition. One of another kind than FEEL is never run: its body is null."""
    element_id = element.get("id", "")
    formals = [
        Formal(markup.name_of(held), around.type_of(held))
        for held in markup.children(element, "formalParameter")
    ] or _asked_names(markup.child(element, "decisionTable"), around)
    if _kind(element) not in _FEEL_KINDS:
        body: Boxed = Unreadable(
            "frammande_funktion",
            "Funktionen är skriven i Java eller PMML och körs inte. Skriv om den i FEEL.",
            element_id,
        )
    else:
        inside = around.seeing({formal.name: formal.type for formal in formals})
        body = read_logic(find_logic(element), inside, element_id)
    return Recipe(name, element_id, formals, body, result)


def _asked_names(table: markup.Element | None, around: Surroundings) -> list[Formal]:
    """The parameters of a table that declares none: its input expressions (DMN 10.2.1.7)."""
    named: dict[str, Formal] = {}
    for held in () if table is None else markup.children(table, "input"):
        asked = markup.child(held, "inputExpression")
        name = markup.tidy(markup.text(asked))
        try:
            is_name = compile_expression(name, names=around.names).names == {name}
        except FeelSyntaxError:
            continue
        if is_name:
            named.setdefault(name, Formal(name, around.type_of(asked)))
    return list(named.values())


def _kind(element: markup.Element) -> str:
    """The kind of function; DMN 1.1 had no attribute of its own for it, so tools added theirs."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == "kind":
            return str(value)
    return ""


def _conditional(element: markup.Element, around: Surroundings) -> Boxed:
    return Conditional(
        _inner(element, around, "if"),
        _inner(element, around, "then"),
        _inner(element, around, "else"),
        element.get("id"),
    )


def _filter(element: markup.Element, around: Surroundings) -> Boxed:
    return Filter(
        _inner(element, around, "in"),
        _inner(element, around.seeing({"item": None}), "match"),
        element.get("id"),
    )


def _source(element: markup.Element, around: Surroundings) -> Boxed:
    """What is gone through. `1..5` is no expression by itself, but an iteration may say it."""
    held = markup.child(element, "in")
    logic = None if held is None else find_logic(held)
    if logic is not None and markup.kind(logic) == "literalExpression":
        written = markup.text(logic)
        try:
            compile_expression(written, names=around.names)
        except FeelSyntaxError:
            return around.literal(f"for __x in {written}\nreturn __x", logic)
    return read_logic(logic, around, element.get("id"))


def _for(element: markup.Element, around: Surroundings) -> Boxed:
    variable = markup.tidy(element.get("iteratorVariable", ""))
    inside = around.seeing({variable: None, "partial": None})
    return For(
        variable, _source(element, around), _inner(element, inside, "return"), element.get("id")
    )


def _quantified(*, settled_by: bool) -> Callable[[markup.Element, Surroundings], Boxed]:
    def read(element: markup.Element, around: Surroundings) -> Boxed:
        variable = markup.tidy(element.get("iteratorVariable", ""))
        inside = around.seeing({variable: None})
        return Quantified(
            settled_by,
            variable,
            _source(element, around),
            _inner(element, inside, "satisfies"),
            element.get("id"),
        )

    return read


_READERS: dict[str, Callable[[markup.Element, Surroundings], Boxed]] = {
    "literalExpression": _literal,
    "decisionTable": read_table,
    "context": _context,
    "list": _listing,
    "relation": _relation,
    "invocation": _invocation,
    "functionDefinition": _function,
    "conditional": _conditional,
    "filter": _filter,
    "for": _for,
    "every": _quantified(settled_by=False),
    "some": _quantified(settled_by=True),
}
FORMS: Sequence[str] = tuple(_READERS)
