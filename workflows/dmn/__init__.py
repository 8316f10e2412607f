"""Decisions by the standard (DMN 1.0-1.5): read a file, ask it, know why it answered as it did.

Usable on its own: needs `workflows.feel` and lxml, nothing else of the product.
"""

from workflows.dmn.analysis import Finding, analyse
from workflows.dmn.errors import DmnError
from workflows.dmn.model import Model
from workflows.dmn.outcome import MatchedRule, Notice, Outcome
from workflows.dmn.reader import Resolver, read

__all__ = [
    "DmnError",
    "Finding",
    "MatchedRule",
    "Model",
    "Notice",
    "Outcome",
    "Resolver",
    "analyse",
    "read",
]
