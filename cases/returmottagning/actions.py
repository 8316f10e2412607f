"""What the return desk and the workshop do: one function per user task."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.conf import settings

from cases.gemensamt import behorighet, vantande
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.hjalpmedel import flytt, innehav, saldon
from cases.hjalpmedel.models import Individ, Rorelse, Skrotningskod
from cases.organisation.models import Anvandare
from cases.returmottagning import rules
from cases.returmottagning.begin import TYP
from cases.returmottagning.models import Returmottagning, Returrad
from workflows import clock, engine
from workflows.errors import NotYourTurn
from workflows.models import Process
from workflows.registry import action

HANDLINGAR = {"ta_emot": ("lager",), "rekonditionera": ("tekniker", "lager")}
_PA_VAG_IN = {Individ.Plats.TRANSPORT, Individ.Plats.VERKSTAD}
_HOS_TEKNIKER = [Returrad.Disposition.REKONDITIONERAS, Returrad.Disposition.BEDOMS]


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
            {nr: str(row.innehav.artikel) for nr, row in rows.items()}, told, Skrotningskod.values
        )
    )
    individer = flytt.las_individer(
        row.innehav.individ_id for row in rows.values() if row.innehav.individ_id
    )
    for row in sorted(rows.values(), key=lambda row: (row.innehav.individ_id or 0, row.nr)):
        _avgor(retur, row, told[row.nr])
        _utfor(retur, row, individer)
    Returrad.objects.bulk_update(
        rows.values(),
        [
            "kom", "avvikelse", "skick", "tabellens_ord", "disposition", "skrotningskod", "skal",
        ],
    )  # fmt: skip
    waits = any(row.disposition in _HOS_TEKNIKER for row in rows.values())
    _satt_status(retur, Returmottagning.Status.MOTTAGEN if waits else Returmottagning.Status.KLAR)
    engine.complete(process, "ta_emot", actor=person.username, task_id=task_id)
    return retur


@action
@engine.move
def rekonditionera(
    arende: UUID, *, person: Anvandare, sagt: Mapping[int, str], task_id: UUID | None = None
) -> Returmottagning:
    """Put what is fit again in its lager, or scrap it with a code. Raises `Refused`."""
    process, retur = _oppna(arende, person, "rekonditionera")
    rows = {row.nr: row for row in _rader(retur) if row.disposition in _HOS_TEKNIKER}
    stoppa_om(
        rules.hinder_for_rekond(
            {nr: str(row.innehav.artikel) for nr, row in rows.items()}, sagt, Skrotningskod.values
        )
    )
    flytt.las_individer(row.innehav.individ_id for row in rows.values() if row.innehav.individ_id)
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
    Returrad.objects.bulk_update(rows.values(), ["disposition", "skrotningskod"])
    _satt_status(retur, Returmottagning.Status.KLAR)
    engine.complete(process, "rekonditionera", actor=person.username, task_id=task_id)
    return retur


def forslag(retur: Returmottagning, row: Returrad, told: rules.Mottaget) -> str:
    """What the table answers for a row, in its own words."""
    article = row.innehav.artikel
    answer = engine.decide(
        TYP,
        "returdisposition",
        {
            "vag": "hämtorder",
            "aterkom": bool(told.kom),
            "regel_for_saknat": settings.RETUR_REGEL_FOR_SAKNAT,
            "mta_flagga": told.avvikelse,
            "debiteringsform": row.innehav.get_debiteringsform_display(),
            "skrotas_vald": False,
            "skick": told.skick or None,
            "utgangen": article.utgatt is not None and article.utgatt <= clock.today(),
            "specialanpassad": bool(row.innehav.individ and row.innehav.individ.specialanpassning),
        },
        case_id=retur.pk,
    ).value
    return str(answer["disposition"])


def _avgor(retur: Returmottagning, row: Returrad, told: rules.Mottaget) -> None:
    row.kom, row.avvikelse, row.skick = told.kom, told.avvikelse, told.skick
    row.tabellens_ord = forslag(retur, row, told)
    meaning = rules.betyder(row.tabellens_ord)
    if told.disposition and meaning in rules.ANDRINGAR:
        meaning, row.skal = told.disposition, told.skal.strip()[:400]
    row.disposition = Returrad.Disposition(meaning)
    if meaning == rules.SKROTAS:
        row.skrotningskod = told.skrotningskod or _kod(row)


def _kod(row: Returrad) -> str:
    """The code that follows from why, where nobody chose another."""
    if not row.kom:
        return str(Skrotningskod.S2)
    if row.innehav.debiteringsform == "kop":
        return str(Skrotningskod.S3)
    return str(Skrotningskod.S7 if row.innehav.artikel.utgatt else Skrotningskod.S6)


def _utfor(retur: Returmottagning, row: Returrad, individer: Mapping[int, Individ]) -> None:
    """The aid is given back as of the day it was fetched, and goes where it is to go.

    What nobody fetched was given back before it came here: then a stocktaking may have found it.
    """
    given_back = row.innehav.aterlamnad is not None
    individ = row.innehav.individ_id
    if given_back and individ is not None and individer[individ].plats not in _PA_VAG_IN:
        row.disposition, row.skrotningskod = Returrad.Disposition.I_LAGER, ""
        return
    if row.disposition == Returrad.Disposition.SAKNAS:
        if given_back:
            innehav.aterregistrera(row.innehav_id, antal=row.antal)
        else:
            innehav.starta_hyra(row.innehav_id)
        return
    if not given_back:
        day = max(retur.hamtad, row.innehav.levererad)
        innehav.aterlamna(row.innehav_id, day, antal=row.antal)
    if individ is None:
        return
    scrapped = row.disposition == Returrad.Disposition.SKROTAS
    flytt.stall_undan(
        individ,
        Individ.Plats.SKROTAD if scrapped else Individ.Plats.VERKSTAD,
        karantan=row.disposition == Returrad.Disposition.KARANTAN,
    )


def _rader(retur: Returmottagning) -> list[Returrad]:
    return list(retur.rader.select_related("innehav__artikel", "innehav__individ").order_by("nr"))


def _satt_status(retur: Returmottagning, status: Returmottagning.Status) -> None:
    Arende.objects.filter(pk=retur.pk).update(status=status)
    retur.arende.status = status


def _oppna(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Returmottagning]:
    process = engine.lock(arende)
    retur = Returmottagning.objects.select_related("arende").get(pk=arende)
    behorighet.krav(person, handling, retur.arende)
    if all(task.element != handling for task in engine.open_tasks(arende)):
        raise NotYourTurn(
            f"Returen från hämtorder {retur.hamtordernummer} är {retur.arende.status.lower()}, så"
            " det här är redan gjort. Öppna den och se vad som hänt."
        )
    return process, retur
