"""Case numbers: year, ISO week and a running number, without gaps (KO-25, finding 2)."""

from django.db import connection

from cases.gemensamt.models import Nummerserie
from workflows import clock


def nasta(typ: str) -> str:
    """The next number of a type of case this week: `26480001`; the 10 000th is `264810000`.

    Year and week are the ISO calendar's by Swedish clocks. Take it last of all locks, in the
    transaction that uses it: a rollback gives the number back, so there is never a gap. Raises
    `RuntimeError` outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A number is taken in the transaction of what it numbers.")
    year, week, _ = clock.today().isocalendar()
    Nummerserie.objects.bulk_create(
        [Nummerserie(typ=typ, ar=year, vecka=week)], ignore_conflicts=True
    )
    series = Nummerserie.objects.select_for_update(no_key=True).get(typ=typ, ar=year, vecka=week)
    series.senaste += 1
    series.save(update_fields=["senaste"])
    return f"{year % 100:02d}{week:02d}{series.senaste:04d}"
