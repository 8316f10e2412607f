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


# Why a state can't be cancelled, and how the table's way out is taken.
_VARFOR = {
    "Plockad": "Lagret har redan plockat ordern",
    "Utlevererad": "Ordern har lämnat lagret och är på väg",
}
HELT_PLOCKAD = _VARFOR.keys()
_SA_HAR = {
    "använd retur eller hämtorder": (
        " När den har kommit fram gör du en hämtorder för det som är hyrt och en retur för det som"
        " är köpt, från mottagarens Hjälpmedel. Behöver den stoppas på vägen: ring HMC kundtjänst."
    ),
}


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


def mening_om_makulering(
    status: str, atgard: str, *, delvis: bool = False, ute: bool = True
) -> str:
    """Why the order can't be cancelled, and what to do instead; `atgard` is the table's word.

    `delvis` says that a part is picked already, and `ute` that it has left the lager: the status
    is that of what is still to come.
    """
    if not atgard:
        return (
            f"Ordern är {status.lower()} och kan inte makuleras av dig. Ring HMC kundtjänst om den"
            " inte ska levereras."
        )
    happened = _VARFOR.get(status, f"Ordern är {status.lower()}")
    if delvis and status not in _VARFOR:
        happened = (
            "En del av ordern har redan lämnat lagret"
            if ute
            else "Lagret har redan plockat en del av ordern"
        )
    return f"{happened}, så den kan inte makuleras: {atgard}." + _SA_HAR.get(atgard, "")


def _radstatus(row: Radlage) -> str:
    if row.levererat + row.makulerat >= row.antal:
        return "Slutlevererad"
    if row.kvar or not row.lagen:
        return "Registrerad"
    return min(row.lagen, key=_ORDNING.index)
