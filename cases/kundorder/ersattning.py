"""Ersättningsartiklar: whether an equivalent is offered instead, as DMN 1 says (EA-1 … EA-3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cases.artiklar.models import Artikel, Ersattning
from cases.artiklar.priser import priser
from cases.kundorder import granskning, uttag
from cases.kundorder.models import Kundorder, Kundorderrad
from workflows import clock, engine

TABELL = "ersattningsartikel"
# A day that nobody promises comes after every day that somebody does.
_OKAND_DAG = date(9999, 12, 31)


@dataclass(frozen=True)
class Val:
    """An article that may be chosen for a row: the original or one that may stand in for it.

    `skillnad` is how much more it costs than the original, each; None where a price is not known.
    """

    artikel: Artikel
    lager: str
    planerad: date | None
    apris: Decimal | None
    skillnad: Decimal | None
    vald: bool
    sparrad: bool = False

    @property
    def prisskillnad(self) -> Decimal | None:
        """How much more or less it costs, without a sign."""
        return None if self.skillnad is None else abs(self.skillnad)


@dataclass(frozen=True)
class Forslag:
    """What is offered for a row: the original first, then the equivalents."""

    rad: Kundorderrad
    val: Sequence[Val]

    @property
    def original(self) -> Artikel:
        """What was asked for."""
        return self.val[0].artikel

    @property
    def dyrare(self) -> Val | None:
        """What is ticked beforehand, where it costs more than what was asked for."""
        return next((one for one in self.val if one.vald and (one.skillnad or 0) > 0), None)

    @property
    def valbara(self) -> set[str]:
        """The numbers that may be ordered."""
        return {one.artikel.nummer for one in self.val if not one.sparrad}


def forslag(order: Kundorder, rad: Kundorderrad) -> Forslag | None:
    """What is offered for a row of a draft; None where its article is ordered as it is."""
    if rad.huvudrad_id is not None:
        return None
    original = rad.original_artikel or rad.artikel
    offered = erbjudna(order, original, rad.antal)
    if not offered:
        return None
    sparrad = original.utgangen(clock.today())
    articles = [original, *(one for one, _ in offered)]
    ticked = next((one for one, forbockad in offered if forbockad or sparrad), original)
    chosen = rad.artikel if rad.original_artikel is not None else ticked
    days = {one.pk: granskning.dag_for(order, one, rad.antal) for one in articles}
    cost = priser(days, rad.debiteringsform, clock.today())
    val = [
        Val(
            artikel=one,
            lager=one.lager.nummer,
            planerad=days[one.pk],
            apris=cost.get(one.pk),
            skillnad=_skillnad(cost.get(one.pk), cost.get(original.pk)),
            vald=one.pk == chosen.pk,
            sparrad=sparrad and one.pk == original.pk,
        )
        for one in articles
    ]
    return Forslag(rad, val)


def alla_forslag(order: Kundorder, rader: Iterable[Kundorderrad]) -> list[Forslag]:
    """What is offered for these rows, those for which nothing is left out."""
    rows = list(rader)
    asked = {rad.pk: rad.original_artikel_id or rad.artikel_id for rad in rows}
    replaced = set(
        Ersattning.objects.filter(artikel__in=asked.values()).values_list("artikel_id", flat=True)
    )
    found = [forslag(order, rad) for rad in rows if asked[rad.pk] in replaced]
    return [offer for offer in found if offer is not None]


def erbjudna(order: Kundorder, original: Artikel, antal: int = 1) -> list[tuple[Artikel, bool]]:
    """The equivalents that the case's own table offers, and whether each is ticked beforehand.

    The assortment's own preselected one comes first.
    """
    if uttag.ar_uttag(order):
        # What is on one's own shelf is there already: nothing comes sooner.
        return []
    rows = list(
        Ersattning.objects.filter(artikel=original)
        .select_related("ersattning__lager", "ersattning__iso")
        .order_by("-forvald", "ersattning__nummer")
    )
    if not rows:
        return []
    today = clock.today()
    original_day = granskning.dag_for(order, original, antal) or _OKAND_DAG
    offered: list[tuple[Artikel, bool]] = []
    for row in rows:
        candidate = row.ersattning
        orderable = granskning.artikelbild(candidate).bestallningsbar
        asked = {
            "original_utgangen": original.utgangen(today),
            "ersattning_finns": True,
            "kandidat_aktiv_i_sortiment": orderable and not candidate.utgangen(today),
            "artikeltyp_lika": candidate.typ == original.typ,
            "kandidat_leveransdatum": granskning.dag_for(order, candidate, antal) or _OKAND_DAG,
            "original_leveransdatum": original_day,
        }
        said = engine.decide(granskning.PROCESS, TABELL, asked, case_id=order.pk).value
        answers = [one for one in said or [] if one.get("foresla") is True]
        if answers:
            offered.append((candidate, answers[0].get("forbockad_kandidat") is True))
    return offered


def _skillnad(pris: Decimal | None, original: Decimal | None) -> Decimal | None:
    return None if pris is None or original is None else pris - original
