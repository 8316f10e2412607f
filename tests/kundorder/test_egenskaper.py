"""Random orders, uttag, refills, deliveries, shortages, cancellations, refusals, corrections: all
by real actions.

Whatever happens in whatever order: stock equals the ledger, each individ is in exactly one place,
numbers have no gap, and rent is charged for exactly the days it should.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.gemensamt.models import Arende
from cases.hjalpmedel import rules
from cases.hjalpmedel.innehav import aterlamna
from cases.hjalpmedel.models import Individ, Innehav, Rorelse, Saldo
from cases.hjalpmedel.saldon import Andring, Handelse, bokfor, kontrollera_saldo
from cases.kundorder import actions, actions_direktinkop, actions_efter, actions_makulera
from cases.kundorder.actions_direktinkop import Besked
from cases.kundorder.actions_efter import Inkop
from cases.kundorder.models import Begaran, Kundorder
from cases.kundorder.queries import restnoterade
from cases.kundorder.svar import NyRad
from cases.leverans import actions as pa_lagret
from cases.leverans import actions_kundtjanst, forrad, samling
from cases.leverans.models import Leverans
from cases.mottagare.models import Mottagare
from cases.mottagare.register import lagg_upp_patient
from cases.rattelse import actions as rattelse
from cases.rattelse.models import Rattelse
from cases.rattelse.rules import Svar
from tests.kundorder.varld import (
    Varld,
    allt_mottaget,
    allt_plockat,
    forradet,
    i_lager,
    leverera_meddelanden,
    pafyllnad,
    utkast_ur_forrad,
    verkstalld,
)
from workflows import clock, engine
from workflows.errors import No
from workflows.models import Incident, Message

START = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
ANNAN = "199001109827"


@dataclass
class Bok:
    """What a careful person would have written down: from when and to when each aid is paid for."""

    v: Varld
    annan: Mottagare
    slump: Random
    dag: int = 0
    hyra: dict[int, tuple[date | None, date | None]] = field(default_factory=dict)

    @property
    def idag(self) -> date:
        return (START + timedelta(days=self.dag)).date()

    def nya(self, before: set[int], fran: date) -> None:
        """Rent began for what stands in the books since."""
        for pk in set(Innehav.objects.values_list("pk", flat=True)) - before:
            self.hyra[pk] = (fran, None)


def en(bok: Bok, rows: list[int]) -> int | None:
    return bok.slump.choice(rows) if rows else None


def vantar(element: str) -> list[Leverans]:
    cases = [
        arende.pk
        for arende in Arende.objects.filter(typ="leverans", avslutad=None)
        if any(task.element == element for task in engine.open_tasks(arende.pk))
    ]
    return list(Leverans.objects.filter(pk__in=cases).order_by("arende__nummer"))


def bestall(bok: Bok) -> None:
    rader = bok.slump.choice([("75178",), ("10001",), ("75178", "10001"), ("10001", "55434")])
    verkstalld(
        bok.v,
        *(NyRad(nummer, bok.slump.randint(1, 2)) for nummer in rader),
        samleverans=bok.slump.random() < 0.3 and len(rader) > 1,
    )


def ta_ut(bok: Bok) -> None:
    """The unit's own förråd is where the patient gets it from, in one move."""
    shelf = forradet(bok.v)
    beds = Individ.objects.filter(artikel=bok.v.sang, plats="lager", lager=shelf)
    bed = beds.order_by("nummer").first()
    rader = [NyRad("10001", bok.slump.randint(1, 2))]
    if bed is not None and bok.slump.random() < 0.5:
        rader = [NyRad("75178", individ=bed.nummer)]
    before = set(Innehav.objects.values_list("pk", flat=True))
    order = utkast_ur_forrad(bok.v, *rader)
    actions.verkstall(order.pk, person=bok.v.miriam, underskott_bekraftat=True)
    bok.nya(before, bok.idag)


def fyll_pa_forradet(bok: Bok) -> None:
    nummer = bok.slump.choice(["75178", "10001", "55434"])
    pafyllnad(bok.v, NyRad(nummer, bok.slump.randint(1, 2)))


