"""A random week: orders with and without work on them, cancelled on either side at any moment,
reports that begin new cases, adaptations. Every message is delivered once and nothing is held for
ever."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from cases.arbetsorder import actions as bestall
from cases.arbetsorder import actions_hmc, actions_makulera, aktiviteter
from cases.arbetsorder.models import Aktivitet, Arbetsorder
from cases.arbetsorder.svar import Mal, Planering, Tid
from cases.felrapport import actions as rapportera
from cases.felrapport import actions_hmc as besvara
from cases.felrapport.foljder import Foljd
from cases.felrapport.svar import Svar
from cases.gemensamt import bilagor
from cases.gemensamt.models import Arende, Hall
from cases.hjalpmedel.models import Innehav
from cases.konsultation import actions as konsulten
from cases.konsultation.rules import Resultat, Tidsforslag
from cases.kundorder import actions_efter
from cases.kundorder import actions_makulera as om_ordern
from cases.kundorder.actions_efter import Inkop
from cases.kundorder.models import Kundorder
from cases.kundorder.queries import restnoterade
from cases.kundorder.svar import NyRad
from cases.leverans import actions as pa_lagret
from cases.leverans import actions_kundtjanst, overlamning
from cases.leverans.models import Leverans
from cases.organisation.models import Grupp
from cases.specialanpassning import actions as anpassa
from cases.specialanpassning import actions_tekniker
from tests.arbetsorder.varld import Arbete, bygg, utkast
from tests.felrapport.varld import grupperna
from tests.konsultation.varld import tid
from tests.kundorder.varld import allt_plockat, i_lager, person
from tests.kundorder.varld import verkstalld as bestalld
from tests.specialanpassning.varld import ANVISNING, PAPPER, bedomning
from workflows import clock, engine, registry
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder
from workflows.engine.outbox import ASK_AGAIN
from workflows.errors import No
from workflows.models import Incident, Message, Move, Process, UserTask

MANDAG = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
KONSULENTER = "konsulent_manuella_rullstolar"


def test_a_random_week(a: Arbete) -> None:
    Vecka(a, Random(6)).leva(arenden=30)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(4))
def test_a_random_week_with_hundreds_of_cases(a: Arbete, seed: int) -> None:
    Vecka(a, Random(seed)).leva(arenden=250)


@pytest.fixture
def a(db: None) -> Arbete:
    with clock.frozen(MANDAG):
        made = bygg()
        for process in ("felrapport", "specialanpassning", "konsultation"):
            versions.publish(from_folder(settings.BPMN_DIR / process), case_type=process)
        grupperna()
        made.r.v.lotta.grupper.set(Grupp.objects.filter(nyckel__in=["lager_plock", "retur"]))
    return made


class Vecka:
    """What happens in the week; chance decides what, in what order and who is first."""

    def __init__(self, a: Arbete, slump: Random) -> None:
        self.a, self.v, self.slump = a, a.r.v, slump
        self.kerstin = person("kerstin", "konsulent")
        self.kerstin.grupper.add(Grupp.objects.get(nyckel=KONSULENTER))
        self.nu, self.minut = MANDAG, count(1)
        self.svar: dict[tuple[str, str], Callable[[UUID], object]] = {
            ("leverans", "plocka"): self.plocka,
            ("leverans", "utleverera"): lambda c: pa_lagret.utleverera(c, person=self.v.lotta),
            ("leverans", "leverera"): self.leverera,
            ("leverans", "kvittera"): self.kvittera,
            ("leverans", "folj_upp_kvittens"): lambda c: actions_kundtjanst.folj_upp_kvittens(
                c, person=a.kim, anteckning="Ingen var hemma."
            ),
            ("kundorder", "kop_in"): self.kop_in,
            ("kundorder", "bedom_makulering"): lambda c: om_ordern.bedom_makulering(
                c, person=a.kim, makuleras=self.slump.random() < 0.3, svar="Den går nu."
            ),
            ("arbetsorder", "granska"): self.granska,
            ("arbetsorder", "komplettera"): lambda c: bestall.komplettera(
                c, person=a.miriam, text="Det högra.", filer=[]
            ),
            ("arbetsorder", "triagera"): lambda c: actions_hmc.triagera(
                c, person=a.kim, grupp="tekniker_falt"
            ),
            ("arbetsorder", "hamta_for_atgard"): lambda c: actions_hmc.hamta_for_atgard(
                c, person=self.v.tore
            ),
            ("arbetsorder", "lamna_tillbaka"): lambda c: actions_hmc.lamna_tillbaka(
                c, person=self.v.tore
            ),
            ("arbetsorder", "planera"): self.planera,
            ("arbetsorder", "utfor"): self.utfor,
            ("arbetsorder", "folj_upp_forsening"): lambda c: actions_hmc.folj_upp_forsening(
                c, person=a.kim, text="Vi kommer på fredag."
            ),
            ("arbetsorder", "avgor_makulering"): lambda c: actions_makulera.avgor_makulering(
                c, person=a.kim, makuleras=self.slump.random() < 0.3, text="Bestämt."
            ),
            ("arbetsorder", "avgor_kopplad"): self.avgor_kopplad,
            ("arbetsorder", "valj_leverans"): self.valj_leverans,
            ("specialanpassning", "utfarda_anvisning"): lambda c: anpassa.utfarda_anvisning(
                c, person=a.miriam, sagt=ANVISNING
            ),
            ("specialanpassning", "bedom"): lambda c: actions_tekniker.bedom(
                c, person=a.tim, sagt=bedomning(utfall="ej_mojlig", motivering="Går inte.")
            ),
            ("konsultation", "erbjud_tid"): lambda c: konsulten.erbjud_tid(
                c,
                person=self.kerstin,
                sagt=Tidsforslag(nadd=True, form="besok", tid=tid(), skal="Sjukdom."),
            ),
            ("konsultation", "genomfor"): lambda c: konsulten.genomfor(
                c, person=self.kerstin, sagt=Resultat("rad", "Höj ryggen.", journal=True)
            ),
            ("konsultation", "folj_upp_forsening"): lambda c: konsulten.folj_upp_forsening(
                c, person=a.kim, text="På fredag."
            ),
            ("felrapport", "ta_emot"): lambda c: besvara.ta_emot(c, person=self.v.lotta),
            ("felrapport", "utred"): self.utred,
            ("felrapport", "aterkoppla"): lambda c: rapportera.aterkoppla(
                c, person=a.miriam, racker=True
            ),
        }

    def leva(self, *, arenden: int) -> None:
        """Live the week, with that many cases begun by people; then let all that waits be done."""
        borja = [self.order, self.kopplad, self.kopplad, self.kopplad, self.anpassning, self.rad]
        for _ in range(arenden):
            self.nagot(self.slump.choice([*borja, self.felrapport]))
            for _ in range(self.slump.randint(1, 4)):
                others = [self.makulera_order, self.makulera_ao, self.be_om_order, self.be_om_ao]
                self.nagot(self.slump.choice([self.uppgift] * 10 + others))
            if self.slump.random() < 0.5:
                self.kora(timedelta(minutes=self.slump.randint(1, 90)))
        for _ in range(120):
            if not UserTask.objects.exists() and not self.pa_vag().exists():
                break
            for task in list(UserTask.objects.order_by("created_at")):
                self.gor(task)
            self.kora(timedelta(hours=12))
        self.allt_ar_avgjort()

    def allt_ar_avgjort(self) -> None:
        assert not UserTask.objects.exists(), list(UserTask.objects.values_list("name", flat=True))
        assert [one.sentence for one in Incident.objects.all()] == []
        assert [(one.name, one.status) for one in self.pa_vag()] == []
        sent = Message.objects.exclude(name=ASK_AGAIN)
        received = Move.objects.filter(kind=Move.Kind.MESSAGE).count()
        begun = Move.objects.filter(kind=Move.Kind.START).exclude(actor="miriam").count()
        # What was not received came to a case that had ended; one that ends its case counts too.
        assert 0 <= sent.count() - received - begun <= self.for_sent(sent)
        assert list(Hall.objects.filter(slappt=None)) == []
        assert not Process.objects.filter(status=Process.Status.RUNNING).exists()

    def for_sent(self, sent: Any) -> int:
        """How many came to a case that had ended, to which they meant nothing any more."""
        ended = set(Process.objects.exclude(ended_at=None).values_list("case_id", flat=True))
        return sum(
            kind.too_late[one.name](UUID(one.key)) in ended
            for one in sent
            for kind in registry.case_types().values()
            if one.name in kind.too_late
        )

    def pa_vag(self) -> Any:
        return Message.objects.exclude(status=Message.Status.DELIVERED)

    def nagot(self, gora: Callable[[], object]) -> None:
        """A no leaves nothing behind, and is what a person meets."""
        with clock.frozen(self.nu), suppress(No), transaction.atomic():
            gora()

    def kora(self, tid: timedelta) -> None:
        """Time goes, and what is on its way arrives. Whatever is held, somebody decides about."""
        self.nu += tid
        with clock.frozen(self.nu):
            for _ in range(20):
                done = engine.tick()
                if not (done.timers or done.messages or done.jobs):
                    break
            for held in Hall.objects.filter(slappt=None).values_list("av_arende", flat=True):
                waits = UserTask.objects.filter(case_id=held).exists()
                below = Arende.objects.filter(
                    typ__in=["specialanpassning", "konsultation"], avslutad=None
                ).exists()
                assert waits or below, held

    def uppgift(self) -> None:
        tasks = list(UserTask.objects.order_by("created_at", "element"))
        if tasks:
            task = self.slump.choice(tasks)
            self.svar[task.case_type, task.element](task.case_id)

    def gor(self, task: UserTask) -> None:
        self.nagot(lambda: self.svar[task.case_type, task.element](task.case_id))

    def order(self) -> Kundorder:
        i_lager(self.v.rollator, 1)
        return bestalld(self.v, NyRad("10001"))

    def kopplad(self) -> None:
        order = self.order()
        mal = Mal(orderrad=order.rader.get().pk)
        how = self.slump.choice(["plats", "lamnas", "hamtas"])
        draft = utkast(self.a, mal, typ=self.slump.choice(["MONT", "ANP"]), utforande=how)
        bestall.verkstall(draft.pk, person=self.a.miriam)

    def anpassning(self) -> None:
        self.med_bilaga("SPEC")

    def rad(self) -> None:
        self.med_bilaga("KONS", produktomrade=KONSULENTER)

    def med_bilaga(self, typ: str, **svar: Any) -> None:
        draft = utkast(self.a, typ=typ, utforande="lamnas", **svar)
        bilagor.spara(draft.pk, SimpleUploadedFile("u.pdf", PAPPER), av=self.a.miriam)
        bestall.verkstall(draft.pk, person=self.a.miriam)

    def felrapport(self) -> None:
        """About something that has been delivered, with what follows of it."""
        had = list(Innehav.objects.filter(rad__isnull=False, aterlamnad=None).order_by("pk"))
        if had:
            aid = self.slump.choice(had)
            order = Kundorder.objects.get(rader=aid.rad)
            said = Svar(
                handelse="trasigt",
                galler=order.pk,
                innehav=aid.pk,
                datum=clock.today(),
                tid=clock.local(clock.now()).time(),
                beskrivning="Ett hjul sitter löst och gnisslar.",
            )
            rapportera.verkstall(None, person=self.a.miriam, svar=said)

    def makulera_order(self) -> None:
        found = list(Kundorder.objects.filter(arende__avslutad=None).order_by("arende__skapad"))
        if found:
            om_ordern.makulera(self.slump.choice(found).pk, person=self.a.kim)

    def makulera_ao(self) -> None:
        found = list(Arbetsorder.objects.filter(arende__avslutad=None).order_by("arende__skapad"))
        if found:
            one = self.slump.choice(found)
            actions_makulera.makulera(one.pk, person=self.a.kim, orsak="Behövs inte.")

    def be_om_order(self) -> None:
        """Ask kundtjänst to cancel an order, again after a no."""
        found = list(Kundorder.objects.filter(arende__avslutad=None).order_by("arende__skapad"))
        if found:
            one = self.slump.choice(found)
            om_ordern.begar_makulering(one.pk, person=self.a.miriam, skal="Behövs inte.")

    def be_om_ao(self) -> None:
        found = list(Arbetsorder.objects.filter(arende__avslutad=None).order_by("arende__skapad"))
        if found:
            one = self.slump.choice(found)
            actions_makulera.begar_makulering(one.pk, person=self.a.miriam, skal="Behövs inte.")

    def kop_in(self, case: UUID) -> None:
        """What is lacking is bought, and has come."""
        lacking = restnoterade(case)
        said = [Inkop(rad.pk, "B-1", clock.today()) for rad in lacking]
        actions_efter.kop_in(case, person=self.v.ivar, svar=said)
        for rad in lacking:
            actions_efter.inleverera(rad.lager_id, rad.artikel_id, rad.rest, person=self.v.lotta)

    def plocka(self, case: UUID) -> None:
        picked = allt_plockat(Leverans.objects.get(pk=case))
        pa_lagret.plocka(case, person=self.v.lotta, plockat=picked, brist_bekraftad=True)

    def leverera(self, case: UUID) -> None:
        if pa_lagret.teknikern_lamnar(Leverans.objects.get(pk=case)):
            overlamning.lamna_over(case, person=self.a.tim, mottagen_av="Skutt", signatur="Skutt")
        else:
            pa_lagret.leverera(case, person=self.v.tore, utfall="levererad")

    def kvittera(self, case: UUID) -> None:
        pa_lagret.kvittera(case, person=self.v.tore, mottagen_av="Skutt", signatur="Skutt")

    def granska(self, case: UUID) -> None:
        said = self.slump.choice(["godkand", "godkand", "komplettera"])
        actions_hmc.granska(case, person=self.a.tim, granskning=said, text="Vilket hjul?")

    def planera(self, case: UUID) -> None:
        """Each slot is a minute of its own: the technician is never booked twice."""
        start = clock.now() + timedelta(hours=2, minutes=next(self.minut))
        slot = Planering(fran=start, till=start + timedelta(minutes=1))
        actions_hmc.planera(case, person=self.a.tim, svar=slot)

    def utfor(self, case: UUID) -> None:
        if self.slump.random() < 0.3:
            actions_hmc.utfor(case, person=self.a.tim, klart=False)
            return
        part = Aktivitet.objects.filter(arbetsorder=case).exclude(lage=Aktivitet.Lage.KLAR).get()
        aktiviteter.rapportera(case, part.pk, person=self.a.tim, tid=Tid(10, "Skruvade"))
        said = {"klart": True, "utlatande": "Det sitter.", "person": self.a.tim}
        actions_hmc.utfor(case, **said, gods_som_vanligt=self.slump.random() < 0.5)

    def avgor_kopplad(self, case: UUID) -> None:
        stop = self.slump.random() < 0.5
        actions_makulera.avgor_kopplad(case, person=self.a.kim, makuleras=stop, text="Bestämt.")

    def valj_leverans(self, case: UUID) -> None:
        order = Arbetsorder.objects.select_related("arende").get(pk=case)
        if self.slump.random() < 0.5:
            actions_makulera.valj_leverans(case, person=self.a.miriam, leverera=True)
        else:
            om_ordern.makulera(order.arende.galler_id, person=self.a.kim)

    def utred(self, case: UUID) -> None:
        follows = (Foljd("ersattning"), Foljd("arbete", typ="AU_KUND", text="Laga."))
        asked = tuple(one for one in follows if self.slump.random() < 0.5)
        said = besvara.Utredning("åtgärdad", "Vi har rättat det.", foljder=asked)
        besvara.utred(case, person=self.v.lotta, utredning=said)
