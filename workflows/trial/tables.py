"""The decision tables of a bundle, read once however many cases are played."""

from functools import lru_cache

from workflows import dmn


@lru_cache(maxsize=64)
def model_of(text: bytes) -> dmn.Model:
    """A table file, read. Evaluating it changes nothing in it. Raises `DmnError`."""
    return dmn.read(text)
