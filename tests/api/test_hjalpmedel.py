"""Aids, ordinations and individer through the API."""

import pytest

from cases.hjalpmedel.models import Individ
from cases.kundorder.svar import NyRad
from cases.mottagare.models import Atkomst, Mottagare
from cases.mottagare.register import vardenhet_for
from cases.organisation.models import Baskod, Betalare
from tests.api.conftest import Klienter
from tests.gemensamt.test_hjalpmedel import lamna_ut
from tests.kundorder.varld import PERSONNUMMER, Varld, verkstalld


@pytest.fixture
def bekraftad(v: Varld, som: Klienter) -> int:
    """The patient, whom Miriam has confirmed that she cares for."""
    asked = {"nummer": PERSONNUMMER, "kund": "410000", "vardrelation": True}
    return int(som.miriam("POST", "mottagare/sok/", asked).data["id"])


def test_what_she_has_and_waits_for(v: Varld, som: Klienter, bekraftad: int) -> None:
    bed = lamna_ut(v, v.sang, nummer="1449334")
    lamna_ut(v, v.dosa, komponent_till=bed)
    order = verkstalld(v, NyRad("10001"))
    told = som.miriam("GET", f"mottagare/{bekraftad}/hjalpmedel/").data
    assert [(one["artikel"], one["komponent_till"]) for one in told["innehav"]] == [
        ("75178", None),
        ("55434", bed.pk),
    ]
    assert told["innehav"][0]["hamtas"] is False
    [waited] = told["vantar"]
    assert (waited["artikel"], waited["arende"], waited["aterstar"]) == ("10001", str(order.pk), 1)
    narrowed = som.miriam("GET", f"mottagare/{bekraftad}/hjalpmedel/?individer=ja")
    assert [one["artikel"] for one in narrowed.data["innehav"]] == ["75178"]
    wrong = som.miriam("GET", f"mottagare/{bekraftad}/hjalpmedel/?iso=x&debitering=gratis")
    assert (wrong.status, wrong.falt) == (422, ["iso", "debitering"])
    part = som.miriam("GET", f"ordinationer/rad/{waited['rad']}/").data
    assert (part["bestallare"]["anvandare"], part["levererad"]) == ("miriam", None)
    held = som.miriam("GET", f"ordinationer/innehav/{bed.pk}/").data
    assert (held["individ"], held["bestallare"], held["levererad"]) == (
        "1449334",
        None,
        "2026-11-02",
    )
    assert som.miriam("GET", "ordinationer/innehav/999999/").status == 404
    codes = som.miriam("GET", f"mottagare/{bekraftad}/baskodshistorik/").data["poster"]
    assert [one["baskod"] for one in codes] == ["1446"]


def test_a_vardenhet_is_found_by_its_own(v: Varld, som: Klienter) -> None:
    unit = vardenhet_for(v.kund)
    asked = {"mottagartyp": "vardenhet", "nummer": "410000", "kund": "410000"}
    assert som.miriam("POST", "mottagare/sok/", asked).data["id"] == unit.pk
    assert som.frida("POST", "mottagare/sok/", {**asked, "kund": "5555"}).status == 403
    assert not Atkomst.objects.filter(anvandare=v.frida).exists()


def test_the_card_and_whose_it_is(v: Varld, som: Klienter) -> None:
    bed = lamna_ut(v, v.sang, nummer="1449334")
    lamna_ut(v, v.dosa, komponent_till=bed)
    listed = som.miriam("GET", "individer/?individ=*334").data["poster"]
    assert [one["nummer"] for one in listed] == ["1449334"]
    assert som.miriam("GET", "individer/").falt == ["individ"]
    hidden = som.miriam("GET", "individer/1449334/").data
    assert (hidden["mottagare"], hidden["maste_bekrafta"], hidden["innehav"]) == (None, True, None)
    assert hidden["komponenter"][0]["status"] == "Levererad"
    assert not Atkomst.objects.exists()
    where = "individer/1449334/bekrafta/"
    assert som.miriam("POST", where, {"kund": "410000"}).falt == ["vardrelation"]
    assert som.miriam("POST", where, {"kund": "5555", "vardrelation": True}).falt == ["kund"]
    shown = som.miriam("POST", where, {"kund": "410000", "vardrelation": True}).data
    assert shown["mottagare"]["namn"] == "Lille Skutt"
    assert shown["innehav"] == bed.pk
    assert som.lotta("GET", "individer/1449334/").data["mottagare"] is None
    assert som.miriam("GET", "individer/777/").status == 404


