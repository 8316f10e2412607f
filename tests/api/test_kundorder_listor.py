"""The lists below Dina uppgifter through the API."""

from cases.kundorder.svar import NyRad
from cases.mottagare.models import Atkomst
from tests.api.conftest import Klienter
from tests.api.klient import Klient
from tests.kundorder.varld import Varld, kvitterad, leveranser, verkstalld
from workflows import clock

SKAL = "Jag har tagit över vården av patienten."


def test_open_orders_search_and_what_is_delivered(v: Varld, som: Klienter) -> None:
    order = verkstalld(v, NyRad("75178"), NyRad("10001"))
    order.arende.refresh_from_db()
    number = str(order.arende.nummer)
    for path in ("kundorder/oppna/", f"kundorder/sok/?nummer={number[:4]}"):
        listed = som.miriam("GET", path).data["poster"]
        assert [one["nummer"] for one in listed] == [number]
        assert som.frida("GET", path).data["poster"] == []
    assert som.miriam("GET", "kundorder/sok/").falt == ["nummer"]
    assert som.miriam("GET", f"kundorder/levererade/?nummer={number}").status == 404
    for leverans in leveranser(order):
        if leverans.rader.filter(artikel=v.sang).exists():
            kvitterad(v, leverans)
            leverans.refresh_from_db()
            paper = leverans.foljesedel
    by_number = som.miriam("GET", f"kundorder/levererade/?nummer={number}").data
    assert [row["artikel"] for row in by_number["rader"]] == ["75178"]
    assert [one["artikel"] for one in by_number["rader"][0]["komponenter"]] == ["55434"]
    by_paper = som.miriam("GET", f"kundorder/levererade/?foljesedel={paper}").data
    assert by_paper["order"]["nummer"] == number
    assert som.frida("GET", f"kundorder/levererade/?foljesedel={paper}").status == 404


def test_what_a_bestallare_has_ordered(v: Varld, som: Klienter) -> None:
    verkstalld(v, NyRad("75178"), NyRad("10001"))
    year = clock.today().year
    days = f"fran={year}-01-01&till={year}-12-31"
    here = f"kundorder/rekvirerat/?{days}&bestallare=miriam"
    rows = som.miriam("GET", here).data["poster"]
    assert {row["artikel"] for row in rows} == {"75178", "55434", "10001"}
    mine = som.miriam("GET", f"{here}&artikel=10001&mottagare={v.patient.pk}").data["poster"]
    assert [(row["antal"], row["levererat"]) for row in mine] == [(1, 0)]
    assert som.frida("GET", here).data["poster"] == []
    assert som.miriam("GET", f"kundorder/rekvirerat/?{days}").falt == ["bestallare"]
    assert som.miriam("GET", "kundorder/rekvirerat/?bestallare=miriam").falt == ["fran", "till"]
    assert som.miriam("GET", f"{here}&leverans=x").falt == ["leverans"]
    for other in ("0", "x"):
        assert som.miriam("GET", f"{here}&mottagare={other}").data["poster"] == []


def test_another_units_order_takes_a_reason(v: Varld, som: Klienter) -> None:
    order = verkstalld(v)
    order.arende.refresh_from_db()
    asked = {"nummer": order.arende.nummer, "skal": SKAL}
    assert som.frida("GET", f"kundorder/{order.pk}/").status == 404
    short = som.frida("POST", "kundorder/oppna/annan-enhet/", {**asked, "skal": "Kort"})
    assert (short.status, short.falt) == (422, ["skal"])
    assert not Atkomst.objects.filter(anvandare=v.frida).exists()
    bound = Klient(v.frida, kund=v.annan_kund)
    assert bound("POST", "kundorder/oppna/annan-enhet/", asked).status == 404
    told = som.frida("POST", "kundorder/oppna/annan-enhet/", asked)
    assert told.data["nummer"] == order.arende.nummer
    assert Atkomst.objects.filter(anvandare=v.frida, vad="annan_enhet", skal=SKAL).exists()
