"""Components: accessories to an aid in the order, and to one that is delivered (KH-1 … KH-7)."""

from collections.abc import Sequence
from uuid import UUID

from cases.artiklar.tillbehor import passar
from cases.gemensamt.hinder import stoppa_om
from cases.kundorder import begaranden, komplettering, nya_rader, radregler, rules
from cases.kundorder.models import Kundorderrad
from cases.kundorder.oppning import notera_andring, oppna_utkast, satt_status
from cases.kundorder.svar import NyRad
from cases.organisation.models import Anvandare
from workflows import engine
from workflows.errors import NotYourTurn


@engine.move
def bestall_tillbehor(
    arende: UUID,
    rad: UUID,
    *,
    person: Anvandare,
    artiklar: Sequence[str],
    version: int | None = None,
) -> None:
    """Accessories that become components of an aid in the order (KH-3).

    One for each aid of the row; ticked again it becomes one more. The aid's own number is ticked
    for another aid. Raises `Refused` with every hinder, `NotYourTurn`.
    """
    _, order = oppna_utkast(arende, person, version)
    aid = begaranden.orders_rader(arende).filter(pk=rad, huvudrad__isnull=True).first()
    if aid is None:
        raise NotYourTurn("Raden är redan borttagen. Gå tillbaka till Orderrader.")
    ticked = list(dict.fromkeys(artiklar))
    parts = {part.nummer: part for part in passar(aid.artikel)}
    own = aid.artikel.nummer
    had = {part.artikel.nummer: part for part in _tillagda(aid)}
    stoppa_om(
        radregler.hinder_for_tillbehor(ticked, {*parts, own}, own)
        + [
            hinder
            for number in ticked
            if number in parts
            for hinder in nya_rader.hinder_for_utgangen(order, parts[number])
        ]
        + rules.hinder_for_fler_rader(
            begaranden.orders_rader(arende).count(), len([one for one in ticked if one not in had])
        )
    )
    for number in ticked:
        if number == own:
            nya_rader.lagg_till(order, NyRad(own))
            continue
        if number not in had:
            nya_rader.ny_rad(order, parts[number], aid.antal, huvudrad=aid)
        else:
            again = had[number]
            again.antal = min(again.antal + aid.antal, rules.MEST)
            again.save(update_fields=["antal"])
    satt_status(order)
    notera_andring(order, person, f"tillbehör lades till {own}: {', '.join(ticked)}")


@engine.move
def komplettera(
    arende: UUID,
    *,
    person: Anvandare,
    rader: Sequence[UUID],
    innehav: int | None,
    version: int | None = None,
) -> None:
    """Say which delivered individ these accessories are to (KH-6); None says none.

    Raises `Refused` with every hinder, `NotYourTurn`.
    """
    _, order = oppna_utkast(arende, person, version)
    rows = [rad for rad in begaranden.orders_rader(arende) if rad.pk in set(rader)]
    if len(rows) != len(set(rader)):
        raise NotYourTurn("En av raderna är redan borttagen. Läs in sidan igen.")
    able = {rad.artikel.nummer for rad in komplettering.kompletterande(rows)}
    stoppa_om(radregler.hinder_for_komplettering([rad.artikel.nummer for rad in rows], able))
    aid = komplettering.individ_hos(order, innehav) if innehav is not None else None
    stoppa_om(radregler.hinder_for_individ(hos_mottagaren=innehav is None or aid is not None))
    for rad in rows:
        rad.kompletterar = aid
    Kundorderrad.objects.bulk_update(rows, ["kompletterar"])
    numbers = ", ".join(rad.artikel.nummer for rad in rows)
    what = f"kompletterar individ {aid.individ}" if aid else "kompletterar ingen individ"
    notera_andring(order, person, f"{numbers} {what}")


@engine.move
def bestall_till_individ(
    arende: UUID,
    innehav: int,
    *,
    person: Anvandare,
    artiklar: Sequence[str],
    version: int | None = None,
) -> None:
    """Accessories to an individ that the mottagare has, each a row that says so (KH-6, V15).

    Raises `Refused` with every hinder, `NotYourTurn`.
    """
    _, order = oppna_utkast(arende, person, version)
    aid = komplettering.individ_hos(order, innehav)
    stoppa_om(radregler.hinder_for_individ(hos_mottagaren=aid is not None))
    if aid is None:
        raise AssertionError("unreachable")
    ticked = list(dict.fromkeys(artiklar))
    fits = {part.nummer for part in passar(aid.artikel)}
    stoppa_om(radregler.hinder_for_tillbehor(ticked, fits, aid.artikel.nummer))
    for number in ticked:
        rad = nya_rader.lagg_till(order, NyRad(number))
        rad.kompletterar = aid
        rad.save(update_fields=["kompletterar"])
    satt_status(order)
    notera_andring(order, person, f"{', '.join(ticked)} kompletterar individ {aid.individ}")


def _tillagda(aid: Kundorderrad) -> list[Kundorderrad]:
    """The accessories that have been added to an aid in the order."""
    added = begaranden.orders_rader(aid.order_id).filter(huvudrad=aid, ingar=False)
    return list(added)
