"""One person of each role, and one of everything to open; the patient is protected."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from cases.artiklar.models import IsoKod
from cases.fritt import actions as fritt
from cases.fritt.inlamning import Inlamning
from cases.gemensamt.bilagor import spara
from cases.hamtorder import actions as pa_vagen
from cases.hamtorder.actions_verkstall import Hamtval, verkstall
from cases.hamtorder.models import Hamtorder
from cases.hjalpmedel.innehav import Utlamnat, oppna
from cases.hjalpmedel.models import Individ
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
from workflows import clock
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder
from workflows.models import Incident, Process, UserTask

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


def bygg() -> Allt:
    v = bygg_varld()
    for field, text in {**HEMLIGT, "skydd": "sekretess"}.items():
        setattr(v.patient, field, text)
    v.patient.save()
    publish("utprovning")
    for process in ("hamtorder", "returmottagning", "retur"):
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
    paper = SimpleUploadedFile("mått.pdf", b"%PDF-1.4\n%%EOF\n")
    return {
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
        "innehav": oppna(handed, clock.today()).pk,
        "kvitterad": received.pk,
        "till_forradet": refill.pk,
        "fritt": fritt_arende.pk,
        "hamtorder": hamtorder_hos(v).pk,
        "egen_retur": egen_retur(v).pk,
        "retur": Returmottagning.objects.get(hamtorder=fetched.pk).pk,
        "plock": UserTask.objects.get(case_id=leverans.pk).pk,
        "guide": UserTask.objects.get(case_id=draft.pk).pk,
        "bedomning": UserTask.objects.get(case_id=fritt_arende.pk).pk,
        "bilaga": spara(order.pk, paper, av=v.miriam).pk,
        "meddelande": Meddelande.objects.filter(till=v.miriam).latest("pk").pk,
        "stopp": stopped.pk,
        "patient": v.patient.pk,
        "process": "utprovning",
        "text": "lanevillkor",
        "artikel": "75178",
        "iso": IsoKod.objects.create(kod="18", namn="Inredning").kod,
    }
