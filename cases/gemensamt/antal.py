"""Quantities and amounts, as people write and read them."""

import re
from decimal import Decimal, InvalidOperation

from workflows.errors import Hinder

MEST_KRONOR = Decimal(999999)
# What no written amount holds; Decimal would read 1e5 and 1_000.
EJ_I_BELOPP = re.compile(r"[e_]", re.IGNORECASE)


def spann(minst: int, mest: int) -> str:
    """What may be given, such as ”1”, ”0 eller 1” and ”0 till 5”."""
    if mest <= minst:
        return str(minst)
    return f"{minst} {'eller' if mest == minst + 1 else 'till'} {mest}"


def kronor(text: str) -> Decimal | None:
    """An amount as it is written in Swedish; None for what is no amount."""
    if EJ_I_BELOPP.search(text):
        return None
    try:
        amount = Decimal("".join(text.split()).replace(",", "."))
        return amount.quantize(Decimal("0.01")) if amount.is_finite() else None
    except InvalidOperation:
        return None


def hinder_for_belopp(artikel: object, belopp: Decimal | None, falt: str) -> list[Hinder]:
    """Why this is no amount in kronor that somebody can owe."""
    if belopp is not None and 0 < belopp <= MEST_KRONOR:
        return []
    return [
        Hinder(
            "belopp_saknas",
            f"Ange beloppet för {artikel} i kronor, till exempel 450 eller 450,50.",
            falt,
        )
    ]


def i_kronor(belopp: Decimal | int) -> str:
    """An amount as pages and messages say it: 12 345,50 kr, never broken over two lines."""
    return f"{belopp:,.2f}\xa0kr".replace(",", "\xa0").replace(".", ",")
