"""Receiving what is handed in at the desk: one move from what was scanned to where it goes."""

from collections.abc import Sequence
from uuid import uuid4

from cases.gemensamt import aterkomst, nummer
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.hjalpmedel import skrotningskoder, svinn
from cases.hjalpmedel.innehav import las_hos
from cases.hjalpmedel.models import Innehav
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from cases.organisation.models import Anvandare
from cases.returmottagning import disk, rules
from cases.returmottagning.actions import satt_status
from cases.returmottagning.avgorande import avgor
from cases.returmottagning.begin import TYP
from cases.returmottagning.berorda import enhet
from cases.returmottagning.models import Returmottagning, Returrad
from workflows import clock, engine
from workflows.errors import Hinder, Refused


@engine.move
def ta_emot_vid_disk(
    innehav: Sequence[int],
    *,
    person: Anvandare,
    sagt: Sequence[rules.Mottaget],
    hamtorder: str = "",
) -> Returmottagning:
    """Take in what lies on the desk; each row of `sagt` is named by its innehav (W10).

    `hamtorder` is the number of the order that was to fetch it, said to confirm that it no longer
    has to. Rent stops today [A]. Raises `Forbidden`, and `Refused` with every hinder at once.
    """
    found = _hall(disk.med(person, innehav), person, innehav)
    told = {one.nr: one for one in sagt if one.nr in found.kvar}
    articles = {row.pk: str(row.artikel) for row in found.rader}
    stoppa_om(
        _hinder_for_order(found.vantad, hamtorder)
        + rules.hinder_for_mottagning(articles, told, dict(skrotningskoder.valbara()))
        + rules.hinder_for_disk(list(told.values()), found.kvar)
    )
    came = [row for row in found.rader if told[row.pk].kom]
    retur = _skapa(came, found.vantad, person)
    rows = _rader(retur, came, told, found)
    _aterfinn(came, retur, person)
    status = avgor(retur, rows, told, person=person)
    if found.vantad is not None:
        counts = {nr: row.antal for nr, row in rows.items()}
        aterkomst.lamnade(found.vantad.arende, counts, av=person.username)
    arende = retur.arende
    logga_atkomst(person, came[0].mottagare, Atkomst.Vad.OPPNADE, objekt="Retur", arende=arende.pk)
    process = engine.start(
        TYP, case_id=arende.pk, actor=person.username, message={"lager": retur.lager_id}
    )
    satt_status(retur, status)
    # What follows tells the forskrivare its number.
    arende.process, arende.nummer = process, nummer.nasta(TYP)
    arende.save(update_fields=["process", "nummer"])
    engine.complete(process, "ta_emot", actor=person.username)
    return retur


def _hall(found: disk.Fynd, person: Anvandare, innehav: Sequence[int]) -> disk.Fynd:
    """The same, with the order that was to fetch it held first and then all that may be moved.

    Raises `Refused` for what can't be taken in here.
    """
    if found.vantad is not None:
        engine.lock(found.vantad.arende)
    whose = {row.mottagare_id for row in found.rader}
    if len(whose) == 1:
        las_hos(*whose, individer=[row.individ_id for row in found.rader if row.individ_id])
    held = disk.med(person, innehav)
    if not held.rader:
        raise Refused([Hinder("tas_inte_emot", held.mening, "nummer")])
    same = {row.mottagare_id for row in held.rader} == whose
    if held.vantad != found.vantad or not same or len(whose) > 1:
        raise Refused(
            [Hinder("andrad", "Något har ändrats sedan du läste av. Läs av igen.", "nummer")]
        )
    return held


def _hinder_for_order(vantad: aterkomst.Vantad | None, hamtorder: str) -> list[Hinder]:
    if vantad is None or hamtorder == vantad.nummer:
        return []
    return [
        Hinder(
            "hamtorder_bekrafta",
            f"Hjälpmedlet står på hämtorder {vantad.nummer}. Bekräfta att det tas emot på den, så"
            " hämtas det inte också.",
            "hamtorder",
        )
    ]


def _skapa(
    came: Sequence[Innehav], vantad: aterkomst.Vantad | None, person: Anvandare
) -> Returmottagning:
    first = came[0]
    kund, ordered = enhet(first)
    now = clock.now()
    arende = Arende.objects.create(
        typ=TYP,
        rubrik=f"Retur från hämtorder {vantad.nummer}"
        if vantad
        else f"Retur utan hämtorder: {first.artikel.benamning}"[:160],
        mottagare=first.mottagare,
        kund=kund,
        bestallare=ordered or person,
        status=Returmottagning.Status.PA_VAG,
        skapad=now,
        verkstalld=now,
    )
    return Returmottagning.objects.create(
        arende=arende,
        hamtorder=vantad.arende if vantad else None,
        hamtordernummer=vantad.nummer if vantad else "",
        lamnad=True,
        lager=first.artikel.lager,
        hamtad=clock.today(),
    )


def _rader(
    retur: Returmottagning,
    came: Sequence[Innehav],
    told: dict[int, rules.Mottaget],
    found: disk.Fynd,
) -> dict[int, Returrad]:
    rows = {
        row.pk: Returrad(
            returmottagning=retur,
            rad=uuid4(),
            nr=nr,
            innehav=row,
            antal=told[row.pk].antal or found.kvar[row.pk],
        )
        for nr, row in enumerate(came, start=1)
    }
    Returrad.objects.bulk_create(rows.values())
    return rows


def _aterfinn(came: Sequence[Innehav], retur: Returmottagning, person: Anvandare) -> None:
    """What was lost lies on the desk: it is on its way in again."""
    lost = [row.individ_id for row in came if row.individ_id and row.aterlamnad is not None]
    svinn.aterfinn(lost, av=person.username, arende=retur.pk)
