"""Whatever is ordered, fetched, handed in, searched for, received, scrapped, taken back, undone and
cancelled, in any order:
each individ is in exactly one place, books and shelves agree, rent is charged for no day twice and
none after the aid was given back, and what stays with the mottagare is paid for."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.hamtorder import actions, actions_makulera
from cases.hamtorder.actions_aterregistrera import aterregistrera
from cases.hamtorder.actions_verkstall import verkstall
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hamtorder.rules import Utrett
from cases.hjalpmedel.models import Individ, Innehav
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from cases.retur.actions import angra
from cases.retur.actions import verkstall as ta_hem
from cases.retur.models import Retur as EgenRetur
from cases.retur.rules import Vald
from cases.returmottagning import actions as vid_returen
from cases.returmottagning import disk
from cases.returmottagning.actions_disk import ta_emot_vid_disk
from cases.returmottagning.models import Returmottagning, Returrad
from cases.returmottagning.rules import Mottaget
from tests.hamtorder.varld import enheten, val
from tests.kundorder.varld import PERSONNUMMER, leverera_meddelanden
from tests.retur.varld import Forrad, bygg
from workflows import clock, engine
from workflows.errors import No, NotFound
from workflows.models import Incident

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
# What happens, and a number that says to which of those there are.
HANDELSER = (
    "hamtorder", "hamta", "ta_emot", "rekond", "makulera", "retur", "angra", "tid", "disk",
    "utprovning", "bekrafta", "eftersok", "utred", "direkt", "aterregistrera",
)  # fmt: skip
NR = st.integers(0, 63)
NAGOT = st.lists(st.tuples(st.sampled_from(HANDELSER), NR), max_size=4)
RAKA = (
    ("hamtorder", "hamta", "ta_emot", "rekond"),
    ("utprovning", "bekrafta", "ta_emot", "rekond"),
    ("hamtorder", "hamta", "eftersok", "utred", "ta_emot", "rekond"),
    ("disk", "rekond"),
    ("direkt", "aterregistrera", "hamtorder"),
)


@st.composite
def foljder(draw: st.DrawFn) -> list[tuple[str, int]]:
    """Straight paths one after the other, cut off anywhere, with anything in between."""
    told: list[tuple[str, int]] = []
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(RAKA))
        for vad in path[: draw(st.integers(1, len(path)))]:
            told += [*draw(NAGOT), (vad, draw(NR))]
    return told + draw(NAGOT)


def test_whatever_happens_in_whatever_order(f: Forrad) -> None:
    run_all(f, examples=12)


@pytest.mark.full
def test_whatever_happens_many_times(f: Forrad) -> None:
    run_all(f, examples=400)


@pytest.fixture
def f(db: None) -> Forrad:
    return bygg()


def run_all(f: Forrad, *, examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(foljder())
    def sequences(foljd: list[tuple[str, int]]) -> None:
        with transaction.atomic():
            _spela(f, foljd)
            transaction.set_rollback(True)

    sequences()


def _spela(f: Forrad, foljd: list[tuple[str, int]]) -> None:
    now = ONSDAG
    for vad, nr in foljd:
        if vad == "tid":
            now += timedelta(days=nr % 6)
        with clock.frozen(now):
            # A no leaves nothing behind: what it says is other tests' to see.
            with suppress(No), transaction.atomic():
                GORA[vad](f, nr)
            leverera_meddelanden()
            engine.tick()
            _haller(f, now)


def _haller(f: Forrad, now: datetime) -> None:
    assert kontrollera_saldo() == []
    assert not Incident.objects.exists()
    for individ in Individ.objects.all():
        held = Innehav.objects.filter(individ=individ, aterlamnad__isnull=True)
        assert held.exists() == (individ.plats == Individ.Plats.MOTTAGARE)
        assert held.count() <= 1
    for row in Innehav.objects.all():
        # Given back and with the mottagare are never both, nor is it received twice.
        received = Returrad.objects.filter(innehav=row).exclude(disposition__in=["", "saknas"])
        assert sum(rad.antal for rad in received) <= row.antal
        assert not Hamtrad.objects.filter(innehav=row, oppen=True).count() > 1
        if row.aterlamnad is not None and row.hyra_till is not None:
            assert row.hyra_till <= row.aterlamnad
        if row.aterlamnad is None and not Hamtrad.objects.filter(innehav=row, oppen=True).exists():
            assert row.hyra_till is None
        if row.hyra_till is not None:
            assert row.hyra_till <= clock.local(now).date()


def _hamtorder(f: Forrad, nr: int) -> None:
    _bekrafta(f)
    svar = val(f.r, *_valda(f, nr))
    verkstall(f.r.v.patient, person=f.r.v.miriam, kund=f.r.v.kund, svar=svar)


def _valda(f: Forrad, nr: int) -> list[Innehav]:
    aids = [f.r.sang, f.r.dosa, f.r.rollator, f.r.kopt, f.r.installning]
    # A bed without its box is refused; nothing ticked too.
    ticked = nr | 2 if nr & 1 else nr or 4
    return [aid for place, aid in enumerate(aids) if ticked >> place & 1]


def _utprovning(f: Forrad, nr: int) -> None:
    """Handed back at a try-out: gone at once, confirmed afterwards."""
    _bekrafta(f)
    svar = val(f.r, *_valda(f, nr), atgard="utprovning", **enheten(f.r))
    verkstall(f.r.v.patient, person=f.r.v.miriam, kund=f.r.v.kund, svar=svar)


def _direkt(f: Forrad, nr: int) -> None:
    """An inställning that is gone at once."""
    _bekrafta(f)
    svar = val(f.r, f.r.installning, atgard="installning", **enheten(f.r))
    verkstall(f.r.v.patient, person=f.r.v.miriam, kund=f.r.v.kund, svar=svar)


def _aterregistrera(f: Forrad, nr: int) -> None:
    aterregistrera(_en().pk, person=f.r.v.kim, skal="Fel hjälpmedel")


def _eftersok(f: Forrad, nr: int) -> None:
    """A main aid that should be back is searched for."""
    _bekrafta(f)
    aid = f.r.sang if nr % 2 else f.r.rollator
    svar = val(f.r, aid, atgard="huvud", **enheten(f.r))
    verkstall(f.r.v.patient, person=f.r.v.miriam, kund=f.r.v.kund, svar=svar)


def _bekraftad(f: Forrad, nr: int) -> None:
    order = _en()
    rows = list(order.rader.values_list("pk", flat=True))
    missing = [row for place, row in enumerate(rows) if nr >> place & 1]
    actions.bekrafta_aterlamnat(order.pk, person=f.r.v.lotta, saknas=missing)


def _utred(f: Forrad, nr: int) -> None:
    result = ("hittat", "svinn", "avslag")[nr % 3]
    actions.utred(_en().pk, person=f.r.v.lotta, sagt=Utrett(result, "Letade i hela lagret."))


def _disk(f: Forrad, nr: int) -> None:
    """Something lies on the return desk, whoever was to fetch it."""
    number = ("1438560", "10001", "20954")[nr % 3]
    found = disk.sok(f.r.v.lotta, number, "" if number == "1438560" else PERSONNUMMER)
    told = [
        Mottaget(
            row.pk,
            kom=place == 0 or bool(nr >> place & 1),
            skick="godkänt",
            avvikelse=nr % 11 == 0,
        )
        for place, row in enumerate(found.rader)
    ]
    ta_emot_vid_disk(
        [one.nr for one in told],
        person=f.r.v.lotta,
        sagt=told,
        hamtorder=found.vantad.nummer if found.vantad else "",
    )


def _bekrafta(f: Forrad) -> None:
    logga_atkomst(f.r.v.miriam, f.r.v.patient, Atkomst.Vad.BEKRAFTADE, kund=f.r.v.kund)


def _en() -> Hamtorder:
    return Hamtorder.objects.order_by("arende__skapad", "pk").last() or _saknas()


def _hamta(f: Forrad, nr: int) -> None:
    order = _en()
    outcomes = ("hamtad", "hamtad", "saknas", "vagrad")
    said = {
        rad.pk: outcomes[(nr >> place) % 4]
        for place, rad in enumerate(order.rader.filter(oppen=True))
    }
    actions.hamta(
        order.pk, person=f.r.v.tore, utfall=said, ingen_hemma=nr % 7 == 0, orsak="Stod inte där"
    )


def _retur() -> Returmottagning:
    return Returmottagning.objects.order_by("arende__skapad", "pk").last() or _saknas()


def _ta_emot(f: Forrad, nr: int) -> None:
    case = _retur()
    states = ("godkänt", "ej rengjort", "underkänt")
    told = [
        Mottaget(
            row,
            kom=(nr >> row) % 3 != 0,
            skick=states[(nr + row) % 3],
            avvikelse=nr % 11 == 0,
            debitera=nr % 5 == 0,
            belopp=Decimal(450),
            debitering_skal="Trasig klädsel",
        )
        for row in case.rader.values_list("nr", flat=True)
    ]
    vid_returen.ta_emot(case.pk, person=f.r.v.lotta, sagt=told)


def _rekond(f: Forrad, nr: int) -> None:
    case = _retur()
    said = {
        row: "i_lager" if (nr + row) % 2 else "S6"
        for row in case.rader.values_list("nr", flat=True)
    }
    vid_returen.rekonditionera(case.pk, person=f.r.tyra, sagt=said)


def _makulera(f: Forrad, nr: int) -> None:
    actions_makulera.makulera(_en().pk, person=f.r.v.kim)


def _ta_hem(f: Forrad, nr: int) -> None:
    _bekrafta(f)
    ta_hem(
        f.r.v.patient,
        person=f.r.v.miriam,
        kund=f.r.v.kund,
        lager=f.lager,
        valda=[Vald(f.r.kopt.pk, 1, skrotas=bool(nr % 2))],
    )


def _angra(f: Forrad, nr: int) -> None:
    done = EgenRetur.objects.order_by("arende__skapad", "pk").last()
    angra((done or _saknas()).pk, person=f.r.v.kim, skal="Fel patient")


def _saknas() -> Any:
    raise NotFound("Det finns inget än.")


GORA: dict[str, Callable[[Forrad, int], None]] = {
    "hamtorder": _hamtorder,
    "hamta": _hamta,
    "ta_emot": _ta_emot,
    "rekond": _rekond,
    "makulera": _makulera,
    "retur": _ta_hem,
    "angra": _angra,
    "utprovning": _utprovning,
    "bekrafta": _bekraftad,
    "eftersok": _eftersok,
    "utred": _utred,
    "disk": _disk,
    "direkt": _direkt,
    "aterregistrera": _aterregistrera,
    "tid": lambda f, nr: None,
}