def test_an_individ_is_moved_by_who_read_it_last(v: Varld, som: Klienter) -> None:
    Individ.objects.create(
        nummer="1", artikel=v.sang, plats="lager", lager=v.lager, agare="omrade_hjalpmedel"
    )
    tag = som.lotta("GET", "individer/1/").etag
    moved = som.lotta("PUT", "individer/1/placering/", {"placering": "Hylla 3"}, tag=tag)
    assert moved.data["placering"] == "Hylla 3"
    stale = som.lotta("PUT", "individer/1/placering/", {"placering": "Hylla 4"}, tag=tag)
    assert stale.status == 412
    denied = som.miriam("PUT", "individer/1/placering/", {"placering": "x"}, tag=moved.etag)
    assert denied.status == 403
    assert Individ.objects.get(nummer="1").placering == "Hylla 3"


def test_where_an_individ_stands_with_a_mottagare_is_told_to_who_may_open_her(
    v: Varld, som: Klienter
) -> None:
    lamna_ut(v, v.sang, nummer="1449334")
    Individ.objects.filter(nummer="1449334").update(placering="Rum 2")

    def told() -> list[str]:
        listed = som.miriam("GET", "individer/?individ=1449334").data["poster"]
        return [listed[0]["placering"], som.miriam("GET", "individer/1449334/").data["placering"]]

    assert told() == ["", ""]
    where = "individer/1449334/bekrafta/"
    tag = som.miriam("POST", where, {"kund": "410000", "vardrelation": True}).etag
    assert told() == ["Rum 2", "Rum 2"]
    Mottagare.objects.update(skydd="sekretess")
    assert told() == ["", ""]
    asked = "individer/1449334/placering/"
    assert som.miriam("PUT", asked, {"placering": "x"}, tag=tag).status == 412
    hidden = som.miriam("GET", "individer/1449334/")
    assert som.miriam("PUT", asked, {"placering": "x"}, tag=hidden.etag).status == 403
    assert Individ.objects.get(nummer="1449334").placering == "Rum 2"


def test_the_baskod_is_read_and_changed_by_who_may(v: Varld, som: Klienter, bekraftad: int) -> None:
    payer = Betalare.objects.create(nummer="2", namn="Karlsborgs kommun")
    Baskod.objects.create(kod="1446k", namn="Karlsborg K", sida="kommun", betalare=payer)
    where = f"mottagare/{bekraftad}/baskod/"
    read = som.miriam("GET", where)
    assert (read.data["galler"]["kod"], read.data["avvikande"]) == ("1446", False)
    assert (read.data["far_ange"], read.data["far_ta_bort"]) == (False, True)
    assert [one["kod"] for one in read.data["valbara"]] == ["1446k"]
    asked = {"avvikande_baskod": "1446k"}
    assert som.miriam("PUT", where, asked).status == 428
    no = som.miriam("PUT", where, asked, tag=read.etag)
    assert (no.status, "inte behörighet att ändra baskoden" in str(no.data)) == (403, True)
    nothing = som.miriam("PUT", where, {"avvikande_baskod": None}, tag=read.etag)
    assert nothing.koder == ["baskod_samma"]
    v.kund.organisation = "kommun"
    v.kund.save()
    unknown = som.miriam("PUT", where, {"avvikande_baskod": "9999"}, tag=read.etag)
    assert unknown.koder == ["baskod_okand"]
    assert som.miriam("PUT", where, asked, tag='"1496"').status == 412
    assert not Atkomst.objects.filter(vad=Atkomst.Vad.ANDRADE).exists()
    done = som.miriam("PUT", where, asked, tag=read.etag)
    assert (done.status, done.data["galler"]["betalare"]) == (200, "Karlsborgs kommun")
    assert done.etag == '"1446k"'
    assert Atkomst.objects.filter(vad=Atkomst.Vad.ANDRADE).count() == 1
    assert som.miriam("GET", "mottagare/999999/baskod/").status == 404
    assert som.miriam("PUT", "mottagare/999999/baskod/", asked, tag="*").status == 404
