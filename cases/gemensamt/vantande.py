"""What has become free on a shelf: the orders that lack it are asked again, the oldest first."""

from collections.abc import Iterable

from cases.gemensamt.arendetyper import alla
from cases.hjalpmedel.saldon import Konto
from workflows import engine


def vack(konton: Iterable[Konto], *, av: str) -> int:
    """Ask those that lack any of these again, once the move has committed. Returns how many.

    Called when the books are written and the saldon still held: an order that came to lack
    something meanwhile is then seen here, and one that comes later sees the new saldo. Their
    processes may not be locked here, since saldon come after processes in the lock order.
    """
    waiting = list(
        dict.fromkeys(
            case
            for lager_id, artikel_id in sorted(set(konton))
            for typ in alla().values()
            for case in typ.vantar(lager_id, artikel_id)
        )
    )
    engine.recheck_later(waiting, actor=av)
    return len(waiting)
