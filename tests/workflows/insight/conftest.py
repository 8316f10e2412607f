"""The made-up case type of the engine's tests, with its clock and its units in hand."""

from tests.workflows.engine.conftest import Prov, captured, prov

__all__ = ["Prov", "captured", "prov"]
