"""Articles to choose among when an order is built: what each costs, where it is, when it comes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cases.artiklar.favoriter import ar_favorit, favoriter
from cases.artiklar.models import Artikel, Ersattning, Leverantorsartikel
from cases.artiklar.priser import priser
from cases.artiklar.sok import MEST as RAKNAS
from cases.artiklar.sok import sok
from cases.hjalpmedel.queries import disponibelt
from cases.kundorder import ersattning, granskning, leveransdatum, nya_rader, queries
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.organisation.models import Anvandare
from cases.organisation.queries import egna_forrad
from workflows import clock

MEST = 20


@dataclass(frozen=True)
class Traff:
    """An article as it stands in a list to choose from.

    `i_forrad` is None for who has no förråd. `i_lager` is what HMC's lager has free.
    """

    artikel: Artikel
    debiteringsform: str
    apris: Decimal | None
    i_forrad: int | None
    i_lager: int
    planerad: date | None
    leverantor: str
    lev_artnr: str
    likvardig: Artikel | None
    favorit: bool
    hinder: str
    vald: bool = False
    antal: int = 1


@dataclass(frozen=True)
class Sokning:
    """What a search found: the first hits, how many there are, what was read as something else."""

    text: str
    traffar: Sequence[Traff]
    antal: int
    rattat: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def hur_manga(self) -> str:
        """How many hits there are, in words; nobody counts further than to `sok.MEST`."""
        if self.antal > RAKNAS:
            return f"Över {RAKNAS} träffar"
        return "1 träff" if self.antal == 1 else f"{self.antal} träffar"


def sokning(order: Kundorder, person: Anvandare, text: str, valda: Collection[str] = ()) -> Sokning:
    """The best hits of a text (KO-15). Nothing is looked for when nothing is written."""
    found = sok(text[:200])
    shown = list(found.artiklar[:MEST])
    return Sokning(text, traffar(order, person, shown, valda), found.antal, found.rattat)


def mina_favoriter(order: Kundorder, person: Anvandare) -> list[Traff]:
    """The person's own."""
    return traffar(order, person, favoriter(person))


def som_forra_gangen(order: Kundorder, person: Anvandare) -> tuple[Kundorder | None, list[Traff]]:
    """The aids of the latest order that was sent to the same mottagare, if the person may see it.

    They are ticked beforehand, as many as there were.
    """
    before = queries.forra_ordern(order, person)
    if before is None:
        return None, []
    rows = [
        rad
        for rad in queries.rader(before.pk)
        if rad.huvudrad_id is None and rad.antal > rad.makulerat
    ]
    counts: dict[str, int] = {}
    for rad in rows:
        left = rad.antal - rad.makulerat
        counts[rad.artikel.nummer] = counts.get(rad.artikel.nummer, 0) + left
    articles = {rad.artikel.pk: rad.artikel for rad in rows}
    return before, traffar(order, person, articles.values(), counts, antal=counts)


def traffar(
    order: Kundorder,
    person: Anvandare,
    artiklar: Iterable[Artikel],
    valda: Collection[str] = (),
    *,
    antal: Mapping[str, int] | None = None,
) -> list[Traff]:
    """These articles with all that is shown of them, in a few queries however many they are."""
    shown = list(artiklar)
    ids = [one.pk for one in shown]
    forms = {one.pk: granskning.debiteringsform(order, one) for one in shown}
    cost: dict[int, Decimal] = {}
    for form in set(forms.values()):
        cost |= priser((pk for pk in ids if forms[pk] == form), form, clock.today())
    forrad = list(egna_forrad(person).values_list("pk", flat=True))
    own = disponibelt(ids, forrad) if forrad else {}
    free = _i_lager(shown)
    sold = {
        one.artikel_id: one
        for one in Leverantorsartikel.objects.filter(artikel__in=ids)
        .select_related("leverantor")
        .order_by("forvald")
    }
    replaceable = set(
        Ersattning.objects.filter(artikel__in=ids).values_list("artikel_id", flat=True)
    )
    favourites = ar_favorit(person, ids)
    omrade = leveransdatum.omrade_for(order)
    akut = order.prioritet == Kundorder.Prioritet.AKUT
    hits = []
    for one in shown:
        offered = ersattning.erbjudna(order, one) if one.pk in replaceable else []
        against = [] if offered else nya_rader.hinder_for_utgangen(order, one)
        seller = sold.get(one.pk)
        rad = Kundorderrad(order=order, artikel=one, lager=one.lager)
        hits.append(
            Traff(
                artikel=one,
                debiteringsform=Artikel.Debiteringsform(forms[one.pk]).label,
                apris=cost.get(one.pk),
                i_forrad=own.get(one.pk, 0) if forrad else None,
                i_lager=free.get(one.pk, 0),
                planerad=leveransdatum.planerad_dag(
                    rad, clock.now(), omrade, i_lager=free.get(one.pk, 0) > 0, akut=akut
                ),
                leverantor=seller.leverantor.namn if seller else "",
                lev_artnr=seller.lev_artnr if seller else "",
                likvardig=offered[0][0] if offered else None,
                favorit=one.pk in favourites,
                hinder=against[0].mening if against else "",
                vald=one.nummer in valda and not against,
                antal=(antal or {}).get(one.nummer, 1),
            )
        )
    return hits


def _i_lager(artiklar: Sequence[Artikel]) -> dict[int, int]:
    """How many of each its own lager has free."""
    by_lager: dict[int, list[int]] = {}
    for one in artiklar:
        by_lager.setdefault(one.lager_id, []).append(one.pk)
    found: dict[int, int] = {}
    for lager, ids in by_lager.items():
        found |= disponibelt(ids, [lager])
    return found
