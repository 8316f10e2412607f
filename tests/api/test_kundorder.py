"""A kundorder and its leverans, from the draft to the receipt and beside it."""

from typing import Any

import pytest

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Innehav
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad
from cases.meddelanden.models import Meddelande
from cases.mottagare.models import Atkomst
from tests.api.conftest import Klienter
from tests.api.klient import Klient, Svar
from tests.kundorder.varld import (
    PERSONNUMMER,
    Varld,
    leveranser,
    leverera_meddelanden,
    utkast,
    verkstalld,
)
from workflows import clock
from workflows.models import Process

HUVUD = {"nummer": PERSONNUMMER, "kund": "410000", "vardrelation": True}


def ifylld(klient: Klient, artikel: str = "75178") -> Svar:
    """A draft that is ready for Verkställ."""
    order = klient("POST", "kundorder/", {})
    assert order.status == 201, order.data
    here = order.huvuden["Location"]
    for method, part, body in (
        ("PUT", "orderhuvud/", HUVUD),
        ("POST", "rader/", {"artikel": artikel}),
        ("POST", "orderrader/", None),
    ):
        order = klient(method, here + part, body, tag=order.etag)
        assert order.status in {200, 201}, order.data
    order = klient("PUT", f"{here}leveransuppgifter/", order.data["leverans"], tag=order.etag)
    assert order.status == 200, order.data
    return order


def test_from_the_draft_to_the_receipt(v: Varld, som: Klienter) -> None:
    order = ifylld(som.miriam)
    here = f"kundorder/{order.data['id']}/"
    assert order.data["steg"] == "verkstall"
    assert [rad["artikel"] for rad in order.data["rader"]] == ["75178", "55434"]
    assert order.data["totalt"] == "402.00"
    sent = som.miriam("POST", f"{here}verkstall/", tag=order.etag)
    assert (sent.status, sent.data["status"]) == (200, "För plockning")
    assert sent.data["nummer"]
    leverera_meddelanden()

    [task] = som.lotta("GET", f"inkorg/?typ=leverans&q={sent.data['nummer']}").data["poster"]
    there = f"leverans/{task['arende']}/"
    leverans = som.lotta("GET", there)
    assert leverans.data["uppgift"] == "plocka"
    picked = [
        {"rad": r["rad"], "antal": r["antal"], "individer": r["lediga_individer"]}
        for r in leverans.data["rader"]
    ]
    leverans = som.lotta("POST", f"{there}plocka/", {"rader": picked}, tag=leverans.etag)
    assert leverans.data["status"] == "Plockad", leverans.data
    leverans = som.lotta("POST", f"{there}utleverera/", tag=leverans.etag)
    assert leverans.data["foljesedel"]
    leverans = som.tore("POST", f"{there}leverera/", {"utfall": "levererad"}, tag=leverans.etag)
    kvittens = {"mottagen_av": "Storasyster Skutt", "signatur": "S Skutt"}
    leverans = som.tore("POST", f"{there}kvittera/", kvittens, tag=leverans.etag)
    assert leverans.data["status"] == "Kvitterad"
    leverera_meddelanden()

    assert som.miriam("GET", here).data["status"] == "Slutlevererad"
    held = som.miriam("GET", f"mottagare/{v.patient.pk}/hjalpmedel/?kund=410000").data
    assert {row["artikel"] for row in held["innehav"]} == {"75178", "55434"}
    assert Innehav.objects.get(artikel=v.sang).arende == Kundorder.objects.get().pk


def test_opening_is_logged_and_lists_are_not(v: Varld, som: Klienter) -> None:
    order = utkast(v)
    before = Atkomst.objects.filter(vad="oppnade").count()
    som.miriam("GET", "kundorder/?visa=utkast")
    assert Atkomst.objects.filter(vad="oppnade").count() == before
    som.miriam("GET", f"kundorder/{order.pk}/")
    assert Atkomst.objects.filter(vad="oppnade").count() == before + 1


def test_another_units_people_know_nothing_of_it(v: Varld, som: Klienter) -> None:
    order = utkast(v)
    for method, part in (("GET", ""), ("DELETE", ""), ("PUT", "orderhuvud/"), ("POST", "rader/")):
        answer = som.frida(method, f"kundorder/{order.pk}/{part}", HUVUD, tag="*")
        assert answer.status == 404, part
    assert som.frida("GET", "kundorder/?visa=utkast").data["poster"] == []
    assert Kundorder.objects.get().arende.status == "Registrerad"


