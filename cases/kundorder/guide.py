"""Where in the guide an order stands, as the engine says, and what the page shows of it."""

from dataclasses import dataclass

from django.urls import reverse

from cases.kundorder.models import Kundorder
from workflows import engine

STEG = {
    "orderhuvud": "Orderhuvud",
    "orderrader": "Orderrader",
    "leveransuppgifter": "Leveransuppgifter",
    "verkstall": "Granska och skicka",
}
_ORDNING = list(STEG)


@dataclass(frozen=True)
class Steg:
    """A step, as components/guide_steps.html draws it."""

    label: str
    state: str
    url: str


def star_i(order: Kundorder) -> str:
    """The part of the guide where the order's token is; empty when it has left the guide."""
    found = [task.element for task in engine.open_tasks(order.pk) if task.element in STEG]
    return found[0] if found else ""


def kan_oppnas(steg: str, star: str) -> bool:
    """Whether a part can be worked with: those up to where the token is."""
    return bool(star) and _ORDNING.index(steg) <= _ORDNING.index(star)


def stegen(order: Kundorder, visad: str, star: str) -> list[Steg]:
    """The steps with their states; the one shown is current."""
    steps = []
    for name, label in STEG.items():
        if name == visad:
            state = "current"
        elif not kan_oppnas(name, star):
            state = "blocked"
        else:
            state = "open" if name == star else "done"
        url = reverse(f"kundorder:{name}", args=[order.pk]) if state in {"open", "done"} else ""
        steps.append(Steg(label, state, url))
    return steps
