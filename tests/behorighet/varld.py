"""One person of each role, and one of everything to open; the patient is protected."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from cases.arbetsorder import actions as arbeten
from cases.arbetsorder.models import Arbetsorder
from cases.arbetsorder.svar import Arbetsval, Mal
from cases.artiklar.models import IsoKod
from cases.felrapport import actions as fel
from cases.felrapport.svar import Svar
from cases.fritt import actions as fritt
from cases.fritt.inlamning import Inlamning
from cases.gemensamt.bilagor import spara
from cases.gemensamt.models import Arende
from cases.hamtorder import actions as pa_vagen
from cases.hamtorder.actions_verkstall import Hamtval, verkstall
from cases.hamtorder.models import Hamtorder
from cases.hjalpmedel.innehav import Utlamnat, oppna
from cases.hjalpmedel.models import Individ, Underhallsplan
from cases.hjalpmedel.underhall import Rad
from cases.konsultation.models import Konsultation
from cases.kundorder.actions_efter import Inkop, kop_in
from cases.kundorder.svar import NyRad
from cases.leverans.models import Leverans
from cases.meddelanden.models import Meddelande
from cases.meddelanden.utskick import skicka
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from cases.organisation.models import Anvandare, Grupp, Leveransadress, Uppdrag
from cases.organisation.roller import ROLLER, VARDGIVARE, roller_pa_sidan
from cases.retur.actions import verkstall as ta_hem
from cases.retur.models import Retur
from cases.retur.rules import Vald
from cases.returmottagning.models import Returmottagning
from cases.specialanpassning.actions import utfarda_anvisning
from cases.specialanpassning.models import Specialanpassning
from cases.underhall.begin import borja
from cases.underhall.models import Omgang
from tests.fritt.conftest import publish
from tests.kundorder.varld import (
    PERSONNUMMER,
    Varld,
    bygg_varld,
    forradet,
    i_lager,
    kvitterad,
    leveranser,
    leverera_meddelanden,
    pafyllnad,
    person,
    utkast,
    utlevererad,
    verkstalld,
)
from tests.specialanpassning.varld import ANVISNING
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder
from workflows.models import (
    Approval,
    Definition,
    Incident,
    Placement,
    Process,
    Remedy,
    Replay,
    ReplayedCase,
    Transfer,
    UserTask,
    Watch,
)
from workflows.remedies.causes import causes
from workflows.workbench import drafts

# Nobody may read these anywhere.
HEMLIGT = {
    "gatuadress": "Hemliga stigen 99",
    "postnr": "54199",
    "postort": "GÖMSTAD",
    "telefon": "010-999 99 99",
    "mobil": "070-999 99 98",
    "instruktioner": "Gröna grinden bakom ladan",
}
ANNAN, ANONYM, ALLT = "annan enhet", "anonym", "alla roller"


@dataclass(frozen=True)
class Allt:
    """Who there is, and what may stand in an address, by the name that the table uses."""

    folk: Mapping[str, Anvandare | None]
    mal: Mapping[str, object]


def _uppspelning(arende: Arende) -> Replay:
    """A replay under way, with one case told."""
    assert arende.process
    made = Replay.objects.create(
        definition=arende.process.version.definition,
        digest="",
        bpmn=b"",
        total=1,
        by="r.processagare",
        begun_at=clock.now(),
    )
    told = {"outcome": "same", "differences": [], "until": "", "before": [], "after": []}
    ReplayedCase.objects.create(
        replay=made, case_id=arende.pk, process=arende.process, outcome="same", told=told
    )
    return made


def bygg() -> Allt:
    v = bygg_varld()
    for field, text in {**HEMLIGT, "skydd": "sekretess"}.items():
        setattr(v.patient, field, text)
    v.patient.save()
    publish("utprovning")
    drafts.change("utprovning", {"scenarier.txt": b""}, by="r.processagare")
    for process in (
        "felrapport",
        "hamtorder",
        "returmottagning",
        "retur",
        "specialanpassning",
        "konsultation",
        "arbetsorder",
        "underhall",
    ):
        versions.publish(from_folder(settings.BPMN_DIR / process), case_type=process)
    i_lager(v.sang, 4)
    i_lager(v.dosa, 8)
    folk = _folk(v)
    return Allt(folk, _mal(v))


def _folk(v: Varld) -> dict[str, Anvandare | None]:
    folk: dict[str, Anvandare | None] = {"forskrivare": v.miriam, ANONYM: None}
    vard = roller_pa_sidan(VARDGIVARE)
    for roll in ROLLER:
        if roll not in folk:
            folk[roll] = person(f"r.{roll}", roll, kund=v.kund if roll in vard else None)
    folk[ANNAN] = person("annan", *sorted(vard), kund=v.annan_kund)
    folk[ALLT] = person("allt", *ROLLER, kund=v.kund)
    group = Grupp.objects.create(
        nyckel="konsulent_manuella_rullstolar", namn="Manuella rullstolar", roll="konsulent"
    )
    for one in folk.values():
        if one is not None and "konsulent" in one.roller:
            one.grupper.add(group)
    desk = Grupp.objects.create(nyckel="kundtjanst", namn="HMC kundtjänst", roll="kundtjanst")
    for one in folk.values():
        if one is not None and "kundtjanst" in one.roller:
            one.grupper.add(desk)
    with transaction.atomic():
        for own in Uppdrag.objects.filter(kund=v.kund).select_related("anvandare"):
            logga_atkomst(own.anvandare, v.patient, Atkomst.Vad.BEKRAFTADE, kund=v.kund)
    return folk


def hamtorder_hos(v: Varld) -> Hamtorder:
    """A hämtorder for a rollator that the patient has, fetched at the unit."""
    to = Leveransadress.objects.get(kund=v.kund, lager=None)
    with transaction.atomic():
        aid = oppna(
            Utlamnat(
                mottagare_id=v.patient.pk,
                artikel_id=v.rollator.pk,
                agare="omrade_hjalpmedel",
                debiteringsform="hyra",
            ),
            clock.today(),
        )
    svar = Hamtval(
        atgard="enhet",
        rader=frozenset({aid.pk}),
        adress_id=to.pk,
        adressnamn=to.namn,
        gatuadress=to.gatuadress,
        postnr=to.postnr,
        postort=to.postort,
    )
    return verkstall(v.patient, person=v.miriam, kund=v.kund, svar=svar)


def arbetsorder_hos(v: Varld) -> Arbetsorder:
    """Work asked for on a rollator, at the unit."""
    to = Leveransadress.objects.get(kund=v.kund, lager=None)
    return arbeten.ny(
        v.patient,
        person=v.miriam,
        kund=v.kund,
        mal=Mal(nummer=v.rollator.nummer),
        svar=Arbetsval(
            typ="ANP",
            utforande="plats",
            felbeskrivning="Handtagen ska höjas.",
            adress_id=to.pk,
            telefon="010-000 00 00",
        ),
    )


def egen_retur(v: Varld) -> Retur:
    """Something bought that the unit took back to its own förråd."""
    with transaction.atomic():
        aid = oppna(
            Utlamnat(
                mottagare_id=v.patient.pk,
                artikel_id=v.rollator.pk,
                agare="mottagare",
                debiteringsform="kop",
            ),
            clock.today(),
        )
    return ta_hem(
        v.patient,
        person=v.miriam,
        kund=v.kund,
        lager=forradet(v),
        valda=[Vald(aid.pk, 1)],
    )


def _felrapport(v: Varld, innehav: int) -> Svar:
    """That an aid of the patient's has not come as it should."""
    now = clock.local(clock.now())
    return Svar(
        "sen_leverans", innehav=innehav, datum=now.date(), tid=now.time(),
        beskrivning="Sängen skulle ha kommit i förra veckan.",
    )  # fmt: skip


