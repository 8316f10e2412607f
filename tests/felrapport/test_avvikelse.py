"""A medicinteknisk avvikelse: the aid is held, those who must be told are, and it ends (§2.7)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.arbetsorder.models import Arbetsorder, TypAvAtgard
from cases.felrapport import actions, actions_avvikelse, actions_hmc
from cases.felrapport.actions_avvikelse import Anmalan
from cases.felrapport.foljder import Foljd
from cases.felrapport.models import Avvikelse, Felrapport
from cases.gemensamt import bilagor
from cases.gemensamt.models import Arende
from cases.hjalpmedel import flytt, innehav
from cases.hjalpmedel.flytt import Gods
from cases.hjalpmedel.innehav import Utlamnat
from cases.hjalpmedel.models import Individ, Rorelse
from cases.hjalpmedel.saldon import Handelse
from tests.api.klient import Klient
from tests.felrapport.varld import (
    ONSDAG,
    Fel,
    inloggad,
    levererad_sang,
    med_arbetsorder,
    skickad,
    status,
    utredd,
)
from workflows import clock, engine
from workflows.engine import sweep
from workflows.errors import Forbidden, NotYourTurn, Refused
from workflows.models import Incident

LV = Anmalan(lv_dag=date(2026, 11, 25), lv_referens="6.6.1-2026-1")


def avvikelsen(f: Fel, **mer: object) -> Felrapport:
    order, sang = levererad_sang(f)
    given = {"skada": "ja", "risk_for_skada": True, "orsak_produkt": "oklart"} | mer
    return skickad(f, "trasigt", galler=order.pk, innehav=sang.pk, **given)


def papper(namn: str = "brev.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(namn, b"%PDF-1.4\n%%EOF\n")


def utredd_i_verkstaden(f: Fel, found: Felrapport, typ: str = "MTA_UND") -> None:
    """The work that the investigation asks for, ordered and closed."""
    now = clock.now()
    case = Arende.objects.create(
        typ="arbetsorder", rubrik=typ, bestallare=f.kalle, status="Avslutad", skapad=now,
        verkstalld=now, avslutad=now, galler=found.arende,
    )  # fmt: skip
    Arbetsorder.objects.create(
        arende=case, typ=TypAvAtgard.objects.get(kod=typ), individ=found.individ, andrad=now
    )


def steg(found: Felrapport) -> dict[str, str]:
    return {task.element: task.role for task in engine.open_tasks(found.pk)}


def test_a_reminder_leaves_the_notification_with_the_one_who_makes_it(f: Fel) -> None:
    found = avvikelsen(f)
    [task] = [one for one in engine.open_tasks(found.pk) if one.element == "anmal_avvikelse"]
    engine.claim(task.pk, actor=f.v.miriam.username)
    with clock.frozen(ONSDAG + timedelta(days=30)):
        assert sweep.tick().timers
    [again] = [one for one in engine.open_tasks(found.pk) if one.element == "anmal_avvikelse"]
    assert again.pk != task.pk
    assert again.assignee == f.v.miriam.username


def test_what_is_to_be_done_is_offered_once_and_the_aid_says_that_it_is_held(f: Fel) -> None:
    found = avvikelsen(f)
    miriam = inloggad(f.v.miriam)
    page = miriam.get(reverse("arende", args=[found.pk])).content.decode()
    assert page.count(">Anmäl avvikelsen</a>") == 1
    hers = reverse("hjalpmedel:bild", args=[f.v.patient.pk])
    assert "I karantän: rör inte" in miriam.get(f"{hers}?kund=410000").content.decode()
    Individ.objects.update(karantan=False)
    assert "I karantän" not in miriam.get(f"{hers}?kund=410000").content.decode()


def test_the_aid_is_held_until_it_is_looked_into(f: Fel) -> None:
    found = avvikelsen(f)
    individ = found.individ
    assert individ is not None
    individ.refresh_from_db()
    assert individ.karantan
    assert str(found.grupp) == "HMC kvalitet"
    assert steg(found) == {"ta_emot": "kvalitet", "anmal_avvikelse": "forskrivare"}
    assert found.avvikelse.klass == "negativ händelse"
    # Nothing may touch it meanwhile.
    innehav.aterlamna(found.innehav_id or 0, date(2026, 11, 25))
    with pytest.raises(Refused, match="karantän"):
        flytt.stall_undan(individ.pk, Individ.Plats.SKROTAD)
    with pytest.raises(Refused, match="karantän"):
        innehav.oppna(
            Utlamnat(f.v.patient.pk, f.v.sang.pk, "kommun", "hyra", individ_id=individ.pk),
            date(2026, 11, 25),
        )
    flytt.ta_in(
        [Gods(f.v.lager.pk, f.v.sang.pk, individ_id=individ.pk)],
        Handelse(Rorelse.Slag.RETUR, "lotta", None),
    )
    with pytest.raises(Refused, match="karantän"):
        flytt.plocka(
            [Gods(f.v.lager.pk, f.v.sang.pk, individ_id=individ.pk)], arende=found.pk, av="lotta"
        )
    actions_hmc.ta_emot(found.pk, person=f.kalle)
    utredd(found, f.kalle, "åtgärdad")
    actions.aterkoppla(found.pk, person=f.v.miriam, racker=True)
    assert status(found) == "Åtgärdad"
    actions_avvikelse.anmal_avvikelse(found.pk, person=f.v.miriam, anmalan=LV)
    assert engine.open_tasks(found.pk)[0].deadline is None
    # A picture of the aid is no letter, and the work that the table asks for is not done.
    bilagor.spara(found.pk, papper("bild.pdf"), av=f.v.miriam)
    with pytest.raises(Refused) as no:
        actions_avvikelse.avsluta_avvikelse(
            found.pk, person=f.kalle, beslut="anvands", text="Bromsen var rätt monterad."
        )
    assert [one.kod for one in no.value.hinder] == ["arbete_ogjort", "brev_saknas"]
    assert "Underlag till vårdgivares bedömn" in no.value.hinder[0].mening
    utredd_i_verkstaden(f, found)
    actions_avvikelse.avsluta_avvikelse(
        found.pk, person=f.kalle, beslut="anvands", text="Bromsen var hel.", filer=[papper()]
    )
    individ.refresh_from_db()
    assert not individ.karantan
    assert status(found) == "Avslutad"


def test_what_is_not_notified_in_time_is_told_and_why_not_is_said(f: Fel) -> None:
    found = avvikelsen(f, skada="allvarlig vårdskada", orsak_produkt="nej")
    avvikelse = Avvikelse.objects.get(pk=found.pk)
    assert avvikelse.lex_maria == "ja, till IVO"
    with clock.frozen(ONSDAG + timedelta(days=2)):
        sweep.tick()
        assert f.v.miriam.meddelanden.filter(rubrik__endswith="anmälan dröjer").exists()
        assert f.kalle.meddelanden.filter(rubrik__endswith="anmälan dröjer").exists()
        with pytest.raises(Refused) as no:
            actions_avvikelse.anmal_avvikelse(found.pk, person=f.v.miriam, anmalan=Anmalan())
        assert {one.kod for one in no.value.hinder} == {"lv_saknas", "ivo_saknas"}
        actions_avvikelse.anmal_avvikelse(
            found.pk,
            person=f.v.miriam,
            anmalan=Anmalan(lv_skal="Tillverkaren har anmält.", ivo_dag=date(2026, 11, 26)),
        )
        # Lex Maria: the investigation is with IVO sixty days after the event.
        [ends] = [one for one in engine.open_tasks(found.pk) if one.element == "avsluta_avvikelse"]
        assert ends.deadline == datetime(2027, 1, 24, 22, 59, tzinfo=UTC)
        page = inloggad(f.v.miriam).get(f"/arende/{found.pk}/").content.decode()
        assert "Utredningen ska vara där senast 2027-01-24" in page
    with pytest.raises(Refused, match="hämtorder"):
        actions_avvikelse.avsluta_avvikelse(
            found.pk, person=f.kalle, beslut="skrotas", text="Ramen är av."
        )


def test_the_question_is_asked_and_the_way_is_shown(f: Fel) -> None:
    found = avvikelsen(f)
    page = inloggad(f.v.miriam).get(f"/arende/{found.pk}/").content.decode()
    assert "Gör så här" in page
    assert "lakemedelsverket.se" in page
    tag = inloggad(f.v.miriam).get(f"/felrapport/{found.pk}/tagg/").content.decode()
    assert "Rör inte" in tag
    here = f"/felrapport/{found.pk}/anmal_avvikelse/"
    said = inloggad(f.v.miriam).post(here, {"lv_dag": "2026-11-25"})
    assert (said.status_code, "referensnumret" in said.content.decode()) == (422, True)
    given = {"lv_dag": "2026-11-25", "lv_referens": "6.6.1"}
    assert inloggad(f.v.miriam).post(here, given).status_code == 302
    with pytest.raises(Refused, match="återkallas"):
        actions.aterkalla(found.pk, person=f.v.miriam)


def test_what_nobody_was_hurt_by_is_no_avvikelse(f: Fel) -> None:
    found = avvikelsen(f, skada="nej", risk_for_skada=False, orsak_produkt="ja")
    assert not Avvikelse.objects.exists()
    assert steg(found) == {"ta_emot": "lager"}
    actions.aterkalla(found.pk, person=f.v.miriam)
    assert status(found) == "Återkallad"


def test_what_is_never_notified_is_told_again_until_quality_gives_it_up(f: Fel) -> None:
    found = avvikelsen(f)
    due = Avvikelse.objects.get(pk=found.pk).anmal_senast
    with pytest.raises(Refused) as no:
        actions_avvikelse.avskriv_anmalan(found.pk, person=f.kalle, skal="Behövs inte.")
    assert [one.kod for one in no.value.hinder] == ["inte_sen"]
    late = f.kalle.meddelanden.filter(rubrik__endswith="anmälan dröjer")
    for times, nar in enumerate((due, due + timedelta(days=4), due + timedelta(days=8)), start=1):
        with clock.frozen(nar):
            sweep.tick()
            assert (late.count(), "anmal_avvikelse" in steg(found)) == (times, True)
    with clock.frozen(due + timedelta(days=9)):
        page = f"/felrapport/{found.pk}/avskriv_anmalan/"
        assert page in inloggad(f.kalle).get(f"/arende/{found.pk}/").content.decode()
        with pytest.raises(Forbidden):
            actions_avvikelse.avskriv_anmalan(found.pk, person=f.v.miriam, skal="Hinner inte.")
        assert inloggad(f.kalle).post(page, {"skal": " "}).status_code == 422
        assert inloggad(f.kalle).post(page, {"skal": "Enheten är nedlagd."}).status_code == 302
        assert sorted(steg(found)) == ["avsluta_avvikelse", "ta_emot"]
        assert f.v.miriam.meddelanden.filter(text__contains="Enheten är nedlagd.").exists()
        with pytest.raises(NotYourTurn):
            actions_avvikelse.avskriv_anmalan(found.pk, person=f.kalle, skal="Igen.")
    with clock.frozen(due + timedelta(days=40)):
        sweep.tick()
        assert late.count() == 3
        # Nothing was notified, so there is no letter; a work that isn't needed has a reason.
        actions_avvikelse.avsluta_avvikelse(
            found.pk, person=f.kalle, beslut="anvands", text="Inget fel.",
            utan_arbete_skal="Tillverkaren har undersökt det.",
        )  # fmt: skip
    assert not Incident.objects.exists()
    assert "Tillverkaren har undersökt det." in (
        inloggad(f.kalle).get(f"/arende/{found.pk}/").content.decode()
    )


def test_the_letter_may_be_attached_by_a_program_first(f: Fel) -> None:
    found = avvikelsen(f)
    actions_avvikelse.anmal_avvikelse(
        found.pk, person=f.v.miriam, anmalan=LV, filer=[papper("anmalan.pdf")]
    )
    kalle, here = Klient(f.kalle), f"felrapport/{found.pk}/"
    said = {"beslut": "anvands", "text": "Bromsen var hel.", "utan_arbete_skal": "Undersökt."}
    no = kalle("POST", f"{here}avsluta_avvikelse/", said, tag="*")
    assert (no.status, no.koder) == (422, ["brev_saknas"])
    assert kalle.form(f"{here}bilagor/", {"bilaga": papper()}, tag="*").status == 201
    assert kalle("POST", f"{here}avsluta_avvikelse/", said, tag="*").status == 200


def test_work_on_a_held_aid_is_refused_with_a_sentence_and_not_stopped_later(f: Fel) -> None:
    med_arbetsorder()
    held = avvikelsen(f)
    other = skickad(f, "trasigt", galler=held.arende.galler_id, innehav=held.innehav_id)
    actions_hmc.ta_emot(other.pk, person=f.v.lotta)
    with pytest.raises(Refused) as no:
        utredd(other, f.v.lotta, "åtgärdad", foljder=(Foljd("arbete", typ="AU_HMC", text="Laga."),))
    assert [one.kod for one in no.value.hinder] == ["karantan"]
    utredd(other, f.v.lotta, "åtgärdad", foljder=(Foljd("arbete", typ="MTA_UND", text="Utred."),))
    assert not Incident.objects.exists()
