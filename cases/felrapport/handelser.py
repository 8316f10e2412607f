"""Typ av händelse: what may have gone wrong, by what it is about (`felrapport_guide.csv`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cases.organisation.seed_files import rows


@dataclass(frozen=True)
class Handelse:
    """One line of the guide. `handelsetyp` and `kategori` are what the routing table asks for.

    `letar` is what is looked for: a type of case, `mottagare`, `individ` or nothing.
    """

    nyckel: str
    ingang: str
    letar: str
    kategori: str
    handelsetyp: str
    beskrivning: str


@lru_cache(maxsize=1)
def alla() -> Mapping[str, Handelse]:
    """Every kind of event, by key, in the guide's order."""
    return {row["nyckel"]: Handelse(**row) for row in rows(__file__, "handelser")}


def for_ingang(ingang: str) -> list[Handelse]:
    """What may have happened with such a thing."""
    return [one for one in alla().values() if one.ingang == ingang]


def nyckel(handelsetyp: str) -> str:
    """The key of a kind of event; empty for one that is not offered any more."""
    return next((one.nyckel for one in alla().values() if one.handelsetyp == handelsetyp), "")
