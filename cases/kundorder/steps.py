"""What the system does in `kundorder`. Each may run twice and then does nothing more."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from cases.gemensamt import nummer
from cases.gemensamt.hall import hallare, hallen, slapp_allt, slapp_hall
from cases.gemensamt.models import Arende, Hall
from cases.kundorder import begaranden, leveransdatum, uttag
from cases.kundorder.models import Begaran, Begaransrad, Kundorder, Kundorderrad
from cases.kundorder.oppning import hamta, satt_status
from cases.meddelanden.utskick import skicka
from workflows import clock
from workflows.registry import Tillfalle, step

_LAGE = Begaran.Lage
_STANGDA = [_LAGE.LEVERERAD, _LAGE.VAGRAD, _LAGE.BRIST, _LAGE.MAKULERAD]


@step()
def reservera(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Set aside what there is, count out the dates, and divide what is ready among the lager."""
    order = hamta(arende)
    begaranden.reservera(order, av=tillfalle.actor)
    _planera(order, tillfalle.effective)
    begaranden.bilda(order, tillfalle.effective)


@step()
def registrera_order(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Number, status and N1. The number counter is the last lock of all."""
    order = hamta(arende)
    if order.arende.nummer is None:
        order.arende.nummer = nummer.nasta(order.arende.typ)
        order.arende.save(update_fields=["nummer"])
    satt_status(order)
    days = [rad.planerad for rad in begaranden.orders_rader(arende) if rad.planerad]
    when = f"Preliminärt leveransdatum {max(days):%Y-%m-%d}." if days else "Leveransdatum meddelas."
    _meddela(
        order,
        f"Kundorder {order.arende.nummer} är registrerad",
        f"Kundorder {order.arende.nummer} är registrerad. {when}",
        "N1",
    )


@step()
def registrera_uttag(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """What is taken from one's own förråd stands with the mottagare today; number, status, N1."""
    order = hamta(arende)
    if order.arende.nummer is not None:
        return
    day = clock.local(tillfalle.effective).date()
    uttag.registrera(order, list(begaranden.orders_rader(arende)), day, av=tillfalle.actor)
    order.arende.nummer = nummer.nasta(order.arende.typ)
    order.arende.save(update_fields=["nummer"])
    satt_status(order)
    _meddela(
        order,
        f"Kundorder {order.arende.nummer} är registrerad",
        f"Kundorder {order.arende.nummer} är registrerad: uttag ur {order.forrad} {day:%Y-%m-%d}.",
        "N1",
    )


@step()
def reservera_rest(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Goods have come, or something was let go: the same for what lacked. N2 when it moves."""
    order = hamta(arende)
    before = _sista_dag(arende)
    order.begaranden.filter(direkt=True, lage=_LAGE.BRIST).update(lage=_LAGE.MAKULERAD)
    begaranden.reservera(order, av=tillfalle.actor)
    _planera(order, tillfalle.effective)
    begaranden.bilda(order, tillfalle.effective)
    satt_status(order)
    after = _sista_dag(arende)
    if before and after and before != after:
        _meddela(
            order,
            f"Kundorder {order.arende.nummer}: nytt leveransdatum",
            f"Kundorder {order.arende.nummer}: leveransdatum ändrat från {before:%Y-%m-%d} till"
            f" {after:%Y-%m-%d}. Orsak: det som saknades har kommit.",
            f"N2:{after}",
        )


@step()
def notera_begaran(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """What was asked for stands on a plocklista."""
    order = hamta(arende)
    asked = order.begaranden.filter(lage=Begaran.Lage.NY, direkt=False)
    asked.update(lage=Begaran.Lage.FOR_PLOCKNING)
    satt_status(order)


@step()
def notera_plockad(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """A lager has picked what it found."""
    order = hamta(arende)
    _begaran(order, tillfalle).filter(lage=Begaran.Lage.FOR_PLOCKNING).update(
        lage=Begaran.Lage.PLOCKAD
    )
    satt_status(order)


@step()
def notera_utlevererad(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """A following note is written and the goods have left: N4."""
    order = hamta(arende)
    slip = str(_message(tillfalle)["foljesedel"])
    _begaran(order, tillfalle).update(foljesedel=slip)
    _begaran(order, tillfalle).exclude(lage__in=_STANGDA).update(lage=Begaran.Lage.UTLEVERERAD)
    satt_status(order)
    _meddela(
        order,
        f"Kundorder {order.arende.nummer} är utlevererad",
        f"Kundorder {order.arende.nummer} är utlevererad, följesedel {slip}.",
        f"N4:{slip}",
    )


@step()
def notera_brist(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """A lager did not find all it should: what lacks is rest again until the books change."""
    order = hamta(arende)
    begaran = _begaran(order, tillfalle).first()
    if begaran is None:
        return
    now = clock.now()
    for told in _message(tillfalle)["rader"]:
        row = begaran.rader.filter(rad=UUID(str(told["rad"]))).first()
        left = int(told["kvar"])
        if row is None or row.antal <= left:
            continue
        # What was found but stays for company is still promised to the row; only what a lager has
        # looked for in vain is not believed.
        Kundorderrad.objects.filter(pk=row.rad_id).update(
            i_leverans=F("i_leverans") - (row.antal - left),
            reserverat=F("reserverat") + int(told.get("behalls", 0)),
            **({"brist_noterad": now} if told.get("letat", True) else {}),
        )
        _keep(row, left)
    if not begaran.rader.exists():
        begaran.lage = Begaran.Lage.BRIST
        begaran.save(update_fields=["lage"])
    satt_status(order)


@step()
def notera_vagrad(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Nobody wanted it: the rows are closed, and the beställare is told why."""
    order = hamta(arende)
    if _stang(order, tillfalle, Begaran.Lage.VAGRAD, "makulerat"):
        why = str(_message(tillfalle)["orsak"])
        _meddela(
            order,
            f"Kundorder {order.arende.nummer}: togs inte emot",
            f"Leveransen av kundorder {order.arende.nummer} togs inte emot. Orsak: {why}. Varorna"
            " har gått tillbaka till lagret. Lägg en ny order om de ändå behövs.",
            f"vagrad:{_message(tillfalle)['leverans']}",
        )


@step()
def notera_kvittens(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The receipt is signed: the rows are delivered, dated by the day it happened."""
    order = hamta(arende)
    day = date.fromisoformat(str(_message(tillfalle)["dag"]))
    _stang(order, tillfalle, Begaran.Lage.LEVERERAD, "levererat", levererad=day)


@step()
def begar_inkop(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Tell the beställare what lacks (N3), and that inköp has been asked."""
    order = hamta(arende)
    for rad in begaranden.orders_rader(arende):
        if not rad.rest or rad.inkop_begart is not None:
            continue
        Kundorderrad.objects.filter(pk=rad.pk).update(inkop_begart=tillfalle.effective)
        _meddela(
            order,
            f"Kundorder {order.arende.nummer}: restnotering",
            f"Kundorder {order.arende.nummer} rad {rad.nr} är restnoterad: {rad.rest} av"
            f" {rad.antal} {rad.artikel} saknas. Du får besked när det har kommit.",
            f"N3:{rad.pk}:{tillfalle.effective:%Y%m%d}",
        )


@step()
def notera_direktinkop(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The supplier is to ship to the mottagare; inköp confirms it later."""
    order = hamta(arende)
    order.begaranden.filter(direkt=True, lage=Begaran.Lage.NY).update(lage=Begaran.Lage.BESTALLD)
    satt_status(order)


@step()
def slapp_arbetsorder(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """An arbetsorder is done and holds the order no longer; N13 when nothing else does (AO-6)."""
    order = hamta(arende)
    other = Arende.objects.filter(pk=UUID(str(_message(tillfalle)["arbetsorder"]))).first()
    if other is None or other.pk not in hallare(order.arende):
        return
    waited = hallen(order.arende, Hall.Vad.LEVERANS)
    if slapp_hall(order.arende, other) and waited:
        _meddela(
            order,
            f"Kundorder {order.arende.nummer} är frisläppt",
            f"Kundorder {order.arende.nummer} är frisläppt för leverans.",
            f"N13:{other.pk}",
        )


@step()
def lagg_hos_kundtjanst(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The request to cancel is with kundtjänst, once."""
    Kundorder.objects.filter(pk=arende, makulering_noterad__isnull=True).update(
        makulering_noterad=tillfalle.effective
    )


@step()
def ta_bort_utkast(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """A draft that nobody has touched for 30 days is taken away, and its owner told."""
    order = hamta(arende)
    order.arende.status = Kundorder.Status.RADERAD
    order.arende.save(update_fields=["status"])
    _meddela(
        order,
        "Ett utkast till kundorder är borttaget",
        f"Utkastet som du började på {clock.local(order.arende.skapad):%Y-%m-%d} hade inte ändrats"
        " på 30 dagar och är borttaget. Lägg en ny kundorder om den ändå behövs.",
        "utkast",
    )


def avslutad(arende: UUID, cancelled: bool, nar: datetime) -> None:  # noqa: FBT001 - the registry's form
    """The process has ended: the case is closed, and says how."""
    order = hamta(arende)
    if order.arende.status != Kundorder.Status.RADERAD:
        satt_status(order)
    slapp_allt(order.arende)
    Arende.objects.filter(pk=arende).update(avslutad=nar)


def _planera(order: Kundorder, fran: datetime) -> None:
    rows = list(begaranden.orders_rader(order.pk))
    leveransdatum.planera(order, rows, fran)
    Kundorderrad.objects.bulk_update(rows, ["planerad"])


def _sista_dag(arende: UUID) -> date | None:
    days = [rad.planerad for rad in begaranden.orders_rader(arende) if rad.planerad]
    return max(days, default=None)


def _message(tillfalle: Tillfalle) -> Mapping[str, Any]:
    if tillfalle.message is None:
        raise ValueError(f"{tillfalle.element} is a step after a process message.")
    return tillfalle.message


def _begaran(order: Kundorder, tillfalle: Tillfalle) -> Any:
    return order.begaranden.filter(pk=UUID(str(_message(tillfalle)["leverans"])))


def _keep(row: Begaransrad, left: int) -> None:
    if left:
        row.antal = left
        row.save(update_fields=["antal"])
    else:
        row.delete()


def _stang(
    order: Kundorder, tillfalle: Tillfalle, lage: Begaran.Lage, falt: str, **also: date
) -> bool:
    """Close a begäran and count what the lager sent as delivered or cancelled. False if it was.

    The lager's word holds: its other messages may come after this one.
    """
    closed = _begaran(order, tillfalle).exclude(lage__in=_STANGDA).update(lage=lage)
    if closed:
        for told in _message(tillfalle)["rader"]:
            Kundorderrad.objects.filter(order=order, pk=UUID(str(told["rad"]))).update(
                **{falt: F(falt) + int(told["antal"])},
                # What did not reach a förråd is rest again.
                i_leverans=F("i_leverans") - int(told["antal"]) - int(told.get("saknas", 0)),
                **also,
            )
    satt_status(order)
    return bool(closed)


def _meddela(order: Kundorder, rubrik: str, text: str, nyckel: str) -> None:
    skicka(order.arende.bestallare, rubrik, text, arende=order.pk, nyckel=f"{order.pk}:{nyckel}")
