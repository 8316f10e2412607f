"""What the return desk asks of the hämtorder: who is to fetch an aid, and what is late (W10)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from cases.gemensamt import aterkomst, behorighet
from cases.gemensamt.models import Arende
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hamtorder.urval import TYP
from cases.organisation.models import Anvandare
from workflows import clock, engine, workdays


def vantade(innehav: Collection[int]) -> list[aterkomst.Vantad]:
    """The open hämtorder of each aid, and what it waits for; what it has let go of is not here."""
    rows = Hamtrad.objects.filter(
        Q(oppen=True) | Q(utfall=Hamtrad.Utfall.AVREGISTRERAD, order__hamtad__isnull=True),
        innehav__in=list(innehav),
        order__arende__avslutad__isnull=True,
    ).select_related("order__arende")
    waits = {row.order_id: engine.open_tasks(row.order_id) for row in rows}
    return [
        aterkomst.Vantad(
            arende=row.order_id,
            nummer=row.order.arende.nummer or "",
            innehav=row.innehav_id,
            uppgift=next((t.element for t in waits[row.order_id] if t.element in _TAR_HAND_OM), ""),
            planerad=row.order.planerad,
        )
        for row in rows
    ]


_TAR_HAND_OM = {aterkomst.HAMTA, "utred", "bekrafta_aterlamnat"}


def lamnade(arende: UUID, antal: Mapping[int, int], av: str) -> None:
    """Nobody has to fetch these any more; when none is left the order is done.

    Where fewer came than the row is for, the row goes on with the rest. The caller holds the
    order, and has received the aids.
    """
    rows = list(Hamtrad.objects.filter(order=arende, oppen=True, innehav__in=list(antal)))
    for row in rows:
        rest = row.antal - antal[row.innehav_id]
        if rest > 0:
            row.antal = rest
        else:
            row.utfall, row.oppen = Hamtrad.Utfall.RETURNERAD, False
    Hamtrad.objects.bulk_update(rows, ["antal", "utfall", "oppen"])
    engine.recheck(arende, actor=av)


def forsenade(person: Anvandare) -> Sequence[aterkomst.Forsenad]:
    """Rows that should have been fetched and received by now, of the hämtorder she may see."""
    days = settings.HAMTORDER_HAMTAS_INOM_ARBETSDAGAR
    now = clock.now()
    seen = behorighet.far_se(person, Arende.objects.filter(typ=TYP, avslutad__isnull=True))
    rows = (
        Hamtrad.objects.filter(
            oppen=True,
            order__arende__in=seen,
            order__klass=Hamtorder.Klass.FYSISK,
            # Working days are never fewer than days, so that most are left out here.
            order__arende__verkstalld__lt=now - timedelta(days=days),
        )
        .select_related("order__arende__mottagare", "order__arende__kund", "innehav__individ")
        .select_related("innehav__artikel__lager")
    )
    late = []
    for row in rows:
        due = workdays.add(row.order.arende.verkstalld or now, days)
        if due < now:
            late.append(
                aterkomst.Forsenad(
                    arende=row.order.arende,
                    innehav=row.innehav,
                    antal=row.antal,
                    senast=clock.local(due).date(),
                    lage=row.get_utfall_display(),
                )
            )
    return late