def test_who_may_not_order_is_told_so(v: Varld, som: Klienter) -> None:
    answer = som.lotta("POST", "kundorder/", {})
    assert answer.status == 403
    assert "förskrivare och beställare" in answer.data["detail"]
    assert not Arende.objects.exists()


def test_every_hinder_at_once_and_nothing_kept(v: Varld, som: Klienter) -> None:
    order = som.miriam("POST", "kundorder/", {})
    here = order.huvuden["Location"]
    wrong = {"nummer": "200303030304", "kund": "5555", "vardrelation": True}
    answer = som.miriam("PUT", f"{here}orderhuvud/", wrong, tag=order.etag)
    assert answer.status == 422
    assert answer.huvuden["Content-Type"] == "application/problem+json"
    assert answer.falt == ["nummer"]
    assert Kundorder.objects.get().arende.mottagare is None
    foreign = som.miriam("PUT", f"{here}orderhuvud/", {**HUVUD, "kund": "5555"}, tag=order.etag)
    assert foreign.koder == ["kund_annans"]
    early = som.miriam("POST", f"{here}verkstall/", tag=order.etag)
    assert early.status == 422
    assert len(early.data["hinder"]) > 1
    assert Kundorder.objects.get().arende.nummer is None


@pytest.mark.parametrize(
    ("body", "falt"),
    [
        ({"artikel": 75178}, "artikel"),
        ({"artikel": "75178", "antal": "2"}, "antal"),
        ({"artikel": "75178", "antal": True}, "antal"),
        ({"artikel": "75178", "antal": 2.5}, "antal"),
        ({"artikel": None}, "artikel"),
        ({}, "artikel"),
        ({"artikel": "75178", "antla": 2}, "antla"),
        ({"artikel": "75178", "kommentar": "x" * 501}, "kommentar"),
    ],
)
def test_wrong_types_and_unknown_fields_are_refused(
    v: Varld, som: Klienter, body: Any, falt: str
) -> None:
    order = utkast(v)
    before = Kundorderrad.objects.count()
    tag = som.miriam("GET", f"kundorder/{order.pk}/").etag
    answer = som.miriam("POST", f"kundorder/{order.pk}/rader/", body, tag=tag)
    assert (answer.status, answer.falt) == (422, [falt])
    assert answer.data["hinder"][0]["mening"].endswith(".")
    assert Kundorderrad.objects.count() == before


def test_rows_are_changed_taken_away_and_had_back(v: Varld, som: Klienter) -> None:
    order = utkast(v)
    here = f"kundorder/{order.pk}/"
    seen = som.miriam("GET", here)
    main = seen.data["rader"][0]["id"]
    changed = som.miriam(
        "PATCH", f"{here}rader/", {"rader": [{"rad": main, "antal": 2}]}, tag=seen.etag
    )
    assert [rad["antal"] for rad in changed.data["rader"]] == [2, 2]
    refused = som.miriam(
        "PATCH", f"{here}rader/", {"rader": [{"rad": main, "antal": "två"}]}, tag=changed.etag
    )
    assert refused.falt == ["rader.0.antal"]
    gone = som.miriam("DELETE", f"{here}rader/", tag=changed.etag)
    assert (gone.data["rader"], gone.data["kan_angra"]) == ([], True)
    back = som.miriam("POST", f"{here}rader/angra/", tag=gone.etag)
    assert len(back.data["rader"]) == 2
    erased = som.miriam("DELETE", here, tag=back.etag)
    assert (erased.status, erased.data) == (204, None)
    order.arende.refresh_from_db()
    assert order.arende.status == "Raderad"


def test_an_order_is_cancelled(v: Varld, som: Klienter) -> None:
    order = verkstalld(v)
    here = f"kundorder/{order.pk}/"
    tag = som.miriam("GET", here).etag
    refused = som.miriam("POST", f"{here}makulera/", tag=tag)
    assert refused.koder == ["makulering"]
    assert som.miriam("GET", here).etag == tag
    done = som.kim("POST", f"{here}makulera/", {"skal": "Artikeln är återkallad"}, tag=tag)
    assert done.data == {"gjort": "Makulera order"}
    assert som.miriam("GET", here).data["status"] == "Makulerad"
    told = Meddelande.objects.get(rubrik__endswith="är makulerad")
    assert told.text.endswith("är makulerad. Skäl: Artikeln är återkallad")


