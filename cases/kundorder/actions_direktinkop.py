"""Inköp tells what a supplier has delivered to the mottagare, or that it will not come (L1696)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from cases.gemensamt.hinder import stoppa_om
from cases.hjalpmedel.models import Individ
from cases.kundorder import direktinkop, inkopsregler
from cases.kundorder.models import Begaran, Kundorder
from cases.kundorder.oppning import oppna, satt_status
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import NotYourTurn
from workflows.registry import action

HANDLINGAR = {"bekrafta_direktinkop": ("inkop",)}
LEVERERAD, VANTAR, KOMMER_INTE = "levererad", "vantar", "kommer_inte"


@dataclass(frozen=True)
class Besked:
    """What has become of one direktinköp; `individer` are the new numbers of each marked row."""

    begaran: UUID
    utfall: str
    individer: Mapping[UUID, Sequence[str]] = field(default_factory=dict)


@action
@engine.move
def bekrafta_direktinkop(
    arende: UUID,
    *,
    person: Anvandare,
    svar: Sequence[Besked],
    dag: date | None = None,
    mottagen_av: str = "",
    orsak: str = "",
    task_id: UUID | None = None,
) -> Kundorder:
    """What came stands with the mottagare from `dag`; what will not come is to be bought anew.

    Raises `Refused` with every hinder, `NotYourTurn` when nothing is waited for.
    """
    process, order = oppna(arende, person, "bekrafta_direktinkop")
    waited = {one.pk: one for one in direktinkop.pa_vag(arende)}
    if not waited:
        raise NotYourTurn("Ordern väntar inte på något från en leverantör. Läs in den igen.")
    told = {one.begaran: one for one in svar if one.begaran in waited}
    came = [waited[pk] for pk, one in told.items() if one.utfall == LEVERERAD]
    gone = [waited[pk] for pk, one in told.items() if one.utfall == KOMMER_INTE]
    given = {rad: _rena(numbers) for one in told.values() for rad, numbers in one.individer.items()}
    marked = [
        inkopsregler.NyaIndivider(part.rad.nr, part.antal, tuple(given.get(part.rad_id, ())))
        for begaran in came
        for part in begaran.rader.all()
        if part.rad.artikel.individmarkt
    ]
    numbers = [number for rad in marked for number in rad.nummer]
    taken = set(Individ.objects.filter(nummer__in=numbers).values_list("nummer", flat=True))
    stoppa_om(
        inkopsregler.hinder_for_direktleverans(
            len(came), len(gone), mottagen_av=mottagen_av, orsak=orsak
        )
        + inkopsregler.hinder_for_direktdag(
            dag, clock.today(), [clock.local(one.skapad).date() for one in came]
        )
        + inkopsregler.hinder_for_nya_individer(marked, taken)
    )
    if came and dag is not None:
        direktinkop.registrera(order, came, dag, given, av=person.username)
    for begaran in came:
        begaran.mottagen_av = mottagen_av.strip()[:120]
        direktinkop.klar(begaran, Begaran.Lage.LEVERERAD, levererad=dag)
    for begaran in gone:
        direktinkop.klar(begaran, Begaran.Lage.BRIST)
    satt_status(order)
    _meddela(order, came, gone, dag, orsak.strip()[:400])
    engine.complete(process, "bekrafta_direktinkop", actor=person.username, task_id=task_id)
    return order


def _rena(numbers: Sequence[str]) -> list[str]:
    return [number.strip() for number in numbers if number.strip()]


def _meddela(
    order: Kundorder,
    came: Sequence[Begaran],
    gone: Sequence[Begaran],
    dag: date | None,
    orsak: str,
) -> None:
    number = order.arende.nummer
    said = []
    if came:
        said.append(f"{_varor(came)} är levererat direkt från leverantören {dag:%Y-%m-%d}.")
    if gone:
        said.append(
            f"{_varor(gone)} kan leverantören inte leverera. Orsak: {orsak}. Inköp beställer på"
            " annat sätt, och du får ett nytt datum."
        )
    skicka(
        order.arende.bestallare,
        f"Kundorder {number}: besked om direktleverans",
        f"Kundorder {number}: {' '.join(said)}",
        arende=order.pk,
    )


def _varor(begaranden: Sequence[Begaran]) -> str:
    return ", ".join(
        f"{part.antal} {part.rad.artikel}"
        for begaran in begaranden
        for part in begaran.rader.all()
        if part.rad.huvudrad_id is None
    )