def packa_upp(bok: Bok) -> None:
    """The förråd unpacks what came to it, and now and then something was not in the box."""
    for leverans in [*vantar("kvittera_bmb"), *vantar("leverera")]:
        if leverans.till_lager is not None:
            lacks = {"10001": 0, "55434": 0} if bok.slump.random() < 0.3 else None
            told = allt_mottaget(leverans, lacks)
            forrad.kvittera_bmb(leverans.pk, person=bok.v.miriam, mottaget=told)
            return


def fyll_pa(bok: Bok) -> None:
    artikel = bok.slump.choice([bok.v.rollator, bok.v.dosa])
    actions_efter.inleverera(
        artikel.lager_id, artikel.pk, bok.slump.randint(1, 3), person=bok.v.lotta
    )


def fyll_pa_sangar(bok: Bok) -> None:
    number = f"7{Individ.objects.count():06d}"
    actions_efter.inleverera(
        bok.v.lager.pk, bok.v.sang.pk, 1, person=bok.v.lotta, individer=[number]
    )


def kop_in(bok: Bok) -> None:
    for order in Kundorder.objects.filter(arende__avslutad=None):
        if any(task.element == "kop_in" for task in engine.open_tasks(order.pk)):
            straight = bok.slump.random() < 0.5
            told = [
                Inkop(rad.pk, "B-1", bok.idag, direkt=straight and rad.huvudrad_id is None)
                for rad in restnoterade(order.pk)
            ]
            actions_efter.kop_in(order.pk, person=bok.v.ivar, svar=told)
            return


def bekrafta_direktinkop(bok: Bok) -> None:
    """What a supplier was to ship has come to the mottagare, or never will."""
    asked = Begaran.objects.filter(direkt=True, lage=Begaran.Lage.BESTALLD)
    one = asked.order_by("skapad", "pk").first()
    if one is None:
        return
    marked = one.rader.filter(rad__artikel__individmarkt=True)
    free = 7_500_000 + Individ.objects.count()
    new = {row.rad_id: [str(free + n) for n in range(row.antal)] for row in marked}
    told = Besked(one.pk, bok.slump.choice(["levererad", "levererad", "kommer_inte"]), new)
    before = set(Innehav.objects.values_list("pk", flat=True))
    actions_direktinkop.bekrafta_direktinkop(
        one.order_id, person=bok.v.ivar, svar=[told], dag=bok.idag, mottagen_av="Ada", orsak="Slut"
    )
    bok.nya(before, bok.idag)


def samla(bok: Bok) -> None:
    """What came from several lager is together, or a part of it was lost on the way."""
    for leverans in vantar("samla")[:1]:
        lost = bok.slump.random() < 0.4
        here = [] if lost else list(leverans.rader.values_list("rad", flat=True))
        samling.samla(leverans.pk, person=bok.v.lotta, framme=here, borta=lost)


def avgora_samleverans(bok: Bok) -> None:
    for leverans in vantar("avgor_samleverans")[:1]:
        beslut = bok.slump.choice(["skicka", "vanta"])
        samling.avgor_samleverans(leverans.pk, person=bok.v.kim, beslut=beslut)


def makulera(bok: Bok) -> None:
    orders = list(Kundorder.objects.filter(arende__avslutad=None).order_by("arende__nummer"))
    if orders:
        actions_makulera.makulera(bok.slump.choice(orders).pk, person=bok.v.kim)


def plocka(bok: Bok) -> None:
    for leverans in vantar("plocka")[:1]:
        lacks = bok.slump.random() < 0.3
        found = {"10001": 0, "55434": 0} if lacks else None
        pa_lagret.plocka(
            leverans.pk,
            person=bok.v.lotta,
            plockat=allt_plockat(leverans, found),
            brist_bekraftad=True,
        )


def utleverera(bok: Bok) -> None:
    for leverans in vantar("utleverera")[:1]:
        pa_lagret.utleverera(leverans.pk, person=bok.v.lotta)


def leverera(bok: Bok) -> None:
    for leverans in vantar("leverera")[:1]:
        utfall = bok.slump.choice(["levererad", "levererad", "ej_hemma", "vagrad"])
        pa_lagret.leverera(leverans.pk, person=bok.v.tore, utfall=utfall, orsak="Prov")


def kvittera(bok: Bok) -> None:
    for leverans in vantar("kvittera")[:1]:
        before = set(Innehav.objects.values_list("pk", flat=True))
        pa_lagret.kvittera(leverans.pk, person=bok.v.tore, mottagen_av="Ada", signatur="Ada")
        bok.nya(before, bok.idag)


