"""What the one who reports does: draft, send, complete, answer back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from cases.felrapport import handelser, rules
from cases.felrapport.models import Avvikelse, Felrapport, Inlagg
from cases.felrapport.objekt import Objekt, krav_samma_kund, objektet, racker
from cases.felrapport.oppning import (
    TYP,
    forbered,
    forbered_utkast,
    hamta,
    ny_svarsdag,
    oppna,
    satt_status,
)
from cases.felrapport.svar import Svar
from cases.gemensamt import behorighet, bilagor
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.makulering import svar_per_roll
from cases.gemensamt.models import Arende
from cases.gemensamt.oppning import klart
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.hemligt import hemliga, hinder_for_hemligt
from cases.mottagare.models import Atkomst
from cases.organisation.models import Anvandare, Grupp, Kund
from cases.organisation.queries import egna_kunder
from cases.organisation.roller import har_roll
from workflows import clock, engine
from workflows.errors import Forbidden, Hinder, NotYourTurn, Refused
from workflows.models import Process
from workflows.registry import action

ANMALARE = behorighet.ANMALER_FEL
HANDLINGAR = {
    "aterkalla": ANMALARE,
    "verkstall": ANMALARE,
    "komplettera": ANMALARE,
    "aterkoppla": ANMALARE,
}

Filer = Sequence["UploadedFile[Any]"]


def krav_anmalare(person: Anvandare) -> None:
    """Raise `Forbidden` for those who report nothing."""
    if not har_roll(person, *ANMALARE):
        raise Forbidden(
            "Felrapporter skrivs av vårdgivarens personal. Be någon på enheten om hjälp."
        )


@engine.move
def spara(
    arende: UUID | None,
    *,
    person: Anvandare,
    svar: Svar,
    filer: Filer = (),
    version: int | None = None,
) -> Felrapport:
    """Keep what is written as a draft; a new one where there is none (FR-9).

    Raises `Forbidden`, `Refused` for what can't be right, `NotYourTurn`, `Changed`.
    """
    _, found = _skriv(arende, person, svar, filer, version)
    return found


@action
@engine.move
def verkstall(
    arende: UUID | None,
    *,
    person: Anvandare,
    svar: Svar,
    filer: Filer = (),
    version: int | None = None,
    task_id: UUID | None = None,
) -> Felrapport:
    """Send it: it gets its number, and the table says which group has it. Raises as `spara`."""
    process, found = _skriv(arende, person, svar, filer, version)
    now = clock.now()
    stoppa_om(
        rules.hinder_for_verkstall(
            beskrivning=found.beskrivning,
            hande=found.hande,
            nu=now,
            objekt_fattas=not racker(found),
        )
        + hinder_for_hemligt(
            {"beskrivning": [found.beskrivning], "kommentar": [found.kommentar]},
            hemliga(found.arende.mottagare),
        )
    )
    found.arende.verkstalld = now
    found.arende.save(update_fields=["verkstalld"])
    engine.complete(process, "verkstall", actor=person.username, task_id=task_id)
    return hamta(found.pk)


@engine.move
def radera(arende: UUID, *, person: Anvandare) -> None:
    """Throw a draft away. Raises `NotYourTurn` when it is sent."""
    process, found = forbered_utkast(arende, person, None)
    satt_status(found, Felrapport.Status.RADERAD)
    engine.cancel(process, actor=person.username, reason="Utkastet raderades.")


@engine.move
def aterkalla(arende: UUID, *, person: Anvandare) -> Felrapport:
    """Take a report back, as the table `makulering` lets the one who wrote it (DMN 12 row 13).

    A medicinteknisk avvikelse is not taken back: the aid is held until it is looked into. Raises
    `Refused`, `NotYourTurn`.
    """
    process, found = forbered(arende, person, "aterkalla")
    if found.arende.avslutad is not None:
        raise NotYourTurn("Felrapporten är redan avslutad.")
    if Avvikelse.objects.filter(pk=arende).exists():
        words = "En medicinteknisk avvikelse kan inte återkallas. Skriv till HMC i felrapporten."
        raise Refused([Hinder("avvikelse", words)])
    if not kan_aterkallas(found, person):
        words = (
            f"Felrapporten är {found.arende.status.lower()} och kan inte återkallas. Svara när du"
            " får frågan om svaret räcker."
        )
        raise Refused([Hinder("aterkallas_inte", words)])
    satt_status(found, Felrapport.Status.ATERKALLAD)
    engine.cancel(process, actor=person.username, reason="Felrapporten återkallades.")
    return found


def kan_aterkallas(found: Felrapport, person: Anvandare) -> bool:
    """What the table says of this person and this report now."""
    asked = {
        "objekt": "felrapport",
        "status": found.arende.status,
        "verkstalld": found.arende.verkstalld is not None,
        "delvis_levererad": None,
        "fel_typ": None,
        "eget_arende": found.arende.bestallare_id == person.pk,
    }
    return any(allowed for allowed, _ in svar_per_roll(TYP, found.pk, person, asked))


@action
@engine.move
def komplettera(
    arende: UUID, *, person: Anvandare, text: str, filer: Filer = (), task_id: UUID | None = None
) -> Felrapport:
    """Answer what the group asked. Raises `Refused`, `NotYourTurn`."""
    process, found = oppna(arende, person, "komplettera")
    stoppa_om(
        rules.hinder_for_text(text, "text", "Skriv svaret på frågan.")
        + hinder_for_hemligt({"text": [text]}, hemliga(found.arende.mottagare))
    )
    skriv_inlagg(found, Inlagg.Slag.KOMPLETTERING, text, person)
    bifoga(found, filer, person)
    satt_status(found, Felrapport.Status.UTREDS)
    ny_svarsdag(found)
    engine.complete(process, "komplettera", actor=person.username, task_id=task_id)
    return found


@action
@engine.move
def aterkoppla(
    arende: UUID, *, person: Anvandare, racker: bool, text: str = "", task_id: UUID | None = None
) -> Felrapport:
    """Say that the answer is enough, or open the report again. Raises `Refused`, `NotYourTurn`."""
    process, found = oppna(arende, person, "aterkoppla")
    if not racker:
        stoppa_om(rules.hinder_for_text(text, "text", "Skriv vad som fattas i svaret."))
        satt_status(found, Felrapport.Status.UTREDS)
        ny_svarsdag(found)
    found.racker = racker
    found.save(update_fields=["racker"])
    if text.strip():
        skriv_inlagg(found, Inlagg.Slag.ATERKOPPLING, text, person)
    klart(process, "aterkoppla", person, task_id, "Svaret räcker." if racker else "Öppnad igen.")
    return found


def skriv_inlagg(found: Felrapport, slag: Inlagg.Slag, text: str, person: Anvandare) -> None:
    """Add to what has been said."""
    Inlagg.objects.create(
        felrapport=found, slag=slag, text=text.strip()[:2000], av=person, nar=clock.now()
    )


def bifoga(found: Felrapport, filer: Filer, person: Anvandare, slag: str = "") -> None:
    """Keep the files with the report (FR-8), perhaps as what `slag` says. Raises `Refused`."""
    stoppa_om([Hinder(one.kod, one.mening, "bilagor") for one in bilagor.hinder_for(filer)])
    for fil in filer:
        bilagor.spara(found.pk, fil, av=person, slag=slag)


def _skriv(
    arende: UUID | None, person: Anvandare, svar: Svar, filer: Filer, version: int | None
) -> tuple[Process, Felrapport]:
    krav_anmalare(person)
    handelse = handelser.alla().get(svar.handelse)
    if handelse is None:
        raise Refused([Hinder("handelse_okand", "Välj vad som har hänt.", "handelse")])
    kund = kunden(person, svar.kund)
    krav_samma_kund(person, svar.galler, kund)
    if arende is None:
        process, found = _paborja(person, kund, handelse)
    else:
        process, found = forbered_utkast(arende, person, version)
    om = objektet(person, kund, svar)
    _logga(person, found, om, svar)
    found.ingang, found.kategori = handelse.ingang, handelse.kategori
    found.handelsetyp = handelse.handelsetyp
    found.innehav, found.individ, found.artikel = om.innehav, om.individ, om.artikel
    found.rad, found.foljesedel = om.rad, svar.foljesedel.strip()[:20]
    found.datum, found.tid = svar.datum, svar.tid
    found.beskrivning, found.kommentar = svar.beskrivning.strip(), svar.kommentar.strip()
    found.ersattning_onskas, found.kreditering_onskas = svar.ersattning, svar.kreditering
    found.skada, found.risk_for_skada = Felrapport.Skada(svar.skada), svar.risk_for_skada
    found.orsak_produkt = Felrapport.Orsak(svar.orsak_produkt)
    found.version, found.andrad, found.andrad_av = found.version + 1, clock.now(), person
    found.save()
    case = found.arende
    case.rubrik, case.kund = handelse.handelsetyp, kund
    case.mottagare, case.galler = om.mottagare, om.galler
    hidden = handelse.kategori == Felrapport.Kategori.BEMOTANDE
    case.lases_av = _cheferna() if hidden else None
    case.save(update_fields=["rubrik", "kund", "mottagare", "galler", "lases_av"])
    bifoga(found, filer, person)
    # Who may read of it in an inbox follows from what is written.
    engine.show_again(found.pk)
    return process, found


def _paborja(
    person: Anvandare, kund: Kund, handelse: handelser.Handelse
) -> tuple[Process, Felrapport]:
    now = clock.now()
    case = Arende.objects.create(
        typ=TYP,
        rubrik=handelse.handelsetyp,
        kund=kund,
        bestallare=person,
        status=Felrapport.Status.UTKAST,
        skapad=now,
    )
    found = Felrapport.objects.create(
        arende=case,
        ingang=handelse.ingang,
        kategori=handelse.kategori,
        handelsetyp=handelse.handelsetyp,
        version=0,
        andrad=now,
        andrad_av=person,
    )
    case.process = engine.start(TYP, case_id=case.pk, actor=person.username)
    case.save(update_fields=["process"])
    return case.process, found


def kunden(person: Anvandare, nummer: str) -> Kund:
    """One of her own units, the preselected one without a number. Raises `Refused` (FR-2)."""
    own = egna_kunder(person)
    found = own.filter(nummer=nummer).first() if nummer else own.first()
    if found is None:
        raise Refused([Hinder("kund_annans", "Välj en enhet som du arbetar för.", "kund")])
    return found


def _logga(person: Anvandare, found: Felrapport, om: Objekt, svar: Svar) -> None:
    if om.mottagare is None:
        return
    kinds = [Atkomst.Vad.OPPNADE]
    kund = found.arende.kund
    if svar.vardrelation and behorighet.behover_bekrafta(person, om.mottagare, kund):
        kinds.insert(0, Atkomst.Vad.BEKRAFTADE)
    for kind in kinds:
        logga_atkomst(person, om.mottagare, kind, objekt="Felrapport", kund=kund, arende=found.pk)


def _cheferna() -> Grupp:
    found = Grupp.objects.filter(nyckel=settings.FELRAPPORT_BEMOTANDE_GRUPP).first()
    if found is None:
        words = "Ingen grupp hos HMC läser rapporter om bemötande än. Ring HMC kundtjänst."
        raise Refused([Hinder("ingen_grupp", words)])
    return found
