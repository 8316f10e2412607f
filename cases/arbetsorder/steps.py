"""What the system does in `arbetsorder`. Each may run twice and then does nothing more."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from cases.arbetsorder import queries
from cases.arbetsorder.models import Aktivitet, Arbetsorder, Tidsrad
from cases.arbetsorder.oppning import satt_status
from cases.gemensamt import nummer
from cases.gemensamt.models import Arende
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from cases.organisation.queries import med_roll
from workflows import clock, engine
from workflows.registry import Tillfalle, step

_SLUT = {
    Arbetsorder.Status.AVSLUTAD,
    Arbetsorder.Status.MAKULERAD,
    Arbetsorder.Status.RADERAD,
}


@step()
def ta_bort_utkast(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """A draft that nobody has touched for 30 days is taken away, and its owner told."""
    order = queries.alla().get(pk=arende)
    satt_status(order, Arbetsorder.Status.RADERAD)
    _meddela(
        order,
        "Ett utkast till arbetsorder är borttaget",
        f"Utkastet som du började på {clock.local(order.arende.skapad):%Y-%m-%d} hade inte ändrats"
        " på 30 dagar och är borttaget. Gör en ny arbetsorder om den ändå behövs.",
        "utkast",
    )


@step()
def registrera_arbetsorder(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The order gets its number, the last lock of all, and its first aktivitet."""
    order = queries.alla().get(pk=arende)
    if order.arende.nummer is None:
        order.arende.nummer = nummer.nasta(order.arende.typ)
        order.arende.save(update_fields=["nummer"])
    Aktivitet.objects.get_or_create(
        arbetsorder=order, nr=1, defaults={"vad": order.typ.etikett if order.typ else "Arbete"}
    )


