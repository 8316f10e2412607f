"""Hantera utgångna artiklar (UA-1, UA-2): the page, the API, and what a retur makes of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.artiklar.models import Artikel
from cases.gemensamt import utgangna
from cases.hjalpmedel.models import Saldo, UtgangenIForrad
from cases.organisation.models import Lager
from cases.retur.models import Retur
from tests.api.klient import Klient
from tests.retur.varld import Forrad
from workflows import clock
from workflows.errors import Forbidden, Refused


@pytest.fixture
def utgangen(f: Forrad) -> Artikel:
    """What the patient has bought has left the assortment."""
    artikel = f.r.kopt.artikel
    artikel.utgatt = clock.today()
    artikel.save()
    return artikel


def inloggad(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def nekas(f: Forrad, nummer: str) -> str:
    with pytest.raises(Refused) as no:
        utgangna.lagg_till(nummer, [f.lager])
    return no.value.hinder[0].kod


def test_only_what_has_expired_and_only_once(f: Forrad, utgangen: Artikel) -> None:
    assert nekas(f, " ") == "artikel_okand"
    assert nekas(f, "99999") == "artikel_okand"
    assert nekas(f, "10001") == "artikel_i_sortiment"
    assert not UtgangenIForrad.objects.exists()
    utgangna.lagg_till(f" {utgangen.nummer} ", [f.lager])
    assert nekas(f, utgangen.nummer) == "artikel_finns"
    with pytest.raises(Refused):
        utgangna.ta_bort([], [f.lager])
    assert UtgangenIForrad.objects.count() == 1


def test_it_is_so_in_every_forrad_that_one_has(f: Forrad, utgangen: Artikel) -> None:
    other = Lager.objects.create(nummer="1199", namn="Andra", typ="buffert", kund=f.r.v.kund)
    UtgangenIForrad.objects.create(lager=other, artikel=utgangen)
    both = utgangna.forraden(f.r.v.miriam)
    utgangna.lagg_till(utgangen.nummer, both)
    Saldo.objects.create(lager=other, artikel=utgangen, antal=2)
    [row] = utgangna.lista(both)
    assert ({one.nummer for one in row.forrad}, row.kvar) == ({f.lager.nummer, "1199"}, 2)
    assert utgangna.ta_bort([utgangen.nummer], both) == 1
    assert not UtgangenIForrad.objects.exists()


def test_only_those_who_have_a_forrad(f: Forrad) -> None:
    for person in (f.r.v.kim, f.r.v.lotta):
        with pytest.raises(Forbidden):
            utgangna.forraden(person)
    f.lager.kund = f.r.v.annan_kund
    f.lager.save()
    with pytest.raises(Forbidden, match="inget buffertförråd"):
        utgangna.forraden(f.r.v.miriam)


def test_over_the_page(f: Forrad, utgangen: Artikel) -> None:
    miriam, page = inloggad(f.r.v.miriam), reverse("utgangna")
    assert page in miriam.get(reverse("dina_uppgifter")).content.decode()
    assert "Listan är tom." in miriam.get(page).content.decode()
    no = miriam.post(page, {"gor": "lagg_till", "artikel": "12"})
    assert (no.status_code, 'value="12"' in no.content.decode()) == (422, True)
    done = miriam.post(page, {"gor": "lagg_till", "artikel": utgangen.nummer}, follow=True)
    assert "kan tas ut och lämnas tillbaka i ditt förråd" in done.content.decode()
    assert miriam.post(page, {"gor": "ta_bort"}).status_code == 422
    gone = miriam.post(page, {"gor": "ta_bort", "ta_bort": utgangen.nummer}, follow=True)
    assert "1 artikel är borttagen ur listan." in gone.content.decode()
    assert not UtgangenIForrad.objects.exists()


def test_a_retur_lets_the_forrad_take_it_with_what_is_ticked_kept(
    f: Forrad, utgangen: Artikel
) -> None:
    miriam, page = inloggad(f.r.v.miriam), reverse("retur:ny", args=[f.r.v.patient.pk])
    ticked = {"kund": f.r.v.kund.nummer, "lager": f.lager.nummer, f"val-{f.r.kopt.pk}": "retur"}
    no = miriam.post(page, ticked)
    assert (no.status_code, "är utgången" in no.content.decode()) == (422, True)
    let = miriam.post(page, {**ticked, "tillat": utgangen.nummer})
    said = let.content.decode()
    assert let.status_code == 200
    assert f'name="val-{f.r.kopt.pk}" value="retur" checked' in said
    assert 'name="tillat"' not in said
    assert UtgangenIForrad.objects.get().lager == f.lager
    assert miriam.post(page, ticked).status_code == 302
    assert Retur.objects.get().arende.status == "Klar"


def test_over_the_api(f: Forrad, utgangen: Artikel) -> None:
    miriam = Klient(f.r.v.miriam)
    no = miriam("POST", "utgangna-artiklar/", {"artikel": "10001"})
    assert (no.status, no.koder, no.falt) == (422, ["artikel_i_sortiment"], ["artikel"])
    done = miriam("POST", "utgangna-artiklar/", {"artikel": utgangen.nummer})
    assert [one["artikel"] for one in done.data["poster"]] == [utgangen.nummer]
    assert miriam("GET", "utgangna-artiklar/").data == done.data
    gone = miriam("POST", "utgangna-artiklar/ta_bort/", {"artikel": utgangen.nummer})
    assert gone.data == {"poster": []}
    assert Klient(f.r.v.kim)("GET", "utgangna-artiklar/").status == 403
