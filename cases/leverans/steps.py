"""What the system does in `leverans`. Each may run twice and then does nothing more."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from cases.gemensamt.models import Arende
from cases.hjalpmedel.flytt import las_individer, ta_in
from cases.hjalpmedel.innehav import Utlamnat
from cases.hjalpmedel.models import Individ, Innehav, Rorelse
from cases.hjalpmedel.rules import agare
from cases.hjalpmedel.saldon import Handelse
from cases.hjalpmedel.utlamning import Bit, lamna_ut
from cases.leverans import besked, foljesedel, forrad
from cases.leverans.models import Leverans, Leveransrad
from cases.leverans.oppning import satt_status
from cases.organisation.turbil import nasta_leveransdag, omrade_for_postnummer
from workflows import clock, workdays
from workflows.registry import Tillfalle, step


@step()
def stang_makulerad(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The order was cancelled before anything was picked."""
    Arende.objects.filter(pk=arende).update(status=Leverans.Status.MAKULERAD)


@step()
def planera_om(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Nobody was home: the area's next delivery day, at the earliest the next working day. N2."""
    leverans = _hamta(arende)
    earliest = clock.local(workdays.add(tillfalle.effective, 1)).date()
    area = omrade_for_postnummer(leverans.postnr)
    before = leverans.planerad
    leverans.planerad = nasta_leveransdag(area, earliest) if area else earliest
    # The goods go back to the lager over night, and are loaded anew.
    leverans.lastad, leverans.lastad_av = None, ""
    leverans.save(update_fields=["planerad", "lastad", "lastad_av"])
    why = f"ingen var hemma ({leverans.orsak})" if leverans.orsak else "ingen var hemma"
    besked.nytt_datum(leverans, before, why, str(leverans.forsok))


@step()
def meddela_hamtning(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """It stands at the utlämningsställe: the beställare tells the mottagare."""
    besked.att_hamta(_hamta(arende))


@step()
def meddela_stopp(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """It could not be handed over: the beställare is told why, and that kundtjänst decides."""
    leverans = _hamta(arende)
    if leverans.utlamning:
        leverans.orsak = leverans.orsak or "ingen har hämtat det på utlämningsstället"
        satt_status(leverans, Leverans.Status.EJ_HAMTAD)
    leverans.orsak = leverans.orsak or f"ingen var hemma vid {leverans.forsok} försök"
    leverans.beslut = ""
    leverans.lastad, leverans.lastad_av = None, ""
    leverans.save(update_fields=["orsak", "beslut", "lastad", "lastad_av"])
    besked.kunde_inte_lamnas(leverans, f"{tillfalle.effective:%Y%m%d%H%M}")


@step()
def aktivera_innehav(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """What was received stands with the mottagare, and rent runs from the day of the receipt."""
    leverans = Leverans.objects.select_related("arende__kund").get(pk=arende)
    if leverans.aktiverad is not None or leverans.kvitterad is None:
        return
    day = clock.local(leverans.kvitterad).date()
    rader = list(
        leverans.rader.filter(plockat__gt=0)
        .select_related("artikel", "baskod")
        .prefetch_related("individer")
    )
    there = _kompletterade(leverans, rader)
    handed = [individ.pk for _, individ in _bitar(rader) if individ is not None]
    # Aids and components at once, by id as everywhere; what was completed is read when held.
    las_individer([*handed, *there.values_list("individ_id", flat=True)])
    completed = {aid.pk: aid for aid in there.all()}
    lamna_ut(
        [
            Bit(
                _utlamnat(leverans, rad, individ, 1 if individ else rad.plockat),
                huvudrad=rad.huvudrad,
                aid=completed.get(rad.kompletterar_id) if rad.kompletterar_id else None,
            )
            for rad, individ in _bitar(rader)
        ],
        day,
    )
    leverans.aktiverad = tillfalle.effective
    leverans.save(update_fields=["aktiverad"])


@step(background=True)
def skriv_foljesedel(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The following note as a document on the case; the goods don't wait for it."""
    foljesedel.spara(arende, av=tillfalle.actor)


@step()
def lagg_in_i_forrad(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """What a förråd has unpacked stands in its books, each individ by itself (manual L1951)."""
    leverans = Leverans.objects.select_related("arende").get(pk=arende)
    if leverans.aktiverad is not None or leverans.till_lager_id is None:
        return
    rader = leverans.rader.filter(mottaget__gt=0).select_related("artikel")
    gods = [
        piece
        for rad in rader.prefetch_related("mottagna")
        for piece in forrad.gods(leverans.till_lager_id, rad)
    ]
    if gods:
        ta_in(
            gods,
            Handelse(Rorelse.Slag.PAFYLLNAD, tillfalle.actor, leverans.kundorder),
        )
    leverans.aktiverad = tillfalle.effective
    leverans.save(update_fields=["aktiverad"])


def avslutad(arende: UUID, cancelled: bool, nar: datetime) -> None:  # noqa: FBT001 - the registry's form
    """The process has ended: the case is closed."""
    Arende.objects.filter(pk=arende).update(avslutad=nar)


def _kompletterade(leverans: Leverans, rader: list[Leveransrad]) -> QuerySet[Innehav]:
    """The aids that rows complete and that the mottagare still has (KH-6); one that has gone back
    meanwhile leaves the accessory on its own."""
    return Innehav.objects.filter(
        pk__in=[rad.kompletterar_id for rad in rader if rad.kompletterar_id],
        mottagare=leverans.arende.mottagare_id,
        aterlamnad__isnull=True,
    )


def _bitar(rader: list[Leveransrad]) -> list[tuple[Leveransrad, Individ | None]]:
    """Each marked individ by itself, each other row as one."""
    pieces: list[tuple[Leveransrad, Individ | None]] = []
    for rad in rader:
        if rad.artikel.individmarkt:
            pieces += [(rad, individ) for individ in rad.individer.all()]
        else:
            pieces.append((rad, None))
    return sorted(pieces, key=lambda piece: (piece[1].pk if piece[1] else 0, piece[0].nr))


def _utlamnat(
    leverans: Leverans, rad: Leveransrad, individ: Individ | None, antal: int
) -> Utlamnat:
    mottagare_id = leverans.arende.mottagare_id
    if mottagare_id is None:
        raise ValueError("A leverans without a mottagare is not handed over.")
    kund = leverans.arende.kund
    side, unit = rad.baskod.sida if rad.baskod else "", kund.organisation if kund else ""
    return Utlamnat(
        mottagare_id=mottagare_id,
        artikel_id=rad.artikel_id,
        agare=agare(rad.debiteringsform, side, unit),
        debiteringsform=rad.debiteringsform,
        antal=antal,
        individ_id=individ.pk if individ else None,
        apris=rad.apris,
        kund_id=leverans.arende.kund_id,
        betalare_id=rad.betalare_id,
        baskod_id=rad.baskod_id,
        arende=leverans.kundorder,
        rad=rad.rad,
        bestalld=rad.bestalld,
    )


def _hamta(arende: UUID) -> Leverans:
    return Leverans.objects.select_related("arende__bestallare").get(pk=arende)
