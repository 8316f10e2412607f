"""What kundtjänst decides when goods could not be handed over, or a receipt is late."""

from datetime import date
from uuid import UUID

from cases.gemensamt.hinder import stoppa_om
from cases.leverans import rules
from cases.leverans.besked import nytt_datum
from cases.leverans.models import Leverans
from cases.leverans.oppning import oppna, satt_status
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.registry import action

HANDLINGAR = {"avgora": ("kundtjanst",), "folj_upp_kvittens": ("kundtjanst",)}


@action
@engine.move
def avgora(
    arende: UUID,
    *,
    person: Anvandare,
    beslut: str,
    dag: date | None = None,
    task_id: UUID | None = None,
) -> Leverans:
    """A new try on a day that is agreed (N2), or back to the lager. Raises `Refused`."""
    process, leverans = oppna(arende, person, "avgora")
    stoppa_om(rules.hinder_for_beslut(beslut, dag, clock.today(), utlamning=leverans.utlamning))
    leverans.beslut = Leverans.Beslut(beslut)
    again = leverans.beslut == Leverans.Beslut.NYTT_FORSOK
    if again and leverans.utlamning:
        satt_status(leverans, Leverans.Status.UTLAMNINGSSTALLE)
    elif again:
        before, leverans.planerad = leverans.planerad, dag
        satt_status(leverans, Leverans.Status.UTLEVERERAD)
        nytt_datum(leverans, before, "kundtjänst har bestämt ett nytt försök", f"{clock.now()}")
    leverans.save(update_fields=["beslut", "planerad"])
    engine.complete(process, "avgora", actor=person.username, task_id=task_id)
    return leverans


@action
@engine.move
def folj_upp_kvittens(
    arende: UUID, *, person: Anvandare, anteckning: str, task_id: UUID | None = None
) -> Leverans:
    """Why there is no receipt yet. Raises `Refused`, `NotYourTurn`."""
    process, leverans = oppna(arende, person, "folj_upp_kvittens")
    stoppa_om(rules.hinder_for_uppfoljning(anteckning))
    leverans.uppfoljning = anteckning.strip()[:400]
    leverans.save(update_fields=["uppfoljning"])
    engine.complete(process, "folj_upp_kvittens", actor=person.username, task_id=task_id)
    return leverans
