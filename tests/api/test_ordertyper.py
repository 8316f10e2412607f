"""The kinds of order through the API."""

from cases.hjalpmedel.models import Innehav
from tests.api.conftest import Klienter
from tests.kundorder.varld import PERSONNUMMER, Varld, forradet, i_lager


def test_an_uttag_by_the_api(v: Varld, som: Klienter) -> None:
    forrad = forradet(v)
    i_lager(v.sang, 1, forrad)
    i_lager(v.dosa, 1, forrad)
    order = som.miriam("POST", "kundorder/", {})
    here = order.huvuden["Location"]
    said = {"nummer": PERSONNUMMER, "kund": "410000", "vardrelation": True, "typ": "uttag"}
    wrong = som.miriam("PUT", f"{here}orderhuvud/", said, tag=order.etag)
    assert (wrong.status, wrong.koder) == (422, ["forrad_valj"])
    order = som.miriam("PUT", f"{here}orderhuvud/", {**said, "forrad": "340"}, tag=order.etag)
    assert (order.data["typ"], order.data["forrad"]) == ("uttag", "340")
    order = som.miriam("POST", f"{here}rader/", {"artikel": "75178"}, tag=order.etag)
    [bed, _] = order.data["rader"]
    assert bed["individ"] is None
    chosen = {"rad": bed["id"], "antal": 1, "individ": bed["individer"][0]}
    order = som.miriam("PATCH", f"{here}rader/", {"rader": [chosen]}, tag=order.etag)
    order = som.miriam("POST", f"{here}orderrader/", tag=order.etag)
    assert order.data["steg"] == "verkstall"
    order = som.miriam("POST", f"{here}verkstall/", {}, tag=order.etag)
    assert (order.status, order.data["status"]) == (200, "Utlevererad")
    assert order.data["rader"][0]["individ"] == bed["individer"][0]


def test_a_negative_saldo_by_the_api(v: Varld, som: Klienter) -> None:
    forradet(v)
    order = som.miriam("POST", "kundorder/", {})
    here = order.huvuden["Location"]
    said = {"kund": "410000", "vardrelation": True, "typ": "uttag", "forrad": "340"}
    order = som.miriam(
        "PUT", f"{here}orderhuvud/", {**said, "nummer": PERSONNUMMER}, tag=order.etag
    )
    order = som.miriam("POST", f"{here}rader/", {"artikel": "10001"}, tag=order.etag)
    assert order.data["rader"][0]["varning"].startswith("Uttaget ger negativt lagersaldo")
    order = som.miriam("POST", f"{here}orderrader/", tag=order.etag)
    refused = som.miriam("POST", f"{here}verkstall/", {}, tag=order.etag)
    assert (refused.status, refused.koder) == (422, ["negativt_saldo"])
    assert not Innehav.objects.exists()
    yes = {"underskott_bekraftat": True}
    assert som.miriam("POST", f"{here}verkstall/", yes, tag=order.etag).status == 200
