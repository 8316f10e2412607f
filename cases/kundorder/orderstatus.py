"""The order's status: a label that follows from its rows. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Radlage:
    """How far a row has come, in pieces. `lagen` are those of the deliveries that it is in."""

    antal: int
    levererat: int
    makulerat: int
    i_leverans: int
    lagen: tuple[str, ...] = ()

    @property
    def kvar(self) -> int:
        """How many are neither delivered, cancelled nor under way."""
        return self.antal - self.levererat - self.makulerat - self.i_leverans


# A row is as far as its slowest piece; an order is as far as its slowest row.
_ORDNING = ("Registrerad", "För plockning", "Plockad", "Utlevererad", "Slutlevererad")


def status(rader: Iterable[Radlage], *, verkstalld: bool, uttag: bool = False) -> str:
    """The order's status: the slowest row's, until all are delivered (decisions, "Shape").

    An uttag is Utlevererad at once and needs no receipt (DMN 3).
    """
    rows = list(rader)
    if not verkstalld:
        return "Registrerad" if rows else "Under registrering"
    living = [row for row in rows if row.makulerat < row.antal]
    if not living:
        return "Makulerad"
    if uttag:
        return "Utlevererad"
    return min((_radstatus(row) for row in living), key=_ORDNING.index)


def delvis_levererad(rader: Iterable[Radlage]) -> bool:
    """Whether something has come and something has not: said beside the status."""
    rows = list(rader)
    come = any(row.levererat for row in rows)
    return come and any(row.levererat + row.makulerat < row.antal for row in rows)


def mening_om_makulering(status: str, atgard: str) -> str:
    """Why the order can't be cancelled, and what to do instead; `atgard` is the table's word."""
    if not atgard:
        return (
            f"Ordern är {status.lower()} och kan inte makuleras av dig. Ring HMC kundtjänst om den"
            " inte ska levereras."
        )
    return f"Ordern är {status.lower()} och kan inte makuleras: {atgard}."


def _radstatus(row: Radlage) -> str:
    if row.levererat + row.makulerat >= row.antal:
        return "Slutlevererad"
    if row.kvar or not row.lagen:
        return "Registrerad"
    return min(row.lagen, key=_ORDNING.index)
