"""A medicinteknisk avvikelse: the vårdgivare's notifications, and how the HMC ends it (§2.7)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cases.felrapport import foljder, rules
from cases.felrapport.actions import ANMALARE, Filer, bifoga
from cases.felrapport.models import AVSLUTSBREV, Avvikelse, Felrapport
from cases.felrapport.oppning import forbered, oppna
from cases.gemensamt import bilagor
from cases.gemensamt.hinder import stoppa_om
from cases.hjalpmedel import karantan
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import NotYourTurn
from workflows.registry import action

HANDLINGAR = {
    "anmal_avvikelse": ANMALARE,
    "avskriv_anmalan": ("kvalitet",),
    "avsluta_avvikelse": ("kvalitet",),
}


@dataclass(frozen=True)
class Anmalan:
    """The days, or why not: to Läkemedelsverket and, where lex Maria is asked of, to IVO."""

    lv_dag: date | None = None
    lv_referens: str = ""
    lv_skal: str = ""
    ivo_dag: date | None = None
    ivo_skal: str = ""


@action
@engine.move
def anmal_avvikelse(
    arende: UUID,
    *,
    person: Anvandare,
    anmalan: Anmalan,
    filer: Filer = (),
    task_id: UUID | None = None,
) -> Felrapport:
    """Say what has been notified. Raises `Refused`, `NotYourTurn`."""
    process, found = oppna(arende, person, "anmal_avvikelse")
    avvikelse = Avvikelse.objects.get(pk=arende)
    stoppa_om(
        rules.hinder_for_anmalan(
            lv_dag=anmalan.lv_dag,
            lv_referens=anmalan.lv_referens,
            lv_skal=anmalan.lv_skal,
            ivo=avvikelse.lex_maria.startswith("ja"),
            ivo_dag=anmalan.ivo_dag,
            ivo_skal=anmalan.ivo_skal,
            i_dag=clock.today(),
        )
    )
    avvikelse.lv_dag, avvikelse.ivo_dag = anmalan.lv_dag, anmalan.ivo_dag
    avvikelse.lv_referens = anmalan.lv_referens.strip()[:40]
    avvikelse.lv_skal, avvikelse.ivo_skal = anmalan.lv_skal.strip(), anmalan.ivo_skal.strip()
    avvikelse.save()
    bifoga(found, filer, person)
    engine.complete(process, "anmal_avvikelse", actor=person.username, task_id=task_id)
    return found


@engine.move
def avskriv_anmalan(arende: UUID, *, person: Anvandare, skal: str) -> Felrapport:
    """HMC kvalitet gives up waiting for a notification that is late, and says why: the
    investigation goes on to its end without it. Raises `Refused`, `NotYourTurn`."""
    _, found = forbered(arende, person, "avskriv_anmalan")
    avvikelse = Avvikelse.objects.filter(pk=arende).first()
    if avvikelse is None or not vantar_pa_anmalan(found):
        raise NotYourTurn("Ingen anmälan väntar, så det finns inget att avskriva.")
    stoppa_om(rules.hinder_for_avskrivning(skal, avvikelse.anmal_senast, clock.now()))
    avvikelse.avskriven, avvikelse.avskriven_skal = clock.now(), skal.strip()[:400]
    avvikelse.save(update_fields=["avskriven", "avskriven_skal"])
    skicka(
        found.arende.bestallare,
        f"Felrapport {found.arende.nummer}: anmälan är avskriven",
        f"HMC kvalitet väntar inte längre på anmälan. Skäl: {avvikelse.avskriven_skal}",
        arende=arende,
        nyckel=f"{arende}:avskriven",
    )
    engine.recheck(arende, actor=person.username)
    if vantar_pa_anmalan(found):
        raise NotYourTurn(
            "Felrapporten följer en äldre version av processen, där anmälan måste göras. Påminn"
            " enheten om att anmäla, eller om att skriva varför ingen anmälan görs."
        )
    return found


def vantar_pa_anmalan(found: Felrapport) -> bool:
    """Whether the vårdgivare has not said yet what has been notified."""
    return any(task.element == "anmal_avvikelse" for task in engine.open_tasks(found.pk))


def saknade_arbeten(avvikelse: Avvikelse) -> list[str]:
    """The labels of the works that are asked for (DMN 13) and not done on the aid."""
    sent = avvikelse.felrapport.arende.verkstalld
    if avvikelse.individ_id is None or sent is None:
        return []
    done = karantan.gjorda_arbeten(avvikelse.individ_id, sent)
    labels = dict(foljder.arbeten())
    return [labels.get(kod, kod) for kod in avvikelse.kraver_arbeten.split() if kod not in done]


@action
@engine.move
def avsluta_avvikelse(
    arende: UUID,
    *,
    person: Anvandare,
    beslut: str,
    text: str,
    utan_arbete_skal: str = "",
    filer: Filer = (),
    task_id: UUID | None = None,
) -> Felrapport:
    """The investigation is over: the aid may be used again, or is scrapped. Raises `Refused`."""
    process, found = oppna(arende, person, "avsluta_avvikelse")
    avvikelse = Avvikelse.objects.select_related("felrapport__arende").get(pk=arende)
    bifoga(found, filer, person, AVSLUTSBREV)
    stoppa_om(
        rules.hinder_for_avslut(
            beslut=beslut,
            text=text,
            anmald=avvikelse.lv_dag is not None,
            brev=bilagor.antal(arende, AVSLUTSBREV),
            saknade_arbeten=[] if utan_arbete_skal.strip() else saknade_arbeten(avvikelse),
        )
        + (
            karantan.hinder_for_skrot(avvikelse.individ_id)
            if beslut == "skrotas" and avvikelse.individ_id is not None
            else []
        )
    )
    avvikelse.beslut, avvikelse.utredning = beslut, text.strip()[:1000]
    avvikelse.utan_arbete_skal = utan_arbete_skal.strip()[:400]
    avvikelse.save(update_fields=["beslut", "utredning", "utan_arbete_skal"])
    engine.complete(process, "avsluta_avvikelse", actor=person.username, task_id=task_id)
    return found
