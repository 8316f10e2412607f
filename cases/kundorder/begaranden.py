"""From reserved rows to what each lager is asked for, as one message per lager."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cases.gemensamt.hall import hallen
from cases.gemensamt.models import Hall
from cases.hjalpmedel import saldon
from cases.hjalpmedel.models import Rorelse, Saldo
from cases.kundorder.models import Begaran, Begaransrad, Kundorder, Kundorderrad
from workflows import clock, engine

_ADRESS = (
    "co",
    "gatuadress",
    "postnr",
    "postort",
    "telefon",
    "mobil",
    "portkod",
    "instruktioner",
    "kontaktperson",
    "kontakttelefon",
)


def orders_rader(order_id: UUID) -> QuerySet[Kundorderrad]:
    """The rows that hold, in order, with what is asked of their articles."""
    return (
        Kundorderrad.objects.filter(order=order_id, borttagen__isnull=True)
        .select_related("artikel", "individ")
        .order_by("nr")
    )


def betrodda(rader: QuerySet[Kundorderrad]) -> QuerySet[Kundorderrad]:
    """Without those that a lager has looked for in vain since its books last went up."""
    later = Rorelse.objects.filter(
        antal__gt=0,
        lager=OuterRef("lager"),
        artikel=OuterRef("artikel"),
        nar__gt=OuterRef("brist_noterad"),
    ).exclude(slag=Rorelse.Slag.DIREKTINKOP)
    counted = Saldo.objects.filter(
        lager=OuterRef("lager"),
        artikel=OuterRef("artikel"),
        inventerad__gt=OuterRef("brist_noterad"),
    )
    return rader.filter(Q(brist_noterad__isnull=True) | Exists(later) | Exists(counted))


def reservera(order: Kundorder, *, av: str) -> None:
    """Set aside what there is for every row that lacks something, and keep the rows in step."""
    lacking = [rad for rad in betrodda(orders_rader(order.pk)) if rad.rest]
    if not lacking:
        return
    # Under the saldon's lock, since a lager may be picking for another of our begäranden now.
    saldon.las((rad.lager_id, rad.artikel_id) for rad in lacking)
    promised = saldon.reserverat_per_rad(order.pk)
    before = {rad.pk: promised.get((rad.pk, (rad.lager_id, rad.artikel_id)), 0) for rad in lacking}
    given = saldon.reservera(
        [
            saldon.Onskemal(rad.pk, rad.lager_id, rad.artikel_id, before[rad.pk] + rad.rest)
            for rad in lacking
        ],
        arende=order.pk,
        av=av,
    )
    for rad in lacking:
        rad.reserverat += given[rad.pk] - before[rad.pk]
        if not rad.rest:
            rad.inkop_begart = rad.brist_noterad = None
    Kundorderrad.objects.bulk_update(lacking, ["reserverat", "inkop_begart", "brist_noterad"])


def finns_allt(rader: Sequence[Kundorderrad]) -> bool:
    """Whether every row is set aside, or could be now."""
    wanted: dict[saldon.Konto, int] = defaultdict(int)
    for rad in rader:
        wanted[rad.lager_id, rad.artikel_id] += rad.rest
    short = {konto for konto, count in wanted.items() if count}
    free = _fritt(short)
    return all(free.get(konto, 0) >= wanted[konto] for konto in short)


def finns_var_for_sig(rader: Iterable[Kundorderrad]) -> set[UUID]:
    """The rows that are set aside, or could be now if each was the only one."""
    rows = list(rader)
    free = _fritt({(rad.lager_id, rad.artikel_id) for rad in rows if rad.rest})
    return {
        rad.pk
        for rad in rows
        if free.get((rad.lager_id, rad.artikel_id), 0) >= rad.rest or not rad.rest
    }


def _fritt(konton: Collection[saldon.Konto]) -> dict[saldon.Konto, int]:
    saldon_dar = Saldo.objects.filter(
        lager__in={lager for lager, _ in konton}, artikel__in={artikel for _, artikel in konton}
    )
    return {(saldo.lager_id, saldo.artikel_id): saldo.disponibelt for saldo in saldon_dar}


def kan_reserveras(rader: Iterable[Kundorderrad]) -> bool:
    """Whether any of these rows lacks something that a lager has free now."""
    konton = {(rad.lager_id, rad.artikel_id) for rad in rader if rad.rest}
    if not konton:
        return False
    free = Saldo.objects.filter(
        lager__in={lager for lager, _ in konton},
        artikel__in={artikel for _, artikel in konton},
        antal__gt=F("reserverat"),
    ).values_list("lager_id", "artikel_id")
    return not konton.isdisjoint(free)


def klara_att_begara(order: Kundorder, rader: Sequence[Kundorderrad]) -> list[Kundorderrad]:
    """The rows that may go to picking now.

    A main article waits for its components and they for it; with samleverans every row waits for
    all (decisions "Orders"). A row goes when it is whole.
    """
    if order.samleverans and any(rad.rest for rad in rader):
        return []
    short = {rad.huvudrad_id or rad.pk for rad in rader if rad.rest}
    return [rad for rad in rader if rad.reserverat and (rad.huvudrad_id or rad.pk) not in short]


def hallen_leverans(order: Kundorder) -> bool:
    """Whether another case holds the delivery (AO-6)."""
    return hallen(order.arende, Hall.Vad.LEVERANS)


def bilda(order: Kundorder, nar: datetime) -> None:
    """Ask each lager for what is ready there; with samleverans, one lager for all of it."""
    if hallen_leverans(order):
        return
    ready = klara_att_begara(order, list(orders_rader(order.pk)))
    aids = {rad.pk: rad.lager_id for rad in ready}
    by_lager: dict[int, list[Kundorderrad]] = defaultdict(list)
    for rad in ready:
        # A component leaves with its aid, also where another lager keeps it.
        by_lager[aids.get(rad.huvudrad_id or rad.pk, rad.lager_id)].append(rad)
    if order.samleverans and by_lager:
        # Brought together where most of it lies already; the lowest number when it is even.
        gathered_at = max(sorted(by_lager), key=lambda lager: len(by_lager[lager]))
        by_lager = defaultdict(list, {gathered_at: ready})
    for lager_id, rows in sorted(by_lager.items()):
        begaran = Begaran.objects.create(
            order=order,
            lager_id=lager_id,
            skapad=nar,
            planerad=max((rad.planerad for rad in rows if rad.planerad), default=None),
        )
        Begaransrad.objects.bulk_create(
            Begaransrad(begaran=begaran, rad=rad, antal=rad.reserverat) for rad in rows
        )
        for rad in rows:
            rad.i_leverans += rad.reserverat
            rad.reserverat = 0
    Kundorderrad.objects.bulk_update(ready, ["i_leverans", "reserverat"])


def stoppa(asked: Iterable[Begaran]) -> None:
    """Let the lager know that what it was asked for, and has not picked, is not to be picked."""
    for begaran in asked:
        begaran.lage = Begaran.Lage.MAKULERAD
        begaran.save(update_fields=["lage"])
        engine.send(
            "kundorder_makulerad",
            str(begaran.pk),
            {"kundorder": str(begaran.order_id)},
            dedupe=f"kundorder_makulerad:{begaran.pk}",
        )


def nya(order: Kundorder) -> list[dict[str, Any]]:
    """The messages `leverans_begard` that are to be sent now; documented in docs/kundorder.md."""
    rows = (
        Begaransrad.objects.filter(
            begaran__order=order, begaran__lage=Begaran.Lage.NY, begaran__direkt=False
        )
        .select_related("begaran", "rad")
        .order_by("begaran__lager_id", "begaran_id", "rad__nr")
    )
    found: dict[UUID, dict[str, Any]] = {}
    for row in rows:
        if row.begaran_id not in found:
            found[row.begaran_id] = _head(order, row.begaran)
        found[row.begaran_id]["rader"].append(_row(order, row))
    return list(found.values())


def _head(order: Kundorder, begaran: Begaran) -> dict[str, Any]:
    arende = order.arende
    return {
        "leverans": str(begaran.pk),
        "kundorder": str(order.pk),
        "nummer": arende.nummer or "",
        "kund": arende.kund_id,
        "mottagare": arende.mottagare_id,
        "bestallare": arende.bestallare_id,
        "lager": begaran.lager_id,
        "till_lager": order.forrad_id,
        "samleverans": order.samleverans,
        "akut": order.prioritet == Kundorder.Prioritet.AKUT,
        "utlamning": order.prioritet == Kundorder.Prioritet.UTLAMNING,
        "prioritet": order.get_prioritet_display(),
        "planerad": begaran.planerad.isoformat() if begaran.planerad else None,
        "information": order.ovrig_information,
        "adressnamn": order.adressnamn,
        "adress": {field: getattr(order, field) for field in _ADRESS},
        "rader": [],
    }


def _row(order: Kundorder, row: Begaransrad) -> dict[str, Any]:
    rad = row.rad
    bestalld = clock.local(order.arende.verkstalld or row.begaran.skapad).date()
    return {
        "rad": str(rad.pk),
        "nr": rad.nr,
        "huvudrad": str(rad.huvudrad_id) if rad.huvudrad_id else None,
        "kompletterar": rad.kompletterar_id,
        "artikel": rad.artikel_id,
        "lager": rad.lager_id,
        "antal": row.antal,
        "kommentar": rad.kommentar,
        "debiteringsform": rad.debiteringsform,
        "apris": str(rad.apris) if rad.apris is not None else None,
        "betalare": rad.betalare_id,
        "baskod": rad.baskod_id,
        "bestalld": bestalld.isoformat(),
    }
