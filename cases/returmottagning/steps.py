"""What the system does in `returmottagning`."""

from datetime import datetime
from uuid import UUID

from cases.gemensamt.models import Arende
from cases.meddelanden.utskick import skicka
from cases.returmottagning.berorda import berorda
from cases.returmottagning.models import Returmottagning
from workflows.registry import Tillfalle, step


@step()
def meddela_forskrivaren(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """What was handed in without a hämtorder: what it was, and that its rent has stopped."""
    retur = Returmottagning.objects.select_related("arende__bestallare").get(pk=arende)
    rows = list(retur.rader.select_related("innehav__artikel", "innehav__individ"))
    told = "; ".join(
        f"{rad.antal} {rad.innehav.artikel}"
        + (f", individ {rad.innehav.individ}" if rad.innehav.individ else "")
        for rad in rows
    )
    skicka(
        berorda(retur),
        f"Retur {retur.arende.nummer}: mottaget utan hämtorder",
        f"Hjälpmedelscentralen har tagit emot {told}. Det stod inte på någon hämtorder. Det är"
        f" återlämnat {retur.hamtad:%Y-%m-%d}, och ingen hyra tas efter den dagen. Står något kvar"
        " hos mottagaren som också ska tillbaka gör du en hämtorder.",
        arende=retur.pk,
        nyckel=f"{retur.pk}:utan_order",
    )


def avslutad(arende: UUID, cancelled: bool, nar: datetime) -> None:  # noqa: FBT001 - the registry's form
    """The process has ended: the case is closed."""
    Arende.objects.filter(pk=arende).update(avslutad=nar)
