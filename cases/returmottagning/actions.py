"""What the return desk and the workshop do: one function per user task."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from cases.artiklar.models import Artikel
from cases.gemensamt import behorighet, vantande
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.hjalpmedel import flytt, saldon, skrotningskoder
from cases.hjalpmedel.models import Individ, Rorelse
from cases.organisation.models import Anvandare
from cases.returmottagning import avstamning, rules
from cases.returmottagning.avgorande import avgor
from cases.returmottagning.models import HOS_TEKNIKER, Returmottagning, Returrad
from workflows import engine
from workflows.errors import NotYourTurn
from workflows.models import Process
from workflows.registry import action

HANDLINGAR = {
    "ta_emot": ("lager",),
    "rekonditionera": ("tekniker", "lager"),
    "stam_av": avstamning.ROLLER,
}


@action
@engine.move
def ta_emot(
    arende: UUID,
    *,
    person: Anvandare,
    sagt: Sequence[rules.Mottaget],
    task_id: UUID | None = None,
) -> Returmottagning:
    """Go through what came; the table says what becomes of each (DMN 7). Raises `Refused`."""
    process, retur = _oppna(arende, person, "ta_emot")
    rows = {row.nr: row for row in _rader(retur)}
    told = {one.nr: one for one in sagt if one.nr in rows}
    stoppa_om(
        rules.hinder_for_mottagning(
            {nr: str(row.innehav.artikel) for nr, row in rows.items()},
            told,
            dict(skrotningskoder.valbara()),
        )
    )
    satt_status(retur, avgor(retur, rows, told, person=person))
    engine.complete(process, "ta_emot", actor=person.username, task_id=task_id)
    return retur


def koder_vid_rekond(rader: Iterable[Returrad]) -> dict[int, dict[str, str]]:
    """The codes that a tekniker may scrap each row with, by its number, and what they mean."""
    koder = dict(skrotningskoder.valbara())
    kop = Artikel.Debiteringsform.KOP
    return {
        row.nr: rules.koder_vid_rekond(koder, kopt=row.innehav.debiteringsform == kop)
        for row in rader
    }


@action
@engine.move
def rekonditionera(
    arende: UUID, *, person: Anvandare, sagt: Mapping[int, str], task_id: UUID | None = None
) -> Returmottagning:
    """Put what is fit again in its lager, or scrap it with a code. Raises `Refused`.

    What is held waits, and the task with it.
    """
    process, retur = _oppna(arende, person, "rekonditionera")
    waiting = [row for row in _rader(retur) if row.disposition in HOS_TEKNIKER]
    individer = flytt.las_individer(
        row.innehav.individ_id for row in waiting if row.innehav.individ_id
    )
    for row in waiting:
        if row.innehav.individ_id:
            row.innehav.individ = individer[row.innehav.individ_id]
    # One may have been put in quarantine while it stood with the technician.
    flytt.krav_ledig(
        row.innehav.individ for row in waiting if row.innehav.individ and row.nr in sagt
    )
    rows = {row.nr: row for row in waiting if not (row.halls or row.skrotad)}
    scrapped = [row for row in waiting if row.skrotad]
    stoppa_om(rules.hinder_for_hallna(len(waiting), len(rows) + len(scrapped)))
    stoppa_om(
        rules.hinder_for_rekond(
            {nr: str(row.innehav.artikel) for nr, row in rows.items()},
            sagt,
            koder_vid_rekond(rows.values()),
        )
    )
    fit = [row for row in rows.values() if sagt[row.nr] == "i_lager"]
    for row in rows.values():
        if row in fit:
            row.disposition = Returrad.Disposition.I_LAGER
            continue
        row.disposition, row.skrotningskod = Returrad.Disposition.SKROTAS, sagt[row.nr]
        if row.innehav.individ_id:
            flytt.stall_undan(row.innehav.individ_id, Individ.Plats.SKROTAD)
    if fit:
        flytt.ta_in(
            [
                flytt.Gods(
                    row.innehav.artikel.lager_id,
                    row.innehav.artikel_id,
                    antal=row.antal,
                    individ_id=row.innehav.individ_id,
                    rad=row.rad,
                )
                for row in fit
            ],
            saldon.Handelse(Rorelse.Slag.RETUR, person.username, retur.hamtorder),
        )
        vantande.vack(
            ((row.innehav.artikel.lager_id, row.innehav.artikel_id) for row in fit),
            av=person.username,
        )
    for row in scrapped:
        row.disposition = Returrad.Disposition.SKROTAS
    Returrad.objects.bulk_update([*rows.values(), *scrapped], ["disposition", "skrotningskod"])
    if any(row.halls for row in waiting):
        return retur
    satt_status(retur, Returmottagning.Status.KLAR)
    engine.complete(process, "rekonditionera", actor=person.username, task_id=task_id)
    return retur


def _rader(retur: Returmottagning) -> list[Returrad]:
    return list(retur.rader.select_related("innehav__artikel", "innehav__individ").order_by("nr"))


def satt_status(retur: Returmottagning, status: Returmottagning.Status) -> None:
    """Write the label."""
    Arende.objects.filter(pk=retur.pk).update(status=status)
    retur.arende.status = status


def _oppna(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Returmottagning]:
    process = engine.lock(arende)
    retur = Returmottagning.objects.select_related("arende").get(pk=arende)
    behorighet.krav(person, handling, retur.arende)
    if all(task.element != handling for task in engine.open_tasks(arende)):
        raise NotYourTurn(
            f"{retur.vad} är {retur.arende.status.lower()}, så det här är redan gjort. Öppna den"
            " och se vad som hänt."
        )
    return process, retur
