"""The pages, as a browser meets them: with and without JavaScript."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.fritt.models import Svar, Utkast
from cases.gemensamt.models import Arende, Bilaga
from cases.mottagare.models import Atkomst
from cases.organisation.models import Anvandare, Uppdrag
from tests.fritt.conftest import Varld
from workflows import clock
from workflows.models import Incident, Process, UserTask

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
START = "/fritt/starta/utprovning/"
BEGARAN = {
    "mottagare": "200303030303",
    "typ": "manuell_rullstol",
    "vikt": "72,5",
    "behov": "Ta sig ut till skolan varje dag.",
    "akut": "nej",
    "_vardrelation": "ja",
    "_visade": "mottagare typ vikt behov akut underlag",
}


@pytest.fixture(autouse=True)
def _monday(varld: Varld) -> Any:
    with clock.frozen(MONDAY):
        yield


def som(person: Anvandare) -> Client:
    client = Client()
    client.force_login(person)
    return client


def begar(varld: Varld, **andrat: Any) -> Arende:
    answer = som(varld.miriam).post(START, {**BEGARAN, **andrat})
    assert answer.status_code == 302, answer.content.decode()
    return Arende.objects.latest("skapad")


def test_only_what_one_may_start_is_offered(varld: Varld) -> None:
    page = som(varld.miriam).get("/fritt/").content.decode()
    assert "Begäran om utprovning" in page
    assert "Referensprocess" not in page
    assert "Referensprocess" in som(varld.pia).get("/fritt/").content.decode()
    assert "Inget att starta" in som(varld.kim).get("/fritt/").content.decode()
    assert som(varld.kim).get(START).status_code == 403
    assert som(varld.miriam).get("/fritt/starta/finnsinte/").status_code == 404


def test_from_the_form_to_the_receipt(varld: Varld) -> None:
    client = som(varld.miriam)
    page = client.get(START).content.decode()
    assert "Vem ska hjälpmedlet provas ut för?" in page
    assert "Varför är det akut?" not in page
    answer = client.post(START, BEGARAN)
    arende = Arende.objects.get()
    assert answer.headers["Location"] == f"/fritt/kvitto/{arende.pk}/"
    receipt = client.get(answer.headers["Location"]).content.decode()
    assert "26480001" in receipt
    assert "Bedöm begäran: Konsulent gör det." in receipt
    assert "Senast 2026-11-26" in receipt


def test_the_next_person_sees_what_is_known_and_answers(varld: Varld) -> None:
    arende = begar(varld)
    task = UserTask.objects.get()
    client = som(varld.kajsa)
    address = reverse("fritt:uppgift", args=[task.pk])
    page = client.get(address).content.decode()
    assert "Ta sig ut till skolan varje dag." in page
    assert "Manuell rullstol" in page
    assert "72,5 kg" in page
    assert "Lille Skutt" in page
    opened = Atkomst.objects.filter(anvandare=varld.kajsa, arende=arende.pk, vad="oppnade")
    assert opened.count() == 1
    answer = client.post(address, {"bedomning": "rad", "rad": "Prova en lägre dyna först."})
    assert answer.status_code == 302
    assert "Ärendet är avslutat." in client.get(answer.headers["Location"]).content.decode()
    assert client.get(address).status_code == 409
    assert client.post(address, {"bedomning": "rad", "rad": "Igen och igen."}).status_code == 409


def test_an_error_shows_what_was_typed_with_a_sentence_at_the_field(varld: Varld) -> None:
    client = som(varld.miriam)
    answer = client.post(START, {**BEGARAN, "vikt": "tung", "behov": "Kort"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#falt-vikt"' in page
    assert page.count("Skriv ett tal med siffror, till exempel 12,5.") == 2
    assert 'value="tung"' in page
    assert ">Kort</textarea>" in page
    assert not Arende.objects.exists()
    assert Utkast.objects.get().skrivet["vikt"] == ["tung"]
    assert 'value="tung"' in client.get(START).content.decode()


def test_without_script_new_questions_are_shown_before_anything_is_sent(varld: Varld) -> None:
    client = som(varld.miriam)
    answer = client.post(START, {**BEGARAN, "akut": "ja"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Dina svar ledde till fler frågor" in page
    assert "Varför är det akut?" in page
    assert not Arende.objects.exists()
    seen = f"{BEGARAN['_visade']} skal_till_akut"
    sent = {**BEGARAN, "akut": "ja", "skal_till_akut": "Kan inte lämna sängen.", "_visade": seen}
    assert client.post(START, sent).status_code == 302


def test_a_vardgivare_is_asked_to_confirm(varld: Varld) -> None:
    client = som(varld.miriam)
    unconfirmed = {name: text for name, text in BEGARAN.items() if name != "_vardrelation"}
    answer = client.post(START, unconfirmed)
    assert answer.status_code == 422
    assert 'name="_vardrelation"' in answer.content.decode()
    assert not Arende.objects.exists()
    assert client.post(START, BEGARAN).status_code == 302


def test_drafts_are_kept_while_typing_and_are_ones_own(varld: Varld) -> None:
    begar(varld, typ="annat", _visade="mottagare typ behov akut underlag")
    task = UserTask.objects.get()
    address = reverse("fritt:uppgift", args=[task.pk])
    client = som(varld.kajsa)
    same = client.post(f"{address}utkast/", {"ta_med": "vag", "_visade": "bedomning"})
    assert "Utkastet sparades" in same.content.decode()
    assert "plats-" not in same.content.decode()
    changed = client.post(f"{address}utkast/", {"bedomning": "rad", "_visade": "bedomning"})
    assert 'value="bedomning rad"' in changed.content.decode()
    assert changed.content.decode().count("plats-") == 1
    assert "Råd till förskrivaren" in changed.content.decode()
    back = client.post(f"{address}utkast/", {"bedomning": "", "_visade": "bedomning rad"})
    assert '<div id="plats-rad" hx-swap-oob="innerHTML"></div>' in back.content.decode()
    client.post(f"{address}utkast/", {"bedomning": "rad", "_visade": "bedomning"})
    assert "Råd till förskrivaren" in client.get(address).content.decode()
    assert "Råd till förskrivaren" not in som(varld.kalle).get(address).content.decode()
    assert som(varld.kim).post(f"{address}utkast/", {"bedomning": "rad"}).status_code == 403
    assert Svar.objects.count() == 1


def test_a_form_sent_twice_starts_one_case(varld: Varld) -> None:
    client = som(varld.miriam)
    sent = {**BEGARAN, "_arende": "6f1d2c1e-3f65-4c55-9a3e-0d7f3f0f7b11"}
    first, second = client.post(START, sent), client.post(START, sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert Arende.objects.get().nummer == "26480001"
    client.post(f"{START}utkast/", {**sent, "behov": "Kom för sent."})
    assert "Kom för sent." not in client.get(START).content.decode()
    taken = som(varld.frida).post(START, sent)
    assert taken.status_code == 302
    assert som(varld.frida).get(taken.headers["Location"]).status_code == 404
    assert Arende.objects.count() == 1


def test_a_draft_that_is_far_too_long_is_refused(varld: Varld) -> None:
    answer = som(varld.miriam).post(f"{START}utkast/", {"behov": "x" * 100_001})
    assert answer.status_code == 422
    assert not Utkast.objects.exists()


def test_a_file_comes_along(varld: Varld) -> None:
    drawing = SimpleUploadedFile("mått.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
    arende = begar(varld, underlag=drawing)
    attached = Bilaga.objects.get()
    assert (attached.arende, attached.filnamn) == (arende, "mått.pdf")
    assert Svar.objects.get().varden["underlag"] == str(attached.pk)
    page = som(varld.kajsa).get(reverse("fritt:uppgift", args=[UserTask.objects.get().pk]))
    assert "mått.pdf" in page.content.decode()


def test_a_program_is_refused_and_leaves_nothing(varld: Varld) -> None:
    program = SimpleUploadedFile("bild.pdf", b"MZ\x90\x00" + b"\0" * 60)
    answer = som(varld.miriam).post(START, {**BEGARAN, "underlag": program})
    assert answer.status_code == 422
    assert not Arende.objects.exists()
    assert not Bilaga.objects.exists()


def test_another_units_people_and_roles_see_no_receipt(varld: Varld) -> None:
    arende = begar(varld)
    address = f"/fritt/kvitto/{arende.pk}/"
    for person in (varld.frida, varld.pia):
        assert som(person).get(address).status_code == 404
    assert som(varld.kim).get(address).status_code == 200
    assert Client().get(address).status_code == 302


def test_the_receipt_does_not_hide_that_the_next_step_has_stopped(varld: Varld) -> None:
    arende = begar(varld)
    UserTask.objects.all().delete()
    stopped = Incident.objects.create(
        process=Process.objects.get(),
        element="bedom",
        kind=Incident.Kind.CONDITION,
        sentence="Nej",
        created_at=clock.now(),
    )
    address = f"/fritt/kvitto/{arende.pk}/"
    assert "nästa steg har stannat" in som(varld.miriam).get(address).content.decode()
    stopped.resolved_at = clock.now()
    stopped.save()
    assert "går sedan vidare av sig självt" in som(varld.miriam).get(address).content.decode()


def test_the_unit_is_chosen_among_ones_own(varld: Varld) -> None:
    Uppdrag.objects.create(anvandare=varld.miriam, kund=varld.annan_kund)
    page = som(varld.miriam).get(START).content.decode()
    assert 'name="_kund"' in page
    assert begar(varld, _kund="5555").kund == varld.annan_kund
    assert som(varld.miriam).post(START, {**BEGARAN, "_kund": "9999"}).status_code == 422


def test_a_protected_persons_whereabouts_are_nowhere(varld: Varld) -> None:
    varld.patient.skydd = "sekretess"
    varld.patient.gatuadress = "Hemliga stigen 7"
    varld.patient.telefon = "0500-123456"
    varld.patient.save()
    begar(varld)
    task = UserTask.objects.get()
    assert task.subject == "Skyddade personuppgifter"
    assert "skutt" not in task.search
    assert "0303" not in task.search
    page = som(varld.kajsa).get(reverse("fritt:uppgift", args=[task.pk])).content.decode()
    assert page.count("Lille Skutt") == 1
    assert "Mottagaren har skyddade personuppgifter" in page
    assert "Hemliga stigen" not in page
    assert "0500-123456" not in page
