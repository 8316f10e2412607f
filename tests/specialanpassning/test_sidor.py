"""The whole way in the browser's pages and by the API: the same actions, nothing typed lost."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.organisation.models import Anvandare
from cases.specialanpassning.models import Specialanpassning
from tests.api.klient import Klient
from tests.kundorder.varld import leverera_meddelanden
from tests.specialanpassning.varld import (
    ANVISNING,
    PAPPER,
    Special,
    bedomd,
    begard,
    godkand,
    med_kostnad,
    svarat,
)

Status = Specialanpassning.Status


def inloggad(person: Anvandare) -> Client:
    client = Client()
    client.force_login(person)
    return client


def fil(namn: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(namn, PAPPER)


def test_the_whole_way_on_the_pages(s: Special) -> None:
    case = begard(s, kostnadsforslag=True).pk
    miriam, tyra, kalle = inloggad(s.v.miriam), inloggad(s.tyra), inloggad(s.kalle)

    def sida(namn: str) -> str:
        return reverse(f"specialanpassning:{namn}", args=[case])

    said = {name: str(value) for name, value in ANVISNING.__dict__.items()}
    assert "Grind med klädsel." in miriam.get(sida("utfarda_anvisning")).content.decode()
    wrong = miriam.post(sida("utfarda_anvisning"), {**said, "risker": ""})
    assert wrong.status_code == 422
    assert ANVISNING.syfte in wrong.content.decode()
    assert miriam.post(sida("utfarda_anvisning"), said).status_code == 302

    judged = {
        "utfall": "mojlig", "risker": "Lossnar.", "atgarder": "Fästen.", "inom_anvisning": "nej",
        "namngiven": "ja", "klar_senast": "2026-12-18", "minuter": "30",
    }  # fmt: skip
    assert ANVISNING.syfte in tyra.get(sida("bedom")).content.decode()
    wrong = tyra.post(sida("bedom"), judged)
    assert "Ange kostnadsförslaget" in wrong.content.decode()
    for amount in ("1e5", "4_200"):
        assert tyra.post(sida("bedom"), {**judged, "belopp": amount}).status_code == 422
    assert tyra.post(sida("bedom"), {**judged, "belopp": "4200"}).status_code == 302
    assert "4\xa0200,00\xa0kr" in miriam.get(sida("ansok_om_kostnad")).content.decode()
    assert miriam.post(sida("ansok_om_kostnad"), {"beslut": "ja"}).status_code == 302
    assert kalle.get(sida("besluta_kostnad")).status_code == 200
    assert kalle.post(sida("besluta_kostnad"), {"beslut": "nej"}).status_code == 422
    assert kalle.post(sida("besluta_kostnad"), {"beslut": "ja"}).status_code == 302

    answer = {
        "tillverkare": "Sängbolaget", "fragad": "2026-11-24", "godkanner": "nej", "svar": "Nej.",
    }  # fmt: skip
    assert "Specialanpassad produkt" in tyra.get(sida("inhamta_svar")).content.decode()
    assert tyra.post(sida("inhamta_svar"), answer).status_code == 302
    wrong = tyra.post(sida("tillverka"), {"minuter": "240"})
    assert "Ritning eller foto saknas." in wrong.content.decode()
    assert 'value="240"' in wrong.content.decode()
    for task, kind in (("tillverka", "ritning"), ("mark", "markning"), ("mark", "teknisk"),
                       ("mark", "utlatande")):  # fmt: skip
        if task == "mark" and kind == "markning":
            assert tyra.post(sida("tillverka"), {"minuter": "240"}).status_code == 302
        assert f"slag={kind}" in tyra.get(sida(task)).content.decode()
        given = {"slag": kind, "uppgift": task, "bilaga": fil(f"{kind}.pdf")}
        assert tyra.post(sida("dokument"), given)["Location"] == sida(task)
    marked = {"individ": s.individ.nummer, "ce_borttagen": "ja", "minuter": "20"}
    assert tyra.post(sida("mark"), marked).status_code == 302
    assert s.spec.specialanpassnings_id in miriam.get(sida("godkann")).content.decode()
    yes = dict.fromkeys(("godkanns", "utprovad", "instruktioner", "journal"), "ja")
    assert miriam.post(sida("godkann"), {**yes, "journal": ""}).status_code == 422
    assert miriam.post(sida("godkann"), yes).status_code == 302
    leverera_meddelanden()

    page = miriam.get(reverse("arende", args=[case])).content.decode()
    for words in ("Levererad och godkänd", "bilaga XIII", "utlatande.pdf", "MDR art 2.3"):
        assert words in page
    first = s.spec.dokument.get(slag="anvisning")
    paper = miriam.get(reverse("specialanpassning:utskrift", args=[case, first.pk]))
    assert ANVISNING.egenskaper in paper.content.decode()
    listed = tyra.get(reverse("specialanpassning:lista")).content.decode()
    assert (s.spec.arende.nummer in listed, "1 specialanpassning<" in listed) == (True, True)


def test_a_paper_that_is_refused_says_why(s: Special) -> None:
    bedomd(s)
    here = reverse("specialanpassning:dokument", args=[s.spec.pk])
    tyra = inloggad(s.tyra)
    assert tyra.get(here).status_code == 200
    answer = tyra.post(here, {"slag": "", "bilaga": SimpleUploadedFile("a.exe", b"MZ")})
    assert answer.status_code == 422
    assert "Välj vad det är för dokument." in answer.content.decode()
    assert inloggad(s.kalle).get(here).status_code == 403


def test_the_card_says_that_it_is_adapted_and_a_technician_restores_it(s: Special) -> None:
    spec = godkand(s)
    tyra, card = inloggad(s.tyra), reverse("individkort:kort", args=[s.individ.nummer])
    page = tyra.get(card).content.decode()
    assert spec.specialanpassnings_id in page
    assert "CE-märkningen är borttagen" in page
    there = reverse("specialanpassning:aterstall", args=[s.individ.nummer])
    assert there in page
    assert there not in inloggad(s.v.miriam).get(card).content.decode()
    assert tyra.get(there).status_code == 200
    answer = tyra.post(there, {"atgard": "Grinden borttagen."})
    assert answer.status_code == 422
    assert "finns hos mottagaren" in answer.content.decode()
    assert "Grinden borttagen." in answer.content.decode()


def test_the_api_tells_what_is_missing_and_takes_the_papers(s: Special) -> None:
    bedomd(s)
    svarat(s)
    door = f"specialanpassning/{s.spec.pk}/"
    tyra = Klient(s.tyra)
    seen = tyra("GET", door)
    assert seen.data["uppgifter"] == ["tillverka"]
    assert seen.data["saknas"] == ["ritning"]
    assert seen.data["klass"] == "specialanpassad produkt"
    wrong = tyra("POST", f"{door}tillverka/", {}, tag=seen.etag)
    assert (wrong.status, wrong.koder) == (422, ["dokument_saknas"])
    seen = tyra.form(f"{door}dokument/", {"slag": "ritning", "bilaga": fil("r.pdf")}, tag=seen.etag)
    assert (seen.status, seen.data["saknas"]) == (201, [])
    seen = tyra("POST", f"{door}tillverka/", {"minuter": 60}, tag=seen.etag)
    assert seen.data["uppgifter"] == ["mark"]
    for kind in ("markning", "teknisk", "utlatande"):
        parts = {"slag": kind, "bilaga": fil(f"{kind}.pdf")}
        seen = tyra.form(f"{door}dokument/", parts, tag=seen.etag)
    marked = {"individ": s.individ.nummer, "ce_borttagen": True}
    seen = tyra("POST", f"{door}mark/", marked, tag=seen.etag)
    yes = dict.fromkeys(("godkanns", "utprovad", "instruktioner", "journal"), True)
    seen = Klient(s.v.miriam)("POST", f"{door}godkann/", yes, tag=seen.etag)
    assert seen.data["status"] == Status.GODKAND
    kinds = [one["slag"] for one in seen.data["dokument"]]
    assert {"anvisning", "teknisk_risk", "utlatande", "godkannande"} <= set(kinds)
    assert tyra("GET", "specialanpassning/").data["poster"][0]["status"] == Status.GODKAND
    card = tyra("GET", f"individer/{s.individ.nummer}/").data
    assert card["specialanpassning"] == seen.data["specialanpassnings_id"]


def test_the_cost_by_the_api(s: Special) -> None:
    door = f"specialanpassning/{med_kostnad(s).pk}/"
    miriam = Klient(s.v.miriam)
    seen = miriam("GET", door)
    assert seen.data["belopp"] == "4200.00"
    seen = miriam("POST", f"{door}ansok_om_kostnad/", {"ja": True}, tag=seen.etag)
    no = {"ja": False, "skal": "Inte i år."}
    seen = Klient(s.kalle)("POST", f"{door}besluta_kostnad/", no, tag=seen.etag)
    assert seen.data["status"] == Status.AVSLAGEN
