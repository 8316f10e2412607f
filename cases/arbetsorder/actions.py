"""What the one who orders does: writes a draft, attaches, sends, completes what was missing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from cases.arbetsorder import ersattning, frister, koppling, queries, rules, utkast
from cases.arbetsorder.klassning import satt_underprocess
from cases.arbetsorder.models import Arbetsorder
from cases.arbetsorder.oppning import (
    forbered,
    hinder_for_karantan,
    notera_andring,
    oppna,
    oppna_utkast,
    satt_status,
)
from cases.arbetsorder.queries import TYP
from cases.arbetsorder.svar import Arbetsval, Mal
from cases.gemensamt import behorighet, bilagor
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende, Bilaga
from cases.gemensamt.oppning import krav_tur
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.organisation.models import Anvandare, Kund
from cases.organisation.queries import egna_kunder
from cases.organisation.roller import ar_hmc, har_roll
from workflows import clock, engine
from workflows.errors import Forbidden, Hinder, NotYourTurn, Refused
from workflows.registry import action

Filer = Sequence["UploadedFile[Any]"]
BESTALLARE = ("forskrivare", "bestallare")
# The user tasks that take attachments.
_TAR_FILER = ("komplettera", "granska", "triagera")
REGISTRERAR = (*BESTALLARE, "kundtjanst", "tekniker")
HANDLINGAR = {
    "registrera": REGISTRERAR,
    "verkstall": REGISTRERAR,
    "komplettera": (*BESTALLARE, "kundtjanst"),
}


def krav_registrera(person: Anvandare) -> None:
    """Raise `Forbidden` for those who make no arbetsorder."""
    if not har_roll(person, *REGISTRERAR):
        raise Forbidden(
            "Arbetsorder görs av förskrivare och beställare, eller av HMC kundtjänst. Be någon av"
            " dem om hjälp."
        )


@engine.move
def ny(
    mottagare: Mottagare,
    *,
    person: Anvandare,
    kund: Kund | None,
    mal: Mal,
    svar: Arbetsval | None = None,
    ersatter: Arbetsorder | None = None,
) -> Arbetsorder:
    """Begin a draft. It has no number. Raises `Forbidden`, `Refused` for an aid of another's."""
    krav_registrera(person)
    if kund is None or not (ar_hmc(person) or egna_kunder(person).filter(pk=kund.pk).exists()):
        raise Refused([Hinder("kund_annans", "Välj en enhet som du arbetar för.", "kund")])
    behorighet.krav_mottagare(person, mottagare, kund)
    now = clock.now()
    arende = Arende(
        typ=TYP,
        rubrik="Arbetsorder",
        mottagare=mottagare,
        kund=kund,
        bestallare=person,
        status=Arbetsorder.Status.UTKAST,
        skapad=now,
    )
    order = Arbetsorder(
        arende=arende,
        kalla=Arbetsorder.Kalla.PATIENT if ar_hmc(person) else Arbetsorder.Kalla.ENHET,
        ersatter=ersatter,
        andrad=now,
    )
    utkast.peka_ut(order, mal, mottagare)
    ersattning.krav_ersattbar(order)
    utkast.skriv(order, svar or Arbetsval(), kund)
    arende.save(force_insert=True)
    order.save(force_insert=True)
    logga_atkomst(
        person, mottagare, Atkomst.Vad.OPPNADE, objekt="Arbetsorder", kund=kund, arende=arende.pk
    )
    arende.process = engine.start(TYP, case_id=arende.pk, actor=person.username)
    arende.save(update_fields=["process"])
    return order


@engine.move
def spara(
    arende: UUID,
    *,
    person: Anvandare,
    svar: Arbetsval,
    mal: Mal | None = None,
    version: int | None = None,
) -> Arbetsorder:
    """Spara ändringarna: the draft as it is written now. Raises `NotYourTurn`, `Refused`."""
    _, order = oppna_utkast(arende, person, version)
    _skriv(order, svar, mal)
    return order


