"""The wrong type becomes the right one: what it asks is asked then, and its promises hold (W2)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.arbetsorder import actions, actions_hmc, typer
from cases.arbetsorder.models import Arbetsorder
from cases.arbetsorder.svar import Mal, Typbyte
from cases.gemensamt.models import Bilaga
from cases.konsultation.models import Konsultation
from cases.meddelanden.models import Meddelande
from tests.api.klient import Klient
from tests.arbetsorder.varld import Arbete, status, utkast, vantar, verkstalld
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import leverera_meddelanden
from workflows import clock, engine, workdays
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder
from workflows.errors import Refused
from workflows.models import Incident, Timer, UserTask

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
KONSULENT = "konsulent_manuella_rullstolar"


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(ONSDAG):
        yield
        assert not Incident.objects.exists()


def publicera(process: str) -> None:
    versions.publish(from_folder(settings.BPMN_DIR / process), case_type=process)


def byt(a: Arbete, order: Arbetsorder, **svar: object) -> Arbetsorder:
    made = actions_hmc.granska(
        order.pk,
        person=a.tim,
        granskning="byt_typ",
        byte=Typbyte(**svar),  # type: ignore[arg-type]
    )
    leverera_meddelanden()
    return made


def papper() -> SimpleUploadedFile:
    return SimpleUploadedFile("underlag.pdf", b"%PDF-1.4\n%%EOF\n")


def tider(order: Arbetsorder) -> dict[str, datetime]:
    return dict(Timer.objects.filter(process__case_id=order.pk).values_list("element", "due_at"))


def test_the_new_types_promises_take_the_place_of_the_old(a: Arbete) -> None:
    order = verkstalld(a, typ="FU")
    late = {
        "skulle_vara_paborjad": workdays.add(ONSDAG, 10),
        "skulle_vara_klar": workdays.add(ONSDAG, 20),
    }
    assert tider(order) == late
    with clock.frozen(ONSDAG + timedelta(hours=1)):
        byt(a, order, typ="AU_KUND")
    soon = {
        "skulle_vara_paborjad": workdays.add(ONSDAG, 3),
        "skulle_vara_klar": workdays.add(ONSDAG, 10),
    }
    assert tider(order) == soon
    assert UserTask.objects.get(case_id=order.pk).deadline == workdays.add(ONSDAG, 1)
    with clock.frozen(workdays.add(ONSDAG, 3) + timedelta(minutes=1)):
        assert engine.tick().timers == 1
    assert vantar(order.pk) == ["folj_upp_forsening", "granska"]
    delay = Meddelande.objects.get(till=a.miriam, rubrik__contains="försenad")
    assert "är inte påbörjad" in delay.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Gäller det inte motorn?", "motorn? Du behöver"),
        ("Den ska ses över", "över. Du behöver"),
        ("", "”. Du behöver"),
    ],
)
def test_why_the_type_was_changed_ends_with_one_sign(a: Arbete, text: str, said: str) -> None:
    order = verkstalld(a)
    actions_hmc.granska(
        order.pk, person=a.tim, granskning="byt_typ", text=text, byte=Typbyte(typ="FU")
    )
    assert said in Meddelande.objects.get(till=a.miriam, rubrik__contains="annan typ").text


def test_a_longer_promise_is_not_late_at_the_old_time(a: Arbete) -> None:
    order = verkstalld(a)
    byt(a, order, typ="FU")
    with clock.frozen(workdays.add(ONSDAG, 4)):
        assert engine.tick().timers == 0
    assert vantar(order.pk) == ["granska"]


@pytest.mark.parametrize(
    ("typ", "koder"),
    [
        ("KONS", ["produktomrade_saknas", "bilaga_saknas"]),
        ("KONS_AKUT", ["motivering_saknas", "produktomrade_saknas", "bilaga_saknas"]),
        ("AU_AKUT", ["motivering_saknas"]),
        ("SPEC", ["bilaga_saknas"]),
        ("AU_KUND", ["typ_saknas"]),
        ("", ["typ_saknas"]),
    ],
)
def test_what_the_new_type_asks_is_said_and_nothing_is_changed(
    a: Arbete, typ: str, koder: list[str]
) -> None:
    order = verkstalld(a)
    with pytest.raises(Refused) as no:
        byt(a, order, typ=typ)
    assert [hinder.kod for hinder in no.value.hinder] == koder
    kept = Arbetsorder.objects.get(pk=order.pk)
    assert (kept.typ and kept.typ.kod, vantar(order.pk)) == ("AU_KUND", ["granska"])
    assert not Bilaga.objects.exists()


def test_a_protected_persons_own_is_not_written_when_the_type_is_changed(a: Arbete) -> None:
    order = verkstalld(a, typ="AU_HMC", utforande="lamnas", telefon="010-000 22 02")
    a.r.v.patient.skydd, a.r.v.patient.mobil = "sekretess", "070-000 00 09"
    a.r.v.patient.save()
    with pytest.raises(Refused) as no:
        byt(a, order, typ="AU_AKUT", akut_motivering="Ring 0700000009 genast.")
    assert [hinder.kod for hinder in no.value.hinder] == ["akut_motivering_hemlig"]


def test_a_repair_becomes_a_konsultation_with_its_area_and_paper(a: Arbete) -> None:
    publicera("konsultation")
    order = verkstalld(a)
    byt(
        a, order, typ="KONS_AKUT", produktomrade=KONSULENT, akut_motivering="Trycksår.",
        filer=[papper()],
    )  # fmt: skip
    case = Konsultation.objects.get().arende
    assert UserTask.objects.get(case_id=case.pk).group == KONSULENT
    assert order.arende.bilagor.count() == 1
    told = Meddelande.objects.get(till=a.miriam, rubrik__contains="annan typ")
    assert "”Konsultation, akut”" in told.text


def test_a_type_that_says_how_it_is_done_changes_that_too(a: Arbete) -> None:
    a.r.v.patient.gatuadress, a.r.v.patient.mobil = "Gatan 1", "070-000 00 01"
    a.r.v.patient.save()
    order = verkstalld(a, typ="AU_HMC", utforande="lamnas", telefon="")
    byt(a, order, typ="AU_HAMTAS")
    kept = Arbetsorder.objects.get(pk=order.pk)
    assert (kept.utforande, kept.telefon, kept.gatuadress) == ("hamtas", "070-000 00 01", "Gatan 1")
    assert UserTask.objects.get(case_id=order.pk).group == "tekniker_verkstad"


def skyddad(a: Arbete) -> Arbetsorder:
    """An order to the workshop for one whose address nobody may see."""
    patient = a.r.v.patient
    patient.gatuadress = "Gömda gatan 1"
    patient.save()
    order = verkstalld(a, typ="AU_HMC", utforande="lamnas", telefon="010-000 22 02")
    patient.skydd = "sekretess"
    patient.save()
    return order


def test_a_protected_persons_order_gets_an_address_of_the_units(a: Arbete) -> None:
    order = skyddad(a)
    with pytest.raises(Refused) as no:
        byt(a, order, typ="AU_KUND")
    assert [(one.kod, one.falt) for one in no.value.hinder] == [("skyddad_adress", "adress_id")]
    own = a.r.v.kund.adresser.first()
    assert own is not None
    byt(a, order, typ="AU_KUND", adress_id=own.pk)
    kept = Arbetsorder.objects.get(pk=order.pk)
    assert (kept.utforande, kept.hamtad_fran, kept.gatuadress) == ("plats", own, own.gatuadress)


def test_another_units_address_is_refused(a: Arbete) -> None:
    order = skyddad(a)
    other = a.r.v.annan_kund.adresser.create(namn="Annan", gatuadress="Vägen 2")
    with pytest.raises(Refused) as no:
        byt(a, order, typ="AU_KUND", adress_id=other.pk)
    assert [one.kod for one in no.value.hinder] == ["adress_annans"]
    assert Arbetsorder.objects.get(pk=order.pk).utforande == "lamnas"


def test_the_page_offers_the_units_addresses_and_never_the_hidden(a: Arbete) -> None:
    order = skyddad(a)
    tim, page = inloggad(a.tim), reverse("arbetsorder:granska", args=[order.pk])
    own = a.r.v.kund.adresser.first()
    assert own is not None
    answers = {"granskning": "byt_typ", "typ": "AU_HAMTAS"}
    no = tim.post(page, answers)
    shown = no.content.decode()
    assert (no.status_code, "Gömda gatan" in shown, "Välj en av enhetens adresser" in shown) == (
        422,
        False,
        True,
    )
    assert own.namn in shown
    assert tim.post(page, {**answers, "adress_id": own.pk}).status_code == 302
    assert Arbetsorder.objects.get(pk=order.pk).hamtad_fran == own


def test_the_same_over_the_api(a: Arbete) -> None:
    order = skyddad(a)
    tim, here = Klient(a.tim), f"arbetsorder/{order.pk}/granska/"
    answers = {"granskning": "byt_typ", "typ": "AU_KUND"}
    assert tim("POST", here, answers, tag="*").koder == ["skyddad_adress"]
    own = a.r.v.kund.adresser.first()
    assert own is not None
    yes = tim("POST", here, {**answers, "adress_id": own.pk}, tag="*")
    assert (yes.status, yes.data["utforande"]) == (200, "Utföres på plats")


@pytest.mark.parametrize(
    ("steg", "typ", "svar"),
    [
        ("granska", "AU_KUND", {"granskning": "godkand"}),
        ("granska", "AU_KUND", {"granskning": "komplettera", "text": "Vilket hjul?"}),
        ("triagera", "INST", {"grupp": "tekniker_falt"}),
    ],
)
def test_files_that_were_chosen_are_kept_also_when_the_type_stays(
    a: Arbete, steg: str, typ: str, svar: dict[str, str]
) -> None:
    order = verkstalld(a, typ=typ)
    who = inloggad(a.kim if steg == "triagera" else a.tim)
    page = reverse(f"arbetsorder:{steg}", args=[order.pk])
    no = who.post(page, {**svar, "bilaga": SimpleUploadedFile("ond.exe", b"MZ")})
    assert (no.status_code, vantar(order.pk)) == (422, [steg])
    assert who.post(page, {**svar, "bilaga": papper()}).status_code == 302
    assert Bilaga.objects.get().filnamn == "underlag.pdf"


@pytest.mark.parametrize(
    ("steg", "typ", "svar"),
    [
        ("granska", "AU_KUND", {"granskning": "godkand"}),
        ("granska", "AU_KUND", {"granskning": "komplettera", "text": "Vilket hjul?"}),
        ("triagera", "INST", {"grupp": "tekniker_falt"}),
    ],
)
def test_what_was_typed_beside_the_type_is_kept_also_when_the_type_stays(
    a: Arbete, steg: str, typ: str, svar: dict[str, str]
) -> None:
    order = verkstalld(a, typ=typ)
    own = a.r.v.kund.adresser.first()
    assert own is not None
    typed = {
        "akut_motivering": "Hon ligger till sängs.", "telefon": "010-000 22 02",
        "produktomrade": KONSULENT, "adress_id": own.pk, "epost_utanfor": "on",
    }  # fmt: skip
    who = inloggad(a.kim if steg == "triagera" else a.tim)
    page = reverse(f"arbetsorder:{steg}", args=[order.pk])
    assert who.post(page, {**svar, **typed}).status_code == 302
    kept = Arbetsorder.objects.get(pk=order.pk)
    assert kept.produktomrade is not None
    assert {
        "akut_motivering": kept.akut_motivering, "telefon": kept.telefon,
        "produktomrade": kept.produktomrade.nyckel, "adress_id": kept.hamtad_fran_id,
        "epost_utanfor": "on" if kept.epost_utanfor else "",
    } == typed  # fmt: skip


def test_what_a_protected_person_hides_is_not_written_when_the_type_stays(a: Arbete) -> None:
    order = verkstalld(a, typ="AU_HMC", utforande="lamnas", telefon="010-000 22 02")
    a.r.v.patient.skydd, a.r.v.patient.mobil = "sekretess", "070-000 00 09"
    a.r.v.patient.save()
    page = reverse("arbetsorder:granska", args=[order.pk])
    no = inloggad(a.tim).post(page, {"granskning": "godkand", "telefon": "0700000009"})
    assert (no.status_code, vantar(order.pk)) == (422, ["granska"])
    assert Arbetsorder.objects.get(pk=order.pk).telefon == "010-000 22 02"


def test_a_type_that_is_chosen_beside_another_answer_is_asked_about(a: Arbete) -> None:
    order = verkstalld(a)
    tim, page = inloggad(a.tim), reverse("arbetsorder:granska", args=[order.pk])
    no = tim.post(page, {"granskning": "godkand", "typ": "ANP"})
    assert (no.status_code, "Välj ”Typ av åtgärd är fel” om den" in no.content.decode()) == (
        422, True,
    )  # fmt: skip
    assert tim.post(page, {"granskning": "godkand", "typ": "AU_KUND"}).status_code == 302


def test_what_is_said_of_a_change_is_read_by_the_one_who_ordered(a: Arbete) -> None:
    order = verkstalld(a)
    page = reverse("arbetsorder:granska", args=[order.pk])
    said = {"granskning": "byt_typ", "typ": "ANP", "text": "Bromsen är hel men för hårt ställd"}
    assert inloggad(a.tim).post(page, said).status_code == 302
    told = Meddelande.objects.get(till=a.miriam, rubrik__contains="annan typ")
    assert said["text"] in told.text
    shown = inloggad(a.miriam).get(reverse("arende", args=[order.pk])).content.decode()
    assert f"Ny typ: Anpassning. {said['text']}" in shown


def test_what_was_to_be_fetched_is_left_when_it_becomes_a_konsultation(a: Arbete) -> None:
    publicera("konsultation")
    order = verkstalld(a, typ="AU_HAMTAS", utforande="hamtas")
    byt(a, order, typ="KONS", produktomrade=KONSULENT, filer=[papper()])
    assert Arbetsorder.objects.get(pk=order.pk).utforande == "lamnas"
    told = Meddelande.objects.get(till=a.miriam, rubrik__contains="annan typ")
    assert "Utförande är nu ”Hjälpmedel lämnas till HMC”." in told.text


def test_a_type_and_a_way_that_contradict_are_explained(a: Arbete) -> None:
    draft = utkast(a, Mal(innehav=a.r.sang.pk), typ="AU_HAMTAS", utforande="plats")
    with pytest.raises(Refused) as no:
        actions.verkstall(draft.pk, person=a.miriam)
    assert [(hinder.kod, hinder.falt) for hinder in no.value.hinder] == [
        ("utforande_typ", "utforande")
    ]
    assert "du har valt ”Utföres på plats”" in no.value.hinder[0].mening


def test_the_page_asks_what_the_type_needs_and_keeps_what_was_typed(a: Arbete) -> None:
    order = verkstalld(a)
    tim = inloggad(a.tim)
    page = reverse("arbetsorder:granska", args=[order.pk])
    shown = tim.get(page).content.decode()
    for part in ("akut", "konsultation", "bilaga"):
        assert f'data-for="{part}"' in shown
    answers = {"granskning": "byt_typ", "typ": "KONS_AKUT", "akut_motivering": "Trycksår."}
    no = tim.post(page, answers)
    assert no.status_code == 422
    assert "Välj produktområde" in no.content.decode()
    assert "Trycksår." in no.content.decode()
    publicera("konsultation")
    yes = tim.post(page, {**answers, "produktomrade": KONSULENT, "bilaga": papper()})
    assert yes.status_code == 302
    assert (status(order), Bilaga.objects.get().filnamn) == ("Registrerad", "underlag.pdf")


def test_the_same_over_the_api_with_the_file_attached_first(a: Arbete) -> None:
    order = verkstalld(a)
    tim, here = Klient(a.tim), f"arbetsorder/{order.pk}/"
    answers = {"granskning": "byt_typ", "typ": "SPEC"}
    no = tim("POST", f"{here}granska/", answers, tag="*")
    assert (no.status, no.koder) == (422, ["bilaga_saknas"])
    assert tim.form(f"{here}bilagor/", {"bilaga": papper()}, tag="*").status == 201
    yes = tim("POST", f"{here}granska/", answers, tag="*")
    assert (yes.status, yes.data["typ"]) == (200, "Specialanpassning, kostnadsförslag önskas ej")


def test_the_koordinator_is_asked_the_same(a: Arbete) -> None:
    order = verkstalld(a, typ="INST")
    kim = inloggad(a.kim)
    page = reverse("arbetsorder:triagera", args=[order.pk])
    no = kim.post(page, {"typ": "SPEC"})
    assert (no.status_code, "Bifoga specialanpassningsanvisning" in no.content.decode()) == (
        422,
        True,
    )
    assert kim.post(page, {"typ": "SPEC", "epost_utanfor": "on"}).status_code == 302
    assert vantar(order.pk) == ["granska"]


def test_every_type_as_shipped_says_how_only_where_its_name_does() -> None:
    said = {row["kod"]: row["utforande"] for row in typer.rader() if row["utforande"]}
    assert said == {"AU_HMC": "lamnas", "AU_KUND": "plats", "AU_HAMTAS": "hamtas"}
