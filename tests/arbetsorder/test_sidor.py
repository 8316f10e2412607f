"""The pages and the API: from what is wrong to what was done, and what is said no to."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.arbetsorder import actions, forms
from cases.arbetsorder.models import Arbetsorder
from cases.gemensamt.models import Bilaga
from cases.hjalpmedel.innehav import aterlamna
from cases.mottagare.models import Atkomst
from cases.organisation.models import Grupp
from tests.api.klient import Klient
from tests.arbetsorder.varld import SVAR, Arbete, klar, status, utkast, verkstalld
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import leverera_meddelanden, person
from tests.kundorder.varld import verkstalld as bestalld
from workflows import clock


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


def skrivet(a: Arbete, **annat: Any) -> dict[str, Any]:
    return {
        "kund": "410000",
        "innehav": str(a.r.sang.pk),
        "felbeskrivning": "Sängens motor går inte. Den behöver lagas hemma.",
        "utforande": "plats",
        "adress_id": "mottagaren",
        "telefon": "010-000 11 01",
        **annat,
    }


def ny(a: Arbete, fraga: str = "") -> str:
    return reverse("arbetsorder:ny", args=[a.r.v.patient.pk]) + f"?kund=410000{fraga}"


def test_who_has_not_confirmed_is_told_where_to(a: Arbete) -> None:
    nina = person("nina", "forskrivare", kund=a.r.v.kund)
    answer = inloggad(nina).get(ny(a, f"&innehav={a.r.sang.pk}"))
    said = answer.content.decode()
    assert answer.status_code == 403
    assert "Vårdrelationen är inte bekräftad" in said
    assert f'href="{reverse("hjalpmedel:sok")}">Slå upp mottagaren' in said
    assert "Be den som ger behörigheter" not in said


def test_what_may_be_demanded_is_not_called_voluntary(a: Arbete) -> None:
    shown = inloggad(a.miriam).get(ny(a)).content.decode()
    optional = ' <span class="field__optional">(frivilligt)'
    may_be = ("Hjälpmedel", "Telefon för tidsbokning", "Produktområde", "Varför är det akut?")
    for label in may_be:
        assert (f">{label}" in shown, f">{label}{optional}" in shown) == (True, False)
    assert f">Portkod{optional}" in shown


def test_who_does_not_know_the_area_finds_that_last(a: Arbete) -> None:
    Grupp.objects.create(nyckel="konsulent", namn="HMC konsulent", roll="konsulent")
    assert forms.produktomraden() == [
        ("konsulent_manuella_rullstolar", "Manuella rullstolar"),
        ("konsulent", "Annat, eller vet inte"),
    ]


def test_the_story_over_the_pages(a: Arbete) -> None:
    miriam, tim = inloggad(a.miriam), inloggad(a.tim)
    bild = miriam.get(reverse("hjalpmedel:bild", args=[a.r.v.patient.pk]) + "?kund=410000")
    assert f"innehav={a.r.sang.pk}" in bild.content.decode()
    first = miriam.get(ny(a, f"&innehav={a.r.sang.pk}")).content.decode()
    assert f'value="{a.r.sang.pk}" selected' in first
    assert 'value="010-000 11 01"' in first
    asked = miriam.post(ny(a), skrivet(a, gor="foresla"))
    said = asked.content.decode()
    assert asked.status_code == 200
    assert "Det här kan passa" in said
    assert 'name="valj_typ" value="AU_KUND"' in said
    assert not Arbetsorder.objects.exists()
    refused = miriam.post(ny(a), skrivet(a, gor="verkstall"))
    assert refused.status_code == 422
    assert "Välj Typ av åtgärd" in refused.content.decode()
    assert "Sängens motor går inte" in refused.content.decode()
    # What was typed is a draft already: nothing of it is lost.
    order = Arbetsorder.objects.get()
    page = reverse("arbetsorder:verkstall", args=[order.pk])
    saved = miriam.post(page, skrivet(a, gor="spara", typ="AU_KUND", version=order.version))
    assert saved.status_code == 302
    assert "Utkastet är sparat." in miriam.get(page).content.decode()
    made = miriam.post(page, skrivet(a, gor="verkstall", typ="AU_KUND"))
    assert made["Location"] == reverse("arbetsorder:kvitto", args=[order.pk])
    assert "26480001" in miriam.get(made["Location"]).content.decode()
    tim.post(reverse("arbetsorder:granska", args=[order.pk]), {"granskning": "godkand"})
    page = reverse("arbetsorder:planera", args=[order.pk])
    assert tim.post(page, {}).status_code == 422
    when = {"dag": "2026-11-26", "fran": "09:00", "till": "10:00", "tekniker": "tim"}
    assert tim.post(page, when).status_code == 302
    page = reverse("arbetsorder:utfor", args=[order.pk])
    early = tim.post(page, {"gor": "klart", "utlatande": "Motorn är bytt."})
    assert early.status_code == 422
    assert "Rapportera tid" in early.content.decode()
    part = order.aktiviteter.get()
    report = {
        "gor": "rapportera", "aktivitet": str(part.pk), "minuter": "45",
        "kommentar": "Bytte motor", "del": ["55434", "99999"], "antal": ["1", "2"],
    }  # fmt: skip
    assert tim.post(page, {**report, "aktivitet": ""}).status_code == 409
    wrong = tim.post(page, report)
    assert (wrong.status_code, "Det finns ingen artikel 99999" in wrong.content.decode()) == (
        422, True,
    )  # fmt: skip
    assert "Bytte motor" in wrong.content.decode()
    for number, count, said in (
        ("55434", "-1", "Ange antalet av artikel 55434"),
        ("55434", "abc", "Ange antalet av artikel 55434"),
        ("", "2", "Skriv artikelnumret till delen med antalet 2"),
    ):
        no = tim.post(page, {**report, "del": [number], "antal": [count]}).content.decode()
        assert (said in no, f'value="{count}"' in no) == (True, True)
    assert tim.post(page, {**report, "del": ["55434"], "antal": ["1"]}).status_code == 302
    assert tim.post(page, {"gor": "klart", "utlatande": "Motorn är bytt."}).status_code == 302
    leverera_meddelanden()
    case = miriam.get(reverse("arende", args=[order.pk])).content.decode()
    assert (status(order), "Bytte motor" in case, "Motorn är bytt." in case) == (
        "Avslutad", True, True,
    )  # fmt: skip
    card = miriam.get(reverse("arbetsorder:pa_individ", args=["1438560"])).content.decode()
    assert "26480001" in card
    hers = reverse("arbetsorder:hos_mottagare", args=[a.r.v.patient.pk]) + "?kund=410000"
    assert "26480001" in miriam.get(hers).content.decode()


def test_an_attachment_is_demanded_kept_and_taken_away(a: Arbete) -> None:
    miriam = inloggad(a.miriam)
    answers = skrivet(a, gor="verkstall", typ="KONS", produktomrade="konsulent_manuella_rullstolar")
    no = miriam.post(ny(a), answers)
    assert no.status_code == 422
    assert "Bifoga konsultationsunderlag" in no.content.decode()
    order = Arbetsorder.objects.get()
    page = reverse("arbetsorder:verkstall", args=[order.pk])
    false_name = SimpleUploadedFile("underlag.pdf", b"MZ program")
    assert miriam.post(page, {**answers, "bilaga": false_name}).status_code == 422
    assert not Bilaga.objects.exists()
    paper = SimpleUploadedFile("underlag.pdf", b"%PDF-1.4\n%%EOF\n")
    assert miriam.post(page, {**answers, "gor": "spara", "bilaga": paper}).status_code == 302
    kept = Bilaga.objects.get()
    assert "underlag.pdf" in miriam.get(page).content.decode()
    miriam.post(reverse("arbetsorder:ta_bort_bilaga", args=[order.pk, kept.pk]))
    assert not Bilaga.objects.exists()
    miriam.post(reverse("arbetsorder:radera", args=[order.pk]))
    assert status(order) == "Raderad"


def test_an_order_row_leads_to_the_form_with_all_that_is_known(a: Arbete) -> None:
    order = bestalld(a.r.v)
    row = order.rader.filter(artikel=a.r.v.sang).get()
    miriam = inloggad(a.miriam)
    shown = miriam.get(reverse("kundorder:detalj", args=[order.pk])).content.decode()
    assert f"rad={row.pk}" in shown
    form = miriam.get(ny(a, f"&rad={row.pk}")).content.decode()
    assert f"kundorder {order.arende.nummer}" in form
    made = miriam.post(ny(a), skrivet(a, gor="verkstall", typ="MONT", rad=str(row.pk), innehav=""))
    assert made.status_code == 302
    assert Arbetsorder.objects.get().arende.galler_id == order.pk


def test_two_who_write_one_draft_see_what_the_other_wrote(a: Arbete) -> None:
    order = utkast(a)
    miriam, page = inloggad(a.miriam), reverse("arbetsorder:verkstall", args=[order.pk])
    posted = {
        "innehav": str(a.r.sang.pk), "felbeskrivning": "Bromsen tar inte.", "typ": "AU_KUND",
        "utforande": "plats", "adress_id": "mottagaren", "telefon": "010-000 11 02", "gor": "spara",
        "version": order.version,
    }  # fmt: skip
    actions.spara(order.pk, person=a.miriam, svar=replace(SVAR, telefon="010-000 11 03"))
    no = miriam.post(page, posted)
    shown = no.content.decode()
    assert no.status_code == 409
    assert (
        "Telefon för tidsbokning: sparat är nu ”010-000 11 03”, du skrev ”010-000 11 02”" in shown
    )
    assert "Utförande:" not in shown
    order.refresh_from_db()
    assert (order.telefon, order.version) == ("010-000 11 03", posted["version"] + 1)
    assert miriam.post(page, {**posted, "version": order.version}).status_code == 302
    order.refresh_from_db()
    assert order.telefon == "010-000 11 02"


def test_returned_aids_are_not_offered(a: Arbete) -> None:
    draft = utkast(a)
    aterlamna(a.r.dosa.pk, clock.today())
    aterlamna(a.r.sang.pk, clock.today())
    miriam = inloggad(a.miriam)
    gone = miriam.get(
        reverse("hjalpmedel:aterlamnade", args=[a.r.v.patient.pk]) + "?kund=410000"
    ).content.decode()
    assert "75178" in gone
    assert "arbetsorder/ny" not in gone
    no = miriam.post(
        reverse("arbetsorder:verkstall", args=[draft.pk]), skrivet(a, gor="verkstall", typ="ANP")
    )
    assert no.status_code == 422


def test_open_and_sought_and_another_units(a: Arbete) -> None:
    order = verkstalld(a)
    number = order.arende.nummer
    miriam, frida = inloggad(a.miriam), inloggad(a.r.v.frida)
    assert number in miriam.get(reverse("arbetsorder:oppna")).content.decode()
    sok = reverse("arbetsorder:sok")
    assert number in miriam.get(sok, {"nummer": number[:4]}).content.decode()
    assert "Ingen träff" in frida.get(sok, {"nummer": number}).content.decode()
    oppna = reverse("arbetsorder:oppna")
    assert "hör till en annan enhet" not in frida.get(oppna, {"nummer": "2648"}).content.decode()
    asked = frida.get(oppna, {"nummer": f"{number}-1"}).content.decode()
    assert "hör till en annan enhet" in asked
    annan = reverse("arbetsorder:annan_enhet")
    assert frida.post(annan, {"nummer": number, "skal": "nej"}).status_code == 422
    chosen = frida.post(annan, {"nummer": number, "skal": "Jag har tagit över vården."})
    assert "Bromsen på höger hjul" in frida.get(chosen["Location"]).content.decode()
    assert Atkomst.objects.filter(anvandare=a.r.v.frida, vad="annan_enhet").count() == 1
    klar(a, order)
    assert number not in miriam.get(oppna).content.decode()
    assert number in miriam.get(sok, {"nummer": number}).content.decode()


def test_the_story_over_the_api(a: Arbete) -> None:
    miriam, tim = Klient(a.miriam), Klient(a.tim)
    kinds = {one["kod"]: one for one in miriam("GET", "arbetsorder/typer/").data}
    assert kinds["AU_KUND"]["paborjas_inom"] == "3 arbetsdagar"
    assert "AU_JOUR" not in kinds
    made = miriam(
        "POST", "arbetsorder/",
        {
            "mottagare": a.r.v.patient.pk, "kund": "410000", "hjalpmedel": a.r.sang.pk,
            "typ": "AU_KUND", "utforande": "plats", "felbeskrivning": "Motorn går inte.",
        },
    )  # fmt: skip
    assert (made.status, made.data["nummer"]) == (201, "")
    here = f"arbetsorder/{made.data['id']}/"
    no = miriam("POST", f"{here}verkstall/", tag=made.etag)
    assert (no.status, no.koder) == (422, ["telefon_saknas"])
    said = {"typ": "AU_KUND", "utforande": "plats", "felbeskrivning": "Motorn går inte."}
    saved = miriam("PUT", here, {**said, "telefon": "010-000 11 01"}, tag="*")
    assert miriam("POST", f"{here}verkstall/", tag=saved.etag).data["nummer"] == "26480001"
    tim("POST", f"{here}granska/", {"granskning": "godkand"}, tag="*")
    planned = tim(
        "POST", f"{here}planera/",
        {"fran": "2026-11-26T09:00:00+01:00", "till": "2026-11-26T10:00:00+01:00"}, tag="*",
    )  # fmt: skip
    [part] = planned.data["aktiviteter"]
    assert (part["nummer"], part["lage"]) == ("26480001-1", "planerad")
    row = {"aktivitet": part["id"], "minuter": 30, "kommentar": "Bytte motor"}
    tim("POST", f"{here}tid/", {**row, "delar": [{"artikel": "55434"}]}, tag="*")
    done = tim("POST", f"{here}utfor/", {"klart": True, "utlatande": "Bytt."}, tag="*")
    assert done.data["status"] == "Avslutad"
    assert done.data["aktiviteter"][0]["tidsrader"][0]["delar"][0]["artikel"] == "55434"
    listed = miriam("GET", "arbetsorder/sok/?nummer=2648").data["poster"]
    assert [one["nummer"] for one in listed] == ["26480001"]
    assert miriam("GET", "arbetsorder/oppna/").data["poster"] == []


def test_kundtjanst_takes_down_what_a_patient_asks_for(a: Arbete) -> None:
    kim = inloggad(a.kim)
    found = kim.post(reverse("arbetsorder:valj"), {"nummer": "200303030303"})
    assert found["Location"].startswith(reverse("arbetsorder:ny", args=[a.r.v.patient.pk]))
    address = reverse("arbetsorder:ny", args=[a.r.v.patient.pk])
    made = kim.post(address, skrivet(a, gor="verkstall", typ="AU_SNABB", utforande="lamnas"))
    assert made.status_code == 302
    assert Arbetsorder.objects.get().kalla == "patient"


def test_the_menu_asks_whom_it_is_for_first(a: Arbete) -> None:
    with_choice = {"nummer": "200303030303", "kund": str(a.r.v.annan_kund.pk)}
    client = inloggad(a.r.v.frida)
    no = client.post(reverse("arbetsorder:valj"), with_choice)
    assert no.status_code == 422
    yes = client.post(reverse("arbetsorder:valj"), {**with_choice, "vardrelation": "ja"})
    assert yes.status_code == 302
    assert client.get(yes["Location"]).status_code == 200


def test_a_felrapport_begins_from_the_work(a: Arbete) -> None:
    order = verkstalld(a)
    miriam = inloggad(a.miriam)
    there = f"{reverse('felrapport:ny')}?galler={order.pk}"
    assert there in miriam.get(reverse("arende", args=[order.pk])).content.decode()
    asked = miriam.get(f"{there}&handelse=underhall").content.decode()
    assert f"innehav={order.innehav_id}" in asked


def test_a_taklyft_leads_to_an_arbetsorder_with_what_was_ticked(a: Arbete) -> None:
    r = a.r
    r.sang.artikel.benamning = "Taklyft Luna"
    r.sang.artikel.save()
    miriam = inloggad(r.v.miriam)
    page = reverse("hamtorder:ny", args=[r.v.patient.pk])
    ticked = {"rad": [r.sang.pk, r.dosa.pk, r.rollator.pk], "atgard": "privat", "kund": "410000"}
    no = miriam.post(page, ticked)
    shown = no.content.decode()
    assert no.status_code == 422
    assert shown.count("Gör en arbetsorder") == 1
    way = re.search(r'href="(/arbetsorder/ny/[^"]+)"', shown)
    assert way
    there = miriam.get(way.group(1).replace("&amp;", "&"))
    form = there.context["form"]
    assert form["innehav"].value() == str(r.sang.pk)
    assert form["typ"].value() == "DEMONT"
    told = form["felbeskrivning"].value()
    assert told.startswith("Ska också lämnas tillbaka: ")
    for aid in (r.dosa, r.rollator):
        assert str(aid.artikel) in told
    # Another's aid is nobody's business here.
    other = miriam.get(f"{way.group(1).replace('&amp;', '&')}&med=999999")
    assert other.context["form"]["felbeskrivning"].value() == told