@engine.move
def bifoga(arende: UUID, *, person: Anvandare, filer: Filer) -> list[Bilaga]:
    """Keep files with the order, while it is a draft, asks for more or is reviewed (AO-4).

    Raises `Refused` with a hinder for each file that can't be kept; then none of them is.
    """
    _, order = forbered(arende, person, "registrera")
    _krav_andringsbar(order, person)
    utkast.prova_filer(order, filer)
    kept = [bilagor.spara(arende, fil, av=person) for fil in filer]
    notera_andring(order)
    return kept


@engine.move
def ta_bort_bilaga(arende: UUID, bilaga: UUID, *, person: Anvandare) -> None:
    """Take an attachment away from a draft. Raises `NotYourTurn` when it is gone already."""
    _, order = oppna_utkast(arende, person, None)
    bilagor.ta_bort_ur(order.arende, bilaga)
    notera_andring(order)


@engine.move
def radera(arende: UUID, *, person: Anvandare) -> None:
    """Radera: the draft is no more. Raises `NotYourTurn` when it is sent."""
    process, order = oppna_utkast(arende, person, None)
    satt_status(order, Arbetsorder.Status.RADERAD)
    engine.cancel(process, actor=person.username, reason="Utkastet raderades.")


@action
@engine.move
def verkstall(
    arende: UUID,
    *,
    person: Anvandare,
    svar: Arbetsval | None = None,
    mal: Mal | None = None,
    version: int | None = None,
    task_id: UUID | None = None,
) -> Arbetsorder:
    """Send it: number, group, and the hold on the order it belongs to (AO-3, AO-5, AO-6).

    Raises `Refused` with every hinder at once, `NotYourTurn`.
    """
    process, order = oppna_utkast(arende, person, version)
    if svar is not None:
        _skriv(order, svar, mal)
    last = koppling.las(order)
    seen, _ = utkast.bestallning(order, person)
    stoppa_om([*hinder_for_karantan(order), *rules.hinder_for_verkstall(seen)])
    satt_underprocess(order)
    order.arende.verkstalld = clock.now()
    frister.lova(order, order.arende.verkstalld)
    order.save(update_fields=["underprocess", "utlovad_start", "utlovad_klar"])
    order.arende.save(update_fields=["verkstalld"])
    satt_status(order, Arbetsorder.Status.REGISTRERAD)
    engine.complete(process, "verkstall", actor=person.username, task_id=task_id)
    order = queries.alla().get(pk=arende)
    koppling.hall_ordern(order, last)
    ersattning.slutfor(order, last, person)
    return order


@action
@engine.move
def komplettera(
    arende: UUID,
    *,
    person: Anvandare,
    text: str,
    filer: Filer = (),
    task_id: UUID | None = None,
) -> Arbetsorder:
    """Answer what HMC asked, perhaps with files. Raises `Refused`, `NotYourTurn`."""
    process, order = oppna(arende, person, "komplettera")
    stoppa_om(rules.hinder_for_text(text, "text", "Skriv svaret på frågan."))
    utkast.prova_filer(order, filer)
    for fil in filer:
        bilagor.spara(arende, fil, av=person)
    day = f"{clock.local(clock.now()):%Y-%m-%d}"
    order.felbeskrivning = f"{order.felbeskrivning}\n\n{day}: {text.strip()}"[:4000]
    order.granskning = order.granskning_text = ""
    order.save(update_fields=["felbeskrivning", "granskning", "granskning_text"])
    satt_status(order, Arbetsorder.Status.REGISTRERAD)
    engine.complete(process, "komplettera", actor=person.username, task_id=task_id)
    return order


def _skriv(order: Arbetsorder, svar: Arbetsval, mal: Mal | None) -> None:
    mottagare = order.arende.mottagare
    if mal is not None and mottagare is not None:
        utkast.peka_ut(order, mal, mottagare)
    utkast.skriv(order, svar, order.arende.kund)
    order.arende.save(update_fields=["rubrik", "galler"])
    notera_andring(order)


def _krav_andringsbar(order: Arbetsorder, person: Anvandare) -> None:
    if order.arende.verkstalld is not None:
        waits = {task.element for task in engine.open_tasks(order.pk)}
        found = next((name for name in _TAR_FILER if name in waits), _TAR_FILER[0])
        krav_tur(order.arende, person, found)
    elif order.arende.avslutad is not None:
        raise NotYourTurn("Utkastet är borttaget. Börja på en ny arbetsorder.")
