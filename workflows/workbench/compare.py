"""What differs between two versions of a process, on the elements and in words."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from workflows.diagrams.bundle import Bundle
from workflows.diagrams.written import feel_text
from workflows.gate.drawing import Flow, Node, read
from workflows.gate.work import PEOPLE
from workflows.workbench.cells import answer_in_words, asked_in_words
from workflows.workbench.compare_forms import Kind, differences
from workflows.workbench.document import in_words, words_of
from workflows.workbench.form_words import forms_in_words
from workflows.workbench.reading import documentation, role_label, settings_of
from workflows.workbench.said import Words
from workflows.workbench.table_views import policy_words
from workflows.workbench.tables import Table, tables_of

Sides = tuple[Words, Words]


@dataclass(frozen=True)
class Change:
    """One difference. `element` is its id in the diagram; empty when it is in a file beside it.

    `where` is the heading it stands under, `mening` says what differs, in Swedish; `written` is the
    FEEL that it was said from, where that is not the same.
    """

    kind: Kind
    where: str
    mening: str
    element: str = ""
    written: str = ""


DIAGRAM = "Diagrammet"


def compare(old: Bundle, new: Bundle) -> list[Change]:
    """Everything that `new` does in another way than `old`. Layout is no difference.

    Raises `DiagramError` for what can't be read.
    """
    words = words_of(old), words_of(new)
    told = [*_drawn(old, new, words), *_tables(old, new, words), *_forms(old, new, words)]
    return [*told, *_files(old, new, {one.where for one in told})]


def marks(changes: list[Change]) -> dict[str, Kind]:
    """How each element of the diagram is to be marked, by its id."""
    return {one.element: one.kind for one in changes if one.element}


def _drawn(old: Bundle, new: Bundle, words: Sides) -> Iterator[Change]:
    before, after = (read(bundle.tree.getroot()) for bundle in (old, new))
    was, now = ({node.id: node for node in drawn.nodes()} for drawn in (before, after))
    for id_ in now.keys() - was.keys():
        yield Change("added", DIAGRAM, _capital(f"{now[id_].vad} är ny."), id_)
    for id_ in was.keys() - now.keys():
        yield Change("removed", DIAGRAM, _capital(f"{was[id_].vad} är borttagen."), id_)
    for id_ in [id_ for id_ in now if id_ in was]:
        for said in _node(was[id_], now[id_], words):
            yield Change("changed", DIAGRAM, _capital(f"{now[id_].vad}: {said}"), id_)
    flows_was, flows_now = (
        {flow.id: flow for scope in drawn.scopes for flow in scope.flows}
        for drawn in (before, after)
    )
    for id_ in flows_now.keys() - flows_was.keys():
        yield Change("added", DIAGRAM, _capital(f"{flows_now[id_].vad} är nytt."), id_)
    for id_ in flows_was.keys() - flows_now.keys():
        yield Change("removed", DIAGRAM, _capital(f"{flows_was[id_].vad} är borttaget."), id_)
    for id_ in [id_ for id_ in flows_now if id_ in flows_was]:
        for said in _flow(flows_was[id_], flows_now[id_], words):
            yield Change("changed", DIAGRAM, _capital(f"{flows_now[id_].vad}: {said}"), id_)


def _node(was: Node, now: Node, words: Sides) -> Iterator[str]:
    if was.tag != now.tag:
        yield "är nu av ett annat slag."
    if _plain(was.name) != _plain(now.name):
        yield f"heter nu ”{_plain(now.name)}” i stället för ”{_plain(was.name)}”."
    # What nobody does may lie in any lane; it is moved along when others are.
    if was.lane != now.lane and now.tag in PEOPLE:
        yield f"görs nu av {role_label(now.lane)} i stället för {role_label(was.lane)}."
    if was.lane != now.lane and now.begins_by_hand:
        yield f"startas nu av {role_label(now.lane)} i stället för {role_label(was.lane)}."
    if (was.interrupts, was.scope.id) != (now.interrupts, now.scope.id):
        yield "står på ett annat sätt i förloppet."
    yield from _settings(settings_of(was), settings_of(now), words)
    if documentation(was) != documentation(now):
        yield "beskrivningen är ändrad."


def _flow(was: Flow, now: Flow, words: Sides) -> Iterator[str]:
    ends = [(flow.source and flow.source.id, flow.target and flow.target.id) for flow in (was, now)]
    if ends[0] != ends[1]:
        yield "går mellan andra element än förut."
    yield from _settings(
        {"Villkor": _condition(was), "Namn": was.name},
        {"Villkor": _condition(now), "Namn": now.name},
        words,
    )
    if was.is_default != now.is_default:
        yield (
            "är nu vägen när inget annat gäller."
            if now.is_default
            else ("är inte längre vägen när inget annat gäller.")
        )


def _condition(flow: Flow) -> str:
    return feel_text(flow.condition.text) if flow.condition is not None else ""


def _settings(was: Mapping[str, str], now: Mapping[str, str], words: Sides) -> Iterator[str]:
    for name in sorted(was.keys() | now.keys()):
        old, new = was.get(name, ""), now.get(name, "")
        if old == new:
            continue
        told = _told(name, old, words[0]), _told(name, new, words[1])
        # Two that are told alike are shown as they are written: what differs must be seen.
        old, new = told if told[0] != told[1] else (old, new)
        if not old:
            yield f"{name} är nu ”{new}”; förut fanns inget."
        elif not new:
            yield f"{name} är borttaget; förut ”{old}”."
        else:
            yield f"{name} är nu ”{new}” i stället för ”{old}”."


def _told(name: str, text: str, words: Words) -> str:
    if name == "Villkor":
        return words.of(text)
    if name == "Beslutstabell":
        return words.tables.get(text, text)
    return in_words(name, text, words)


def _tables(old: Bundle, new: Bundle, words: Sides) -> Iterator[Change]:
    was, now = tables_of(old), tables_of(new)
    for id_ in sorted(was.keys() | now.keys()):
        before, after = was.get(id_), now.get(id_)
        if before is None and after is not None:
            yield Change("added", f"Tabellen {after.name}", "Tabellen är ny.")
        elif after is None and before is not None:
            yield Change("removed", f"Tabellen {before.name}", "Tabellen är borttagen.")
        elif before is not None and after is not None:
            for kind, said, written in _table(before, after, words):
                yield Change(kind, f"Tabellen {after.name}", said, written=written)


def _table(was: Table, now: Table, words: Sides) -> Iterator[tuple[Kind, str, str]]:
    if was.hit_policy != now.hit_policy:
        before, after = policy_words(was.hit_policy), policy_words(now.hit_policy)
        yield "changed", f"Träffregeln är nu: {after} Förut: {before}", ""
    written_then = was
    if was.columns != now.columns or was.keys != now.keys:
        yield from _columns(was, now)
        if len({*was.keys}) < len(was.keys) or len({*now.keys}) < len(now.keys):
            yield "changed", "Raderna är andra, eftersom kolumnerna är andra.", ""
            return
        was = replace(now, rows=tuple(_fitted(was, now)))
    matched = SequenceMatcher(None, was.rows, now.rows, autojunk=False)
    for tag, i, i_end, j, j_end in matched.get_opcodes():
        if tag == "equal":
            continue
        both = min(i_end - i, j_end - j)
        for step in range(both):
            yield from _row((was, i + step), (now, j + step), words)
        for row in range(j + both, j_end):
            told, written = _row_in_words(now, row, words[1])
            yield "added", f"Rad {row + 1} är ny: {told}.", written
        for row in range(i + both, i_end):
            told, written = _row_in_words(written_then, row, words[0])
            yield "removed", f"Rad {row + 1} är borttagen: {told}.", written


def _columns(was: Table, now: Table) -> Iterator[tuple[Kind, str, str]]:
    before = dict(zip(was.keys, was.columns, strict=True))
    after = dict(zip(now.keys, now.columns, strict=True))
    for key, name in after.items():
        if key not in before:
            yield "added", f"Kolumnen ”{name}” är ny.", ""
        elif before[key] != name:
            yield "changed", f"Kolumnen ”{before[key]}” heter nu ”{name}”.", ""
    for key, name in before.items():
        if key not in after:
            yield "removed", f"Kolumnen ”{name}” är borttagen.", ""


def _fitted(was: Table, now: Table) -> Iterator[tuple[str, ...]]:
    """The rows of `was` as they would be with the columns of `now`: a question that was not asked
    lets anything through, and an answer that was not given is none."""
    for row in was.rows:
        cells = dict(zip(was.keys, row, strict=True))
        yield tuple(
            cells.get(key, "-" if at < now.inputs else "") for at, key in enumerate(now.keys)
        )


def _row(
    old: tuple[Table, int], new: tuple[Table, int], words: Sides
) -> Iterator[tuple[Kind, str, str]]:
    (was, before), (now, after) = old, new
    for at, (first, second) in enumerate(zip(was.rows[before], now.rows[after], strict=True)):
        if first == second:
            continue
        told = [_cell(was, at, first, words[0]), _cell(now, at, second, words[1])]
        # Two that are told alike are shown as they are written: what differs must be seen.
        if told[0] == told[1]:
            told = [f"”{first}”", f"”{second}”"]
        written = f"{second or '–'} i stället för {first or '–'}"
        said = f"{told[1]} i stället för {told[0]}"
        place = f"Rad {after + 1}, {now.label(at)}"
        yield "changed", f"{place}: {said}.", "" if _same(said, written) else written


def _row_in_words(table: Table, row: int, words: Words) -> tuple[str, str]:
    cells = [(at, text) for at, text in enumerate(table.rows[row]) if text not in ("", "-")]
    told = ", ".join(f"{table.label(at)} {_cell(table, at, text, words)}" for at, text in cells)
    written = ", ".join(f"{table.label(at)} {text}" for at, text in cells)
    return told, "" if _same(told, written) else written


def _cell(table: Table, at: int, text: str, words: Words) -> str:
    """A cell in words: what is asked, what is answered, or a note as it is written."""
    if at < table.inputs:
        return asked_in_words(text, words, table.asks[at])
    if at < table.inputs + table.answers:
        return answer_in_words(text, words) or "inget svar"
    return f"”{text}”" if text else "ingen anmärkning"


def _same(told: str, written: str) -> bool:
    """Whether the words say no more than what is written, but for the marks around a text."""
    plain = str.maketrans("", "", '”"–')
    return told.translate(plain) == written.translate(plain)


def _forms(old: Bundle, new: Bundle, words: Sides) -> Iterator[Change]:
    was, now = old.forms(), new.forms()
    before = {one.id: one for one in forms_in_words(was, words[0])}
    after = {one.id: one for one in forms_in_words(now, words[1])}
    for name in sorted(was.keys() | now.keys()):
        where = f"Formuläret {(after.get(name) or before[name]).title}"
        if name not in was:
            yield Change("added", where, "Formuläret är nytt.")
        elif name not in now:
            yield Change("removed", where, "Formuläret är borttaget.")
        elif was[name] != now[name]:
            found = differences(before[name], after[name])
            told = [Change(kind, where, said) for kind, said in found]
            yield from told or [Change("changed", where, "Något i formuläret är ändrat.")]


def _files(old: Bundle, new: Bundle, told: Collection[str]) -> Iterator[Change]:
    """What has no words of its own above: called diagrams, and what in a table is no cell."""
    explained = {
        table.file
        for bundle in (old, new)
        for table in tables_of(bundle).values()
        if f"Tabellen {table.name}" in told
    }
    for name in sorted(old.files.keys() | new.files.keys()):
        if name.endswith(".form.json") or name in explained:
            continue
        before, after = old.files.get(name), new.files.get(name)
        if before is None:
            yield Change("added", name, "Filen är ny.")
        elif after is None:
            yield Change("removed", name, "Filen är borttagen.")
        elif before != after:
            yield Change("changed", name, "Något i filen är ändrat.")
    if old.digest != new.digest and not told and old.files == new.files:
        yield Change("changed", DIAGRAM, "Något som inte syns i ritningen är ändrat.")


def _plain(name: str) -> str:
    return " ".join(name.split())


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
