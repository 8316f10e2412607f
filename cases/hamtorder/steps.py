"""What the system does in `hamtorder`. Each may run twice and then does nothing more."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings

from cases.gemensamt import nummer
from cases.gemensamt.models import Arende
from cases.hamtorder import rules, urval
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hjalpmedel import innehav, svinn
from cases.hjalpmedel.models import Agare
from cases.meddelanden.utskick import skicka
from cases.organisation.turbil import Omraden, nasta_leveransdag
from workflows import clock, workdays
from workflows.registry import Tillfalle, step

_TILLBAKA = [
    Hamtrad.Utfall.AVREGISTRERAD,
    Hamtrad.Utfall.RETURNERAD,
]


@step()
def registrera_hamtorder(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The order gets its number; the counter is the last lock of all."""
    order = hamta(arende)
    if order.arende.nummer is None:
        order.arende.nummer = nummer.nasta(order.arende.typ)
        order.arende.save(update_fields=["nummer"])


@step()
def avregistrera(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The aids are given back on the day of Verkställ (HO-13)."""
    order = hamta(arende)
    lamna_tillbaka(order, clock.local(tillfalle.effective).date())
    waits = order.hmc_bekraftar
    satt_status(order, Hamtorder.Status.BEKRAFTAS if waits else Hamtorder.Status.STANGD)


@step()
def angra_avregistrering(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """What was not at the HMC after all stands with the mottagare again, as if never taken away."""
    order = hamta(arende)
    if not order.rader.filter(utfall=Hamtrad.Utfall.AVREGISTRERAD).exists():
        satt_status(order, Hamtorder.Status.DELVIS)
    _meddela_obekraftat(order, "bekraftelse")


@step()
def notera_aterlamnat(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """What the return desk found of that which nobody had to fetch (M-RETUR-REGISTRERAD)."""
    order = hamta(arende)
    lost = _skriv_utfall(order, tillfalle)
    away = order.rader.filter(utfall=Hamtrad.Utfall.KOM_INTE).exists()
    satt_status(order, Hamtorder.Status.DELVIS if away else Hamtorder.Status.STANGD)
    if lost:
        _meddela_obekraftat(order, "mottagning")


@step()
def avsluta_utredning(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """How the search ended, told to the beställare."""
    order = hamta(arende)
    satt_status(order, Hamtorder.Status.STANGD)
    _meddela(order, "eftersökningen är klar", order.utredning, "utredning")


@step()
def planera_hamtning(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The area's next turbil day, within the working days that are promised [S1]; where the table
    says that it goes another way (DMN 5), the first of those days."""
    order = hamta(arende)
    if order.planerad is None:
        order.planerad = _hamtdag(order, tillfalle.effective)
        order.save(update_fields=["planerad"])
    satt_status(order, Hamtorder.Status.PLANERAD)


@step()
def planera_om(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Nobody was home: the next day that the turbil goes there."""
    order = hamta(arende)
    order.planerad = _hamtdag(order, tillfalle.effective)
    order.save(update_fields=["planerad"])
    satt_status(order, Hamtorder.Status.PLANERAD)
    _meddela(
        order,
        "ny hämtdag",
        f"Ingen var hemma. Nytt försök {order.planerad:%Y-%m-%d}.",
        f"om:{order.forsok}",
    )


@step()
def planera_nasta(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The day is over and nobody has said how it went: the next day that the turbil goes there."""
    order = hamta(arende)
    missed = tillfalle.effective - timedelta(days=1)
    order.planerad = _hamtdag(order, missed)
    order.save(update_fields=["planerad"])
    _meddela(
        order,
        "ny hämtdag",
        f"Hämtningen {clock.local(missed):%Y-%m-%d} blev inte av. Nytt försök"
        f" {order.planerad:%Y-%m-%d}.",
        f"nasta:{clock.local(missed):%Y-%m-%d}",
    )


@step()
def stoppa_hyra(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Rent runs to and with the day it was due to stop, not the day a worker woke [S1]."""
    order = hamta(arende)
    if order.hyra_stoppad is not None:
        return
    day = clock.local(tillfalle.effective).date()
    rows = order.rader.filter(oppen=True).order_by("innehav__individ_id", "innehav_id")
    for rad in rows:
        innehav.stoppa_hyra(rad.innehav_id, day)
    order.hyra_stoppad = tillfalle.effective
    order.save(update_fields=["hyra_stoppad"])


@step()
def meddela_drojsmal(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """What should have been back is not: the beställare is told, kundtjänst asked."""
    _meddela(
        hamta(arende),
        "hämtningen dröjer",
        "Hjälpmedlen är inte mottagna inom utlovad tid. Kundtjänst tar reda på varför.",
        "drojsmal",
    )


@step()
def notera_retur(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """What the return desk found of each row (M-RETUR-REGISTRERAD)."""
    order = hamta(arende)
    _skriv_utfall(order, tillfalle)
    satt_status(order, Hamtorder.Status.RETURMOTTAGEN)


@step()
def stang_order(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Every row has its end: N7, and N8 for what did not come."""
    order = hamta(arende)
    order.rader.filter(oppen=True).update(oppen=False)
    rader = list(order.rader.select_related("innehav__artikel"))
    back = [rad for rad in rader if rad.utfall in _TILLBAKA]
    away = [rad for rad in rader if rad.utfall not in _TILLBAKA]
    satt_status(order, Hamtorder.Status.DELVIS if away else Hamtorder.Status.STANGD)
    words = f"Hämtorder {order.arende.nummer} är utförd. {len(back)} hjälpmedel avregistrerade."
    if away:
        missing = "; ".join(
            f"{rad.innehav.artikel} ({rad.get_utfall_display().lower()})" for rad in away
        )
        words += f" Det här står kvar hos mottagaren: {missing}."
    _meddela(order, "är utförd", words, "N7")


def hamta(arende: UUID) -> Hamtorder:
    """The order with its case; its process is locked by the move."""
    return Hamtorder.objects.select_related("arende__bestallare", "hamtad_fran").get(pk=arende)


def satt_status(order: Hamtorder, status: Hamtorder.Status) -> None:
    """Write the label."""
    Arende.objects.filter(pk=order.pk).update(status=status)
    order.arende.status = status


def lamna_tillbaka(order: Hamtorder, dag: date) -> None:
    """Every open row's aid is given back as of that day; individer by id, as everywhere."""
    rows = order.rader.filter(oppen=True).select_related("innehav")
    for rad in sorted(rows, key=lambda rad: (rad.innehav.individ_id or 0, rad.innehav_id)):
        if rad.innehav.aterlamnad is None:
            innehav.aterlamna(rad.innehav_id, max(dag, rad.innehav.levererad), antal=rad.antal)
        rad.utfall, rad.oppen = Hamtrad.Utfall.AVREGISTRERAD, False
        rad.save(update_fields=["utfall", "oppen"])


def forkomna(order: Hamtorder, *, av: str) -> None:
    """What was given back but is nowhere to be found is lost (DMN 7 "svinn efter utredning").

    Of what has no individnummer, what the unit has bought is not HMC's to look for [A].
    """
    rows = order.rader.filter(utfall=Hamtrad.Utfall.AVREGISTRERAD).select_related("innehav")
    svinn.forkom(
        [
            svinn.Forlorat(rad.innehav.artikel_id, rad.antal, rad.innehav.individ_id)
            for rad in rows
            if rad.innehav.individ_id or rad.innehav.agare == Agare.OMRADE_HJALPMEDEL
        ],
        av=av,
        arende=order.pk,
        skal=order.utredning,
    )


def hyran_gar_vidare(rows: Iterable[Hamtrad]) -> None:
    """What stays with the mottagare is paid for as if nobody had meant to fetch it.

    Individer by id, as everywhere.
    """
    for rad in sorted(rows, key=lambda rad: (rad.innehav.individ_id or 0, rad.innehav_id)):
        innehav.starta_hyra(rad.innehav_id)


def avslutad(arende: UUID, cancelled: bool, nar: datetime) -> None:  # noqa: FBT001 - the registry's form
    """The process has ended: the case is closed, and no aid stands on it any more."""
    Arende.objects.filter(pk=arende).update(avslutad=nar)
    Hamtrad.objects.filter(order=arende, oppen=True).update(oppen=False)


def _skriv_utfall(order: Hamtorder, tillfalle: Tillfalle) -> bool:
    """Each row as the return desk's message tells; whether one of them did not come after all."""
    if tillfalle.message is None:
        raise ValueError("What the return desk found is told by a process message.")
    told = {UUID(str(one["rad"])): bool(one["kom"]) for one in tillfalle.message["rader"]}
    rows = list(order.rader.filter(pk__in=told).select_related("innehav"))
    # The rent may have been stopped between the desk's answer and this.
    hyran_gar_vidare(rad for rad in rows if rad.oppen and not told[rad.pk])
    for rad in rows:
        came = told[rad.pk]
        rad.utfall = Hamtrad.Utfall.RETURNERAD if came else Hamtrad.Utfall.KOM_INTE
        rad.oppen = False
    Hamtrad.objects.bulk_update(rows, ["utfall", "oppen"])
    return not all(told.values())


def _meddela_obekraftat(order: Hamtorder, nyckel: str) -> None:
    rows = order.rader.filter(utfall=Hamtrad.Utfall.KOM_INTE).select_related("innehav__artikel")
    missing = ", ".join(str(rad.innehav.artikel) for rad in rows)
    _meddela(
        order,
        "återlämnandet är inte bekräftat",
        f"Det här fanns inte hos Hjälpmedelscentralen och står åter hos mottagaren: {missing}.",
        nyckel,
    )


def _hamtdag(order: Hamtorder, fran: datetime) -> date:
    earliest = clock.local(workdays.add(fran, 1)).date()
    latest = clock.local(workdays.add(fran, settings.HAMTORDER_HAMTAS_INOM_ARBETSDAGAR)).date()
    own = order.hamtad_fran.turbilomrade_id if order.hamtad_fran else None
    turbil = urval.hamtplats(order.atgard).turbil
    area = Omraden().for_adress(order.postnr, own) if turbil else None
    return rules.forsta_hamtdag(
        nasta_leveransdag(area, earliest) if area else None, earliest, latest
    )


def _meddela(order: Hamtorder, rubrik: str, text: str, nyckel: str) -> None:
    skicka(
        order.arende.bestallare,
        f"Hämtorder {order.arende.nummer}: {rubrik}"
        if not rubrik.startswith("är ")
        else f"Hämtorder {order.arende.nummer} {rubrik}",
        text,
        arende=order.pk,
        nyckel=f"{order.pk}:{nyckel}",
    )
