"""What the system does in `rattelse`. Each may run twice and then does nothing more."""

from datetime import datetime
from uuid import UUID

from cases.gemensamt import betalare, vantande
from cases.gemensamt.models import Arende
from cases.hjalpmedel import rattning
from cases.hjalpmedel.models import Innehav, Rorelse
from cases.hjalpmedel.saldon import Handelse
from cases.meddelanden.utskick import skicka
from cases.mottagare.models import Mottagare
from cases.organisation.models import Baskod, Betalare
from cases.rattelse import berattelse
from cases.rattelse.models import Rattelse
from workflows.registry import Tillfalle, step


@step()
def ratta(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The innehav that was wrong is annulled, and what is so stands from the right day."""
    found = _hamta(arende)
    if found.utford is not None:
        return
    innehav = found.innehav
    verkligt = rattning.Verkligt(
        mottagare=found.mottagare or innehav.mottagare,
        dag=found.dag,
        antal=found.antal,
        individ=found.individ,
        i_lager=found.i_lager,
        betalning=_betalning(innehav, found.mottagare, found.arende.galler_id)
        if found.mottagare is not None
        else {},
    )
    handelse = Handelse(
        Rorelse.Slag.RATTELSE, tillfalle.actor, found.arende.galler_id, found.skal[:200]
    )
    done = rattning.ratta(innehav, verkligt, handelse)
    # What stands on the shelf again is asked for by those that wait for it.
    vantande.vack(done.tillbaka, av=tillfalle.actor)
    found.nytt_innehav = done.innehav
    found.utford = tillfalle.effective
    found.save(update_fields=["nytt_innehav", "utford"])


@step()
def meddela_rattelse(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Whoever ordered is told what was wrong and what holds now."""
    found = _hamta(arende)
    order = found.arende.galler
    if order is None:
        raise ValueError("A rättelse is about an order.")
    skicka(
        order.bestallare,
        f"Kundorder {order.nummer}: kvittensen är rättad",
        f"Kvittensen av kundorder {order.nummer} var fel och är rättad."
        f" {berattelse.om(found)}{berattelse.att_gora(found)}",
        arende=order.pk,
        nyckel=f"{found.pk}:rattad",
    )


def avslutad(arende: UUID, cancelled: bool, nar: datetime) -> None:  # noqa: FBT001 - the registry's form
    """The process has ended: the case is closed."""
    Arende.objects.filter(pk=arende).update(avslutad=nar)


def _betalning(
    innehav: Innehav, mottagare: Mottagare, order: UUID | None
) -> dict[int, tuple[Betalare, Baskod | None]]:
    """Whose bill each row is when it went to somebody else; what costs nothing follows its aid."""
    answers = {}
    for row in (innehav, *rattning.komponenter(innehav)):
        artikel = row.artikel if row.apris else innehav.artikel
        said = betalare.for_mottagare(mottagare, artikel, arende=order)
        if said is None:
            raise ValueError("A mottagare is a patient with a baskod, or a unit.")
        answers[row.pk] = said
    return answers


def _hamta(arende: UUID) -> Rattelse:
    return Rattelse.objects.select_related(
        "arende__galler__bestallare",
        "innehav__artikel",
        "innehav__individ",
        "innehav__mottagare",
        "innehav__komponent_till",
        "individ",
        "mottagare__kund__betalare",
        "mottagare__baskod__betalare",
        "mottagare__avvikande_baskod__betalare",
    ).get(pk=arende)
