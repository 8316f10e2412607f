"""A measured figure, and the ways it is printed."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """`target` and `peer` are in the same unit; a lower value is better unless `more` is set.

    `ratio` is the value through the peer's, measured in the same run where `peer_measured` is set,
    otherwise the peer's published figure.
    """

    name: str
    value: float
    unit: str
    target: float | None = None
    peer: float | None = None
    peer_name: str = ""
    more: bool = False
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the peer's."""
        return self.value / self.peer if self.peer else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without a target."""
        if self.target is None:
            return None
        return self.value >= self.target if self.more else self.value <= self.target

    def as_json(self) -> str:
        """One object on one line."""
        return json.dumps(
            {**asdict(self), "ratio": self.ratio, "met": self.met}, ensure_ascii=False
        )

    def as_line(self) -> str:
        """One line for people."""
        aim = f"mål {'≥' if self.more else '≤'} {self.target:g}" if self.target is not None else ""
        said = {True: "ja", False: "NEJ", None: ""}[self.met]
        peer = f"{self.peer_name} {self.peer:g} (×{self.ratio:.2f})" if self.peer else ""
        measured = f"{self.name:<44} {self.value:>12.2f} {self.unit:<10}"
        return f"{measured} {aim:<14} {said:<4} {peer} {self.note}".rstrip()


def cpu_ms(work: Callable[[], object], times: int, *, warm: int = 3) -> float:
    """Median processor time of one call, in milliseconds."""
    for _ in range(warm):
        work()
    taken = []
    for _ in range(times):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return statistics.median(taken) * 1000
