"""The made-up case type of the engine's tests."""

from tests.workflows.engine.conftest import Prov, prov

__all__ = ["Prov", "prov"]
