"""What a kundorder tells the screens of its mottagare: rows to come, and each row's order."""

from collections.abc import Sequence
from datetime import datetime, time
from uuid import UUID

from django.db.models import F, QuerySet

from cases.gemensamt.arendekallor import Bestalld, Kalla, Leveranssteg, Sak, registrera
from cases.hjalpmedel.models import Innehav
from cases.hjalpmedel.rules import agare
from cases.kundorder.models import Begaran, Kundorderrad
from cases.kundorder.queries import TYP
from workflows import clock

# Of a day that is known without its hour.
_MITT_PA_DAGEN = time(12, 0)


def registrera_kalla() -> None:
    """Let the screens ask."""
    registrera(TYP, Kalla(pa_vag=pa_vag, rad=rad, steg=steg, saker=saker))


def pa_vag(mottagare: int) -> Sequence[Bestalld]:
    """Rows that are sent for and neither delivered nor cancelled, the latest order first."""
    rows = (
        _rader()
        .filter(
            order__arende__mottagare=mottagare,
            order__arende__avslutad__isnull=True,
            antal__gt=F("levererat") + F("makulerat"),
        )
        .order_by("-order__arende__verkstalld", "nr")
    )
    return [_bestalld(row) for row in rows]


def rad(rad_id: UUID) -> Bestalld | None:
    """One row of an order that is sent."""
    found = _rader().filter(pk=rad_id).first()
    return _bestalld(found) if found else None


def steg(rad_id: UUID) -> Sequence[Leveranssteg]:
    """That the row was registered; what a lager does with it is the leverans's to tell."""
    found = _rader().filter(pk=rad_id).first()
    if found is None or found.order.arende.verkstalld is None:
        return ()
    registered = Leveranssteg("Registrerad", found.order.arende.verkstalld)
    return (registered, *_direkt(found))


def _direkt(row: Kundorderrad) -> Sequence[Leveranssteg]:
    """What a supplier ships has no leverans to tell of it."""
    told = []
    for part in row.begard_i.filter(begaran__direkt=True).select_related("begaran"):
        begaran = part.begaran
        told.append(Leveranssteg(Begaran.Lage.BESTALLD.label, begaran.skapad))
        if begaran.lage == Begaran.Lage.LEVERERAD and row.levererad is not None:
            came = datetime.combine(row.levererad, _MITT_PA_DAGEN, clock.STOCKHOLM)
            told.append(Leveranssteg(Begaran.Lage.LEVERERAD.label, max(came, begaran.skapad)))
    return told


def saker(arende: UUID) -> Sequence[Sak]:
    """What the order has brought, and what of it has not come."""
    delivered: dict[UUID | None, list[Innehav]] = {}
    for innehav in Innehav.objects.filter(arende=arende, annullerad=False).select_related(
        "artikel", "individ"
    ):
        delivered.setdefault(innehav.rad, []).append(innehav)
    told = []
    for row in _rader().filter(order=arende).order_by("nr"):
        there = delivered.get(row.pk, [])
        told += [Sak(one.artikel, one.antal, "Levererad", one, row.pk) for one in there]
        left = row.antal - row.levererat - row.makulerat
        if left:
            told.append(Sak(row.artikel, left, "Inte levererad", rad=row.pk))
        elif not there and row.levererat:
            told.append(Sak(row.artikel, row.levererat, "Levererad", rad=row.pk))
    return told


def _rader() -> QuerySet[Kundorderrad]:
    return Kundorderrad.objects.filter(
        borttagen__isnull=True, order__arende__verkstalld__isnull=False
    ).select_related(
        "artikel__iso",
        "lager",
        "betalare",
        "baskod",
        "kompletterar__artikel",
        "kompletterar__individ",
        "order__arende__bestallare",
        "order__arende__kund",
        "order__arende__mottagare",
    )


def _bestalld(row: Kundorderrad) -> Bestalld:
    arende = row.order.arende
    sent = arende.verkstalld or arende.skapad
    return Bestalld(
        arende=arende,
        rad=row.pk,
        artikel=row.artikel,
        antal=row.antal,
        aterstar=row.antal - row.levererat - row.makulerat,
        bestalld=clock.local(sent).date(),
        planerad=row.planerad,
        debiteringsform=row.debiteringsform,
        betalare=row.betalare,
        lager=row.lager,
        agare=agare(
            row.debiteringsform,
            row.baskod.sida if row.baskod else "",
            arende.kund.organisation if arende.kund else "",
        ),
        kompletterar=row.kompletterar,
        huvudrad=row.huvudrad_id,
        bestallningsnummer=row.bestallningsnummer,
        samleverans=row.order.samleverans,
    )
