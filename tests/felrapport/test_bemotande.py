"""How somebody behaved is for one group and the author alone, whichever door others try."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.felrapport import actions, actions_hmc
from cases.gemensamt.models import Bilaga
from cases.meddelanden.models import Meddelande
from tests.api.klient import Klient
from tests.felrapport.varld import ONSDAG, Fel, inloggad, levererad_sang, svar, utredd
from workflows import clock
from workflows.engine import sweep

ORDEN = "Chauffören skrek åt patienten."


@pytest.mark.parametrize("om_ordern", [False, True])
def test_no_door_shows_it_to_others(f: Fel, *, om_ordern: bool) -> None:
    order, _ = levererad_sang(f)
    mer = {"galler": order.pk} if om_ordern else {}
    paper = SimpleUploadedFile("brev.pdf", b"%PDF-1.4\n%%EOF\n")
    said = svar("bemotande", beskrivning=ORDEN, **mer)
    found = actions.verkstall(None, person=f.v.miriam, svar=said, filer=[paper])
    nummer, kept = found.arende.nummer or "", Bilaga.objects.get(arende=found.arende)
    colleague = f.v.frida
    colleague.uppdrag.create(kund=f.v.kund)
    before = set(Meddelande.objects.values_list("pk", flat=True))
    with clock.frozen(ONSDAG + timedelta(days=2)):
        sweep.tick()
    actions_hmc.ta_emot(found.pk, person=f.gunnar)
    utredd(found, f.gunnar, "komplettering", text="Vem körde?")
    actions.komplettera(found.pk, person=f.v.miriam, text="Det vet jag inte.")
    told = Meddelande.objects.exclude(pk__in=before)
    assert {one.till for one in told} == {f.gunnar, f.v.miriam}
    ours = (
        reverse("arende", args=[found.pk]), reverse("felrapport:detalj", args=[found.pk]),
        reverse("felrapport:kvitto", args=[found.pk]), reverse("bilaga", args=[kept.pk]),
    )  # fmt: skip
    shared = (
        "/felrapport/", f"/felrapport/sok/?nummer={nummer[:5]}", "/inkorg/", "/meddelanden/",
        reverse("arende", args=[order.pk]),
    )  # fmt: skip
    calls = (f"felrapport/{found.pk}/", f"arenden/{found.pk}/", f"arenden/bilagor/{kept.pk}/")
    lists = (
        "felrapport/", f"felrapport/?nummer={nummer}", "arenden/", f"arenden/?nummer={nummer}",
        "inkorg/", "meddelanden/", f"arenden/{order.pk}/",
    )  # fmt: skip
    for one in (f.v.kim, f.v.tore, f.kalle, f.elsa, colleague):
        page, api = inloggad(one), Klient(one)
        for url in ours:
            assert page.get(url).status_code == 404, (one, url)
        for url in shared:
            shown = page.get(url).content.decode()
            assert str(found.pk) not in shown, (one, url)
            assert ORDEN not in shown, (one, url)
        for url in calls:
            assert api("GET", url).status == 404, (one, url)
        for url in lists:
            assert str(found.pk) not in str(api("GET", url).data), (one, url)
        answer = api.form(f"felrapport/{found.pk}/bilagor/", {"bilaga": paper}, tag="*")
        assert answer.status == 404, one
    for one in (f.gunnar, f.v.miriam):
        for url in ours:
            assert inloggad(one).get(url, follow=True).status_code == 200, (one, url)
        assert Klient(one)("GET", calls[0]).data["nummer"] == nummer


def test_a_colleague_does_not_see_the_draft_either(f: Fel) -> None:
    draft = actions.spara(None, person=f.v.miriam, svar=svar("bemotande", beskrivning=ORDEN))
    colleague = f.v.frida
    colleague.uppdrag.create(kund=f.v.kund)
    for one in (colleague, f.gunnar):
        assert inloggad(one).get(reverse("arende", args=[draft.pk])).status_code == 404
        assert Klient(one)("GET", f"felrapport/{draft.pk}/").status == 404
        assert Klient(one)("PUT", f"felrapport/{draft.pk}/", {}, tag="*").status == 404
        assert Klient(one)("DELETE", f"felrapport/{draft.pk}/", tag="*").status == 404
