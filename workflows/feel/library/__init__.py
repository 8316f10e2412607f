"""The built-in functions of DMN 10.3.4, by name."""

from workflows.feel.library import (
    contexts,
    conversion,
    dates,
    lists,
    numeric,
    ordering,
    spans,
    statistics,
    strings,
)
from workflows.feel.library.signatures import SIGNATURES, functions

# Each module declares its functions when it is read.
DECLARED = (contexts, conversion, dates, lists, numeric, ordering, spans, statistics, strings)
BUILTINS = functions()

__all__ = ["BUILTINS", "DECLARED", "SIGNATURES"]
