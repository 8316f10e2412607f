"""What the driver's run shows of the hämtorder that wait to be fetched."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch

from cases.gemensamt import behorighet
from cases.gemensamt.models import Arende
from cases.gemensamt.turkallor import Hamtgods, Hamtning
from cases.hamtorder import urval, visning
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.organisation.models import Anvandare
from workflows import clock
from workflows.models import UserTask


def hamtningar(person: Anvandare, fran: date | None, till: date) -> Sequence[Hamtning]:
    """Those planned for these days. What is not fetched yet is late from the day after."""
    waiting = UserTask.objects.filter(case_type=urval.TYP, element="hamta").values("case_id")
    seen = behorighet.far_se(person, Arende.objects.filter(typ=urval.TYP, pk__in=waiting))
    rows = Hamtrad.objects.filter(oppen=True).select_related("innehav__artikel", "innehav__individ")
    orders = (
        Hamtorder.objects.filter(arende__in=seen, planerad__lte=till)
        .select_related("arende__mottagare__kund", "arende__kund", "hamtad_fran")
        .prefetch_related(Prefetch("rader", rows))
        .order_by("arende__verkstalld", "arende_id")
    )
    if fran is not None:
        orders = orders.filter(planerad__gte=fran)
    found = list(orders)
    forst = {one: urval.hamtplats(one).prioriterad for one in {order.atgard for order in found}}
    return [
        _hamtning(order, order.planerad, forst=forst[order.atgard])
        for order in found
        if order.planerad is not None
    ]


def _hamtning(order: Hamtorder, planerad: date, *, forst: bool) -> Hamtning:
    return Hamtning(
        arende=order.arende,
        vart=visning.vart(order),
        postnr=order.postnr,
        gatuadress=order.gatuadress,
        omrade=order.hamtad_fran.turbilomrade_id if order.hamtad_fran else None,
        planerad=planerad,
        forsok=order.forsok,
        information=order.information,
        rengjort=order.rengjort,
        rader=[
            Hamtgods(
                id=rad.pk,
                antal=rad.antal,
                artikel=rad.innehav.artikel,
                individ=rad.innehav.individ.nummer if rad.innehav.individ else "",
                karantan=bool(rad.innehav.individ and rad.innehav.individ.karantan),
            )
            for rad in order.rader.all()
        ],
        mall="hamtorder/tur_hamtning.html",
        forsenad=planerad < clock.today(),
        prioriterad=order.get_atgard_display() if forst else "",
    )
