"""What the group at HMC does: take the report on, look into it, ask, hand over, answer."""

from dataclasses import dataclass
from uuid import UUID

from cases.felrapport import foljder, rules
from cases.felrapport.actions import skriv_inlagg
from cases.felrapport.foljder import Foljd
from cases.felrapport.models import Felrapport, Inlagg
from cases.felrapport.oppning import ny_svarsdag, oppna, satt_status
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.oppning import klart
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare, Grupp
from cases.organisation.roller import HMC, roller_pa_sidan
from workflows import engine
from workflows.errors import Hinder
from workflows.registry import action

# Any role that a group belongs to; which group it is, the task itself says.
_GRUPPERNA = tuple(sorted(roller_pa_sidan(HMC) - {"processagare", "administrator"}))
HANDLINGAR = {"ta_emot": _GRUPPERNA, "utred": _GRUPPERNA}


@dataclass(frozen=True)
class Utredning:
    """What the group has come to. `grupp` (a key) only where it is handed over; `foljder` and
    `grundorsak` only with an answer."""

    utfall: str
    text: str
    grupp: str = ""
    foljder: tuple[Foljd, ...] = ()
    grundorsak: str = ""


@action
@engine.move
def ta_emot(arende: UUID, *, person: Anvandare, task_id: UUID | None = None) -> Felrapport:
    """The group has it: the one who reported is told (N16). Raises `NotYourTurn`, `Forbidden`."""
    process, found = oppna(arende, person, "ta_emot")
    satt_status(found, Felrapport.Status.MOTTAGEN)
    skicka(
        found.arende.bestallare,
        f"Felrapport {found.arende.nummer} är mottagen",
        f"{found.grupp} har tagit emot felrapporten och svarar dig.",
        arende=found.pk,
    )
    engine.complete(process, "ta_emot", actor=person.username, task_id=task_id)
    return found


@action
@engine.move
def utred(
    arende: UUID, *, person: Anvandare, utredning: Utredning, task_id: UUID | None = None
) -> Felrapport:
    """Ask for more, hand over, or answer. Raises `Refused`, `NotYourTurn`, `Forbidden`."""
    process, found = oppna(arende, person, "utred")
    stoppa_om(_hinder(found, utredning))
    found.utfall = Felrapport.Utfall(utredning.utfall)
    match found.utfall:
        case Felrapport.Utfall.KOMPLETTERING:
            skriv_inlagg(found, Inlagg.Slag.FRAGA, utredning.text, person)
            satt_status(found, Felrapport.Status.KOMPLETTERING)
            skicka(
                found.arende.bestallare,
                f"Felrapport {found.arende.nummer}: HMC behöver veta mer",
                f"{found.grupp} frågar: {utredning.text.strip()}",
                arende=found.pk,
            )
        case Felrapport.Utfall.VIDARE:
            found.grupp = Grupp.objects.get(nyckel=utredning.grupp)
            skriv_inlagg(found, Inlagg.Slag.LAMNAD, f"Till {found.grupp}: {utredning.text}", person)
            satt_status(found, Felrapport.Status.NY)
            ny_svarsdag(found)
        case _:
            skriv_inlagg(found, Inlagg.Slag.SVAR, utredning.text, person)
            found.grundorsak = utredning.grundorsak.strip()[:200]
            foljder.skriv(found, utredning.foljder, person)
    found.racker = None
    found.save(update_fields=["utfall", "grupp", "racker", "grundorsak"])
    klart(process, "utred", person, task_id, _blev(found))
    return found


def grupper(found: Felrapport) -> list[Grupp]:
    """The groups that it may be handed over to: none where only one group may read it."""
    if found.arende.lases_av_id is not None:
        return []
    return [one for one in Grupp.objects.order_by("namn") if one.pk != found.grupp_id]


def _blev(found: Felrapport) -> str:
    match found.utfall:
        case Felrapport.Utfall.VIDARE:
            return f"Lämnad till {found.grupp}."
        case Felrapport.Utfall.KOMPLETTERING:
            return "Den som anmälde är frågad."
        case _:
            return f"Svar: {found.utfall}."


def _hinder(found: Felrapport, utredning: Utredning) -> list[Hinder]:
    if utredning.utfall not in Felrapport.Utfall.values:
        return [Hinder("utfall_saknas", "Välj vad som händer nu.", "utfall")]
    hinder = rules.hinder_for_text(
        utredning.text, "text", "Skriv det som ska sägas: frågan, skälet eller svaret."
    )
    handed = utredning.utfall == Felrapport.Utfall.VIDARE
    if handed and utredning.grupp not in {one.nyckel for one in grupper(found)}:
        hinder.append(Hinder("grupp_saknas", "Välj vilken grupp som ska ta över.", "grupp"))
    if utredning.foljder and utredning.utfall != Felrapport.Utfall.ATGARDAD:
        words = "Följdåtgärder hör ihop med svaret åtgärdad. Välj det, eller ta bort dem."
        hinder.append(Hinder("foljder_utan_svar", words, "foljder"))
    return hinder + foljder.hinder(found, utredning.foljder)