@step()
def meddela_forsening(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """N10: what was promised is not kept, and kundtjänst finds out why."""
    order = queries.alla().get(pk=arende)
    begun = "är inte klar" if order.paborjad else "är inte påbörjad"
    _meddela(
        order,
        f"Arbetsorder {order.arende.nummer} är försenad",
        f"Arbetsorder {order.arende.nummer} {begun} inom utlovad tid. Kundtjänst tar reda på varför"
        " och hör av sig.",
        f"N10:{tillfalle.effective:%Y%m%d%H%M}",
    )


@step()
def notera_specialanpassning(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """What the specialanpassning came to."""
    _notera_underprocess(arende, tillfalle)


@step()
def notera_konsultation(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """What the konsultation came to."""
    _notera_underprocess(arende, tillfalle)


@step()
def notera_retur(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """What the return desk found of an aid that was taken down (M-RETUR-REGISTRERAD)."""
    order = queries.alla().get(pk=arende)
    came = all(bool(one["kom"]) for one in _message(tillfalle)["rader"])
    if not came:
        _meddela(
            order,
            f"Arbetsorder {order.arende.nummer}: hjälpmedlet kom inte fram",
            "Hjälpmedlet som togs ned kom inte fram till Hjälpmedelscentralen.",
            "N8",
        )


@step()
def paminn_om_retur(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """What was taken down has not been received: those who took it down and the lager look."""
    order = queries.alla().get(pk=arende)
    wrote = Tidsrad.objects.filter(aktivitet__arbetsorder=order).values("av")
    worked = Anvandare.objects.filter(pk__in=wrote)
    skicka(
        [*worked, *med_roll("lager")],
        f"Arbetsorder {order.arende.nummer}: det nedtagna är inte mottaget",
        "Hjälpmedlet togs ned men är inte mottaget på Hjälpmedelscentralen. Sök efter det och"
        " registrera det i returmottagningen, eller skriv där att det inte kom.",
        arende=order.pk,
        nyckel=f"{order.pk}:retur:{tillfalle.effective:%Y%m%d%H%M}",
    )


@step()
def avsluta(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The work is done: the aktiviteter are closed and the beställare told what was found (N12)."""
    order = queries.alla().get(pk=arende)
    order.aktiviteter.exclude(lage=Aktivitet.Lage.KLAR).update(lage=Aktivitet.Lage.KLAR)
    satt_status(order, Arbetsorder.Status.AVSLUTAD)
    replaced = (
        " Hjälpmedlet ska bytas ut: öppna arbetsordern, beställ ett nytt och gör en hämtorder."
        if order.byt_ut
        else ""
    )
    _meddela(
        order,
        f"Arbetsorder {order.arende.nummer} är avslutad",
        f"Arbetsorder {order.arende.nummer} är avslutad. {order.utlatande}{replaced}".strip(),
        "N12",
    )


@step()
def paminn_om_val(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Nobody has said what is to happen with the kundorder that is held."""
    order = queries.alla().get(pk=arende)
    skicka(
        {order.arende.bestallare, *med_roll("kundtjanst")},
        f"Arbetsorder {order.arende.nummer} håller en kundorder",
        "Välj om kundordern ska levereras ändå, om en ny arbetsorder ska göras eller om den ska"
        " makuleras. Öppna arbetsordern.",
        arende=order.pk,
        nyckel=f"{order.pk}:val",
    )


def avslutad(arende: UUID, cancelled: bool, nar: datetime) -> None:  # noqa: FBT001 - the registry's form
    """The process has ended: the case is closed."""
    case = Arende.objects.get(pk=arende)
    if case.status not in _SLUT:
        case.status = Arbetsorder.Status.MAKULERAD
    case.avslutad = nar
    case.save(update_fields=["status", "avslutad"])
    _svara_underhallet(queries.alla().get(pk=arende), nar)


def _notera_underprocess(arende: UUID, tillfalle: Tillfalle) -> None:
    order = queries.alla().get(pk=arende)
    if order.fardig != tillfalle.effective:
        _skriv_tider(order, _message(tillfalle).get("tider", []), tillfalle.effective)
    order.underprocess = ""
    order.utlatande = str(_message(tillfalle).get("text", ""))[:2000]
    order.fardig = tillfalle.effective
    order.blev_inte_av = _message(tillfalle).get("klar") is False
    order.save(update_fields=["underprocess", "utlatande", "fardig", "blev_inte_av"])
    satt_status(order, Arbetsorder.Status.FARDIGRAPPORTERAD)


def _svara_underhallet(order: Arbetsorder, nar: datetime) -> None:
    """The plan that asked for it hears whether it was done, and when."""
    if order.kalla != Arbetsorder.Kalla.UNDERHALLSPLAN or order.arende.galler_id is None:
        return
    day = clock.local(order.fardig or nar).date()
    done = order.arende.status == Arbetsorder.Status.AVSLUTAD
    told = {"arbetsorder": str(order.pk), "klar": done, "dag": f"{day:%Y-%m-%d}"}
    key = str(order.arende.galler_id)
    engine.send("underhall_utfort", key, told, dedupe=f"underhall_utfort:{order.pk}")


def _skriv_tider(order: Arbetsorder, tider: list[Mapping[str, Any]], nar: datetime) -> None:
    """The time that was worked there stands here too: the beställare reads it in one place."""
    part = order.aktiviteter.order_by("nr").first()
    Tidsrad.objects.bulk_create(
        Tidsrad(
            aktivitet=part,
            av_id=int(one["av"]),
            dag=one["dag"],
            minuter=int(one["minuter"]),
            kommentar=str(one["uppgift"]),
            skriven=nar,
        )
        for one in tider
    )


def _message(tillfalle: Tillfalle) -> Mapping[str, Any]:
    if tillfalle.message is None:
        raise ValueError(f"{tillfalle.element} is a step after a process message.")
    return tillfalle.message


def _meddela(order: Arbetsorder, rubrik: str, text: str, nyckel: str) -> None:
    skicka(order.arende.bestallare, rubrik, text, arende=order.pk, nyckel=f"{order.pk}:{nyckel}")
