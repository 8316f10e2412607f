"""What does not go as planned with an order, through the API: each story whole, by who does it."""

from datetime import date

from cases.kundorder.models import Avgift
from cases.kundorder.svar import NyRad
from cases.meddelanden.models import Meddelande
from cases.organisation.models import Baskod, Betalare, Kund
from tests.api.conftest import Klienter
from tests.kundorder.varld import (
    Varld,
    artikel,
    i_lager,
    leveranser,
    leverera_meddelanden,
    utkast,
    utlevererad,
    verkstalld,
)


def senaste(v: Varld) -> str:
    """What Miriam was told last."""
    return Meddelande.objects.filter(till=v.miriam).latest("pk").text


def test_an_urgent_order_is_agreed_with_kundtjanst(v: Varld, som: Klienter) -> None:
    Avgift.objects.get_or_create(slag="akut", fran="2020-01-01", defaults={"belopp": 500})
    Kund.objects.filter(pk=v.kund.pk).update(organisation="kommun")
    i_lager(artikel("57595", "Rullstol", v.smalager, leveranstid="i17"), 1)
    here = f"kundorder/{utkast(v, NyRad('57595')).pk}/"
    seen = som.miriam("GET", here)
    far = {**seen.data["leverans"], "prioritet": "utlamning"}
    refused = som.miriam("PUT", f"{here}leveransuppgifter/", far, tag=seen.etag)
    assert (refused.status, refused.falt) == (422, ["prioritet"])
    fast = {**far, "prioritet": "akut"}
    told = som.miriam("PUT", f"{here}leveransuppgifter/", fast, tag=seen.etag)
    assert told.data["stams_av"] is True
    sent = som.miriam("POST", f"{here}verkstall/", tag=told.etag)
    assert sent.data["status"] == "Registrerad"
    settle = f"{here}stam_av_akut/"
    assert som.miriam("POST", settle, {"akut": True}, tag=sent.etag).status == 403
    lacks = som.kim("POST", settle, {"akut": False}, tag=sent.etag)
    assert (lacks.status, lacks.falt) == (422, ["svar"])
    no = {"akut": False, "svar": "Bilen har gått"}
    done = som.kim("POST", settle, no, tag=sent.etag)
    assert (done.data["leverans"]["prioritet"], done.data["akutavgift"]) == ("normal", None)
    assert "Bilen har gått" in senaste(v)
    assert som.kim("POST", settle, no, tag=done.etag).status == 409


def test_who_took_an_urgent_one_is_asked_for(v: Varld, som: Klienter) -> None:
    Avgift.objects.get_or_create(slag="akut", fran="2020-01-01", defaults={"belopp": 500})
    i_lager(v.rollator, 1)
    [leverans] = leveranser(verkstalld(v, NyRad("10001"), prioritet="akut"))
    utlevererad(v, leverans)
    here = f"leverans/{leverans.pk}/"
    seen = som.tore("GET", here)
    lacks = som.tore("POST", f"{here}leverera/", {"utfall": "levererad"}, tag=seen.etag)
    assert (lacks.status, lacks.falt) == (422, ["mottagen_av"])
    told = {"utfall": "levererad", "mottagen_av": "Anna Granne"}
    left = som.tore("POST", f"{here}leverera/", told, tag=seen.etag)
    assert (left.data["status"], left.data["mottagen_av"]) == ("Levererad", "Anna Granne")
    assert (left.data["uppgift"], left.data["kvitterad"]) == ("kvittera", None)


