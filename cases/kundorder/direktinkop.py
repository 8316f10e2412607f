"""Direktinköp: the supplier ships to the mottagare, and no lager is asked (L1696, decisions).

An aid and its components go together, so the whole of an aid is bought so, or nothing of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cases.gemensamt import vantande
from cases.hjalpmedel import nya_individer, saldon
from cases.hjalpmedel.flytt import las_individer
from cases.hjalpmedel.models import Innehav, Rorelse
from cases.hjalpmedel.utlamning import Bit, lamna_ut
from cases.kundorder.direktregler import sallskap
from cases.kundorder.models import Begaran, Begaransrad, Kundorder, Kundorderrad
from cases.kundorder.utlamning import utlamnat

PA_VAG = (Begaran.Lage.NY, Begaran.Lage.BESTALLD)
ANDRADE = (
    "bestallningsnummer",
    "vantas",
    "planerad",
    "i_leverans",
    "reserverat",
    "brist_noterad",
)


@dataclass(frozen=True)
class Direktinkopsorder:
    """What one order to a supplier asks it to ship, and when it is expected."""

    nummer: str
    begaran: UUID
    rader: Sequence[Begaransrad]
    vantas: date | None


def pa_vag(order_id: UUID) -> list[Begaran]:
    """What suppliers are to ship for the order, each with its rows, the first expected first."""
    return list(
        Begaran.objects.filter(order=order_id, direkt=True, lage__in=PA_VAG)
        .prefetch_related("rader__rad__artikel", "rader__rad__kompletterar__individ")
        .order_by("planerad", "skapad", "pk")
    )


def rader_pa_vag(order_id: UUID) -> set[UUID]:
    """The rows that suppliers are to ship."""
    asked = Begaransrad.objects.filter(
        begaran__order=order_id, begaran__direkt=True, begaran__lage__in=PA_VAG
    )
    return set(asked.values_list("rad", flat=True))


def bestall(
    order: Kundorder,
    rader: Sequence[Kundorderrad],
    valda: Sequence[Kundorderrad],
    *,
    nar: datetime,
    av: str,
) -> None:
    """Each of the aids, with all that belongs to it, is on its way from its supplier.

    None of it is rest any more. What lager had set aside for them is let go, all at once, so that
    the saldon are locked in their order. The components take the aid's order number and day. The
    rows are not saved: `ANDRADE` says what has changed in them.
    """
    together = {vald.pk: sallskap(rader, vald) for vald in valda}
    promised = [rad for rows in together.values() for rad in rows if rad.reserverat]
    if promised:
        saldon.slapp(order.pk, av=av, rader=[rad.pk for rad in promised], skal="Direktinköp")
        vantande.vack(((rad.lager_id, rad.artikel_id) for rad in promised), av=av)
    first = not order.begaranden.filter(direkt=True, lage__in=PA_VAG).exists()
    for place, vald in enumerate(valda):
        begaran = Begaran.objects.create(
            order=order,
            lager_id=vald.lager_id,
            lage=Begaran.Lage.NY if first and not place else Begaran.Lage.BESTALLD,
            skapad=nar,
            planerad=vald.vantas,
            direkt=True,
        )
        for rad in together[vald.pk]:
            _ar_pa_vag(begaran, rad, vald)


def _ar_pa_vag(begaran: Begaran, rad: Kundorderrad, vald: Kundorderrad) -> None:
    asked = rad.rest + rad.reserverat
    if not asked:
        return
    Begaransrad.objects.create(begaran=begaran, rad=rad, antal=asked)
    rad.i_leverans += asked
    rad.reserverat = 0
    rad.brist_noterad = None
    rad.bestallningsnummer = vald.bestallningsnummer
    rad.vantas = rad.planerad = vald.vantas


def registrera(
    order: Kundorder,
    kom: Sequence[Begaran],
    dag: date,
    individer: Mapping[UUID, Sequence[str]],
    *,
    av: str,
) -> None:
    """What came stands with the mottagare from `dag`, by way of the books of its lager.

    All of it at once: individer before saldon, as everywhere. Raises `Refused` for a number that
    somebody else has taken meanwhile.
    """
    parts = [part for begaran in kom for part in begaran.rader.all()]
    las_individer(
        part.rad.kompletterar.individ_id
        for part in parts
        if part.rad.kompletterar is not None and part.rad.kompletterar.individ_id is not None
    )
    bitar, changes = [], []
    for part in parts:
        rad = part.rad
        made = nya_individer.registrera(rad.artikel, individer.get(rad.pk, ()))
        aid = _kvar(order, rad)
        pieces = [(one.pk, 1) for one in made] if made else [(None, part.antal)]
        for pk, antal in pieces:
            bitar.append(Bit(utlamnat(order, rad, antal, pk), rad.huvudrad_id, aid))
            changes += [
                saldon.Andring(rad.lager_id, rad.artikel_id, antal, 0, pk, rad.pk),
                saldon.Andring(rad.lager_id, rad.artikel_id, -antal, 0, pk, rad.pk),
            ]
    saldon.bokfor(changes, saldon.Handelse(Rorelse.Slag.DIREKTINKOP, av, order.pk))
    lamna_ut(bitar, dag)


def klar(begaran: Begaran, lage: Begaran.Lage, *, levererad: date | None = None) -> None:
    """The begäran is answered: its rows are delivered, or rest again to be bought anew."""
    begaran.lage = lage
    begaran.save(update_fields=["lage", "mottagen_av"])
    for part in begaran.rader.all():
        rad = part.rad
        rad.i_leverans -= part.antal
        if levererad is not None:
            rad.levererat += part.antal
            rad.levererad = levererad
        else:
            rad.inkop_begart = rad.vantas = None
            rad.bestallningsnummer = ""
        rad.save(
            update_fields=[
                "i_leverans",
                "levererat",
                "levererad",
                "inkop_begart",
                "vantas",
                "bestallningsnummer",
            ]
        )


def papperen(begaranden: Iterable[Begaran]) -> list[Direktinkopsorder]:
    """The papers that tell suppliers what to ship: one for each of their order numbers."""
    found: dict[str, list[Begaransrad]] = defaultdict(list)
    for begaran in begaranden:
        for part in begaran.rader.all():
            found[part.rad.bestallningsnummer].append(part)
    return [
        Direktinkopsorder(
            nummer,
            parts[0].begaran_id,
            parts,
            max((part.rad.vantas for part in parts if part.rad.vantas), default=None),
        )
        for nummer, parts in found.items()
    ]


def papper(order_id: UUID, begaran: UUID) -> Direktinkopsorder | None:
    """The paper that a begäran stands on; None when no supplier is waited for with it."""
    return next(
        (
            paper
            for paper in papperen(pa_vag(order_id))
            if begaran in {part.begaran_id for part in paper.rader}
        ),
        None,
    )


def _kvar(order: Kundorder, rad: Kundorderrad) -> Innehav | None:
    """The aid that the row completes, if the mottagare has it still."""
    aid = rad.kompletterar
    if aid is None or aid.aterlamnad is not None or aid.mottagare_id != order.arende.mottagare_id:
        return None
    return aid
