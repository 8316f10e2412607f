"""Where each element of a decision file stands in its bytes, so that one can be changed alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from workflows.dmn import markup
from workflows.dmn.errors import DmnError

_DECLARED = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)")
_NAME_ENDS = re.compile(rb"[\s/>]")


@dataclass(slots=True)
class Span:
    """An element: the bytes it takes, those between its tags, and the elements in it.

    `kind` is its DMN name, empty for a tool's own additions.
    """

    kind: str
    id: str
    tag: bytes
    start: int
    inner: int
    inner_end: int = 0
    end: int = 0
    within: list["Span"] = field(default_factory=list)

    @property
    def is_closed(self) -> bool:
        """Whether it is one tag, with no room for anything in it."""
        return self.inner_end == self.end

    def children(self, *kinds: str) -> list["Span"]:
        """The elements in it of these kinds."""
        return [one for one in self.within if one.kind in kinds]

    def child(self, kind: str) -> "Span | None":
        """The first element in it of a kind."""
        return next(iter(self.children(kind)), None)

    def everything(self) -> Iterator["Span"]:
        """Itself and all in it, whatever the depth."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += one.within


def spans(data: bytes) -> Span:
    """The root of a decision file. Raises `DmnError` for what `dmn.read` would not read."""
    markup.parse(data)
    declared = _DECLARED.match(data)
    if declared and declared[1].decode("ascii", "replace").lower() not in {"utf-8", "us-ascii"}:
        raise DmnError("Filen är inte i UTF-8. Spara om den så i ett verktyg för DMN.")
    return _Reader(data).root()


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.open: list[Span] = [Span("", "", b"", 0, 0)]
        self.parser = expat.ParserCreate("utf-8", "\n")
        self.parser.StartElementHandler = self._starts
        self.parser.EndElementHandler = self._ends

    def root(self) -> Span:
        try:
            self.parser.Parse(self.data)
            final = True
            self.parser.Parse(b"", final)
        except expat.ExpatError as fault:
            raise DmnError(f"Filen är inte välformad XML ({fault}).") from None
        return self.open[0].within[0]

    def _starts(self, name: str, attributes: dict[str, str]) -> None:
        start = self.parser.CurrentByteIndex
        namespace, _, local = name.rpartition("\n")
        kind = local if markup.is_dmn_namespace(namespace) else ""
        tag = self.data[start + 1 : _NAME_ENDS.search(self.data, start).start()]  # type: ignore[union-attr]
        made = Span(kind, attributes.get("id", ""), tag, start, _tag_end(self.data, start))
        self.open[-1].within.append(made)
        self.open.append(made)

    def _ends(self, _name: str) -> None:
        made = self.open.pop()
        at = self.parser.CurrentByteIndex
        if self.data[made.inner - 2 : made.inner] == b"/>":
            made.inner_end = made.end = made.inner
        else:
            made.inner_end = at
            made.end = self.data.index(b">", at) + 1


def _tag_end(data: bytes, start: int) -> int:
    """Where the tag that begins at `start` has ended; a `>` in an attribute ends nothing."""
    quote = 0
    for at in range(start, len(data)):
        byte = data[at]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        elif byte == ord(">"):
            return at + 1
    return len(data)
