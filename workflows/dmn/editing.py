"""A decision table changed in its file: a cell, a row, a column, and not a byte beside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from workflows.dmn.errors import DmnError
from workflows.dmn.spans import Span, spans

LONGEST = 2_000
_CELLS = ("inputEntry", "outputEntry", "annotationEntry")
_COLUMNS = ("input", "output", "annotation")
_ENTRY = dict(zip(_COLUMNS, _CELLS, strict=True))
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BLANK = b" \t\r\n"


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it is written: a text for each column, and the note beside it."""

    id: str
    cells: tuple[str, ...]
    note: str = ""
    cell_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    new: bytes


class TableText:
    """One decision's table in the bytes of its file. Every change gives the whole file anew."""

    def __init__(self, data: bytes, decision: str) -> None:
        self.data = data
        self.root = spans(data)
        decisions = [one for one in self.root.children("decision") if one.id == decision]
        found = [table for one in decisions for table in one.children("decisionTable")]
        if not found:
            raise DmnError(f"Filen har ingen tabell för beslutet ”{decision[:60]}”.")
        self.table = found[0]
        self.rules = self.table.children("rule")
        self.columns = [(kind, one) for kind in _COLUMNS for one in self.table.children(kind)]

    def rows(self) -> list[Row]:
        """The rows from the top."""
        return [self._row(rule) for rule in self.rules]

    def put(self, row: int, cells: Sequence[str], note: str) -> bytes:
        """Row `row` (from 1) with these texts; what is the same is left as it is written."""
        rule = self._rule(row)
        before = self._row(rule)
        entries = self._entries(rule)
        changes: list[_Change] = []
        added: list[bytes] = []
        for at, (kind, _) in enumerate(self.columns):
            new = _tidy(cells[at] if at < len(cells) else "")
            if new == before.cells[at]:
                continue
            entry = entries[at]
            if entry is None:
                added.append(
                    self._entry(rule.tag, kind, self._free_id(f"{before.id}_{at + 1}"), new)
                )
            else:
                changes.append(self._text_in(entry, new))
        if added:
            changes.append(_Change(rule.inner_end, rule.inner_end, b"".join(added)))
        if (note := _tidy(note)) != before.note:
            changes.append(self._note(rule, note))
        return self._with(changes)

    def add(self, after: int, cells: Sequence[str], note: str) -> bytes:
        """A new row below row `after` (0: at the top)."""
        made = self._new_rule(cells, _tidy(note))
        line, _ = self._indents()
        if after == 0 and self.rules:
            at = self.rules[0].start
            return self._with([_Change(at, at, made + line)])
        before = self.rules[min(after, len(self.rules)) - 1] if self.rules else self._last()
        return self._with([_Change(before.end, before.end, line + made)])

    def remove(self, row: int) -> bytes:
        """Without row `row`."""
        rule = self._rule(row)
        return self._with([_Change(self._before(rule), rule.end, b"")])

    def move(self, row: int, step: int) -> bytes:
        """Row `row` one place up (-1) or down (1); at the edge nothing is changed."""
        self._rule(row)
        first = row - 1 if step > 0 else row - 2
        if not 0 <= first < len(self.rules) - 1:
            return self.data
        a, b = self.rules[first], self.rules[first + 1]
        return (
            self.data[: a.start]
            + self.data[b.start : b.end]
            + self.data[a.end : b.start]
            + self.data[a.start : a.end]
            + self.data[b.end :]
        )

    def add_input(self, label: str, asks: str, kind: str) -> bytes:
        """A new column that asks something, last of the inputs; every row lets anything through."""
        inputs = self.table.children("input")
        made_id = self._free_id(f"{self.table.id or 'tabell'}_in_{len(inputs) + 1}")
        prefix = self._prefix(self.table.tag)
        line, unit = self._indents()
        expression = (
            f"<{prefix}input id={quoteattr(made_id)} label={quoteattr(_tidy(label))}>".encode()
            + line
            + unit
            + f"<{prefix}inputExpression id={quoteattr(made_id + '_uttryck')}"
            f" typeRef={quoteattr(kind)}>".encode()
            + f"<{prefix}text>{escape(_tidy(asks))}</{prefix}text>".encode()
            + f"</{prefix}inputExpression>".encode()
            + line
            + f"</{prefix}input>".encode()
        )
        where = inputs[-1].end if inputs else self.table.inner
        changes = [_Change(where, where, line + expression)]
        for number, rule in enumerate(self.rules, 1):
            cell_id = self._free_id(f"{rule.id or f'rad_{number}'}_in_{len(inputs) + 1}")
            before = rule.children("inputEntry")
            place = before[-1].end if before else rule.inner
            entry = self._entry(rule.tag, "input", cell_id, "-")
            changes.append(_Change(place, place, line + unit + entry))
        return self._with(changes)

    def remove_input(self, column: int) -> bytes:
        """Without input column `column` (from 1) and its cells."""
        inputs = self.table.children("input")
        if not 1 <= column <= len(inputs) or len(inputs) == 1:
            raise DmnError("Kolumnen går inte att ta bort. Minst en fråga måste vara kvar.")
        gone = [inputs[column - 1]]
        for rule in self.rules:
            gone += rule.children("inputEntry")[column - 1 : column]
        return self._with([_Change(self._before(one), one.end, b"") for one in gone])

    # -- reading

    def _rule(self, row: int) -> Span:
        if not 1 <= row <= len(self.rules):
            raise DmnError(f"Tabellen har ingen rad {row}. Läs in sidan på nytt.")
        return self.rules[row - 1]

    def _entries(self, rule: Span) -> list[Span | None]:
        found: list[Span | None] = []
        for kind in _COLUMNS:
            entries: list[Span | None] = list(rule.children(_ENTRY[kind]))
            wanted = len(self.table.children(kind))
            found += [*entries, *[None] * wanted][:wanted]
        return found

    def _row(self, rule: Span) -> Row:
        entries = self._entries(rule)
        description = rule.child("description")
        return Row(
            rule.id,
            tuple(self._written(one) for one in entries),
            self._plain(description) if description else "",
            tuple(one.id if one else "" for one in entries),
        )

    def _written(self, entry: Span | None) -> str:
        if entry is None:
            return ""
        return self._plain(entry.child("text") or entry)

    def _plain(self, span: Span) -> str:
        """The text of an element, as a person would type it."""
        if span.is_closed:
            return ""
        return _text_of(self.data[span.start : span.end], span.tag)

    # -- writing

    def _with(self, changes: Sequence[_Change]) -> bytes:
        made = self.data
        for one in sorted(changes, key=lambda change: change.start, reverse=True):
            made = made[: one.start] + one.new + made[one.end :]
        return made

    def _text_in(self, entry: Span, new: str) -> _Change:
        text = entry.child("text")
        inner = escape(new).encode()
        if text is not None and not text.is_closed:
            return _Change(text.inner, text.inner_end, inner)
        tag = f"{self._prefix(entry.tag)}text".encode()
        made = b"<" + tag + b">" + inner + b"</" + tag + b">"
        if text is not None:
            return _Change(text.start, text.end, made)
        return self._filled(entry, made)

    def _filled(self, span: Span, inner: bytes) -> _Change:
        if not span.is_closed:
            return _Change(span.inner, span.inner_end, inner)
        return _Change(span.end - 2, span.end, b">" + inner + b"</" + span.tag + b">")

    def _note(self, rule: Span, note: str) -> _Change:
        description = rule.child("description")
        if description is not None and not note:
            return _Change(self._before(description), description.end, b"")
        if description is not None:
            return self._filled(description, escape(note).encode())
        line, unit = self._indents()
        return _Change(rule.inner, rule.inner, line + unit + self._described(rule.tag, note))

    def _described(self, beside: bytes, note: str) -> bytes:
        prefix = self._prefix(beside)
        return f"<{prefix}description>{escape(note)}</{prefix}description>".encode()

    def _entry(self, beside: bytes, column: str, made_id: str, text: str) -> bytes:
        prefix, tag = self._prefix(beside), _ENTRY[column]
        # An annotation has no id in the standard.
        known = "" if column == "annotation" else f" id={quoteattr(made_id)}"
        return (
            f"<{prefix}{tag}{known}><{prefix}text>{escape(text)}</{prefix}text></{prefix}{tag}>"
        ).encode()

    def _new_rule(self, cells: Sequence[str], note: str) -> bytes:
        beside = self.table.tag
        tag = f"{self._prefix(beside)}rule".encode()
        made_id = self._free_id(f"{self.table.id or 'tabell'}_rad_{len(self.rules) + 1}")
        line, unit = self._indents()
        parts = [self._described(beside, note)] if note else []
        count = dict.fromkeys(_COLUMNS, 0)
        short = {"input": "in", "output": "ut", "annotation": "anm"}
        for at, (kind, _) in enumerate(self.columns):
            count[kind] += 1
            text = _tidy(cells[at] if at < len(cells) else "")
            cell_id = f"{made_id}_{short[kind]}_{count[kind]}"
            parts.append(self._entry(beside, kind, self._free_id(cell_id), text))
        inner = b"".join(line + unit + part for part in parts)
        return (
            b"<" + tag + f" id={quoteattr(made_id)}>".encode() + inner + line + b"</" + tag + b">"
        )

    def _indents(self) -> tuple[bytes, bytes]:
        """The line break and blanks before a row, and what a step inwards adds."""
        neighbour = self.rules[0] if self.rules else self._last()
        line = self.data[self._before(neighbour) : neighbour.start]
        inner = neighbour.within[0] if neighbour.within else None
        deeper = self.data[self._before(inner) : inner.start] if inner else line
        return line, deeper[len(line) :] if deeper.startswith(line) else b""

    def _last(self) -> Span:
        if not self.columns:
            raise DmnError("Tabellen har inga kolumner. Rita den i ett verktyg för DMN först.")
        return max((one for _, one in self.columns), key=lambda span: span.end)

    def _before(self, span: Span) -> int:
        """Where the blanks before an element begin."""
        at = span.start
        while self.data[at - 1] in _BLANK:
            at -= 1
        return at

    def _free_id(self, wanted: str) -> str:
        taken = {one.id for one in self.root.everything()}
        tries = (wanted, *(f"{wanted}_{number}" for number in range(2, 10_000)))
        return next(one for one in tries if one not in taken)

    @staticmethod
    def _prefix(tag: bytes) -> str:
        return f"{tag.decode().rpartition(':')[0]}:" if b":" in tag else ""


def _text_of(element: bytes, tag: bytes) -> str:
    """What stands between the tags: entities, CDATA and comments read as XML reads them."""
    # The prefix may be bound further up: the tag is read by a name of its own.
    closed = element[: element.rindex(b"</")] + b"</t>"
    plain = b"<t" + closed[1 + len(tag) :]
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    return "".join(str(piece) for piece in etree.fromstring(plain, parser).itertext()).strip()


def _tidy(text: str) -> str:
    """A text as a file can hold it. Raises `DmnError`."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(plain) > LONGEST:
        raise DmnError(f"Texten är längre än {LONGEST} tecken. Korta den.")
    if _UNFIT.search(plain):
        raise DmnError("Texten har tecken som inte går att spara. Skriv den för hand.")
    return plain
