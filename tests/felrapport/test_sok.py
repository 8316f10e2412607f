"""Sök felrapport (DU-9), and the API: the same actions and the same refusals."""

from decimal import Decimal

from django.urls import reverse

from cases.felrapport.models import Felrapport, Kreditering
from cases.mottagare.models import Atkomst
from tests.api.klient import Klient
from tests.felrapport.varld import BESKRIVNING, Fel, inloggad, levererad_sang, skickad

SOK, SKAL = reverse("felrapport:sok"), "Jag har tagit över vården av patienten."


def test_search_finds_by_kund_who_reported_and_the_first_digits(f: Fel) -> None:
    found = skickad(f)
    nummer = found.arende.nummer or ""
    miriam = inloggad(f.v.miriam)
    for asked in ({"nummer": nummer[:4]}, {"kund": "410000"}, {"bestallare": "miriam"}):
        assert nummer in miriam.get(SOK, asked).content.decode()
    assert "Ingen träff" in miriam.get(SOK, {"nummer": "99"}).content.decode()


def test_another_units_by_its_whole_number_and_a_reason(f: Fel) -> None:
    order, sang = levererad_sang(f)
    found = skickad(f, "trasigt", galler=order.pk, innehav=sang.pk)
    nummer = found.arende.nummer or ""
    frida, here = inloggad(f.v.frida), reverse("felrapport:annan_enhet")
    detalj = reverse("felrapport:detalj", args=[found.pk])
    assert frida.get(detalj).status_code == 404
    assert "hör till en annan enhet" in frida.get(SOK, {"nummer": nummer}).content.decode()
    assert "hör till en annan enhet" not in frida.get(SOK, {"nummer": nummer[:6]}).content.decode()
    assert frida.post(here, {"nummer": nummer, "skal": "Nej"}).status_code == 422
    told = frida.post(here, {"nummer": nummer, "skal": SKAL}, follow=True)
    assert BESKRIVNING in told.content.decode()
    assert Atkomst.objects.filter(anvandare=f.v.frida, vad="annan_enhet", skal=SKAL).exists()
    hidden = skickad(f, "bemotande")
    assert frida.post(here, {"nummer": hidden.arende.nummer, "skal": SKAL}).status_code == 404
    answer = Klient(f.v.frida)("POST", "felrapport/annan-enhet/", {"nummer": nummer, "skal": SKAL})
    assert (answer.status, answer.data["nummer"]) == (200, nummer)


def test_the_whole_story_over_the_api(f: Fel) -> None:
    order, sang = levererad_sang(f)
    miriam, lotta = Klient(f.v.miriam), Klient(f.v.lotta)
    body = {
        "handelse": "ej_komplett", "galler": str(order.pk), "innehav": sang.pk,
        "datum": "2026-11-25", "tid": "08:30", "beskrivning": "Grinden fattas i leveransen.",
    }  # fmt: skip
    draft = miriam("POST", "felrapport/", body | {"beskrivning": ""})
    assert (draft.status, draft.data["status"]) == (201, "Utkast")
    here = f"felrapport/{draft.data['id']}/"
    no = miriam("PUT", here, body | {"beskrivning": "", "verkstall": True}, tag=draft.etag)
    assert (no.status, no.koder) == (422, ["beskrivning_saknas"])
    sent = miriam("PUT", here, body | {"verkstall": True}, tag=draft.etag)
    assert (sent.data["status"], sent.data["grupp"]) == ("Ny", "HMC lager")
    assert lotta("POST", f"{here}ta_emot/", tag=sent.etag).data["status"] == "Mottagen"
    answer = {
        "utfall": "åtgärdad", "text": "Vi krediterar.",
        "foljder": [{"slag": "kreditering", "belopp": "79.00"}],
    }  # fmt: skip
    told = lotta("POST", f"{here}utred/", answer, tag="*")
    assert told.data["foljder"][0]["slag"] == "kreditering"
    assert Kreditering.objects.get().belopp == Decimal(79)
    done = miriam("POST", f"{here}aterkoppla/", {"racker": True}, tag="*")
    assert done.data["status"] == "Avslutad"
    listed = miriam("GET", "felrapport/?nummer=2648")
    assert [one["id"] for one in listed.data["poster"]] == [draft.data["id"]]
    assert Felrapport.objects.count() == 1
