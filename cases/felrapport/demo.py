"""The demo world's felrapporter: weeks of reports made by the engine itself, day by day.

They are made up, and concern articles and HMC's service, never a patient. Whoever opens Processer
in a fresh demo sees what runs, what is late and what has been, and has something to replay.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from uuid import UUID

from cases.felrapport import actions, actions_hmc
from cases.felrapport.actions_hmc import Utredning
from cases.felrapport.models import Felrapport
from cases.felrapport.oppning import hamta
from cases.felrapport.svar import Svar
from cases.organisation.models import Anvandare, Grupp
from workflows import clock, engine, workdays
from workflows.errors import No

# The same weeks each time, whatever day they are counted from.
_FRO = 2026
_ANMALARE = ("frida.forskrivare", "berit.bestallare")
_PER_DAG = (1, 1, 2, 2, 3)
_SANG, _RULLSTOL = "75178", "72522"
# Kind of event, article, how common, and what is written.
_HANDELSER = (
    ("administration", "", 5, "Fakturan tar upp en rollator som enheten har lämnat tillbaka."),
    ("lang_svarstid", "", 3, "Ingen har hört av sig på två veckor om tiden för utprovning."),
    ("ej_nabar", "", 2, "Telefonen besvarades inte under hela förmiddagen."),
    ("uppackning", "", 2, "Kartongerna stod kvar oöppnade i förrådet efter leveransen."),
    ("brist_i_forrad", "", 4, "Förrådet har inte fyllts på, och glidlakanen är slut."),
    ("garanti", _SANG, 4, "Sängens handkontroll slutar fungera när ryggdelen höjs."),
    ("garanti", _RULLSTOL, 3, "Rullstolens broms tar bara på ena sidan."),
    ("bemotande", "", 1, "Den som svarade lade på innan frågan var ställd."),
)
_SVAR = (
    ("åtgärdad", 16, "Vi har rättat det och ber om ursäkt för besväret."),
    ("avslagen", 2, "Det här täcks inte. Kontakta kundtjänst om något är oklart."),
    ("komplettering", 3, "Vilken dag gällde det, och vem talade ni med?"),
    ("vidare", 2, "Det här är en fråga för kundtjänst."),
)
_VIDARE = "kundtjanst"
# How many are left lying by the group that got them.
_GLOMS = 0.07


@dataclass
class _Veckorna:
    """What is to happen, in the order of its moment."""

    slump: Random
    ko: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    nummer: "count[int]" = field(default_factory=count)
    skickade: int = 0

    def sedan(self, nar: datetime, gor: Callable[[], None]) -> None:
        heapq.heappush(self.ko, (nar, next(self.nummer), gor))

    def om_dagar(self, minst: int, mest: int) -> datetime:
        """In the working hours of a day so many working days ahead."""
        day = clock.local(workdays.add(clock.now(), self.slump.randint(minst, mest))).date()
        return self.klockan(max(day, clock.today()))

    def klockan(self, dag: date) -> datetime:
        """At some time of that working day, and never before now."""
        moment = datetime.combine(dag, time(8), tzinfo=clock.STOCKHOLM)
        moment += timedelta(minutes=self.slump.randrange(480))
        return max(moment, clock.now() + timedelta(minutes=5))


def ladda(dagar: int = 35) -> int:
    """Let `dagar` calendar days go by until now, unless there are felrapporter already. Returns
    how many were sent. Some are still open, as in a real week, and a few are late."""
    if Felrapport.objects.exists():
        return 0
    now = clock.now()
    weeks = _Veckorna(Random(_FRO))  # noqa: S311 - no secret
    with clock.frozen(now - timedelta(days=dagar)):
        for ahead in range(dagar):
            day = clock.today() + timedelta(days=ahead)
            if workdays.is_workday(day):
                for _ in range(weeks.slump.choice(_PER_DAG)):
                    weeks.sedan(weeks.klockan(day), lambda: _skicka(weeks))
    while weeks.ko and weeks.ko[0][0] < now:
        moment, _, carry_out = heapq.heappop(weeks.ko)
        with clock.frozen(moment):
            engine.tick()
            carry_out()
    return weeks.skickade


def _skicka(weeks: _Veckorna) -> None:
    handelse, artikel, _, text = weeks.slump.choices(
        _HANDELSER, weights=[one[2] for one in _HANDELSER]
    )[0]
    found = actions.verkstall(
        None,
        person=Anvandare.objects.get(username=weeks.slump.choice(_ANMALARE)),
        svar=Svar(
            handelse=handelse,
            artikel=artikel,
            datum=clock.today(),
            tid=clock.local(clock.now()).time(),
            beskrivning=text,
        ),
    )
    weeks.skickade += 1
    if weeks.slump.random() > _GLOMS:
        weeks.sedan(weeks.om_dagar(0, 2), lambda: _ta_emot(weeks, found.pk))


def _ta_emot(weeks: _Veckorna, arende: UUID) -> None:
    person = _i_gruppen(arende)
    if person is None or not _gick(lambda: actions_hmc.ta_emot(arende, person=person)):
        return
    weeks.sedan(weeks.om_dagar(1, 6), lambda: _utred(weeks, arende))


def _utred(weeks: _Veckorna, arende: UUID) -> None:
    person, found = _i_gruppen(arende), hamta(arende)
    utfall, _, text = weeks.slump.choices(_SVAR, weights=[one[1] for one in _SVAR])[0]
    if utfall == "vidare" and _VIDARE not in {one.nyckel for one in actions_hmc.grupper(found)}:
        utfall, _, text = _SVAR[0]
    group = _VIDARE if utfall == "vidare" else ""
    said = Utredning(utfall, text, grupp=group)
    if person is None or not _gick(
        lambda: actions_hmc.utred(arende, person=person, utredning=said)
    ):
        return
    if utfall == "vidare":
        weeks.sedan(weeks.om_dagar(0, 1), lambda: _ta_emot(weeks, arende))
    elif utfall == "komplettering":
        weeks.sedan(weeks.om_dagar(1, 4), lambda: _komplettera(weeks, arende))
    elif weeks.slump.random() < 0.7:
        # The others say nothing, and the time runs out.
        weeks.sedan(weeks.om_dagar(0, 5), lambda: _aterkoppla(arende))


def _komplettera(weeks: _Veckorna, arende: UUID) -> None:
    person = hamta(arende).arende.bestallare
    text = "Det gällde i måndags. Jag talade med växeln."
    if _gick(lambda: actions.komplettera(arende, person=person, text=text)):
        weeks.sedan(weeks.om_dagar(1, 3), lambda: _utred(weeks, arende))


def _aterkoppla(arende: UUID) -> None:
    person = hamta(arende).arende.bestallare
    _gick(lambda: actions.aterkoppla(arende, person=person, racker=True))


def _i_gruppen(arende: UUID) -> Anvandare | None:
    group: Grupp | None = hamta(arende).grupp
    return group.medlemmar.filter(is_active=True).order_by("pk").first() if group else None


def _gick(gor: Callable[[], object]) -> bool:
    """Whether it was still to be done: a time may have run out before."""
    try:
        gor()
    except No:
        return False
    return True
