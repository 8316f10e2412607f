"""What an answer asks for is made once: messages that come twice, steps run again, two at once."""

from datetime import time
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import transaction

from cases.arbetsorder import begin as arbetsorder
from cases.arbetsorder.models import Arbetsorder
from cases.felrapport import actions_hmc, steps, steps_avvikelse
from cases.felrapport.foljder import Foljd
from cases.felrapport.models import Avvikelse, Felrapport, Foljdatgard, Kreditering
from cases.gemensamt.models import Arende
from cases.hamtorder import begin as hamtorder
from cases.hamtorder.models import Hamtorder
from cases.hjalpmedel.models import Individ, Innehav
from cases.kundorder import begin as kundorder
from cases.kundorder.models import Kundorder
from cases.meddelanden.models import Meddelande
from tests.felrapport.varld import (
    ONSDAG,
    Fel,
    bygg,
    levererad_sang,
    med_arbetsorder,
    skickad,
    status,
    utredd,
)
from tests.kundorder.test_samtidigt import samtidigt
from tests.kundorder.varld import leverera_meddelanden
from workflows import clock
from workflows.errors import NotYourTurn
from workflows.models import Incident, Message
from workflows.registry import Tillfalle

FOLJDER = (
    Foljd("ersattning"),
    Foljd("hamtning", text="Den trasiga sängen"),
    Foljd("arbete", typ="AU_HMC", text="Bromsen släpper."),
    Foljd("kreditering", belopp=Decimal("79.00")),
)
BORJAR = {
    "felrapport_ersattning": kundorder.borja,
    "felrapport_hamtning": hamtorder.borja,
    "felrapport_arbetsorder": arbetsorder.borja,
}


def besvarad_med_allt(f: Fel) -> Felrapport:
    """The bed came broken: a new one, the old one fetched and mended, and money back."""
    med_arbetsorder()
    f.v.sang.debiteringsform = "kop"
    f.v.sang.save()
    order, sang = levererad_sang(f)
    found = skickad(f, "trasigt", galler=order.pk, innehav=sang.pk)
    actions_hmc.ta_emot(found.pk, person=f.v.lotta)
    utredd(found, f.v.lotta, "åtgärdad", foljder=FOLJDER)
    leverera_meddelanden()
    return found


def test_an_answer_makes_each_case_once_however_often_it_is_told(f: Fel) -> None:
    found = besvarad_med_allt(f)
    asked = Message.objects.filter(name__startswith="felrapport_")
    assert sorted(asked.values_list("name", "status")) == [
        (name, "delivered") for name in sorted(BORJAR)
    ]
    replaced = Kundorder.objects.get(arende__galler=found.arende)
    assert {row.apris for row in replaced.rader.all()} == {Decimal(0)}
    fetched = Hamtorder.objects.get(arende__galler=found.arende)
    assert {row.innehav_id for row in fetched.rader.all()} >= {found.innehav_id}
    work = Arbetsorder.objects.get(arende__galler=found.arende)
    assert (work.individ, work.typ and work.typ.kod) == (found.individ, "AU_HMC")
    assert work.felbeskrivning == f"Felrapport {found.arende.nummer}. Bromsen släpper."
    made = {replaced.pk, fetched.pk, work.pk}
    before = Arende.objects.count()
    # As after a crash between the delivery and its receipt.
    again = {BORJAR[one.name](one.name, one.payload, clock.now()) for one in asked}
    assert (again, Arende.objects.count()) == (made, before)
    for one in asked:
        Message.objects.filter(pk=one.pk).update(
            status=Message.Status.WAITING, delivered_at=None, look_at=clock.now()
        )
    leverera_meddelanden()
    assert Arende.objects.count() == before
    assert not Incident.objects.exists()


def sett() -> list[object]:
    """All that a step of a felrapport may write."""
    written = (
        Arende, Felrapport, Foljdatgard, Kreditering, Avvikelse, Individ, Innehav, Meddelande,
    )  # fmt: skip
    return [list(model.objects.order_by("pk").values()) for model in written]


def igen(found: Felrapport, module: object, namn: str) -> None:
    """Run a step once more, as after a crash: it changes nothing."""
    before = sett()
    getattr(module, namn)(found.pk, tillfalle=Tillfalle(namn, 1, ONSDAG, ""))
    assert sett() == before, namn


def test_each_step_runs_twice_and_does_its_work_once(f: Fel) -> None:
    found = besvarad_med_allt(f)
    for namn in ("registrera_felrapport", "notera_foljder", "svara"):
        igen(found, steps, namn)
    for namn in ("eskalera_mottagning", "eskalera_svar", "paminn", "avsluta_obesvarad"):
        getattr(steps, namn)(found.pk, tillfalle=Tillfalle(namn, 1, ONSDAG, ""))
        igen(found, steps, namn)
    for namn in ("avsluta", "ta_bort_utkast"):
        getattr(steps, namn)(found.pk, tillfalle=Tillfalle(namn, 1, ONSDAG, ""))
        igen(found, steps, namn)


def test_each_step_of_an_avvikelse_runs_twice(f: Fel) -> None:
    order, sang = levererad_sang(f)
    given = {"skada": "ja", "risk_for_skada": True, "orsak_produkt": "oklart"}
    found = skickad(f, "trasigt", galler=order.pk, innehav=sang.pk, **given)
    igen(found, steps_avvikelse, "satt_i_karantan")
    for namn in ("eskalera_anmalan", "slapp_karantan"):
        getattr(steps_avvikelse, namn)(found.pk, tillfalle=Tillfalle(namn, 1, ONSDAG, ""))
        igen(found, steps_avvikelse, namn)


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once() -> None:
    """One answer goes out, and what it asks for is made once."""
    with transaction.atomic():
        f = bygg()
    order, sang = levererad_sang(f)
    # The threads keep their own time.
    found = skickad(
        f, "trasigt", galler=order.pk, innehav=sang.pk, datum=clock.today(), tid=time(0, 0)
    )
    assert samtidigt(*[lambda: _ta_emot(f, found.pk)] * 2) == ["", NotYourTurn.__name__]

    def answer() -> None:
        utredd(found, f.v.lotta, "åtgärdad", foljder=(Foljd("hamtning"),))

    assert samtidigt(answer, answer) == ["", NotYourTurn.__name__]
    leverera_meddelanden()
    assert (Foljdatgard.objects.count(), Hamtorder.objects.count()) == (1, 1)
    assert found.inlagg.count() == 1
    assert status(found) == "Åtgärdad"
    assert not Incident.objects.exists()


def _ta_emot(f: Fel, arende: UUID) -> None:
    actions_hmc.ta_emot(arende, person=f.v.lotta)
