"""A postnummer as somebody writes it."""

import re

from workflows.errors import Hinder

_POSTNR = re.compile(r"[0-9]{3} ?[0-9]{2}")


def hinder_for_postnr(postnr: str) -> list[Hinder]:
    """Why it is no postnummer: five digits, with or without the space (KO-18, HO-4)."""
    if _POSTNR.fullmatch(postnr.strip()):
        return []
    words = "Ange postnumret med fem siffror, till exempel 541 37."
    return [Hinder("postnr_fel", words, "postnr")]
