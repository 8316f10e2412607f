"""What becomes of each aid received: the table's word, the desk's, and the doing (DMN 7)."""

from collections.abc import Iterable, Mapping

from cases.gemensamt import debitering
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Debitering
from cases.hjalpmedel import flytt, innehav, svinn
from cases.hjalpmedel.models import Individ
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from cases.organisation.queries import med_roll
from cases.returmottagning import rules
from cases.returmottagning.begin import TYP
from cases.returmottagning.berorda import berorda
from cases.returmottagning.forslag import tabellens_ord
from cases.returmottagning.models import HOS_TEKNIKER, Returmottagning, Returrad
from workflows import engine

_PA_VAG_IN = {Individ.Plats.TRANSPORT, Individ.Plats.VERKSTAD}
_BESLUT = [
    "kom", "avvikelse", "skick", "tabellens_ord", "disposition", "skrotningskod", "skal",
]  # fmt: skip


def avgor(
    retur: Returmottagning,
    rows: Mapping[int, Returrad],
    told: Mapping[int, rules.Mottaget],
    *,
    person: Anvandare,
) -> Returmottagning.Status:
    """Decide and carry out what becomes of the rows, by the key that `told` names them with.

    Returns the status that the returmottagning then has. Raises `Refused`.
    """
    individer = flytt.las_individer(
        row.innehav.individ_id for row in rows.values() if row.innehav.individ_id
    )
    tabeller = engine.Tables(TYP, retur.pk)
    words = {
        nr: tabellens_ord(
            row.innehav, told[nr], individer.get(row.innehav.individ_id or 0), tabeller
        )
        for nr, row in rows.items()
    }
    articles = {nr: str(row.innehav.artikel) for nr, row in rows.items()}
    stoppa_om(rules.hinder_for_debitering(articles, told, words))
    for nr, row in sorted(rows.items(), key=lambda one: (one[1].innehav.individ_id or 0, one[0])):
        _bestam(row, told[nr], words[nr])
        _utfor(retur, row, individer, person)
        if told[nr].debitera:
            _debitera(retur, row, told[nr], person)
    Returrad.objects.bulk_update(rows.values(), _BESLUT)
    _meddela_kvalitet(retur, rows.values())
    waits = any(row.disposition in HOS_TEKNIKER for row in rows.values())
    return Returmottagning.Status.MOTTAGEN if waits else Returmottagning.Status.KLAR


def _meddela_kvalitet(retur: Returmottagning, rows: Iterable[Returrad]) -> None:
    """The table's notis: who investigates is told what is held (DMN 7 row 2)."""
    held = [row for row in rows if row.disposition == Returrad.Disposition.KARANTAN]
    if held:
        named = "; ".join(
            f"{row.innehav.artikel}"
            + (f", individ {row.innehav.individ}" if row.innehav.individ else "")
            for row in held
        )
        skicka(
            med_roll("kvalitet"),
            "Ett hjälpmedel är i karantän",
            f"{retur.vad}: {named}. Utred det, och häv karantänen på returen när det är klart.",
            arende=retur.pk,
            nyckel=f"{retur.pk}:karantan",
        )


def _bestam(row: Returrad, told: rules.Mottaget, words: str) -> None:
    row.kom, row.avvikelse, row.skick, row.tabellens_ord = (
        told.kom, told.avvikelse, told.skick, words,
    )  # fmt: skip
    meaning = rules.betyder(words)
    if told.disposition and meaning in rules.ANDRINGAR:
        meaning, row.skal = told.disposition, told.skal.strip()[:400]
    row.disposition = Returrad.Disposition(meaning)
    if meaning == rules.SKROTAS:
        row.skrotningskod = told.skrotningskod or _kod(row)


def _kod(row: Returrad) -> str:
    """The code that follows from why, where nobody chose another."""
    if not row.kom:
        return rules.SVINN
    if row.innehav.debiteringsform == "kop":
        return rules.KOPT
    return rules.UTGANGEN if row.innehav.artikel.utgatt else rules.EJ_REKONDITIONERBAR


def _utfor(
    retur: Returmottagning, row: Returrad, individer: Mapping[int, Individ], person: Anvandare
) -> None:
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
    if scrapped and not row.kom and individer[individ].karantan:
        # What is held is never scrapped, and what nobody has found can't stand in the workshop.
        row.skrotningskod = ""
        lost = svinn.Forlorat(row.innehav.artikel_id, individ_id=individ)
        svinn.forkom([lost], av=person.username, arende=retur.hamtorder)
        return
    flytt.stall_undan(
        individ,
        Individ.Plats.SKROTAD if scrapped else Individ.Plats.VERKSTAD,
        karantan=row.disposition == Returrad.Disposition.KARANTAN,
    )


def _debitera(
    retur: Returmottagning, row: Returrad, told: rules.Mottaget, person: Anvandare
) -> None:
    debitering.debitera(
        retur.arende,
        row.innehav,
        row.rad,
        slag=Debitering.Slag.SLITAGE if told.kom else Debitering.Slag.FORKOMMET,
        beslut=debitering.Beslut(debiteras=True, skal=told.debitering_skal, belopp=told.belopp),
        person=person,
        till=berorda(retur),
    )
