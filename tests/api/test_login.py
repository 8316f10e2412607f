"""Who comes in: with a key, with a session, and how far a key reaches."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from api.models import ApiNyckel
from api.nycklar import skapa
from cases.kundorder.models import Kundorder
from cases.organisation.models import Uppdrag
from tests.api.conftest import Klienter
from tests.api.klient import ROT, Klient, svar
from tests.kundorder.varld import Varld, utkast
from workflows import clock
from workflows.errors import Refused


@pytest.mark.parametrize(
    "header", [None, "Bearer", "Bearer fel", "Basic bWlyaWFtOng=", "Bearer websesam_fel"]
)
def test_nobody_comes_in_unknown(v: Varld, header: str | None) -> None:
    headers = {"Authorization": header} if header else {}
    answer = Client().get(f"{ROT}kundorder/", headers=headers)
    told = svar(answer)
    assert told.status == 401
    assert told.huvuden["Content-Type"] == "application/problem+json"
    assert told.huvuden["WWW-Authenticate"] == 'Bearer realm="webSesam"'
    assert told.data["title"] == "Du är inte inloggad"


def test_a_session_comes_in_and_needs_its_csrf_token_to_change(v: Varld) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(v.miriam)
    assert client.get(f"{ROT}kundorder/").status_code == 200
    headers = {"Idempotency-Key": "en"}
    refused = svar(client.post(f"{ROT}kundorder/", headers=headers))
    assert refused.status == 403
    assert "X-CSRFToken" in refused.data["detail"]
    assert not Kundorder.objects.exists()
    client.get("/")
    token = client.cookies["csrftoken"].value
    headers["X-CSRFToken"] = token
    made = client.post(f"{ROT}kundorder/", {}, content_type="application/json", headers=headers)
    assert made.status_code == 201


def test_only_the_hash_of_a_token_is_kept(v: Varld) -> None:
    nyckel, token = skapa(v.miriam, "prov", ["lasa"], dagar=1)
    assert token not in str(ApiNyckel.objects.values().get(pk=nyckel.pk))
    assert len(nyckel.sha256) == 64


def test_a_key_ends_is_blocked_and_follows_its_owner(v: Varld) -> None:
    klient = Klient(v.miriam)
    assert klient("GET", "kundorder/").status == 200
    used = ApiNyckel.objects.get().senast_anvand
    assert used is not None
    with clock.moved(timedelta(days=31)):
        assert klient("GET", "kundorder/").status == 401
    ApiNyckel.objects.update(sparrad=clock.now())
    assert klient("GET", "kundorder/").status == 401
    ApiNyckel.objects.update(sparrad=None)
    v.miriam.is_active = False
    v.miriam.save()
    assert klient("GET", "kundorder/").status == 401


def test_a_reading_key_changes_nothing(v: Varld) -> None:
    order = utkast(v)
    klient = Klient(v.miriam, omfattning=["lasa"])
    assert klient("GET", f"kundorder/{order.pk}/").status == 200
    refused = klient("DELETE", f"kundorder/{order.pk}/", tag="*")
    assert refused.status == 403
    assert "får inte skriva" in refused.data["detail"]
    order.arende.refresh_from_db()
    assert order.arende.status == "Registrerad"
    assert Klient(v.miriam, omfattning=["skriva"])("GET", "kundorder/").status == 403


def test_a_key_for_one_unit_sees_and_makes_nothing_of_another(v: Varld) -> None:
    Uppdrag.objects.create(anvandare=v.miriam, kund=v.annan_kund)
    ours = utkast(v)
    bound = Klient(v.miriam, kund=v.annan_kund)
    assert bound("GET", "kundorder/?visa=utkast").data["poster"] == []
    assert bound("GET", "inkorg/").data["poster"] == []
    assert bound("GET", "arenden/").data["poster"] == []
    assert bound("GET", "inkorg/antal/").data["antal"]["alla"] == 0
    for path in (f"kundorder/{ours.pk}/", f"arenden/{ours.pk}/"):
        assert bound("GET", path).status == 404
    assert bound("DELETE", f"kundorder/{ours.pk}/", tag="*").status == 404
    made = bound("POST", "kundorder/", {})
    assert made.data["kund"]["nummer"] == "5555"
    huvud = {"nummer": "200303030303", "kund": "410000", "vardrelation": True}
    refused = bound("PUT", f"{made.huvuden['Location']}orderhuvud/", huvud, tag=made.etag)
    assert refused.koder == ["kund_annans"]
    assert len(bound("GET", "inkorg/").data["poster"]) == 1
    assert bound("POST", "inkorg/nasta/", {}).status == 403
    assert [kund["nummer"] for kund in bound("GET", "dina-uppgifter/").data["kunder"]] == ["5555"]


def test_the_command_makes_a_key(v: Varld) -> None:
    said = StringIO()
    call_command(
        "skapa_apinyckel", "miriam", "--namn", "Journalen", "--kund", "410000", stdout=said
    )
    nyckel = ApiNyckel.objects.get()
    assert (nyckel.agare, nyckel.kund, nyckel.omfattning) == (v.miriam, v.kund, ["lasa"])
    token = said.getvalue().strip()
    answer = Client().get(f"{ROT}kundorder/", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "arguments",
    [
        ("ingen",),
        ("miriam", "--kund", "9999"),
        ("miriam", "--kund", "5555"),
        ("miriam", "--dagar", "0"),
    ],
)
def test_the_command_refuses(v: Varld, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        call_command("skapa_apinyckel", *arguments)
    assert not ApiNyckel.objects.exists()


def test_a_key_has_some_known_scope(v: Varld) -> None:
    for scopes in ([], ["allt"]):
        with pytest.raises(Refused):
            skapa(v.miriam, "prov", scopes, dagar=1)


def test_what_a_program_may_know_of_itself(v: Varld, som: Klienter) -> None:
    told = som.miriam("GET", "dina-uppgifter/").data
    assert told == {
        "anvandare": "miriam",
        "namn": "miriam",
        "roller": ["forskrivare"],
        "kunder": [{"nummer": "410000", "namn": "Rehab"}],
    }
