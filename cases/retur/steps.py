"""What the system does in `retur`. Each may run twice and then does nothing more."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from cases.gemensamt import nummer
from cases.gemensamt.models import Arende
from cases.hjalpmedel import flytt, innehav, saldon
from cases.hjalpmedel.models import Individ, Rorelse
from cases.meddelanden.utskick import skicka
from cases.retur.models import Retur, Returpost
from workflows import clock
from workflows.registry import Tillfalle, step


@step()
def registrera_retur(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The retur gets its number: the last lock, since the diagram has taken the goods first."""
    retur = hamta(arende)
    if retur.arende.nummer is None:
        retur.arende.nummer = nummer.nasta(retur.arende.typ)
        retur.arende.save(update_fields=["nummer"])


@step()
def ta_hem(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The aids leave the mottagare and stand on the shelf, or are scrapped, in one move."""
    retur = hamta(arende)
    if retur.hemtagen is not None:
        return
    poster = _poster(retur)
    day = clock.local(tillfalle.effective).date()
    flytt.las_individer(p.innehav.individ_id for p in poster if p.innehav.individ_id)
    for post in poster:
        innehav.aterlamna(post.innehav_id, max(day, post.innehav.levererad), antal=post.antal)
        if post.skrotas and post.innehav.individ_id:
            flytt.stall_undan(post.innehav.individ_id, Individ.Plats.SKROTAD)
    if kept := _gods(retur, [post for post in poster if not post.skrotas]):
        flytt.ta_in(kept, saldon.Handelse(Rorelse.Slag.RETUR, tillfalle.actor, retur.pk))
    retur.hemtagen = tillfalle.effective
    retur.save(update_fields=["hemtagen"])
    satt_status(retur, Retur.Status.KLAR)


@step()
def aterstall(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The mistake is undone: the aids stand with the mottagare as if never taken back."""
    retur = hamta(arende)
    if retur.aterstalld is not None:
        return
    poster = _poster(retur)
    flytt.las_individer(p.innehav.individ_id for p in poster if p.innehav.individ_id)
    if kept := _gods(retur, [post for post in poster if not post.skrotas]):
        flytt.ta_ut(
            kept,
            saldon.Handelse(
                Rorelse.Slag.RATTELSE, tillfalle.actor, retur.pk, retur.angrad_skal[:200]
            ),
            bekraftat_underskott=True,
        )
    for post in poster:
        if post.skrotas and post.innehav.individ_id:
            flytt.hamta_fran_skrot(post.innehav.individ_id)
        innehav.aterregistrera(post.innehav_id, antal=post.antal)
    retur.aterstalld = tillfalle.effective
    retur.save(update_fields=["aterstalld"])
    satt_status(retur, Retur.Status.ANGRAD)
    skicka(
        retur.arende.bestallare,
        f"Retur {retur.arende.nummer} är ångrad",
        f"Kundtjänst har ångrat returen: {retur.angrad_skal}. Hjälpmedlen står åter hos"
        " mottagaren.",
        arende=retur.pk,
        nyckel=f"{retur.pk}:angrad",
    )


def hamta(arende: UUID) -> Retur:
    """The retur with its case; its process is locked by the move."""
    return Retur.objects.select_related("arende__bestallare", "lager").get(pk=arende)


def satt_status(retur: Retur, status: Retur.Status) -> None:
    """Write the label."""
    Arende.objects.filter(pk=retur.pk).update(status=status)
    retur.arende.status = status


def avslutad(arende: UUID, cancelled: bool, nar: datetime) -> None:  # noqa: FBT001 - the registry's form
    """The process has ended: the case is closed."""
    Arende.objects.filter(pk=arende).update(avslutad=nar)


def _poster(retur: Retur) -> list[Returpost]:
    """The rows, individer by id, as everywhere."""
    rows = retur.poster.select_related("innehav__artikel")
    return sorted(rows, key=lambda post: (post.innehav.individ_id or 0, post.innehav_id))


def _gods(retur: Retur, poster: Sequence[Returpost]) -> list[flytt.Gods]:
    return [
        flytt.Gods(
            retur.lager_id,
            post.innehav.artikel_id,
            antal=post.antal,
            individ_id=post.innehav.individ_id,
        )
        for post in poster
    ]
