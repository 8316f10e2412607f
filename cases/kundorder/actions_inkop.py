"""The supplier has changed its day: inköp tells it, with the reason (KO-26, N2)."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from cases.gemensamt.hinder import stoppa_om
from cases.kundorder import begaranden, direktinkop, leveransdatum
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.oppning import oppna
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import Hinder, NotYourTurn


@engine.move
def andra_vantas(
    arende: UUID, *, person: Anvandare, vantas: Mapping[UUID, date | None], orsak: str
) -> Kundorder:
    """New days for rows that are bought and have not come. The beställare is told if it matters.

    Raises `Refused` with every hinder, `NotYourTurn` when nothing is waited for.
    """
    _, order = oppna(arende, person, "andra_vantas")
    rader = list(begaranden.orders_rader(arende))
    direct = direktinkop.rader_pa_vag(arende)
    waited = {rad.pk: rad for rad in rader if vantad(rad, direct)}
    if order.arende.avslutad is not None or not waited:
        raise NotYourTurn("Ordern väntar inte på något inköp längre. Läs in den igen.")
    given = {pk: day for pk, day in vantas.items() if pk in waited}
    stoppa_om(_hinder(waited, given, orsak))
    before = _sista_dag(rader)
    for pk, day in given.items():
        waited[pk].vantas = day
        if pk in direct:
            waited[pk].planerad = day
    for begaran in direktinkop.pa_vag(arende):
        days = [given[part.rad_id] for part in begaran.rader.all() if given.get(part.rad_id)]
        if days:
            begaran.planerad = max(day for day in days if day)
            begaran.save(update_fields=["planerad"])
    after = leveransdatum.planera_inkop(order, rader)
    Kundorderrad.objects.bulk_update(rader, ["vantas", "planerad"])
    if after != before:
        meddela_nytt_datum(order, before, after, orsak.strip()[:400])
    return order


def meddela_nytt_datum(order: Kundorder, fran: date | None, till: date | None, orsak: str) -> None:
    """N2, in its own words (L1569)."""
    number = order.arende.nummer
    moved = f"från {fran:%Y-%m-%d} " if fran else ""
    day = f"till {till:%Y-%m-%d}" if till else "och meddelas när det är känt"
    skicka(
        order.arende.bestallare,
        f"Kundorder {number}: nytt leveransdatum",
        f"Kundorder {number}: leveransdatum ändrat {moved}{day}. Orsak: {orsak}",
        arende=order.pk,
    )


def vantade(arende: UUID) -> list[Kundorderrad]:
    """The order's rows that are bought and have not come."""
    direct = direktinkop.rader_pa_vag(arende)
    return [rad for rad in begaranden.orders_rader(arende) if vantad(rad, direct)]


def vantad(rad: Kundorderrad, direct: Collection[UUID]) -> bool:
    """Whether a row is bought and has not come: to the lager, or straight to the mottagare."""
    return rad.vantas is not None and (bool(rad.rest) or rad.pk in direct)


def _hinder(
    waited: Mapping[UUID, Kundorderrad], given: Mapping[UUID, date | None], orsak: str
) -> list[Hinder]:
    today = clock.today()
    hinder = [
        Hinder(
            "vantas_fel",
            f"Ange när rad {waited[pk].nr} väntas till lagret, i dag eller senare.",
            f"vantas-{waited[pk].nr}",
        )
        for pk, day in given.items()
        if day is None or day < today
    ]
    if not orsak.strip():
        hinder.append(Hinder("orsak_saknas", "Skriv varför dagen är en annan.", "orsak"))
    return hinder


def _sista_dag(rader: list[Kundorderrad]) -> date | None:
    return max((rad.planerad for rad in rader if rad.planerad), default=None)
