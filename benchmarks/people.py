"""Who does the work in a benchmark."""

from functools import cache

from cases.organisation.models import Anvandare


@cache
def worker() -> Anvandare:
    """A made-up person who may do the reference process's tasks."""
    return Anvandare.objects.create(
        username="benchmark", first_name="Berit", last_name="Mätare",
        roller=["kundtjanst", "processagare"],
    )  # fmt: skip