def avgora(bok: Bok) -> None:
    for leverans in vantar("avgora")[:1]:
        beslut = bok.slump.choice(["nytt_forsok", "tillbaka"])
        actions_kundtjanst.avgora(leverans.pk, person=bok.v.kim, beslut=beslut, dag=bok.idag)


def ta_tillbaka(bok: Bok) -> None:
    for leverans in vantar("ta_tillbaka")[:1]:
        pa_lagret.ta_tillbaka(leverans.pk, person=bok.v.lotta)


@transaction.atomic
def lamna_tillbaka(bok: Bok) -> None:
    """A main aid comes home, and its components with it; the returns desk puts it on a shelf."""
    here = Innehav.objects.filter(aterlamnad=None, komponent_till=None, artikel=bok.v.rollator)
    pk = en(bok, list(here.order_by("pk").values_list("pk", flat=True)))
    if pk is None:
        return
    row = aterlamna(pk, bok.idag)
    bok.hyra[pk] = (bok.hyra[pk][0], bok.idag)
    back = [Andring(bok.v.smalager.pk, row.artikel_id, antal=row.antal)]
    bokfor(back, Handelse(Rorelse.Slag.RETUR, "prov"))


def ratta(bok: Bok) -> None:
    """One row of some receipt, wrong in one of three ways."""
    rows = Innehav.objects.filter(annullerad=False, komponent_till=None).order_by("pk")
    pk = en(bok, list(rows.values_list("pk", flat=True)))
    if pk is None:
        return
    row = Innehav.objects.get(pk=pk)
    assert row.arende is not None
    free = Individ.objects.filter(artikel=row.artikel, plats="lager").order_by("nummer").first()
    other = bok.annan if row.mottagare != bok.annan else bok.v.patient
    day = bok.slump.choice([row.levererad, bok.idag])
    svar = Svar(
        vad=bok.slump.choice(["individ", "antal", "mottagare"]),
        skal="Prov",
        dag=day,
        individ=free.nummer if free else "",
        antal=bok.slump.randint(0, 2),
        i_lager=bok.slump.random() < 0.7,
        mottagare=str(other.identitet),
    )
    parts = list(row.komponenter.filter(aterlamnad=None).order_by("pk"))
    made = rattelse.ratta(row.arende, person=bok.v.kim, innehav=pk, svar=svar)
    for gone in (row, *parts):
        bok.hyra[gone.pk] = (None, None)
    if made.nytt_innehav is not None:
        bok.hyra[made.nytt_innehav.pk] = (day, None)
        anew = made.nytt_innehav.komponenter.order_by("pk")
        for part, new in zip(parts, anew, strict=True):
            bok.hyra[new.pk] = (max(part.levererad, day), None)


def en_dag_gar(bok: Bok) -> None:
    bok.dag += bok.slump.randint(1, 3)


HANDELSER: Mapping[str, Callable[[Bok], None]] = {
    gor.__name__: gor
    for gor in (
        bestall, ta_ut, fyll_pa_forradet, packa_upp, fyll_pa, fyll_pa_sangar, kop_in, makulera,
        bekrafta_direktinkop, plocka, samla, avgora_samleverans, utleverera, leverera, kvittera,
        avgora, ta_tillbaka, lamna_tillbaka, ratta, en_dag_gar,
    )
}  # fmt: skip
# Most of a day is picking and driving: without that little would ever be received.
VANLIGT = [
    "bestall",
    "fyll_pa_forradet",
    "packa_upp",
    "ta_ut",
    "plocka",
    "utleverera",
    "leverera",
    "kvittera",
    "ratta",
]


def prova(v: Varld, handelser: list[str], seed: int) -> None:
    with clock.frozen(START):
        i_lager(v.sang, 2)
        i_lager(v.dosa, 3)
        i_lager(v.rollator, 3)
        for artikel, antal in ((v.sang, 1), (v.dosa, 1), (v.rollator, 2)):
            i_lager(artikel, antal, forradet(v))
        assert v.patient.baskod is not None
        annan = lagg_upp_patient(ANNAN, "Stora Skutt", v.patient.baskod, av="pia")
    bok = Bok(v, annan, Random(seed))
    for namn in handelser:
        with clock.frozen(START + timedelta(days=bok.dag, minutes=len(bok.hyra))):
            # A refusal is an answer too, and leaves everything as it was.
            with suppress(No):
                HANDELSER[namn](bok)
            leverera_meddelanden()
            haller(bok)


