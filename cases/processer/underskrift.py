"""A publication that something speaks against is signed by name, with a reason."""

from cases.organisation.models import Anvandare
from workflows.errors import Hinder, Refused

_LONGEST = 400


def skal(person: Anvandare, namn: str, text: str) -> str:
    """The reason, signed; empty where nothing is signed. Raises `Refused` for another's name, or
    too long a reason."""
    if not text.strip():
        return ""
    if len(text) > _LONGEST:
        mening = f"Skriv högst {_LONGEST} tecken om varför; du skrev {len(text)}."
        raise Refused([Hinder("skal", mening, "skal")])
    if " ".join(namn.split()).casefold() != " ".join(person.namn.split()).casefold():
        raise Refused(
            [
                Hinder(
                    "underskrift",
                    f"Skriv under med ditt eget namn, {person.namn}.",
                    "underskrift",
                )
            ]
        )
    return text.strip()
