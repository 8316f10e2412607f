"""Uttag ur eget förråd (KO-3 … KO-6): what a förråd can give, and that it has been taken."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cases.artiklar.models import Artikel
from cases.gemensamt import saldovarning
from cases.hjalpmedel import flytt, saldon
from cases.hjalpmedel.innehav import oppna
from cases.hjalpmedel.models import Individ, Innehav, Rorelse, UtgangenIForrad
from cases.hjalpmedel.queries import disponibelt, lediga
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.utlamning import utlamnat
from cases.organisation.models import Lager
from workflows import engine
from workflows.errors import Hinder

PROCESS = "kundorder"
HINDER, VARNING = "hinder", "varning"


@dataclass(frozen=True)
class Utfall:
    """What the table `saldo_vid_uttag` says of a row, in its own words (DMN 4)."""

    utfall: str
    mening: str

    @property
    def varning(self) -> str:
        """What is to be read before the aid is taken; empty when all is well."""
        return self.mening if self.utfall in {HINDER, VARNING} else ""


def ar_uttag(order: Kundorder) -> bool:
    """Whether the order takes from one's own förråd."""
    return order.typ == Kundorder.Typ.UTTAG


def utgangna(order: Kundorder) -> frozenset[int]:
    """The expired articles that the order's förråd may still hand out (UA-1)."""
    if not ar_uttag(order):
        return frozenset()
    return frozenset(
        UtgangenIForrad.objects.filter(lager=order.forrad_id).values_list("artikel_id", flat=True)
    )


def utfall(order: Kundorder, rader: Sequence[Kundorderrad]) -> dict[UUID, Utfall]:
    """What the table says of each row; nothing for an order that takes from HMC."""
    forrad = order.forrad
    if not ar_uttag(order) or forrad is None:
        return {}
    wanted = Counter[int]()
    for rad in rader:
        wanted[rad.artikel_id] += rad.antal
    free = disponibelt(wanted, [forrad.pk])
    said: dict[int, Utfall] = {}
    asked: dict[tuple[bool, bool], Utfall] = {}
    for artikel in {rad.artikel_id: rad.artikel for rad in rader}.values():
        enough = free.get(artikel.pk, 0) >= wanted[artikel.pk]
        # The table is asked once for all the rows that are alike to it.
        alike = (artikel.individmarkt, enough)
        if alike not in asked:
            asked[alike] = _fraga(order, forrad, artikel, racker=enough)
        said[artikel.pk] = asked[alike]
    return {rad.pk: said[rad.artikel_id] for rad in rader}


def valbara(order: Kundorder, artiklar: Iterable[Artikel]) -> dict[int, list[Individ]]:
    """The individer that rows of marked articles may take, by article id: those in the förråd."""
    found: dict[int, list[Individ]] = defaultdict(list)
    marked = {artikel.pk for artikel in artiklar if artikel.individmarkt}
    if ar_uttag(order) and order.forrad is not None and marked:
        for individ in lediga(order.forrad, marked):
            found[individ.artikel_id].append(individ)
    return found


def hinder_for_ny_rad(order: Kundorder, artikel: Artikel) -> list[Hinder]:
    """Why the förråd can give none of this article: not inventoried, or not there (KO-5, 6)."""
    if not ar_uttag(order) or order.forrad is None:
        return []
    said = _fraga(order, order.forrad, artikel, racker=True)
    if said.utfall == HINDER:
        sentence = f"{artikel}, {order.forrad}: {said.mening}"
        return [Hinder("inte_inventerat", sentence, "artikel")]
    if artikel.individmarkt and not valbara(order, [artikel])[artikel.pk]:
        sentence = (
            f"Det finns ingen individ av {artikel} att ta i {order.forrad}. Välj ett annat förråd,"
            " eller lägg en beställning."
        )
        return [Hinder("individ_slut", sentence, "artikel")]
    return []


def valj_individ(
    order: Kundorder, artikel: Artikel, nummer: str, falt: str
) -> tuple[Individ | None, list[Hinder]]:
    """The individ with this number, if the förråd can give it; else why not (KO-6)."""
    number = nummer.strip()
    if not number:
        return None, []
    for individ in valbara(order, [artikel])[artikel.pk]:
        if individ.nummer == number:
            return individ, []
    return None, [
        Hinder(
            "individ_inte_i_forradet",
            f"Individ {number} av {artikel} finns inte att ta i förrådet. Välj en ur listan.",
            falt,
        )
    ]


