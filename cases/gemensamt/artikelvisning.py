"""What the pages of the assortment show of an article (VK-2, AI-1 … AI-5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cases.artiklar.leveransdag import leveransdag
from cases.artiklar.models import Artikel, Leverantorsartikel, Pris
from cases.artiklar.priser import priser
from cases.hjalpmedel import queries as lagret
from cases.organisation.models import Anvandare, Lager, Leveransadress
from cases.organisation.queries import egna_forrad, egna_kunder
from cases.organisation.roller import ar_hmc
from cases.organisation.turbil import omrade_for_adress
from workflows import clock


@dataclass(frozen=True)
class Listad:
    """A row of a list of articles. `saldo` is None for who has no förråd of her own."""

    artikel: Artikel
    salj: Leverantorsartikel | None
    apris: Decimal | None
    saldo: int | None

    @property
    def utgangen(self) -> bool:
        """Whether it can't be ordered any more."""
        return self.artikel.utgangen(clock.today())


@dataclass(frozen=True)
class Forrad:
    """What there is of an article in one lager, and whether its individer can be looked at."""

    lager: Lager
    antal: int


def lagren(person: Anvandare) -> list[Lager]:
    """Whose stock the person is shown: her own förråd; HMC's people see HMC's lager."""
    if ar_hmc(person):
        return list(Lager.objects.filter(typ=Lager.Typ.HMC).order_by("nummer"))
    return list(egna_forrad(person))


def listade(artiklar: Iterable[Artikel], person: Anvandare) -> list[Listad]:
    """The articles of one page of a list."""
    found = list(artiklar)
    ids = [one.pk for one in found]
    places = lagren(person)
    stock = lagret.disponibelt(ids, [place.pk for place in places])
    costs = {
        (form, pk): cost
        for form in Artikel.Debiteringsform.values
        for pk, cost in priser(ids, form, clock.today()).items()
    }
    sold: dict[int, Leverantorsartikel] = {}
    for one in (
        Leverantorsartikel.objects.filter(artikel__in=ids)
        .select_related("leverantor")
        .order_by("-forvald", "leverantor__namn")
    ):
        sold.setdefault(one.artikel_id, one)
    return [
        Listad(
            artikel=one,
            salj=sold.get(one.pk),
            apris=costs.get((one.debiteringsform, one.pk)),
            saldo=stock.get(one.pk, 0) if places else None,
        )
        for one in found
    ]


def forrad(artikel: Artikel, person: Anvandare) -> list[Forrad]:
    """How many of it may be taken from each lager that the person is shown (AI-4)."""
    return [
        Forrad(place, lagret.disponibelt([artikel.pk], [place.pk]).get(artikel.pk, 0))
        for place in lagren(person)
    ]


def egen_leveransadress(person: Anvandare) -> Leveransadress | None:
    """Where the person's own unit usually has its goods."""
    return Leveransadress.objects.filter(kund=egna_kunder(person).first(), forvald=True).first()


def beraknad_leverans(artikel: Artikel, person: Anvandare) -> date | None:
    """The day it comes to the person's own unit if it is ordered now (AI-5)."""
    stock = lagret.disponibelt([artikel.pk], [artikel.lager_id]).get(artikel.pk, 0)
    to = egen_leveransadress(person)
    area = omrade_for_adress(to) if to else None
    return leveransdag(artikel, clock.now(), area, i_lager=stock > 0)


def prislista(artikel: Artikel) -> Sequence[Pris]:
    """What it costs and from when: of each form what holds today, and what is to come (AI-3)."""
    today = clock.today()
    shown: list[Pris] = []
    for form in Artikel.Debiteringsform.values:
        rows = list(artikel.priser.filter(form=form).order_by("fran"))
        coming = [row for row in rows if row.fran > today]
        now = [row for row in rows if row.fran <= today][-1:]
        shown += now + coming
    return shown
