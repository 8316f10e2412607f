"""Felrapporter that come and are answered while a story is told, and what became of them."""

from datetime import time

from django.db import transaction

from cases.felrapport import actions, actions_hmc
from cases.felrapport.models import Felrapport
from cases.felrapport.svar import Svar
from cases.hjalpmedel.models import Innehav
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from cases.organisation.models import Anvandare
from workflows import clock, engine, workdays


def rapportera_en_sang() -> Felrapport:
    """Miriam reports a bed that a patient has."""
    miriam = Anvandare.objects.get(username="miriam")
    sang = Innehav.objects.filter(artikel__nummer="75178").earliest("pk")
    kund = miriam.uppdrag.get(forvald=True).kund
    with transaction.atomic():
        logga_atkomst(miriam, sang.mottagare, Atkomst.Vad.BEKRAFTADE, kund=kund)
    return actions.verkstall(
        None,
        person=miriam,
        svar=Svar(
            handelse="ej_avregistrerat",
            innehav=sang.pk,
            datum=clock.today(),
            tid=time(0, 0),
            beskrivning="Sängen är lämnad men står kvar.",
        ),
    )


def rapportera_vantan() -> Felrapport:
    """Miriam has waited long for an answer: to kundtjänst, with five working days to answer."""
    return actions.verkstall(
        None,
        person=Anvandare.objects.get(username="miriam"),
        svar=Svar(
            handelse="lang_svarstid",
            datum=clock.today(),
            tid=time(0, 0),
            beskrivning="Ingen har hört av sig på två veckor.",
        ),
    )


def ta_emot(found: Felrapport, username: str) -> list[str]:
    """Where it stands when the group has it."""
    actions_hmc.ta_emot(found.pk, person=Anvandare.objects.get(username=username))
    return [task.element for task in engine.open_tasks(found.pk)]


def besvara(found: Felrapport, username: str) -> None:
    """Answered at once, and Miriam is content."""
    assert ta_emot(found, username) == ["utred"]
    said = actions_hmc.Utredning("åtgärdad", "Vi har rättat det.")
    person = Anvandare.objects.get(username=username)
    actions_hmc.utred(found.pk, person=person, utredning=said)
    actions.aterkoppla(found.pk, person=found.arende.bestallare, racker=True)


def gruppen(found: Felrapport) -> str:
    found.refresh_from_db()
    assert found.grupp
    return found.grupp.nyckel


def svarsdagar(found: Felrapport) -> int:
    """How many working days the group got to answer."""
    found.refresh_from_db()
    assert found.svara_senast
    return workdays.between(clock.today(), clock.local(found.svara_senast).date())
