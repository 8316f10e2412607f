"""Ordinationsöversikten: who prescribed an aid, who pays, and how far it has come (OO-1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cases.artiklar.models import Artikel
from cases.gemensamt import arendekallor
from cases.gemensamt.arendekallor import Leveranssteg
from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Agare, Individ, Innehav
from cases.organisation.models import Anvandare
from workflows.errors import NotFound

OKAND = "Ordinationen finns inte. Gå tillbaka till hjälpmedelsbilden och välj hjälpmedlet där."


@dataclass(frozen=True)
class Ordination:
    """What the page and the API tell. Empty where an aid is older than the orders."""

    mottagare_id: int
    artikel: Artikel
    antal: int
    avser: str
    agare: str
    individ: Individ | None = None
    komponent_till: str = ""
    kund: str = ""
    betalare: str = ""
    arende: Arende | None = None
    bestalld: date | None = None
    planerad: date | None = None
    levererad: date | None = None
    aterlamnad: date | None = None
    samleverans: bool = False
    bestallningsnummer: str = ""
    steg: Sequence[Leveranssteg] = ()

    @property
    def bestallare(self) -> Anvandare | None:
        """Who ordered; known only for what was ordered here (OO-2)."""
        return self.arende.bestallare if self.arende else None


def for_innehav(innehav_id: int) -> Ordination:
    """The prescription of something that the mottagare has or has had. Raises `NotFound`."""
    one = (
        Innehav.objects.select_related("artikel", "individ", "kund", "betalare")
        .select_related("komponent_till__artikel", "komponent_till__individ")
        .filter(pk=innehav_id)
        .first()
    )
    if one is None:
        raise NotFound(OKAND)
    ordered = arendekallor.rad(one.rad) if one.rad else None
    return Ordination(
        mottagare_id=one.mottagare_id,
        artikel=one.artikel,
        antal=one.antal,
        avser=one.get_debiteringsform_display(),
        agare=one.get_agare_display(),
        individ=one.individ,
        komponent_till=_namn(one.komponent_till),
        kund=str(one.kund or ""),
        betalare=str(one.betalare or ""),
        arende=ordered.arende if ordered else None,
        bestalld=one.bestalld,
        levererad=one.levererad,
        aterlamnad=one.aterlamnad,
        samleverans=ordered.samleverans if ordered else False,
        bestallningsnummer=ordered.bestallningsnummer if ordered else "",
        steg=arendekallor.steg(one.rad) if one.rad else (),
    )


def for_rad(rad: UUID) -> Ordination:
    """The prescription of a row that is ordered. Raises `NotFound`."""
    ordered = arendekallor.rad(rad)
    if ordered is None or ordered.arende.mottagare_id is None:
        raise NotFound(OKAND)
    return Ordination(
        mottagare_id=ordered.arende.mottagare_id,
        artikel=ordered.artikel,
        antal=ordered.antal,
        avser=ordered.avser,
        agare=str(Agare(ordered.agare).label),
        komponent_till=_namn(ordered.kompletterar),
        kund=str(ordered.arende.kund or ""),
        betalare=str(ordered.betalare),
        arende=ordered.arende,
        bestalld=ordered.bestalld,
        planerad=ordered.planerad,
        samleverans=ordered.samleverans,
        bestallningsnummer=ordered.bestallningsnummer,
        steg=arendekallor.steg(rad),
    )


def _namn(aid: Innehav | None) -> str:
    return f"{aid.individ or ''} {aid.artikel}".strip() if aid else ""