def test_kundtjanst_answers_who_asks_to_cancel(v: Varld, som: Klienter) -> None:
    order = verkstalld(v)
    here = f"kundorder/{order.pk}/"
    seen = som.miriam("GET", here)
    assert som.miriam("POST", f"{here}makulera/", tag=seen.etag).koder == ["makulering"]
    ask = f"{here}begar_makulering/"
    assert som.miriam("POST", ask, {"skal": " "}, tag=seen.etag).falt == ["skal"]
    asked = som.miriam("POST", ask, {"skal": "Fel säng"}, tag=seen.etag)
    assert asked.data["makulering_begard"]
    assert som.miriam("POST", ask, {"skal": "Igen"}, tag=asked.etag).status == 409
    answer = f"{here}bedom_makulering/"
    assert som.lotta("POST", answer, {"makuleras": True}, tag=asked.etag).status == 403
    why = som.kim("POST", answer, {"makuleras": False}, tag=asked.etag)
    assert (why.status, why.falt) == (422, ["svar"])
    done = som.kim("POST", answer, {"makuleras": True}, tag=asked.etag)
    assert (done.status, done.data["status"]) == (200, "Makulerad")
    leverera_meddelanden()
    [leverans] = leveranser(order)
    assert som.lotta("GET", f"leverans/{leverans.pk}/").data["status"] == "Makulerad"
    assert "är makulerad" in senaste(v)


def test_the_payer_is_changed_from_the_draft_and_beside_it(v: Varld, som: Klienter) -> None:
    payer = Betalare.objects.create(nummer="1912", namn="Skövde Kommun")
    Baskod.objects.create(kod="1496k", namn="Skövde K", sida="kommun", betalare=payer)
    here = f"kundorder/{utkast(v, NyRad('10001')).pk}/"
    seen = som.miriam("GET", here)
    assert [rad["baskod"] for rad in seen.data["rader"]] == ["1446"]
    asked = {"avvikande_baskod": "1496k"}
    no = som.miriam("PUT", f"{here}byt_baskod/", asked, tag=seen.etag)
    assert (no.status, "Be en kollega" in str(no.data)) == (403, True)
    Kund.objects.filter(pk=v.kund.pk).update(organisation="kommun")
    changed = som.miriam("PUT", f"{here}byt_baskod/", asked, tag=seen.etag)
    paid = [(rad["baskod"], rad["betalare"]) for rad in changed.data["rader"]]
    assert paid == [("1496k", "Skövde Kommun")]
    same = som.miriam("PUT", f"{here}byt_baskod/", asked, tag=changed.etag)
    assert same.koder == ["baskod_samma"]
    # The Region takes it away where the patient is, and the draft follows at once.
    Kund.objects.filter(pk=v.kund.pk).update(organisation="region")
    there = f"mottagare/{v.patient.pk}/baskod/"
    paying = som.miriam("GET", f"{there}?kund=410000")
    gone = som.miriam("PUT", f"{there}?kund=410000", {"avvikande_baskod": None}, tag=paying.etag)
    assert gone.status == 200, gone.data
    now = som.miriam("GET", here)
    assert [rad["baskod"] for rad in now.data["rader"]] == ["1446"]
    assert som.miriam("PUT", f"{here}byt_baskod/", asked, tag=changed.etag).status == 412


def test_the_supplier_changes_its_day(v: Varld, som: Klienter) -> None:
    here = f"kundorder/{verkstalld(v, NyRad('10001')).pk}/"
    seen = som.ivar("GET", here)
    rad = seen.data["rader"][0]["id"]
    early = {"rader": [{"rad": rad, "vantas": "2099-02-01"}], "orsak": "Strejk"}
    later = f"{here}andra_vantas/"
    assert som.ivar("POST", later, early, tag=seen.etag).status == 409
    bought = {"rad": rad, "bestallningsnummer": "B-1", "vantas": "2099-01-07"}
    told = som.ivar("POST", f"{here}kop_in/", {"rader": [bought]}, tag=seen.etag)
    first = date.fromisoformat(told.data["rader"][0]["planerad"])
    lacks = som.ivar("POST", later, {**early, "orsak": " "}, tag=told.etag)
    assert (lacks.status, lacks.falt) == (422, ["orsak"])
    assert som.miriam("POST", later, early, tag=told.etag).status == 403
    moved = som.ivar("POST", later, early, tag=told.etag)
    day = date.fromisoformat(moved.data["rader"][0]["planerad"])
    assert day > date(2099, 2, 1) > first
    assert senaste(v).endswith(f"från {first} till {day}. Orsak: Strejk")
