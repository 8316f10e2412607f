"""What lager and transport do with a leverans: one function per user task."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from cases.gemensamt import behorighet, nummer
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.hjalpmedel import flytt, saldon
from cases.hjalpmedel.models import Individ
from cases.leverans import facts, rules
from cases.leverans.models import Leverans, Leveransrad
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import Hinder, NotYourTurn, Refused
from workflows.models import Process
from workflows.registry import action

FOLJESEDEL = "foljesedel"
# Kundtjänst helps where the scanner or the driver can't.
HANDLINGAR = {
    "plocka": ("lager",),
    "utleverera": ("lager",),
    "leverera": ("transport", "kundtjanst"),
    "kvittera": ("transport", "kundtjanst"),
    "ta_tillbaka": ("lager",),
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
    process, leverans = _oppna(arende, person, "plocka")
    rader = list(leverans.rader.select_related("artikel", "lager"))
    found = {p.rad: p for p in plockat}
    known = [facts.plockrad(rad) for rad in rader]
    stoppa_om(rules.hinder_for_plock(known, found, brist_bekraftad=brist_bekraftad))
    taken = rules.att_ta_med(known, found, samleverans=leverans.samleverans)
    individer = _individer(rader, found)
    gods = [
        piece for rad in rader if taken[rad.rad] for piece in _gods(rad, taken[rad.rad], individer)
    ]
    flytt.las_individer(g.individ_id for g in gods if g.individ_id is not None)
    _krav_reserverat(leverans, rader)
    if gods:
        flytt.plocka(gods, arende=leverans.kundorder, av=person.username)
    _slapp_brist(leverans, rader, taken, person)
    for rad in rader:
        rad.plockat = taken[rad.rad]
        if rad.plockat:
            rad.individer.set(individer.get(rad.rad, []))
    Leveransrad.objects.bulk_update(rader, ["plockat"])
    lacking = rules.brist(known, taken)
    _satt_status(
        leverans, Leverans.Status.RESTNOTERAD if lacking == "allt" else Leverans.Status.PLOCKAD
    )
    engine.complete(process, "plocka", actor=person.username, task_id=task_id)
    return leverans


@action
@engine.move
def utleverera(arende: UUID, *, person: Anvandare, task_id: UUID | None = None) -> Leverans:
    """Write the följesedel and hand the goods to the transport. Raises `NotYourTurn`."""
    process, leverans = _oppna(arende, person, "utleverera")
    _satt_status(leverans, Leverans.Status.UTLEVERERAD)
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
    process, leverans = _oppna(arende, person, "leverera")
    stoppa_om(rules.hinder_for_utfall(utfall, orsak))
    leverans.utfall = Leverans.Utfall(utfall)
    leverans.orsak = orsak.strip()[:400]
    leverans.forsok += 1
    leverans.save(update_fields=["utfall", "orsak", "forsok"])
    _satt_status(
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
    process, leverans = _oppna(arende, person, "kvittera")
    stoppa_om(rules.hinder_for_kvittens(mottagen_av, signatur))
    leverans.mottagen_av = mottagen_av.strip()[:120]
    leverans.signatur = signatur.strip()[:120]
    leverans.kvitterad = clock.now()
    leverans.save(update_fields=["mottagen_av", "signatur", "kvitterad"])
    _satt_status(leverans, Leverans.Status.KVITTERAD)
    engine.complete(process, "kvittera", actor=person.username, task_id=task_id)
    return leverans


@action
@engine.move
def ta_tillbaka(arende: UUID, *, person: Anvandare, task_id: UUID | None = None) -> Leverans:
    """Put what was not accepted back on its shelf. Raises `NotYourTurn`."""
    process, leverans = _oppna(arende, person, "ta_tillbaka")
    gods = [
        piece
        for rad in leverans.rader.select_related("artikel").prefetch_related("individer")
        if rad.plockat
        for piece in _gods(rad, rad.plockat, {rad.rad: list(rad.individer.all())})
    ]
    flytt.lagg_tillbaka(
        gods, arende=leverans.kundorder, av=person.username, skal=leverans.orsak[:200]
    )
    _satt_status(leverans, Leverans.Status.ATERLAGD)
    engine.complete(process, "ta_tillbaka", actor=person.username, task_id=task_id)
    return leverans


def _oppna(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Leverans]:
    process = engine.lock(arende)
    leverans = Leverans.objects.select_related("arende", "lager").get(pk=arende)
    behorighet.krav(person, handling, leverans.arende)
    if all(task.element != handling for task in engine.open_tasks(arende)):
        raise NotYourTurn(
            f"Leverans {leverans.arende.nummer} är {leverans.arende.status.lower()}, så det här är"
            " redan gjort eller inte aktuellt. Öppna leveransen och se vad som hänt."
        )
    return process, leverans


def _satt_status(leverans: Leverans, status: Leverans.Status) -> None:
    Arende.objects.filter(pk=leverans.pk).update(status=status)
    leverans.arende.status = status


def _individer(
    rader: Sequence[Leveransrad], found: Mapping[UUID, rules.Plockat]
) -> dict[UUID, list[Individ]]:
    """The individer that were read off, by row. Raises `Refused` for a number nobody knows."""
    numbers = {number for p in found.values() for number in p.individer}
    known = {individ.nummer: individ for individ in Individ.objects.filter(nummer__in=numbers)}
    hinder = [
        Hinder(
            "individ_okand",
            f"Individ {number} finns inte. Läs av märkningen igen.",
            f"rad-{rad.nr}",
        )
        for rad in rader
        for number in found[rad.rad].individer
        if number not in known
    ]
    if hinder:
        raise Refused(hinder)
    return {rad.rad: [known[number] for number in found[rad.rad].individer] for rad in rader}


def _gods(
    rad: Leveransrad, antal: int, individer: Mapping[UUID, Sequence[Individ]]
) -> list[flytt.Gods]:
    if rad.artikel.individmarkt:
        return [
            flytt.Gods(rad.lager_id, rad.artikel_id, individ_id=individ.pk, rad=rad.rad)
            for individ in individer[rad.rad]
        ]
    return [flytt.Gods(rad.lager_id, rad.artikel_id, antal=antal, rad=rad.rad)]


def _krav_reserverat(leverans: Leverans, rader: Sequence[Leveransrad]) -> None:
    """What the order has let go of may not be picked, though its message has not come yet."""
    saldon.las((rad.lager_id, rad.artikel_id) for rad in rader)
    promised = saldon.reserverat_per_rad(leverans.kundorder)
    if any(promised.get((rad.rad, (rad.lager_id, rad.artikel_id)), 0) < rad.antal for rad in rader):
        raise NotYourTurn(
            f"Kundorder {leverans.kundordernummer} är makulerad. Lägg tillbaka det du har plockat;"
            " uppgiften försvinner strax ur inkorgen."
        )


def _slapp_brist(
    leverans: Leverans,
    rader: Sequence[Leveransrad],
    taken: Mapping[UUID, int],
    person: Anvandare,
) -> None:
    """What was not found, or stays for company, is no longer promised to the order."""
    short = [rad.rad for rad in rader if taken[rad.rad] < rad.antal]
    if short:
        saldon.slapp(
            leverans.kundorder,
            av=person.username,
            rader=short,
            skal=f"Brist vid plock, leverans {leverans.arende.nummer}",
        )
