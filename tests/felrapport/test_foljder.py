"""What an answer leads to: a replacement at no cost, a credit, a pick-up, a work."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases.arbetsorder.models import Arbetsorder, TypAvAtgard
from cases.artiklar.models import Artikel
from cases.felrapport import actions_hmc, foljder
from cases.felrapport.foljder import Foljd
from cases.felrapport.forms_hmc import UtredForm
from cases.felrapport.models import Foljdatgard, Kreditering
from cases.gemensamt.antal import kronor
from cases.gemensamt.models import Arende
from cases.hamtorder.models import Hamtorder
from cases.kundorder import granskning, nya_rader
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import NyRad
from tests.felrapport.varld import Fel, inloggad, levererad_sang, skickad, status, utredd
from tests.kundorder.varld import leverera_meddelanden
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder
from workflows.errors import Refused


@pytest.mark.parametrize(
    ("skrivet", "belopp"),
    [("977,00", 977), ("1 977,50", Decimal("1977.5")), ("1e5", None), ("1E5", None), ("1_0", None)],
)
def test_an_amount_is_digits_alone(skrivet: str, belopp: Decimal | None) -> None:
    assert kronor(skrivet) == belopp
    asked = UtredForm.base_fields["belopp"]
    if belopp is None:
        with pytest.raises(ValidationError, match="Skriv beloppet med siffror"):
            asked.clean(skrivet)
    else:
        assert asked.clean(skrivet) == belopp


def test_what_an_outcome_demands_is_not_called_voluntary(f: Fel) -> None:
    found = skickad(f)
    actions_hmc.ta_emot(found.pk, person=f.elsa)
    shown = inloggad(f.elsa).get(reverse("felrapport:utred", args=[found.pk])).content.decode()
    optional = ' <span class="field__optional">(frivilligt)'
    for label in ("Ny grupp", "Belopp att kreditera, kronor", "Arbete som behövs"):
        assert (f">{label}" in shown, f">{label}{optional}" in shown) == (True, False)
    assert f">Grundorsak{optional}" in shown


def test_a_replacement_a_credit_and_a_pick_up(f: Fel) -> None:
    order, sang = levererad_sang(f)
    found = skickad(
        f, "trasigt", galler=order.pk, innehav=sang.pk, ersattning=True, kreditering=True
    )
    assert str(found.grupp) == "HMC lager"
    actions_hmc.ta_emot(found.pk, person=f.v.lotta)
    asked = (
        Foljd("ersattning"),
        Foljd("kreditering", belopp=Decimal("100.00"), text="Trasig vid leverans"),
        Foljd("hamtning", text="Den trasiga sängen"),
    )
    utredd(found, f.v.lotta, "åtgärdad", foljder=asked)
    leverera_meddelanden()
    assert status(found) == "Åtgärdad"
    replaced = Kundorder.objects.get(arende__galler=found.arende)
    assert replaced.arende.nummer is not None
    assert replaced.adressnamn == order.adressnamn
    assert {row.artikel for row in replaced.rader.filter(huvudrad=None)} == {f.v.sang}
    fetched = Hamtorder.objects.get(arende__galler=found.arende)
    assert fetched.arende.nummer is not None
    assert {row.innehav_id for row in fetched.rader.all()} >= {sang.pk}
    [credit] = Kreditering.objects.all()
    assert (credit.belopp, credit.kund) == (Decimal("100.00"), f.v.kund)
    assert credit.skal == f"Felrapport {found.arende.nummer}. Trasig vid leverans"
    # Of the two beds only the new one's rent is paid.
    sang.refresh_from_db()
    assert sang.hyra_till == date(2026, 11, 25)
    page = inloggad(f.v.miriam).get(reverse("arende", args=[found.pk])).content.decode()
    assert "hyran för det gamla är stoppad, och det nya hyrs i stället" in page
    assert not Foljdatgard.objects.filter(begard__isnull=True).exists()
    leverera_meddelanden()
    assert Arende.objects.filter(galler=found.arende).count() == 2


def test_a_replacement_of_what_is_bought_costs_nothing(f: Fel) -> None:
    order, sang = levererad_sang(f)
    f.v.sang.debiteringsform = "kop"
    f.v.sang.save()
    found = skickad(f, "trasigt", galler=order.pk, innehav=sang.pk)
    actions_hmc.ta_emot(found.pk, person=f.v.lotta)
    utredd(found, f.v.lotta, "åtgärdad", foljder=(Foljd("ersattning"),))
    leverera_meddelanden()
    replaced = Kundorder.objects.get(arende__galler=found.arende)
    assert {row.apris for row in replaced.rader.all()} == {Decimal(0)}


def test_only_the_row_that_replaces_is_free_in_a_draft(f: Fel) -> None:
    order, sang = levererad_sang(f)
    Artikel.objects.update(debiteringsform="kop")
    found = skickad(f, "trasigt", galler=order.pk, innehav=sang.pk)
    actions_hmc.ta_emot(found.pk, person=f.v.lotta)
    utredd(found, f.v.lotta, "åtgärdad", foljder=(Foljd("ersattning"),))
    f.v.patient.avliden = date(2026, 11, 25)
    f.v.patient.save()
    leverera_meddelanden()
    replaced = Kundorder.objects.get(arende__galler=found.arende)
    assert replaced.arende.verkstalld is None
    nya_rader.lagg_till(replaced, NyRad("10001"))

    def apriser() -> dict[str, Decimal | None]:
        rows = granskning.prissatta(replaced, replaced.rader.order_by("nr"))
        return {row.rad.artikel.nummer: row.apris for row in rows}

    assert (apriser()["75178"], apriser()["55434"]) == (0, 0)
    assert apriser()["10001"] != 0
    # Nor are more of it than were faulty.
    replaced.rader.filter(artikel=f.v.sang).update(antal=2)
    assert apriser()["75178"] != 0


def test_a_work_is_begun(f: Fel) -> None:
    versions.publish(from_folder(settings.BPMN_DIR / "arbetsorder"), case_type="arbetsorder")
    codes = set(TypAvAtgard.objects.values_list("kod", flat=True))
    assert {kod for kod, _ in foljder.arbeten()} <= codes
    bought, sang = levererad_sang(f)
    found = skickad(f, "trasigt", galler=bought.pk, innehav=sang.pk)
    actions_hmc.ta_emot(found.pk, person=f.v.lotta)
    asked = Foljd("arbete", typ="AU_KUND", text="Grinden hakar.")
    utredd(found, f.v.lotta, "åtgärdad", foljder=(asked,))
    leverera_meddelanden()
    order = Arbetsorder.objects.get(arende__galler=found.arende)
    assert (order.typ.kod, order.innehav, order.kalla) == ("AU_KUND", sang, "felrapport")
    assert "Grinden hakar." in order.felbeskrivning
    assert order.arende.nummer is not None


def test_what_can_not_follow_is_refused_and_nothing_is_done(f: Fel) -> None:
    found = skickad(f)
    actions_hmc.ta_emot(found.pk, person=f.elsa)
    for asked, kod in (
        ((Foljd("ersattning"),), "ersattning_vad"),
        ((Foljd("hamtning"),), "hamtas_inte"),
        ((Foljd("kreditering"),), "belopp_saknas"),
        ((Foljd("arbete", typ="XYZ"),), "arbete_saknas"),
    ):
        with pytest.raises(Refused) as no:
            utredd(found, f.elsa, "åtgärdad", foljder=asked)
        assert [one.kod for one in no.value.hinder] == [kod]
    with pytest.raises(Refused) as no:
        utredd(found, f.elsa, "avslagen", foljder=(Foljd("kreditering", belopp=Decimal(1)),))
    assert [one.kod for one in no.value.hinder] == ["foljder_utan_svar"]
    assert not Foljdatgard.objects.exists()
    utredd(found, f.elsa, "åtgärdad", foljder=(Foljd("kreditering", belopp=Decimal(250)),))
    assert Kreditering.objects.get().belopp == 250


def test_a_replacement_that_can_not_be_sent_waits_for_the_bestallare(f: Fel) -> None:
    order, sang = levererad_sang(f)
    found = skickad(f, "trasigt", galler=order.pk, innehav=sang.pk)
    f.v.sang.utgatt = date(2026, 11, 1)
    f.v.sang.save()
    actions_hmc.ta_emot(found.pk, person=f.v.lotta)
    utredd(found, f.v.lotta, "åtgärdad", foljder=(Foljd("ersattning"),))
    leverera_meddelanden()
    replaced = Kundorder.objects.get(arende__galler=found.arende)
    assert replaced.arende.verkstalld is None
    assert f.v.miriam.meddelanden.filter(rubrik__contains="väntar på dig").exists()
