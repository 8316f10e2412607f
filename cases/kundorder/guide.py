"""Where in the guide an order stands, as the engine says, and what the page shows of it."""

from dataclasses import dataclass

from django.urls import reverse

from cases.kundorder.models import Kundorder
from cases.kundorder.uttag import ar_uttag
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


def kan_oppnas(order: Kundorder, steg: str, star: str) -> bool:
    """Whether a part can be worked with: those up to where the token is, if the order has it."""
    return bool(star) and steg in _delar(order) and _ORDNING.index(steg) <= _ORDNING.index(star)


def stegen(order: Kundorder, visad: str, star: str) -> list[Steg]:
    """The steps with their states; the one shown is current."""
    steps = []
    for name in _delar(order):
        if name == visad:
            state = "current"
        elif not kan_oppnas(order, name, star):
            state = "blocked"
        else:
            state = "open" if name == star else "done"
        url = reverse(f"kundorder:{name}", args=[order.pk]) if state in {"open", "done"} else ""
        steps.append(Steg(STEG[name], state, url))
    return steps


def _delar(order: Kundorder) -> list[str]:
    """The parts that the order goes through: what is taken from one's own förråd is not sent."""
    return [name for name in STEG if name != "leveransuppgifter" or not ar_uttag(order)]
