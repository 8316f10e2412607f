"""What lager and transport do with a leverans: one function per user task."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from cases.gemensamt import nummer, turkallor, vantande
from cases.gemensamt.hall import hallen_av
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Hall
from cases.hjalpmedel import flytt
from cases.leverans import plock, rules
from cases.leverans.models import Leverans
from cases.leverans.oppning import krav_inget_hallet, oppna, satt_status
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import Hinder
from workflows.registry import action

FOLJESEDEL = "foljesedel"
# Kundtjänst helps where the scanner or the driver can't.
HANDLINGAR = {
    "plocka": ("lager",),
    "utleverera": ("lager",),
    "leverera": ("transport", "kundtjanst"),
    "kvittera": ("transport", "kundtjanst"),
    "ta_tillbaka": ("lager",),
    # Those who may order for a förråd may also unpack there.
    "kvittera_bmb": ("forradsansvarig", "forskrivare", "bestallare"),
}


@action
@engine.move
def plocka(
    arende: UUID,
    *,
    person: Anvandare,
    plockat: Sequence[rules.Plockat],
    brist_bekraftad: bool = False,
    task_id: UUID | None = None,
) -> Leverans:
    """Take from the shelf what was found; the rest is told to the order.

    Raises `Refused` with every hinder, `NotYourTurn` when it is picked or the order is cancelled.
    """
    process, leverans = oppna(arende, person, "plocka")
    plock.verkstall(
        process,
        leverans,
        plockat,
        person=person,
        brist_bekraftad=brist_bekraftad,
        task_id=task_id,
    )
    return leverans


@action
@engine.move
def utleverera(arende: UUID, *, person: Anvandare, task_id: UUID | None = None) -> Leverans:
    """Write the följesedel and hand the goods to the transport.

    Raises `NotYourTurn`, and `Refused` while another case holds the order's delivery (AO-6).
    """
    process, leverans = oppna(arende, person, "utleverera")
    krav_inget_hallet(leverans)
    if held := hallen_av(leverans.kundorder, Hall.Vad.LEVERANS):
        stoppa_om([Hinder("halls", f"{held.skal}. Ställ godset åt sidan så länge.")])
    satt_status(leverans, Leverans.Status.UTLEVERERAD)
    if leverans.foljesedel is None:
        leverans.foljesedel = nummer.nasta(FOLJESEDEL)
        leverans.save(update_fields=["foljesedel"])
    engine.complete(process, "utleverera", actor=person.username, task_id=task_id)
    return leverans


@action
@engine.move
def leverera(
    arende: UUID,
    *,
    person: Anvandare,
    utfall: str,
    orsak: str = "",
    mottagen_av: str = "",
    nar: datetime | None = None,
    task_id: UUID | None = None,
) -> Leverans:
    """Tell how it went at the door, now or at `nar`; of an urgent one also who took it.

    Raises `Refused`, `NotYourTurn`.
    """
    process, leverans = oppna(arende, person, "leverera")
    stoppa_om(rules.hinder_for_utfall(utfall, orsak) + teknikern_lamnar(leverans))
    if utfall == Leverans.Utfall.LEVERERAD:
        if leverans.kvitteras_senare:
            stoppa_om(rules.hinder_for_akut(mottagen_av))
            leverans.mottagen_av = mottagen_av.strip()[:120]
            leverans.save(update_fields=["mottagen_av"])
        krav_inget_hallet(leverans)
    satt_utfall(leverans, Leverans.Utfall(utfall), orsak)
    engine.complete(
        process,
        "leverera",
        actor=person.username,
        task_id=task_id,
        effective=turkallor.inom(nar, leverans.arende.skapad),
    )
    return leverans


@action
@engine.move
def kvittera(
    arende: UUID,
    *,
    person: Anvandare,
    mottagen_av: str,
    signatur: str,
    nar: datetime | None = None,
    task_id: UUID | None = None,
) -> Leverans:
    """The one who receives signs (KO-25), now or at `nar`: what is hers from then on.

    Raises `Refused`, `NotYourTurn`.
    """
    process, leverans = oppna(arende, person, "kvittera")
    done = turkallor.inom(nar, leverans.arende.skapad)
    ta_emot(leverans, mottagen_av, signatur, done)
    engine.complete(process, "kvittera", actor=person.username, task_id=task_id, effective=done)
    return leverans


@action
@engine.move
def ta_tillbaka(arende: UUID, *, person: Anvandare, task_id: UUID | None = None) -> Leverans:
    """Put what was not accepted back on its shelf. Raises `NotYourTurn`."""
    process, leverans = oppna(arende, person, "ta_tillbaka")
    gods = [
        piece
        for rad in leverans.rader.select_related("artikel").prefetch_related("individer")
        if rad.plockat
        for piece in plock.gods(rad, rad.plockat, {rad.rad: list(rad.individer.all())})
    ]
    flytt.lagg_tillbaka(
        gods, arende=leverans.kundorder, av=person.username, skal=leverans.orsak[:200]
    )
    vantande.vack(((g.lager_id, g.artikel_id) for g in gods), av=person.username)
    satt_status(leverans, Leverans.Status.ATERLAGD)
    engine.complete(process, "ta_tillbaka", actor=person.username, task_id=task_id)
    return leverans


def teknikern_lamnar(leverans: Leverans) -> list[Hinder]:
    """Why the driver may not hand it over: an arbetsorder leaves that to its tekniker (AO-6)."""
    held = hallen_av(leverans.kundorder, Hall.Vad.OVERLAMNING)
    words = "Godset lämnas till teknikern, som lämnar över det vid besöket."
    return [Hinder("teknikern_lamnar", f"{held.skal}. {words}")] if held else []


def satt_utfall(leverans: Leverans, utfall: Leverans.Utfall, orsak: str) -> None:
    """How it went at the door."""
    leverans.utfall = utfall
    leverans.orsak = orsak.strip()[:400]
    leverans.forsok += 1
    leverans.save(update_fields=["utfall", "orsak", "forsok"])
    satt_status(
        leverans,
        {
            Leverans.Utfall.LEVERERAD: Leverans.Status.LEVERERAD,
            Leverans.Utfall.EJ_HEMMA: Leverans.Status.EJ_HEMMA,
            Leverans.Utfall.VAGRAD: Leverans.Status.VAGRAD,
        }[utfall],
    )


def ta_emot(
    leverans: Leverans, mottagen_av: str, signatur: str, nar: datetime | None = None
) -> None:
    """Who received it, and when: the one way by which goods become the mottagare's.

    Raises `Refused` when there is no receipt, or an individ among the goods is in quarantine.
    """
    krav_inget_hallet(leverans)
    stoppa_om(rules.hinder_for_kvittens(mottagen_av, signatur))
    leverans.mottagen_av = mottagen_av.strip()[:120]
    leverans.signatur = signatur.strip()[:120]
    leverans.kvitterad = nar or clock.now()
    leverans.save(update_fields=["mottagen_av", "signatur", "kvitterad"])
    satt_status(leverans, Leverans.Status.KVITTERAD)
