"""What must hold of what a supplier ships to the mottagare. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from cases.kundorder.rules import hinder_for_individer
from workflows.errors import Hinder


@dataclass(frozen=True)
class NyaIndivider:
    """The new individnummer that were given for a row of a marked article."""

    nr: int
    antal: int
    nummer: tuple[str, ...]


def hinder_for_direktleverans(
    kom: int, kommer_inte: int, *, mottagen_av: str, orsak: str
) -> list[Hinder]:
    """Something must have come, or be given up; the receipt has a name, what fails a reason."""
    if not kom and not kommer_inte:
        sentence = "Välj vad som har levererats eller inte kommer. Väntar allt: låt uppgiften vara."
        return [Hinder("utfall_saknas", sentence, "utfall")]
    hinder = []
    if kom and len(mottagen_av.strip()) < 2:
        sentence = "Ange vem som tog emot, enligt leverantörens kvittens."
        hinder.append(Hinder("mottagen_av_saknas", sentence, "mottagen_av"))
    if kommer_inte and not orsak.strip():
        sentence = "Skriv varför leverantören inte levererar, så att beställaren vet."
        hinder.append(Hinder("orsak_saknas", sentence, "orsak"))
    return hinder


def hinder_for_direktdag(dag: date | None, today: date, bestalld: Collection[date]) -> list[Hinder]:
    """Rent runs from the day it came: not before it was ordered, not in the future."""
    if not bestalld:
        return []
    if dag is None or dag > today or dag < max(bestalld):
        sentence = (
            f"Ange vilken dag det levererades, från {max(bestalld):%Y-%m-%d} till i dag. Kom det"
            " olika dagar: bekräfta dem var för sig."
        )
        return [Hinder("dag_fel", sentence, "dag")]
    return []


def hinder_for_nya_individer(
    rader: Sequence[NyaIndivider], upptagna: Collection[str]
) -> list[Hinder]:
    """The new individnummer of each row, none of them twice, none that is there already."""
    hinder = []
    seen: set[str] = set()
    for rad in rader:
        taken = {number for number in rad.nummer if number in upptagna or number in seen}
        hinder += [
            Hinder(no.kod, f"Rad {rad.nr}: {no.mening}", f"individer-{rad.nr}")
            for no in hinder_for_individer(rad.nummer, taken, rad.antal)
        ]
        seen |= set(rad.nummer)
    return hinder
