"""The guide and the pages: one question at a time, ways in from elsewhere, nothing typed lost."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.felrapport import actions_hmc
from cases.felrapport.foljder import Foljd
from cases.felrapport.models import Felrapport
from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ
from cases.mottagare.models import Atkomst
from tests.api.klient import Klient
from tests.felrapport.varld import (
    BESKRIVNING,
    Fel,
    besvarad,
    inloggad,
    levererad_sang,
    med_arbetsorder,
    skickad,
    utredd,
)
from tests.kundorder.varld import leverera_meddelanden

NY = reverse("felrapport:ny")
SKRIVET = {
    "datum": "2026-11-25", "tid": "08:30", "beskrivning": BESKRIVNING, "kommentar": "",
    "ersattning": "nej", "kreditering": "ja", "gor": "verkstall",
}  # fmt: skip


def test_the_guide_finds_the_order_by_its_number_and_its_foljesedel(f: Fel) -> None:
    order, sang = levererad_sang(f)
    miriam = inloggad(f.v.miriam)
    first = miriam.get(NY).content.decode()
    assert "Vad gäller det?" in first
    second = miriam.get(NY, {"ingang": "levererad kundorder"}).content.decode()
    assert "Trasigt gods vid leverans" in second
    assert "Den har inte kommit" in second
    third = miriam.get(
        NY, {"handelse": "trasigt", "sok": order.arende.nummer or ""}
    ).content.decode()
    assert str(order.pk) in third
    slip = order.begaranden.first()
    assert slip is not None
    by_slip = miriam.get(NY, {"handelse": "trasigt", "sok": slip.foljesedel}).content.decode()
    assert f"foljesedel={slip.foljesedel}" in by_slip
    rows = miriam.get(NY, {"handelse": "trasigt", "galler": str(order.pk)}).content.decode()
    assert f"innehav={sang.pk}" in rows
    # Its component may be what is wrong (KH-8).
    assert f"innehav={sang.komponenter.get().pk}" in rows
    carried = {"handelse": "trasigt", "galler": str(order.pk), "innehav": str(sang.pk)}
    report = miriam.get(NY, carried).content.decode()
    assert str(sang.individ) in report
    assert "Har någon skadats" in report
    photo = SimpleUploadedFile("bild.pdf", b"%PDF-1.4\n%%EOF\n")
    given = carried | SKRIVET | {"skadad": "nej", "orsak": "nej", "bilagor": photo}
    answer = miriam.post(NY, given, follow=True)
    assert answer.status_code == 200
    assert "HMC lager" in answer.content.decode()
    found = Felrapport.objects.get()
    assert (found.innehav, found.arende.galler) == (sang, order.arende)
    assert found.arende.mottagare == f.v.patient
    assert found.kreditering_onskas
    assert found.arende.bilagor.count() == 1
    page = inloggad(f.v.lotta).get(reverse("arende", args=[found.pk])).content.decode()
    assert "DMN 8 rad 2" in page
    assert str(order.arende) in page


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(f: Fel) -> None:
    miriam = inloggad(f.v.miriam)
    given = {"handelse": "administration"} | SKRIVET
    wrong = given | {"artikel": "99999", "individ": "123", "beskrivning": "Kort"}
    answer = miriam.post(NY, wrong)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Artikel 99999 finns inte" in said
    assert "Individ 123 finns inte" in said
    assert "Kort" in said
    short = miriam.post(NY, given | {"beskrivning": "Kort"})
    assert "minst tio tecken" in short.content.decode()
    unsure = miriam.post(NY, given | {"mottagare": "200303030303", "artikel": f.v.sang.nummer})
    assert "varken fått eller beställt" in unsure.content.decode()
    other = Individ.objects.create(
        nummer="1449335", artikel=f.v.sang, plats="transport", agare="kommun"
    )
    mixed = miriam.post(NY, given | {"individ": other.nummer, "artikel": f.v.rollator.nummer})
    assert f"är artikel {f.v.sang.nummer}" in mixed.content.decode()
    assert not Felrapport.objects.exists()
    assert miriam.post(NY, given | {"gor": "spara", "beskrivning": ""}).status_code == 302
    draft = Felrapport.objects.get()
    page = miriam.get(reverse("felrapport:verkstall", args=[draft.pk])).content.decode()
    assert "Administration/E-faktura" in page
    here = reverse("felrapport:verkstall", args=[draft.pk])
    assert miriam.post(here, given | {"version": "0"}).status_code == 409
    assert miriam.post(here, given | {"version": "1"}).status_code == 302


def test_the_ways_in_from_other_pages(f: Fel) -> None:
    order, sang = levererad_sang(f)
    miriam = inloggad(f.v.miriam)
    bild = reverse("hjalpmedel:bild", args=[f.v.patient.pk])
    assert f"{NY}?innehav={sang.pk}" in miriam.get(bild, {"kund": "410000"}).content.decode()
    kort = reverse("individkort:kort", args=[str(sang.individ)])
    # Who may not know whose it is sees the card, and no way on from it.
    theirs = inloggad(f.v.frida).get(kort)
    assert (theirs.status_code, f"innehav={sang.pk}" in theirs.content.decode()) == (200, False)
    assert f"{NY}?innehav={sang.pk}" in miriam.get(kort).content.decode()
    page = miriam.get(reverse("arende", args=[order.pk])).content.decode()
    assert f"{NY}?galler={order.pk}" in page
    found = miriam.get(
        reverse("kundorder:levererade"), {"nummer": order.arende.nummer or ""}
    ).content.decode()
    assert f"galler={order.pk}" in found
    asked = miriam.get(NY, {"innehav": str(sang.pk)}).content.decode()
    assert "Fel på köpartikel inom garantitid" in asked
    assert "Något var fel när det kom" in asked
    assert asked.index("Skada eller tillbud med hjälpmedlet") < asked.index("Sen leverans")
    hurt = {"innehav": str(sang.pk), "handelse": "skada"}
    report = miriam.post(NY, hurt | SKRIVET | {"skadad": "ja", "orsak": "oklart"}, follow=True)
    receipt = report.content.decode()
    assert "HMC kvalitet" in receipt
    assert "Gör så här" in receipt
    assert "Det är i karantän" in receipt
    assert "Skriv ut taggen" in receipt
    on_shelf = Individ.objects.filter(plats="lager").first()
    assert on_shelf is not None
    asked = miriam.get(NY, {"individ": on_shelf.nummer}).content.decode()
    assert "Fel på individmärkt hjälpmedel i buffertförråd" in asked
    hers = {"innehav": str(sang.pk), "handelse": "garanti"}
    assert inloggad(f.v.frida).get(NY, hers).status_code == 403


def test_how_somebody_behaved_is_read_by_the_managers_alone(f: Fel) -> None:
    found = skickad(f, "bemotande")
    here, nummer = reverse("arende", args=[found.pk]), found.arende.nummer or ""
    assert inloggad(f.gunnar).get(here).status_code == 200
    assert inloggad(f.v.miriam).get(here).status_code == 200
    colleague = f.v.frida
    colleague.uppdrag.create(kund=f.v.kund)
    for one in (f.v.kim, f.kalle, f.elsa, colleague):
        assert inloggad(one).get(here).status_code == 404
        assert nummer not in inloggad(one).get("/felrapport/").content.decode()
        assert nummer not in inloggad(one).get("/inkorg/").content.decode()
    assert nummer in inloggad(f.gunnar).get("/inkorg/").content.decode()


def test_each_task_has_its_page(f: Fel) -> None:
    found = skickad(f)
    elsa, miriam = inloggad(f.elsa), inloggad(f.v.miriam)
    assert inloggad(f.v.kim).get(reverse("felrapport:ta_emot", args=[found.pk])).status_code == 403
    for who, step, said in (
        (elsa, "ta_emot", {}),
        (elsa, "utred", {"utfall": "komplettering", "text": "Vilken faktura?"}),
        (miriam, "komplettera", {"text": "Den från oktober."}),
        (elsa, "utred", {"utfall": "åtgärdad", "text": "Vi krediterar den."}),
        (miriam, "aterkoppla", {"racker": "ja"}),
    ):
        here = reverse(f"felrapport:{step}", args=[found.pk])
        assert who.get(here).status_code == 200, step
        if said:
            assert who.post(here, {}).status_code == 422, step
        assert who.post(here, said).status_code == 302, step
        for late in (who.get(here), who.post(here, said)) if step == "ta_emot" else ():
            done = "så det här är redan gjort eller inte aktuellt" in late.content.decode()
            assert (late.status_code, done) == (409, True)
    page = miriam.get(reverse("arende", args=[found.pk])).content.decode()
    for words in ("Vilken faktura?", "Den från oktober.", "Vi krediterar den."):
        assert words in page


def test_a_page_that_waits_for_nobody_is_refused_and_not_logged(f: Fel) -> None:
    here = reverse("felrapport:anmal_avvikelse", args=[skickad(f).pk])
    miriam, before = inloggad(f.v.miriam), Atkomst.objects.count()
    assert [miriam.get(here).status_code, miriam.post(here, {}).status_code] == [409, 409]
    assert Atkomst.objects.count() == before


def test_a_page_tells_its_own_story_and_leads_to_the_others(f: Fel) -> None:
    order, sang = levererad_sang(f)
    about = {"galler": order.pk, "innehav": sang.pk}
    first, second = skickad(f, "trasigt", **about), skickad(f, "smutsigt", **about)
    besvarad(f, first, f.v.lotta)
    api, miriam = Klient(f.v.miriam), inloggad(f.v.miriam)
    for case, own, others in (
        (first.pk, True, [second.pk, order.pk]),
        (second.pk, False, [first.pk, order.pk]),
        (order.pk, False, [first.pk, second.pk]),
    ):
        page = miriam.get(reverse("arende", args=[case])).content.decode()
        told = api("GET", f"arenden/{case}/").data
        answered = [line for line in told["tidslinje"] if line["vad"] == "Utredd"]
        assert (len(answered), "Utredd</p>" in page) == (own, own)
        assert [made["tabell"] for made in told["beslut"]].count("felrapport_grupp") == (
            case != order.pk
        )
        for other in others:
            assert reverse("arende", args=[other]) in page
            assert str(other) in {one["id"] for one in told["relaterade"]}


def test_what_follows_leads_back_to_the_report(f: Fel) -> None:
    med_arbetsorder()
    order, sang = levererad_sang(f)
    found = skickad(f, "trasigt", galler=order.pk, innehav=sang.pk)
    actions_hmc.ta_emot(found.pk, person=f.v.lotta)
    follows = (
        Foljd("arbete", typ="AU_KUND", text="Laga."),
        Foljd("hamtning", text="Hämta."),
        Foljd("ersattning"),
    )
    utredd(found, f.v.lotta, "åtgärdad", foljder=follows)
    leverera_meddelanden()
    miriam = inloggad(f.v.miriam)
    begun = Arende.objects.filter(galler=found.pk)
    assert {one.typ for one in begun} == {"arbetsorder", "hamtorder", "kundorder"}
    for case in begun:
        page = miriam.get(reverse("arende", args=[case.pk])).content.decode()
        assert reverse("arende", args=[found.pk]) in page
