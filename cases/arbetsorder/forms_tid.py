"""What the page posts of time and parts."""

from typing import Any

from cases.arbetsorder.svar import Tid
from cases.gemensamt.hinder import stoppa_om
from workflows.errors import Hinder


def tid(post: Any) -> Tid:
    """Time and parts as they were posted; minutes that are no number are none, and a part without
    a quantity is one.

    Raises `Refused` when a quantity is no whole number from 1 or has no article number.
    """
    minutes = post.get("minuter", "").strip()
    parts: dict[str, int] = {}
    wrong: list[Hinder] = []
    for typed in zip(post.getlist("del"), post.getlist("antal"), strict=False):
        number, count = (one.strip() for one in typed)
        if hinder := hinder_for_del(number, count):
            wrong += hinder
        elif number:
            parts[number] = parts.get(number, 0) + int(count or 1)
    stoppa_om(wrong)
    return Tid(
        minuter=int(minutes) if minutes.isdecimal() and len(minutes) < 6 else 0,
        kommentar=post.get("kommentar", ""),
        delar=tuple(parts.items()),
    )


def hinder_for_del(nummer: str, antal: str) -> list[Hinder]:
    """Why a row of parts, as it was typed, can't be read."""
    if antal and not nummer:
        words = f"Skriv artikelnumret till delen med antalet {antal}, eller ta bort antalet."
        return [Hinder("del_saknas", words, "delar")]
    if antal and not (antal.isdecimal() and len(antal) < 5 and int(antal) >= 1):
        words = f"Ange antalet av artikel {nummer} som ett heltal, 1 till 9999."
        return [Hinder("antal_fel", words, "delar")]
    return []
