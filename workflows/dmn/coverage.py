"""What a table's rows cover together: gaps, overlaps, rows that nothing reaches.

Every column is tried with its samples; a sample is the set of rows it leaves standing. A gap is a
choice of samples that leaves none. Cells that need more than their input value are never settled
here: such a row counts as standing for gaps and as not standing for overlaps.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from workflows.dmn.columns import Column
from workflows.dmn.domains import passes, samples

# Tables so large that the search passes this many states are reported as not settled.
MAX_STATES = 50_000
# So many times a value is tried in a cell: some three hundred rows of different numbers.
MAX_TRIALS = 300_000
MAX_GAPS = 10
MAX_OVERLAPS = 100


class TooLarge(Exception):
    """The table has more combinations than the analysis tries."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A sample of a column: rows that surely stand, rows that may."""

    label: str
    sure: int
    maybe: int


@dataclass(slots=True)
class Coverage:
    """The tried columns of one table with `count` rows."""

    count: int
    columns: Sequence[Sequence[Tried]]
    states: int = field(default=0)

    def gaps(self) -> list[tuple[str, ...]]:
        """Choices that no row covers: a label per column, `-` where it does not matter."""
        found: list[tuple[str, ...]] = []
        self._gaps(0, (1 << self.count) - 1, (), set(), found)
        return found

    def _gaps(
        self,
        at: int,
        alive: int,
        path: tuple[str, ...],
        covered: set[tuple[int, int]],
        found: list[tuple[str, ...]],
    ) -> bool:
        """Whether there is a gap from here; `covered` are the states known to have none."""
        if not alive:
            found.append((*path, *("-" for _ in self.columns[at:])))
            return True
        if at == len(self.columns) or (at, alive) in covered:
            return False
        self._count()
        any_found = False
        for left, label in self._groups(at, alive):
            if len(found) >= MAX_GAPS:
                return True
            any_found |= self._gaps(at + 1, left, (*path, label), covered, found)
        if not any_found:
            covered.add((at, alive))
        return any_found

    def _groups(self, at: int, alive: int) -> Iterator[tuple[int, str]]:
        """The ways this column can narrow what is alive, with the samples that do."""
        groups: dict[int, list[str]] = {}
        for tried in self.columns[at]:
            groups.setdefault(alive & (tried.sure | tried.maybe), []).append(tried.label)
        for left, labels in groups.items():
            yield left, "-" if len(labels) == len(self.columns[at]) else " eller ".join(labels)

    def overlaps(self) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Pairs of rows (from 1) that one choice meets at once, with such a choice."""
        told = 0
        for one in range(self.count):
            beside = self._beside(one) >> (one + 1) << (one + 1)
            while beside and told < MAX_OVERLAPS:
                lowest = beside & -beside
                beside ^= lowest
                both = 1 << one | lowest
                labels = (
                    next(tried.label for tried in column if tried.sure & both == both)
                    for column in self.columns
                )
                told += 1
                yield one + 1, lowest.bit_length(), tuple(labels)

    def _beside(self, row: int) -> int:
        """The rows that in every column share a sample with this one."""
        shared = (1 << self.count) - 1
        for column in self.columns:
            met = 0
            for tried in column:
                if tried.sure >> row & 1:
                    met |= tried.sure
            shared &= met
        return shared

    def never_met(self) -> Iterator[int]:
        """Rows (from 1) with a cell that no value of its column meets."""
        for row in range(self.count):
            bit = 1 << row
            if any(
                not any((tried.sure | tried.maybe) & bit for tried in column)
                for column in self.columns
            ):
                yield row + 1

    def hidden(self) -> Iterator[int]:
        """Rows (from 1) whose every case a row above takes first."""
        for row in range(1, self.count):
            if not self._escapes(0, row, (1 << row) - 1, set()):
                yield row + 1

    def _escapes(self, at: int, row: int, above: int, seen: set[tuple[int, int]]) -> bool:
        """Whether some choice meets the row while none of the rows above surely stands."""
        if at == len(self.columns):
            return not above
        if (at, above) in seen:
            return False
        self._count()
        bit = 1 << row
        for tried in self.columns[at]:
            if (tried.sure | tried.maybe) & bit and self._escapes(
                at + 1, row, above & tried.sure, seen
            ):
                return True
        seen.add((at, above))
        return False

    def _count(self) -> None:
        self.states += 1
        if self.states > MAX_STATES:
            raise TooLarge


def coverage(columns: Sequence[Column], count: int) -> Coverage:
    """The columns tried with their samples. Raises `TooLarge`."""
    return Coverage(count, [[*_tried(column)] for column in columns])


def _tried(column: Column) -> Iterator[Tried]:
    rows: dict[str, int] = {}
    by_text = {cell.text: cell for cell in column.cells}
    for index, cell in enumerate(column.cells):
        rows[cell.text] = rows.get(cell.text, 0) | 1 << index
    tried = samples(column)
    if len(tried) * len(by_text) > MAX_TRIALS:
        raise TooLarge
    for sample in tried:
        sure = maybe = 0
        for text, cell in by_text.items():
            if cell.is_any:
                sure |= rows[text]
            elif not cell.is_closed:
                maybe |= rows[text]
            elif cell.tests is not None and passes(cell.tests, sample.value):
                sure |= rows[text]
        yield Tried(sample.label, sure, maybe)
