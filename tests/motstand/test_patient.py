"""A patient that nobody knows, a number that can't be, and a patient who is not hers to see."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from cases.kundorder.models import Kundorder
from cases.mottagare.identitet import luhn
from tests.api.klient import Klient
from tests.kundorder.varld import Varld
from tests.motstand.conftest import allt

OKAND = f"19500101989{luhn('500101989')}"
FEL_SIFFRA = f"19500101989{(luhn('500101989') + 1) % 10}"
NUMMER = {
    "unknown": OKAND,
    "wrong check digit": FEL_SIFFRA,
    "no such day": "19500231-9801",
    "letters": "inte ett nummer",
    "too short": "2003",
    "script": "<script>1</script>",
    "nothing but spaces": "  \t ",
    "other digits": "٢٠٠٣٠٣٠٣٠٣٠٣",
    "far too long": "2" * 5000,
}


def huvud(v: Varld, nummer: str, **andrat: Any) -> dict[str, Any]:
    return {
        "mottagartyp": "patient", "nummer": nummer, "kund": v.kund.pk, "vardrelation": "ja",
    } | andrat  # fmt: skip


@pytest.mark.parametrize("nummer", NUMMER.values(), ids=NUMMER.keys())
def test_on_the_page_each_is_a_sentence_and_what_was_typed_stands(
    v: Varld, sida: Client, utkast: Kundorder, nummer: str
) -> None:
    before = allt()
    answer = sida.post(reverse("kundorder:orderhuvud", args=[utkast.pk]), huvud(v, nummer))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#falt-nummer"' in page or 'id="falt-nummer"' in page
    if nummer.strip():
        assert f'value="{escape(nummer.strip())}"' in page or len(nummer) > 100
    assert f'<option value="{v.kund.pk}" selected>' in page
    utkast.arende.refresh_from_db()
    assert utkast.arende.mottagare is None
    assert allt() == before


@pytest.mark.parametrize("nummer", NUMMER.values(), ids=NUMMER.keys())
def test_in_the_api_each_is_a_sentence_at_the_field(
    v: Varld, api: Klient, utkast: Kundorder, nummer: str
) -> None:
    tag = api("GET", f"kundorder/{utkast.pk}/").etag
    before = allt()
    body = {"nummer": nummer, "kund": "410000", "vardrelation": True}
    answer = api("PUT", f"kundorder/{utkast.pk}/orderhuvud/", body, tag=tag)
    assert answer.status == 422
    assert answer.falt == ["nummer"]
    assert answer.huvuden["Content-Type"] == "application/problem+json"
    assert answer.data["hinder"][0]["mening"].endswith((".", "!"))
    assert allt() == before


def test_the_sentences_say_what_is_wrong(v: Varld, api: Klient, utkast: Kundorder) -> None:
    tag = api("GET", f"kundorder/{utkast.pk}/").etag

    def said(nummer: str) -> str:
        body = {"nummer": nummer, "kund": "410000", "vardrelation": True}
        answer = api("PUT", f"kundorder/{utkast.pk}/orderhuvud/", body, tag=tag)
        return str(answer.data["hinder"][0]["mening"])

    sentences = {name: said(NUMMER[name]) for name in ("unknown", "wrong check digit", "too short")}
    assert len(set(sentences.values())) == 3
    assert "kontrollsiffra" in sentences["wrong check digit"].lower()
    # Whether a number belongs to a patient is no more told to a guesser than to anybody.
    assert OKAND not in sentences["unknown"]


def test_no_confirmed_care_no_patient(v: Varld, sida: Client, utkast: Kundorder) -> None:
    given = huvud(v, "200303030303")
    del given["vardrelation"]
    before = allt()
    answer = sida.post(reverse("kundorder:orderhuvud", args=[utkast.pk]), given)
    assert answer.status_code == 422
    assert "Bekräfta att du deltar i vården" in answer.content.decode()
    assert "Skutt" not in answer.content.decode()
    assert allt() == before


def test_a_dead_patient_gets_no_aids(v: Varld, sida: Client, utkast: Kundorder) -> None:
    v.patient.avliden = date(2026, 11, 1)
    v.patient.save()
    before = allt()
    answer = sida.post(reverse("kundorder:orderhuvud", args=[utkast.pk]), huvud(v, "200303030303"))
    assert answer.status_code == 422
    assert "avliden" in answer.content.decode()
    assert allt() == before


@pytest.mark.parametrize("nummer", [OKAND, FEL_SIFFRA, "x" * 5000])
def test_the_search_for_a_patients_aids(v: Varld, sida: Client, nummer: str) -> None:
    before = allt()
    given = {"nummer": nummer, "kund": v.kund.pk}
    answer = sida.post(reverse("hjalpmedel:sok"), given)
    assert answer.status_code == 422
    assert 'id="falt-nummer"' in answer.content.decode()
    assert allt() == before
