"""What nobody can find: on the svinnlager, found again, or scrapped after three months (§2.8)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from cases.gemensamt import inventering
from cases.gemensamt.inventering import Raknat
from cases.hamtorder import actions
from cases.hamtorder.rules import Utrett
from cases.hjalpmedel import karantan, svinn
from cases.hjalpmedel.models import Individ, Rorelse, Saldo
from cases.hjalpmedel.saldon import Andring, Handelse, bokfor, kontrollera_saldo
from cases.organisation.models import Lager
from cases.organisation.queries import svinnlager
from cases.returmottagning import avstamning, disk
from tasks import jobs
from tests.api.klient import Klient
from tests.hamtorder.test_forkommet import anmald
from tests.hamtorder.varld import Retur, bygg
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import i_lager
from tests.returmottagning.test_disk import lamnad
from workflows import clock
from workflows.errors import Forbidden

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TRE_MANADER = timedelta(days=92)


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(ONSDAG):
        yield
        assert kontrollera_saldo() == []


@pytest.fixture
def r(db: None) -> Retur:
    return bygg()


def pa_svinnlagret() -> dict[str, int]:
    rows = Saldo.objects.filter(lager__typ=Lager.Typ.SVINN).exclude(antal=0)
    return {row.artikel.nummer: row.antal for row in rows.select_related("artikel")}


def forkommen(r: Retur) -> Individ:
    """The bed and what has no number are looked for in vain."""
    order = anmald(r, r.sang, r.dosa, r.rollator, r.kopt)
    actions.utred(order.pk, person=r.v.lotta, sagt=Utrett("svinn", "Letade överallt."))
    return Individ.objects.get(nummer="1438560")


def test_what_is_lost_stands_on_the_svinnlager_and_what_the_unit_bought_does_not(r: Retur) -> None:
    bed = forkommen(r)
    assert (bed.plats, bed.lager) == (Individ.Plats.FORKOMMEN, svinnlager())
    assert pa_svinnlagret() == {"75178": 1, "55434": 1, "10001": 1}
    row = Rorelse.objects.get(individ=bed)
    assert (row.slag, row.antal, row.av, row.skal) == (
        Rorelse.Slag.SVINN, 1, r.v.lotta.username, "Letade överallt.",
    )  # fmt: skip
    assert not Saldo.objects.filter(artikel=r.kopt.artikel).exists()


def test_what_turns_up_at_the_desk_leaves_it(r: Retur) -> None:
    bed = forkommen(r)
    lamnad(r, r.sang)
    bed.refresh_from_db()
    assert (bed.plats, bed.lager) == (Individ.Plats.VERKSTAD, None)
    assert pa_svinnlagret() == {"55434": 1, "10001": 1}
    assert Rorelse.objects.filter(slag=Rorelse.Slag.ATERFUNNET, individ=bed).get().antal == -1


def test_what_a_count_misses_goes_there_and_what_it_finds_comes_back(r: Retur) -> None:
    v = r.v
    i_lager(v.rollator, 5)
    i_lager(v.sang, 1)
    [bed] = Individ.objects.filter(plats=Individ.Plats.LAGER)
    # Only what the count did on the shelf is told of it.
    assert inventering.rakna(v.smalager, v.rollator, Raknat(3, skal="Svinn"), person=v.lotta) == -2
    assert inventering.rakna(v.lager, v.sang, Raknat(skal="Svinn"), person=v.lotta) == -1
    assert pa_svinnlagret() == {"10001": 2, "75178": 1}
    found = Raknat(6, skal="Stod bakom dörren")
    assert inventering.rakna(v.smalager, v.rollator, found, person=v.lotta) == 3
    back = Raknat(individer=[bed.nummer], skal="Stod fel")
    assert inventering.rakna(v.lager, v.sang, back, person=v.lotta) == 1
    assert pa_svinnlagret() == {}


def test_what_a_unit_has_bought_is_not_hmcs_to_look_for(r: Retur) -> None:
    v = r.v
    forrad = Lager.objects.create(nummer="411", namn="Förråd", typ="buffert", kund=v.kund)
    for artikel in (r.kopt.artikel, v.rollator):
        said = Raknat(4, skal="Första räkningen")
        inventering.rakna(forrad, artikel, said, person=v.lotta)
        inventering.rakna(forrad, artikel, Raknat(1, skal="Svinn"), person=v.lotta)
    assert pa_svinnlagret() == {"10001": 3}


def test_after_three_months_it_is_scrapped_by_itself(r: Retur) -> None:
    bed = forkommen(r)
    with clock.frozen(ONSDAG + TRE_MANADER - timedelta(hours=1)):
        i_lager(r.v.rollator, 1)
        inventering.rakna(r.v.smalager, r.v.rollator, Raknat(0, skal="Svinn"), person=r.v.lotta)
        assert svinn.skrota_gamla() == 0
    assert pa_svinnlagret() == {"75178": 1, "55434": 1, "10001": 2}
    with clock.frozen(ONSDAG + TRE_MANADER + timedelta(hours=1)):
        jobs.svinn()
        bed.refresh_from_db()
        assert (bed.plats, bed.lager) == (Individ.Plats.SKROTAD, None)
        # The rollator that was lost just now waits its own three months.
        assert pa_svinnlagret() == {"10001": 1}
        row = Rorelse.objects.get(slag=Rorelse.Slag.SKROT, individ=bed)
        assert (row.antal, row.skal) == (-1, "S1 Svinn via svinnrapport")
        assert svinn.skrota_gamla() == 0
        assert "skrotad" in disk.sok(r.v.lotta, bed.nummer).mening
    with clock.frozen(ONSDAG + 2 * TRE_MANADER):
        assert svinn.skrota_gamla() == 1
        assert pa_svinnlagret() == {}


def test_an_individ_that_came_back_and_was_lost_anew_waits_anew(r: Retur) -> None:
    i_lager(r.v.sang, 1)
    [bed] = Individ.objects.filter(plats=Individ.Plats.LAGER)
    missing, there = Raknat(skal="Svinn"), Raknat(individer=[bed.nummer], skal="Stod fel")
    inventering.rakna(r.v.lager, r.v.sang, missing, person=r.v.lotta)
    with clock.frozen(ONSDAG + TRE_MANADER - timedelta(days=1)):
        inventering.rakna(r.v.lager, r.v.sang, there, person=r.v.lotta)
        inventering.rakna(r.v.lager, r.v.sang, missing, person=r.v.lotta)
    with clock.frozen(ONSDAG + TRE_MANADER + timedelta(days=1)):
        assert svinn.skrota_gamla() == 0
        bed.refresh_from_db()
        assert bed.plats == Individ.Plats.FORKOMMEN


def test_it_is_on_the_list_of_what_is_looked_into_and_nobody_counts_it(r: Retur) -> None:
    forkommen(r)
    page = inloggad(r.v.lotta).get("/returmottagning/avstamning/").content.decode()
    assert "På svinnlagret" in page
    assert "1438560" in page
    rows = Klient(r.v.kim)("GET", "returmottagning/avstamning/").data["borta"]
    assert [(row["artikel"], row["antal"], row["individer"]) for row in rows] == [
        ("10001", 1, []), ("55434", 1, []), ("75178", 1, ["1438560"]),
    ]  # fmt: skip
    there = Lager.objects.create(nummer="77", namn="Annat lager", typ="hmc")
    assert avstamning.lista(r.v.lotta, there).borta == []
    place = svinnlager()
    assert place not in inventering.egna_lager(r.v.lotta)
    with pytest.raises(Forbidden):
        inventering.rakna(place, r.v.rollator, Raknat(1, skal="Fel"), person=r.v.lotta)


def test_what_is_held_is_not_scrapped_by_itself(r: Retur) -> None:
    bed = forkommen(r)
    karantan.satt(bed.pk)
    with clock.frozen(ONSDAG + TRE_MANADER + timedelta(hours=1)):
        assert svinn.skrota_gamla() == 2
        bed.refresh_from_db()
        assert (bed.plats, pa_svinnlagret()) == (Individ.Plats.FORKOMMEN, {"75178": 1})
        # The investigation ends with that it is scrapped: it is, with what is lost.
        karantan.slapp(bed.pk, skrota=True)
        assert svinn.skrota_gamla() == 1
    karantan.slapp(bed.pk, skrota=True)
    bed.refresh_from_db()
    assert bed.plats == Individ.Plats.SKROTAD


def test_an_article_that_fails_stops_no_other(
    r: Retur, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bed = forkommen(r)

    def brister(changes: Sequence[Andring], handelse: Handelse) -> list[Rorelse]:
        if changes[0].artikel_id == bed.artikel_id:
            raise RuntimeError("bed")
        return bokfor(changes, handelse)

    monkeypatch.setattr(svinn, "bokfor", brister)
    with clock.frozen(ONSDAG + TRE_MANADER + timedelta(hours=1)):
        assert svinn.skrota_gamla() == 2
    assert pa_svinnlagret() == {"75178": 1}
    assert f"article {bed.artikel_id} could not be scrapped" in caplog.text


def test_the_svinnlager_takes_a_number_that_is_free(db: None) -> None:
    Lager.objects.create(nummer="99", namn="Annat lager", typ="hmc")
    assert svinnlager().nummer == "100"
    assert svinnlager().nummer == "100"