def hinder_for_individer(order: Kundorder, rader: Sequence[Kundorderrad]) -> list[Hinder]:
    """A marked article is taken as one of those in the förråd, and none of them twice."""
    if not ar_uttag(order):
        return []
    hinder: list[Hinder] = []
    taken: set[int] = set()
    free = valbara(order, [rad.artikel for rad in rader])
    for rad in (rad for rad in rader if rad.artikel.individmarkt):
        falt = f"individ-{rad.pk}"
        there = {individ.pk for individ in free[rad.artikel_id]}
        if rad.antal != 1:
            sentence = f"Rad {rad.nr} är en enda individ. Ange antalet 1 och lägg till en rad till."
            hinder.append(Hinder("individ_en", sentence, f"antal-{rad.pk}"))
        elif not there:
            sentence = (
                f"Det finns ingen individ av {rad.artikel} i förrådet. Ta bort raden, eller lägg en"
                " beställning i stället."
            )
            hinder.append(Hinder("individ_slut", sentence, falt))
        elif rad.individ_id is None:
            sentence = f"Välj vilken individ av {rad.artikel} som tas ur förrådet."
            hinder.append(Hinder("individ_valj", sentence, falt))
        elif rad.individ_id not in there:
            sentence = f"Individ {rad.individ} är inte kvar i förrådet. Välj en annan."
            hinder.append(Hinder("individ_borta", sentence, falt))
        elif rad.individ_id in taken:
            sentence = f"Individ {rad.individ} är vald på två rader. Välj en annan på den ena."
            hinder.append(Hinder("individ_dubbel", sentence, falt))
        taken |= {rad.individ_id} if rad.individ_id else set()
    return hinder


def hinder_for_saldo(
    order: Kundorder, rader: Sequence[Kundorderrad], *, bekraftat: bool
) -> list[Hinder]:
    """What the table stops, and what it warns of until it is confirmed (KO-5, V3)."""
    said = utfall(order, rader)
    hinder = [
        Hinder("inte_inventerat", said[rad.pk].mening, f"rad-{rad.nr}")
        for rad in rader
        if rad.pk in said and said[rad.pk].utfall == HINDER
    ]
    short = [rad for rad in rader if rad.pk in said and said[rad.pk].utfall == VARNING]
    if short and not bekraftat:
        names = ", ".join(str(rad.artikel) for rad in short)
        hinder.append(
            Hinder(
                "negativt_saldo",
                f"Uttag orsakar negativt lagersaldo – inte tillräckligt antal i lager av {names}."
                " Kontrollera hyllan och bekräfta om varorna ändå finns.",
                "underskott_bekraftat",
            )
        )
    return hinder


def las(rader: Sequence[Kundorderrad]) -> None:
    """Hold what an uttag takes, individer first, so that what was judged still is so when taken."""
    flytt.las_individer(rad.individ_id for rad in rader if rad.individ_id is not None)
    saldon.las((rad.lager_id, rad.artikel_id) for rad in rader)


def registrera(order: Kundorder, rader: Sequence[Kundorderrad], dag: date, *, av: str) -> None:
    """The goods leave the förråd and stand with the mottagare from `dag` (step 9u, DMN 3 row 3)."""
    saldovarning.varna(
        flytt.ta_ut(
            [
                flytt.Gods(rad.lager_id, rad.artikel_id, rad.antal, rad.individ_id, rad.pk)
                for rad in rader
            ],
            saldon.Handelse(Rorelse.Slag.UTTAG, av, order.pk),
            bekraftat_underskott=order.underskott_bekraftat,
        )
    )
    held: dict[UUID, Innehav] = {}
    for rad in sorted(rader, key=lambda rad: (rad.huvudrad_id is not None, rad.individ_id or 0)):
        aid = held.get(rad.huvudrad_id) if rad.huvudrad_id else rad.kompletterar
        held[rad.pk] = oppna(
            utlamnat(order, rad, rad.antal, rad.individ_id), dag, komponent_till=aid
        )
        rad.levererat, rad.levererad, rad.planerad = rad.antal, dag, dag
    Kundorderrad.objects.bulk_update(rader, ["levererat", "levererad", "planerad"])


def _fraga(order: Kundorder, forrad: Lager, artikel: Artikel, *, racker: bool) -> Utfall:
    asked = {
        "forrad_inventerat": forrad.inventerat,
        "saldo_racker": racker,
        "individartikel": artikel.individmarkt,
    }
    said = engine.decide(PROCESS, "saldo_vid_uttag", asked, case_id=order.pk).value
    if not isinstance(said, dict):
        return Utfall(HINDER, "Uttaget går inte att bedöma. Ring HMC kundtjänst.")
    return Utfall(str(said.get("utfall") or ""), str(said.get("mening") or ""))