def specialanpassning(v: Varld) -> Specialanpassning:
    """Asked for by an arbetsorder, with the förskrivare's instruction."""
    order = _begar("specialanpassning_begard", v, {"kostnadsforslag": True})
    found = Specialanpassning.objects.get(arbetsorder=order)
    utfarda_anvisning(found.pk, person=v.miriam, sagt=ANVISNING)
    return found


def konsultation(v: Varld) -> Konsultation:
    """Asked for by an arbetsorder."""
    due = clock.now().isoformat()
    order = _begar("konsultation_begard", v, {"grupp": None, "akut": False, "tid_senast": due})
    return Konsultation.objects.get(arbetsorder=order)


def underhall(v: Varld) -> Omgang:
    """A bed that the patient has falls due."""
    bed = Individ.objects.create(
        nummer="1449335", artikel=v.sang, plats="transport", agare="omrade_hjalpmedel"
    )
    plan = Underhallsplan.objects.create(
        individ=bed, aktivitetstyp="fu", intervall=12, kalla="Tillverkarens anvisning"
    )
    with transaction.atomic():
        oppna(
            Utlamnat(
                v.patient.pk, v.sang.pk, "omrade_hjalpmedel", "hyra",
                individ_id=bed.pk, kund_id=v.kund.pk,
            ),
            clock.today(),
        )  # fmt: skip
    made = borja(bed, Rad(plan, None, clock.today()))
    assert made is not None
    return made


