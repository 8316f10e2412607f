"""What may be cut off in the middle: each finds what it needs in the database."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from cases.hjalpmedel.models import Individ, Innehav
from cases.kundorder import actions, actions_makulera, automat
from cases.kundorder.models import Kundorder
from cases.leverans import actions as pa_lagret
from cases.leverans import avlasning
from cases.leverans.models import Leverans
from cases.organisation.models import Anvandare, Lager
from cases.rattelse.actions import ratta as ratta_kvittensen
from cases.rattelse.rules import Svar
from workflows import clock, engine

# A Friday: the turbil comes to the förråd on Tuesday, and goods take two working days to pick.
DAGEN = datetime(2026, 11, 20, 5, 10, tzinfo=UTC)


def _vem(namn: str) -> Anvandare:
    return Anvandare.objects.get(username=namn)


def _order(status: str) -> Kundorder:
    return Kundorder.objects.filter(arende__status=status).earliest("arende__skapad")


def _leverans(status: str) -> Leverans:
    return Leverans.objects.get(arende__status=status)


def _lager(artikel: str) -> Lager:
    return Lager.objects.get(saldon__artikel__nummer=artikel)


def fyll_pa() -> None:
    """The worker's hour before the day begins: some förråd lacks something."""
    automat.fyll_pa()


def verkstall() -> None:
    """Miriam presses Verkställ."""
    actions.verkstall(_order("Registrerad").pk, person=_vem("miriam"))


def svep() -> None:
    """A worker carries out what waits: messages reach their cases, and theirs in turn."""
    while engine.tick().messages:
        pass


def skanna_sang() -> None:
    """Lotta reads off a bed."""
    bed = Individ.objects.filter(artikel__nummer="75178", plats="lager").earliest("nummer")
    avlasning.skanna(_lager("75178"), bed.nummer, person=_vem("lotta"))


def skanna_dosa() -> None:
    """Lotta reads off the box: the last thing of its leverans, so all of it is picked."""
    avlasning.skanna(_lager("55434"), "55434", person=_vem("lotta"))


def utleverera() -> None:
    """Lotta hands the goods to the transport."""
    pa_lagret.utleverera(_leverans("Plockad").pk, person=_vem("lotta"))


def leverera() -> None:
    """Tore is at the door."""
    pa_lagret.leverera(_leverans("Utlevererad").pk, person=_vem("tore"), utfall="levererad")


def kvittera() -> None:
    """The one who receives signs."""
    sent = _leverans("Levererad").pk
    pa_lagret.kvittera(sent, person=_vem("tore"), mottagen_av="S Skutt", signatur="S Skutt")


def ratta() -> None:
    """Kim mends the receipt: it was the other bed."""
    row = Innehav.objects.get(individ__isnull=False, annullerad=False)
    other = Individ.objects.get(artikel=row.artikel, plats="lager")
    svar = Svar("individ", "Fel säng lästes av", clock.today(), individ=other.nummer)
    assert row.arende is not None
    ratta_kvittensen(row.arende, person=_vem("kim"), innehav=row.pk, svar=svar)


def makulera() -> None:
    """Kim cancels what stands for picking."""
    actions_makulera.makulera(_order("För plockning").pk, person=_vem("kim"))


GARNINGAR: Mapping[str, Callable[[], None]] = {
    gor.__name__: gor
    for gor in (
        fyll_pa,
        verkstall,
        svep,
        skanna_sang,
        skanna_dosa,
        utleverera,
        leverera,
        kvittera,
        ratta,
        makulera,
    )
}
