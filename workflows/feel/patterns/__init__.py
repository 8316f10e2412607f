"""Regular expressions as XPath 2.0 (7.6.1) and XML Schema define them, matched in bounded time.

Python's own `re` has other classes, other anchors and no limit: one cell of a table could hold a
worker for hours.
"""

from functools import lru_cache

from workflows.feel.patterns.machine import Match, Program
from workflows.feel.patterns.syntax import PatternError, parse

__all__ = ["Match", "PatternError", "Program", "compiled"]


@lru_cache(maxsize=256)
def compiled(pattern: str, flags: str) -> Program:
    """The program of a pattern with flags among ``s m i x``. Raises PatternError."""
    if not set(flags) <= set("smix"):
        raise PatternError("Flaggorna i ett mönster är s, m, i och x.")
    return Program.of(parse(pattern, flags), flags)
