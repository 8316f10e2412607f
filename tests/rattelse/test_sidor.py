"""Kundtjänst's page and the API's door: the same actions, nothing typed lost."""

from django.test import Client
from django.urls import reverse

from cases.hjalpmedel.models import Individ, Innehav
from cases.hjalpmedel.queries import hos
from tests.api.klient import Klient
from tests.kundorder.varld import Varld, leveranser
from tests.rattelse.test_ratta import den_andra, kvitterad_sang


def inloggad(person: object) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return client


def test_kundtjanst_mends_it_from_the_leverans(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    [leverans] = leveranser(order)
    kim, here = inloggad(v.kim), reverse("rattelse:ratta", args=[order.pk])
    shown = kim.get(reverse("arende", args=[leverans.pk])).content.decode()
    assert here in shown
    assert here in kim.get(reverse("arende", args=[order.pk])).content.decode()
    page = kim.get(here).content.decode()
    assert f"individ {row.individ}" in page
    right = den_andra(v)
    given = {
        "innehav": row.pk, "vad": "individ", "individ": right.nummer, "dag": "2026-11-25",
        "skal": "Etiketterna satt fel",
    }  # fmt: skip
    answer = kim.post(here, given, follow=True)
    told = answer.content.decode()
    assert answer.status_code == 200
    assert f"Det var individ {right.nummer} som levererades" in told
    assert "Etiketterna satt fel" in told
    assert "Kvittensen är rättad" in told
    seen = inloggad(v.miriam).get(reverse("arende", args=[order.pk])).content.decode()
    assert f"Det var individ {right.nummer} som levererades" in seen
    assert here not in seen


def test_what_was_typed_is_shown_again(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    kim, here = inloggad(v.kim), reverse("rattelse:ratta", args=[order.pk])
    given = {"innehav": row.pk, "vad": "individ", "individ": "123", "dag": "2026-11-25",
             "skal": "Fel etikett"}  # fmt: skip
    answer = kim.post(here, given)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Individ 123 finns inte" in said
    assert "Fel etikett" in said
    answer = kim.post(here, {"vad": "antal"})
    assert answer.status_code == 422
    assert "Ange hur många som togs emot." in answer.content.decode()
    assert Innehav.objects.filter(annullerad=True).count() == 0


def test_over_the_api(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    kim, here = Klient(v.kim), f"rattelse/{order.pk}/"
    told = kim("GET", here)
    assert next(one["id"] for one in told.data["rader"]) == row.pk
    body = {"innehav": row.pk, "vad": "antal", "antal": 1, "dag": "2026-11-25", "skal": "Kom ej"}
    no = kim("POST", here, body)
    assert (no.status, no.koder) == (422, ["samma_antal"])
    done = kim("POST", here, body | {"antal": 0}, key="en-nyckel")
    assert (done.status, done.data["nytt_innehav"]) == (201, None)
    again = kim("POST", here, body | {"antal": 0}, key="en-nyckel")
    assert again.data == done.data
    case = kim("GET", f"arenden/{done.data['id']}/")
    assert next(one["id"] for one in case.data["relaterade"]) == str(order.pk)
    assert list(hos(v.patient)) == []
    assert Individ.objects.filter(plats="lager", artikel=v.sang).count() == 2