def _begar(message: str, v: Varld, more: dict[str, object]) -> UUID:
    order = uuid4()
    told = {
        "arbetsorder": str(order), "nummer": "26480001", "mottagare": v.patient.pk,
        "kund": v.kund.pk, "bestallare": v.miriam.pk, "artikel": v.sang.pk, "individ": None,
    }  # fmt: skip
    engine.send(message, str(order), {**told, **more})
    leverera_meddelanden()
    return order


def _flytt() -> Transfer:
    """A transfer that has nothing left to do."""
    definition = Definition.objects.get(name="utprovning")
    return Transfer.objects.create(
        definition=definition,
        target=versions.published("utprovning"),
        reason="Prov",
        by="r.processagare",
        begun_at=clock.now(),
    )


def _stilla(arende: Arende) -> int:
    """The case is listed among those that stand still."""
    assert arende.process
    row = Watch.objects.create(
        process=arende.process,
        rev=arende.process.rev,
        rows=0,
        why="lost",
        sentence="Prov.",
        since=clock.now(),
    )
    return row.pk


def _mal(v: Varld) -> dict[str, object]:
    to = Leveransadress.objects.get(kund=v.kund, lager=None)
    where = {
        "adress_id": to.pk,
        "adressnamn": to.namn,
        "gatuadress": to.gatuadress,
        "postnr": to.postnr,
        "postort": to.postort,
        "telefon": "010-000 00 00",
    }
    draft, order = utkast(v, **where), verkstalld(v, **where)
    [leverans] = leveranser(order)
    [sent] = leveranser(verkstalld(v, **where))
    utlevererad(v, sent)
    # It stands on today's run.
    Leverans.objects.filter(pk=sent.pk).update(planerad=clock.today())
    received = verkstalld(v, **where)
    kvitterad(v, leveranser(received)[0])
    [refill] = leveranser(pafyllnad(v))
    utlevererad(v, refill)
    answers = {
        "mottagare": PERSONNUMMER,
        "typ": "manuell_rullstol",
        "vikt": 72.5,
        "behov": "Ta sig ut till skolan varje dag.",
        "akut": False,
    }
    fritt_arende = fritt.starta(
        "utprovning", person=v.miriam, kund=v.kund, inlamning=Inlamning(svar=answers),
        bekraftar_vardrelation=True,
    )  # fmt: skip
    fetched = hamtorder_hos(v)
    in_order = [rad.pk for rad in fetched.rader.all()]
    pa_vagen.hamta(fetched.pk, person=v.tore, utfall=dict.fromkeys(in_order, "hamtad"))
    leverera_meddelanden()
    skicka(v.miriam, "Till Miriam", "Text", arende=order.pk)
    stopped = Incident.objects.create(
        process=Process.objects.get(case_id=draft.pk),
        task_id=uuid4(),
        element="reservera",
        kind=Incident.Kind.STEP,
        sentence="Steget gick inte att utföra.",
        created_at=clock.now(),
    )
    individ = Individ.objects.create(
        nummer="1449334", artikel=v.sang, plats="transport", agare="omrade_hjalpmedel"
    )
    handed = Utlamnat(v.patient.pk, v.sang.pk, "omrade_hjalpmedel", "hyra", individ_id=individ.pk)
    has = oppna(handed, clock.today()).pk
    paper = SimpleUploadedFile("mått.pdf", b"%PDF-1.4\n%%EOF\n")
    work_draft = arbetsorder_hos(v)
    work = arbeten.verkstall(arbetsorder_hos(v).pk, person=v.miriam)
    shipped = verkstalld(v, NyRad("10001"), **where)
    rad = shipped.rader.get()
    told = Inkop(rad.pk, "D-1", clock.today(), direkt=True)
    kop_in(shipped.pk, person=v.ivar, svar=[told])
    fel_draft = fel.spara(None, person=v.miriam, svar=_felrapport(v, has)).pk
    return {
        "direktinkop": {"arende": shipped.pk, "begaran": shipped.begaranden.get().pk},
        "utkast": draft.pk,
        "utkastrad": {"arende": draft.pk, "rad": draft.rader.get(artikel=v.sang).pk},
        "utkastbilaga": {
            "arende": draft.pk,
            "bilaga": spara(draft.pk, paper, av=v.miriam).pk,
        },
        "order": order.pk,
        "leverans": leverans.pk,
        "lager": v.lager.nummer,
        "raknas": {"nummer": v.lager.nummer, "artikel": "55434"},
        "plockrad": {"nummer": v.lager.nummer, "rad": leverans.rader.first().pk},
        "utlevererad": sent.pk,
        "rad": order.rader.first().pk,
        "individ": individ.nummer,
        "individ_i_lager": Individ.objects.filter(plats="lager", lager=v.lager)[0].nummer,
        "innehav": has,
        "felrapport": fel.verkstall(None, person=v.miriam, svar=_felrapport(v, has)).pk,
        "felutkast": fel_draft,
        "felbilaga": {
            "arende": fel_draft,
            "bilaga": spara(fel_draft, paper, av=v.miriam).pk,
        },
        "kvitterad": received.pk,
        "till_forradet": refill.pk,
        "processnamn": "utprovning",
        "grupp": "konsulent_manuella_rullstolar",
        "processformular": {"namn": "utprovning", "formular": "bedom"},
        "processfraga": {"namn": "utprovning", "formular": "bedom", "falt": "rad"},
        "processtabell": {"namn": "utprovning", "fil": "utprovningsvag.dmn"},
        "processbeslut": (
            vag := {
                "namn": "utprovning",
                "fil": "utprovningsvag.dmn",
                "beslut": "utprovningsvag",
            }
        ),
        "processrad": {**vag, "nummer": 1},
        "processversion": {"namn": "utprovning", "nummer": 1},
        "processteg": {"namn": "utprovning", "element": "bedom"},
        "uppspelning": {"namn": "utprovning", "nummer": (replay := _uppspelning(fritt_arende)).pk},
        "uppspelat": {
            "namn": "utprovning",
            "nummer": replay.pk,
            "arende": fritt_arende.pk,
        },
        "processgodkannande": {
            "namn": "utprovning",
            "nummer": Approval.objects.create(
                definition=Definition.objects.get(name="utprovning"),
                rev=0,
                note="Prov.",
                by="ingen",
                asked_at=clock.now(),
            ).pk,
        },
        "processflytt": {"namn": "utprovning", "nummer": _flytt().pk},
        "fritt": fritt_arende.pk,
        "hamtorder": hamtorder_hos(v).pk,
        "special": (special := specialanpassning(v)).pk,
        "specialpapper": {"arende": special.pk, "nr": special.dokument.first().pk},
        "konsultation": konsultation(v).pk,
        "arbetsutkast": work_draft.pk,
        "arbetsbilaga": {
            "arende": work_draft.pk,
            "bilaga": spara(work_draft.pk, paper, av=v.miriam).pk,
        },
        "arbetsorder": work.pk,
        "underhall": underhall(v).pk,
        "plan": Underhallsplan.objects.get().pk,
        "egen_retur": egen_retur(v).pk,
        "retur": Returmottagning.objects.get(hamtorder=fetched.pk).pk,
        "plock": UserTask.objects.get(case_id=leverans.pk).pk,
        "guide": UserTask.objects.get(case_id=draft.pk).pk,
        "bedomning": UserTask.objects.get(case_id=fritt_arende.pk).pk,
        "bilaga": spara(order.pk, paper, av=v.miriam).pk,
        "meddelande": Meddelande.objects.filter(till=v.miriam).latest("pk").pk,
        "stopp": stopped.pk,
        "orsak": causes()[0].key,
        "atgard": Remedy.objects.create(
            what="retry", title="Prov", cause="Prov.", by="r.kundtjanst", begun_at=clock.now()
        ).pk,
        "flyttas": fritt_arende.pk,
        "flytt_for_hand": Placement.objects.create(
            process=fritt_arende.process,
            task_id=uuid4(),
            source="bedom",
            target="bedom",
            source_name="Bedöm",
            target_name="Bedöm",
            reason="Hamnade fel.",
            status="asked",
            by="ingen",
            asked_at=clock.now(),
        ).pk,
        "stilla": _stilla(fritt_arende),
        "patient": v.patient.pk,
        "process": "utprovning",
        "text": "lanevillkor",
        "skrotningskod": "S8",
        "typ_av_atgard": "FLYTT",
        "artikel": "75178",
        "iso": IsoKod.objects.create(kod="18", namn="Inredning").kod,
    }
