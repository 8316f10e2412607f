"""Files over the API: to a draft, to a completion, and so that an avvikelse ends without a page."""

from datetime import date
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.felrapport import actions, actions_avvikelse, actions_hmc
from cases.felrapport.actions_avvikelse import Anmalan
from cases.gemensamt.models import Bilaga
from tests.api.klient import Klient
from tests.felrapport.varld import Fel, levererad_sang, skickad, status, svar, utredd


def fil(namn: str = "brev.pdf", innehall: bytes = b"%PDF-1.4\n%%EOF\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(namn, innehall)


def test_to_a_draft_and_away_again_but_not_when_it_is_sent(f: Fel) -> None:
    draft = actions.spara(None, person=f.v.miriam, svar=svar())
    here, miriam = f"felrapport/{draft.pk}/", Klient(f.v.miriam)
    tag = miriam("GET", here).etag
    wrong = miriam.form(
        f"{here}bilagor/", {"bilaga": [fil(), fil("virus.exe", b"MZ\x90")]}, tag=tag
    )
    assert wrong.status == 422
    assert not Bilaga.objects.exists()
    kept = miriam.form(f"{here}bilagor/", {"bilaga": [fil(), fil("bild.pdf")]}, tag=tag)
    assert (kept.status, len(kept.data["bilagor"])) == (201, 2)
    one = kept.data["bilagor"][0]["id"]
    assert miriam("DELETE", f"{here}bilagor/{uuid4()}/", tag=kept.etag).status == 409
    assert miriam("DELETE", f"{here}bilagor/{one}/", tag=kept.etag).status == 204
    sent = actions.verkstall(draft.pk, person=f.v.miriam, svar=svar())
    tag = miriam("GET", here).etag
    late = miriam.form(f"{here}bilagor/", {"bilaga": fil()}, tag=tag)
    assert (late.status, "din tur" in str(late.data)) == (409, True)
    left = miriam("GET", here).data["bilagor"][0]["id"]
    assert miriam("DELETE", f"{here}bilagor/{left}/", tag=tag).status == 409
    assert Klient(f.elsa).form(f"{here}bilagor/", {"bilaga": fil()}, tag=tag).status == 403
    actions_hmc.ta_emot(sent.pk, person=f.elsa)
    utredd(sent, f.elsa, "komplettering", text="Vilken faktura?")
    tag = miriam("GET", here).etag
    assert miriam.form(f"{here}bilagor/", {"bilaga": fil("faktura.pdf")}, tag=tag).status == 201


def test_an_avvikelse_ends_over_the_api_alone(f: Fel) -> None:
    order, sang = levererad_sang(f)
    found = skickad(
        f, "trasigt", galler=order.pk, innehav=sang.pk, skada="ja", orsak_produkt="oklart"
    )
    actions_hmc.ta_emot(found.pk, person=f.kalle)
    utredd(found, f.kalle, "åtgärdad")
    actions.aterkoppla(found.pk, person=f.v.miriam, racker=True)
    anmalan = Anmalan(lv_dag=date(2026, 11, 25), lv_referens="6.6.1-2026-1")
    actions_avvikelse.anmal_avvikelse(found.pk, person=f.v.miriam, anmalan=anmalan)
    here, kalle = f"felrapport/{found.pk}/", Klient(f.kalle)
    tag = kalle("GET", here).etag
    # The vårdgivare's turn is over; the letter is HMC's to add.
    assert Klient(f.v.miriam).form(f"{here}bilagor/", {"bilaga": fil()}, tag=tag).status == 409
    ending = {"beslut": "anvands", "text": "Bromsen var hel.", "utan_arbete_skal": "Undersökt."}
    no = kalle("POST", f"{here}avsluta_avvikelse/", ending, tag=tag)
    assert (no.status, no.koder) == (422, ["brev_saknas"])
    kept = kalle.form(f"{here}bilagor/", {"bilaga": fil()}, tag=tag)
    assert kept.status == 201
    done = kalle("POST", f"{here}avsluta_avvikelse/", ending, tag=kept.etag)
    assert (done.status, status(found)) == (200, "Avslutad")