def test_what_lacks_is_bought_and_taken_in(v: Varld, som: Klienter) -> None:
    order = ifylld(som.miriam, "10001")
    som.miriam("POST", f"kundorder/{order.data['id']}/verkstall/", tag=order.etag)
    leverera_meddelanden()
    here = f"kundorder/{order.data['id']}/"
    seen = som.ivar("GET", here)
    assert seen.data["rader"][0]["rest"] == 1
    bought = {"rad": seen.data["rader"][0]["id"], "bestallningsnummer": "B-1", "vantas": None}
    refused = som.ivar("POST", f"{here}kop_in/", {"rader": [bought]}, tag=seen.etag)
    assert refused.status == 422
    bought["vantas"] = "2099-01-07"
    told = som.ivar("POST", f"{here}kop_in/", {"rader": [bought]}, tag=seen.etag)
    assert told.status == 200, told.data
    goods = {"lager": "60", "artikel": "10001", "antal": 1}
    assert som.lotta("POST", "kundorder/inleverans/", goods).data == {"vantade": 1}
    unknown = som.lotta("POST", "kundorder/inleverans/", {**goods, "lager": "99", "artikel": "x"})
    assert unknown.falt == ["lager", "artikel"]
    leverera_meddelanden()
    assert len(leveranser(Kundorder.objects.get())) == 1


def test_what_lacks_is_shipped_by_the_supplier(v: Varld, som: Klienter) -> None:
    verkstalld(v, NyRad("75178", 2))
    order = verkstalld(v)
    here = f"kundorder/{order.pk}/"
    seen = som.ivar("GET", here)
    bought = [
        {"rad": rad["id"], "bestallningsnummer": "D-1", "vantas": "2099-01-07", "direkt": not nr}
        for nr, rad in enumerate(seen.data["rader"])
    ]
    told = som.ivar("POST", f"{here}kop_in/", {"rader": bought}, tag=seen.etag)
    [paper] = told.data["direktinkop"]
    assert [rad["artikel"] for rad in paper["rader"]] == ["75178", "55434"]
    assert told.data["rader"][0]["lage"] == "1 hos leverantören"
    bed = {"rad": seen.data["rader"][0]["id"], "nummer": ["7700001"]}
    one = {"begaran": paper["begaran"], "utfall": "levererad"}
    said = {"dag": f"{clock.today()}", "mottagen_av": "S Skutt"}
    there = f"{here}bekrafta_direktinkop/"
    refused = som.ivar("POST", there, {"besked": [one], **said}, tag=told.etag)
    assert (refused.status, refused.koder) == (422, ["individer_antal"])
    unread = som.ivar("POST", there, {"besked": [{**one, "utfall": "x"}]}, tag=told.etag)
    assert unread.falt == ["besked.0.utfall"]
    assert som.lotta("POST", there, {"besked": [one], **said}, tag=told.etag).status == 403
    body = {"besked": [{**one, "individer": [bed]}], **said}
    done = som.ivar("POST", there, body, tag=told.etag)
    assert (done.status, done.data["status"]) == (200, "Slutlevererad")
    assert done.data["direktinkop"] == []


def test_picking_refuses_what_is_not_so_and_leaves_the_shelf(v: Varld, som: Klienter) -> None:
    [leverans] = leveranser(verkstalld(v))
    there = f"leverans/{leverans.pk}/"
    seen = som.lotta("GET", there)
    rows = [{"rad": r["rad"], "antal": 99, "individer": []} for r in seen.data["rader"]]
    answer = som.lotta("POST", f"{there}plocka/", {"rader": rows}, tag=seen.etag)
    assert (answer.status, len(answer.data["hinder"])) == (422, 2)
    assert som.tore("POST", f"{there}plocka/", {"rader": rows}, tag=seen.etag).status == 403
    assert som.miriam("GET", there).status == 200
    assert som.frida("GET", there).status == 404
    early = som.lotta("POST", f"{there}utleverera/", tag=seen.etag)
    assert early.status == 409
    assert som.lotta("GET", there).data["status"] == "För plockning"
    assert Process.objects.get(case_id=leverans.pk).status == Process.Status.RUNNING


def test_an_address_from_before_the_protection_is_not_told(v: Varld, som: Klienter) -> None:
    order = utkast(v)
    here = f"kundorder/{order.pk}/"
    before = som.miriam("GET", here).data["leverans"]
    assert before["gatuadress"] == "Morotslandet 3"
    v.patient.skydd = "sekretess"
    v.patient.save()
    told = som.miriam("GET", here)
    assert "Morotslandet" not in str(told.data)
    assert "010-000 11 01" not in str(told.data)
    assert told.data["mottagare"]["varningar"]
    answer = som.miriam("PUT", f"{here}leveransuppgifter/", before, tag=told.etag)
    assert answer.status == 422
    [line] = som.miriam("GET", "kundorder/?visa=utkast").data["poster"]
    assert line["mottagare"] == "Skyddade personuppgifter"