def haller(bok: Bok) -> None:
    """What must be true whatever has happened."""
    assert kontrollera_saldo() == []
    assert not Incident.objects.exists()
    assert not Message.objects.filter(status=Message.Status.INCIDENT).exists()
    for individ in Individ.objects.all():
        held = individ.innehav.filter(aterlamnad=None).count()
        assert held == (individ.plats == Individ.Plats.MOTTAGARE), individ
    for saldo in Saldo.objects.filter(artikel=bok.v.sang):
        there = Individ.objects.filter(artikel=bok.v.sang, plats="lager", lager=saldo.lager_id)
        assert saldo.antal == there.count(), saldo
    for saldo in Saldo.objects.filter(lager__typ="hmc"):
        assert 0 <= saldo.reserverat <= saldo.antal, saldo
    for typ in ("kundorder", "leverans", "rattelse"):
        numbers = Arende.objects.filter(typ=typ, nummer__isnull=False).values_list("nummer")
        by_week: dict[str, list[int]] = {}
        for (number,) in numbers:
            by_week.setdefault(number[:4], []).append(int(number[4:]))
        for given_out in by_week.values():
            assert sorted(given_out) == list(range(1, len(given_out) + 1))
    period = START.date(), bok.idag
    for row in Innehav.objects.all():
        fran, till = bok.hyra[row.pk]
        should = rules.hyresdagar(fran, till, *period)
        assert rules.hyresdagar(row.hyra_fran, row.hyra_till, *period) == should, row


NAGRA = st.lists(
    st.one_of(st.sampled_from(VANLIGT), st.sampled_from(sorted(HANDELSER))),
    min_size=8,
    max_size=25,
)
SLUMP = st.integers(0, 2**16)


@pytest.mark.django_db
def test_a_day_that_has_everything(v: Varld) -> None:
    """The same laws over a story that is known to reach every kind of event."""
    story = [
        "bestall", "plocka", "utleverera", "leverera", "kvittera", "ratta", "en_dag_gar", "bestall",
        "fyll_pa", "fyll_pa_sangar", "plocka", "utleverera", "leverera", "avgora", "leverera",
        "kvittera", "ratta", "lamna_tillbaka", "makulera", "kop_in", "ta_tillbaka", "ratta",
        "fyll_pa", "fyll_pa_forradet", "ta_ut", "plocka", "utleverera", "packa_upp", "ta_ut",
        "ta_ut", "ratta", "lamna_tillbaka",
    ]  # fmt: skip
    prova(v, story, seed=13)
    moved = Rorelse.objects.filter(lager=forradet(v)).values_list("slag", flat=True)
    assert {Rorelse.Slag.UTTAG, Rorelse.Slag.INLEVERANS} <= set(moved)
    assert Leverans.objects.filter(till_lager=forradet(v), arende__status="Kvitterad").exists()
    assert Rattelse.objects.count() >= 2
    assert Innehav.objects.filter(annullerad=False, aterlamnad__isnull=False).exists()


def _prova_i_en_transaktion(v: Varld, handelser: list[str], seed: int) -> None:
    """Each example in a transaction of its own, taken back when it is judged."""
    begun = transaction.savepoint()
    try:
        prova(v, handelser, seed)
    finally:
        transaction.savepoint_rollback(begun)


@pytest.mark.django_db
def test_the_laws_hold_whatever_happens(v: Varld) -> None:
    @settings(
        max_examples=4,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(handelser=NAGRA, seed=SLUMP)
    def law(handelser: list[str], seed: int) -> None:
        _prova_i_en_transaktion(v, handelser, seed)

    law()


@pytest.mark.full
@pytest.mark.django_db
def test_the_laws_hold_whatever_happens_for_long(v: Varld) -> None:
    @settings(
        max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(handelser=st.lists(st.sampled_from([*VANLIGT, *HANDELSER]), max_size=60), seed=SLUMP)
    def law(handelser: list[str], seed: int) -> None:
        _prova_i_en_transaktion(v, handelser, seed)

    law()
