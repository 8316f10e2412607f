"""What lager and transport do with a leverans: one function per user task."""

from collections.abc import Sequence
from uuid import UUID

from cases.gemensamt import nummer, vantande
from cases.gemensamt.hinder import stoppa_om
from cases.hjalpmedel import flytt
from cases.leverans import facts, plock, rules
from cases.leverans.models import Leverans
from cases.leverans.oppning import oppna, satt_status
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.registry import action

FOLJESEDEL = "foljesedel"
# Kundtjänst helps where the scanner or the driver can't.
HANDLINGAR = {
    "plocka": ("lager",),
    "samla": ("lager",),
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
def samla(
    arende: UUID, *, person: Anvandare, framme: Sequence[UUID], task_id: UUID | None = None
) -> Leverans:
    """All that other lager have picked for a samleverans is here. Raises `Refused`, `NotYourTurn`.

    Nothing leaves before (decisions "Orders").
    """
    process, leverans = oppna(arende, person, "samla")
    coming = [
        facts.plockrad(rad)
        for rad in leverans.rader.select_related("artikel")
        if facts.hamtas_fran_annat_lager(leverans, rad)
    ]
    stoppa_om(rules.hinder_for_samling(coming, set(framme), str(leverans.lager)))
    engine.complete(process, "samla", actor=person.username, task_id=task_id)
    return leverans


@action
@engine.move
def utleverera(arende: UUID, *, person: Anvandare, task_id: UUID | None = None) -> Leverans:
    """Write the följesedel and hand the goods to the transport. Raises `NotYourTurn`."""
    process, leverans = oppna(arende, person, "utleverera")
    satt_status(leverans, Leverans.Status.UTLEVERERAD)
    if leverans.foljesedel is None:
        leverans.foljesedel = nummer.nasta(FOLJESEDEL)
        leverans.save(update_fields=["foljesedel"])
    engine.complete(process, "utleverera", actor=person.username, task_id=task_id)
    return leverans


@action
@engine.move
def leverera(
    arende: UUID, *, person: Anvandare, utfall: str, orsak: str = "", task_id: UUID | None = None
) -> Leverans:
    """Tell how it went at the door. Raises `Refused`, `NotYourTurn`."""
    process, leverans = oppna(arende, person, "leverera")
    stoppa_om(rules.hinder_for_utfall(utfall, orsak))
    leverans.utfall = Leverans.Utfall(utfall)
    leverans.orsak = orsak.strip()[:400]
    leverans.forsok += 1
    leverans.save(update_fields=["utfall", "orsak", "forsok"])
    satt_status(
        leverans,
        {
            Leverans.Utfall.LEVERERAD: Leverans.Status.LEVERERAD,
            Leverans.Utfall.EJ_HEMMA: Leverans.Status.EJ_HEMMA,
            Leverans.Utfall.VAGRAD: Leverans.Status.VAGRAD,
        }[leverans.utfall],
    )
    engine.complete(process, "leverera", actor=person.username, task_id=task_id)
    return leverans


@action
@engine.move
def kvittera(
    arende: UUID, *, person: Anvandare, mottagen_av: str, signatur: str, task_id: UUID | None = None
) -> Leverans:
    """The one who receives signs (KO-25). Raises `Refused`, `NotYourTurn`."""
    process, leverans = oppna(arende, person, "kvittera")
    stoppa_om(rules.hinder_for_kvittens(mottagen_av, signatur))
    skriv_kvittens(leverans, mottagen_av, signatur)
    engine.complete(process, "kvittera", actor=person.username, task_id=task_id)
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


def skriv_kvittens(leverans: Leverans, mottagen_av: str, signatur: str) -> None:
    """Who received it, and when."""
    leverans.mottagen_av = mottagen_av.strip()[:120]
    leverans.signatur = signatur.strip()[:120]
    leverans.kvitterad = clock.now()
    leverans.save(update_fields=["mottagen_av", "signatur", "kvitterad"])
    satt_status(leverans, Leverans.Status.KVITTERAD)
