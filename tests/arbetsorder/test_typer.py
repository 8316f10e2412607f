"""HMC changes the types of work; none is removed, and orders keep what they have."""

import re

import pytest
from django.urls import reverse

from cases.arbetsorder import frister, queries, typlista
from cases.arbetsorder.models import Arbetsorder, TypAvAtgard
from tests.api.klient import Klient
from tests.arbetsorder.varld import Arbete, verkstalld
from tests.kundorder.test_sidor import inloggad
from workflows import clock
from workflows.errors import Forbidden, Refused
from workflows.models import Timer

NY = {
    "kod": "KALIB", "etikett": "Kalibrering", "hjalp": "Vågen visar fel och ska kalibreras.",
    "start_enhet": "arbetsdagar", "klar_enhet": "arbetsdagar", "bilaga": "frivillig",
    "vem": "alla", "klar_inom": "5", "aktiv": "on",
}  # fmt: skip


def test_a_new_type_is_chosen_sent_and_promises(a: Arbete) -> None:
    kim, page = inloggad(a.kim), reverse("arbetsorder:typ_ny")
    assert kim.post(page, NY)["Location"] == reverse("arbetsorder:typer")
    shown = kim.get(reverse("arbetsorder:typer")).content.decode()
    assert ("Kalibrering" in shown, "HMC koordinator" in shown) == (True, True)
    assert queries.valbara_typer(a.miriam)[-1].kod == "KALIB"
    order = verkstalld(a, typ="KALIB")
    assert "Kalibrering" in order.arende.rubrik


@pytest.mark.parametrize(
    ("svar", "kod"),
    [
        ({"kod": "kalib"}, None),
        ({"kod": "K"}, "kod_fel"),
        ({"kod": "FLYTT"}, "kod_finns"),
        ({"etikett": "Besiktning"}, "etikett_finns"),
        ({"etikett": " "}, "etikett_saknas"),
        ({"hjalp": "Kort"}, "hjalp_saknas"),
        ({"klar_inom": 999}, "tid_fel"),
    ],
)
def test_what_is_written_must_hold(a: Arbete, svar: dict[str, object], kod: str | None) -> None:
    said = {"kod": "KALIB", "etikett": "Kalibrering", "hjalp": "Vågen visar fel."} | svar
    before = TypAvAtgard.objects.count()
    if kod is None:
        typlista.spara(a.kim, ny=True, **said)  # type: ignore[arg-type]
        assert TypAvAtgard.objects.get(kod="KALIB").ordning > 0
        return
    with pytest.raises(Refused) as no:
        typlista.spara(a.kim, ny=True, **said)  # type: ignore[arg-type]
    assert [one.kod for one in no.value.hinder] == [kod]
    assert TypAvAtgard.objects.count() == before


def test_an_inactive_type_stays_where_it_is_and_is_offered_nobody(a: Arbete) -> None:
    order = verkstalld(a, typ="ANP")
    kim, page = inloggad(a.kim), reverse("arbetsorder:typ_andra", args=["ANP"])
    kept = TypAvAtgard.objects.get(kod="ANP")
    said = {name: getattr(kept, name) or "" for name in typlista.FALT if name != "aktiv"}
    assert (
        kim.post(page, {**said, "akut": "", "kostnadsforslag": "", "tas_tillbaka": ""}).status_code
        == 302
    )
    assert "ANP" not in [one.kod for one in queries.valbara_typer(a.miriam)]
    assert Arbetsorder.objects.get(pk=order.pk).typ == kept
    wrong = kim.post(page, {**said, "etikett": ""})
    assert (wrong.status_code, "Skriv vad typen heter" in wrong.content.decode()) == (422, True)


def test_two_who_change_one_type_do_not_overwrite_each_other(a: Arbete) -> None:
    kim, page = inloggad(a.kim), reverse("arbetsorder:typ_andra", args=["FU"])
    read = re.search(r'name="last" value="(\w+)"', kim.get(page).content.decode())
    assert read is not None
    kept = TypAvAtgard.objects.get(kod="FU")
    said = {name: getattr(kept, name) or "" for name in typlista.FALT} | {"aktiv": "on"}
    said = {name: value for name, value in said.items() if value is not False}
    typlista.spara(a.kim, "FU", klar_inom=15)
    no = kim.post(page, {**said, "klar_inom": 30, "last": read[1]})
    shown = no.content.decode()
    assert (no.status_code, TypAvAtgard.objects.get(kod="FU").klar_inom) == (409, 15)
    assert "har ändrats sedan du öppnade sidan" in shown
    assert "Klar inom: sparat är nu ”15”, du skrev ”30”." in shown
    again = re.search(r'name="last" value="(\w+)"', shown)
    assert again is not None
    assert kim.post(page, {**said, "klar_inom": 30, "last": again[1]}).status_code == 302
    assert TypAvAtgard.objects.get(kod="FU").klar_inom == 30


def test_what_was_promised_stands_when_the_type_is_changed(a: Arbete) -> None:
    order = verkstalld(a, typ="FU")
    page = inloggad(a.miriam).get(reverse("arende", args=[order.pk])).content.decode()
    promised = Arbetsorder.objects.get(pk=order.pk).utlovad_klar
    assert promised is not None
    assert f"{clock.local(promised):%Y-%m-%d}" in page
    typlista.spara(a.kim, "FU", klar_inom=1)
    kept = Arbetsorder.objects.select_related("arende", "typ").get(pk=order.pk)
    assert frister.utlovat(kept)[1] == promised
    assert Timer.objects.get(element="skulle_vara_klar").due_at == promised
    again = inloggad(a.miriam).get(reverse("arende", args=[order.pk])).content.decode()
    assert f"{clock.local(promised):%Y-%m-%d}" in again
    new = Arbetsorder.objects.get(pk=verkstalld(a, typ="FU").pk)
    assert new.utlovad_klar is not None
    assert new.utlovad_klar < promised


def test_others_change_nothing(a: Arbete) -> None:
    for person in (a.miriam, a.tim):
        with pytest.raises(Forbidden):
            typlista.spara(person, "ANP", aktiv=False)
        assert inloggad(person).get(reverse("arbetsorder:typer")).status_code == 403
    assert TypAvAtgard.objects.get(kod="ANP").aktiv


def test_a_program_reads_changes_and_is_told_of_a_change_between(a: Arbete) -> None:
    kim = Klient(a.kim)
    read = kim("GET", "arbetsorder/typer/FU/")
    assert (read.data["klar_inom"], read.data["aktiv"]) == (20, True)
    said = {**read.data, "klar_inom": 15}
    del said["kod"]
    assert kim("PUT", "arbetsorder/typer/FU/", said, tag=read.etag).data["klar_inom"] == 15
    assert kim("PUT", "arbetsorder/typer/FU/", said, tag=read.etag).status == 412
    made = kim(
        "POST",
        "arbetsorder/typer/",
        {"kod": "VAG", "etikett": "Vägning", "hjalp": "Något ska vägas."},
    )
    assert (made.status, made.data["bilaga"]) == (201, "frivillig")
    assert Klient(a.miriam)("GET", "arbetsorder/typer/AU_JOUR/").status == 404
    assert Klient(a.miriam)("PUT", "arbetsorder/typer/FU/", said, tag="*").status == 403
