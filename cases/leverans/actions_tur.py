"""What the driver does on the run: sees the goods on the vehicle, and hands them over.

Each following note is a move of its own, so that what one stop is met with stops no other.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cases.gemensamt import behorighet, turkallor
from cases.gemensamt.hinder import stoppa_om
from cases.leverans import actions, actions_utlamning, rules, tur
from cases.leverans.models import Leverans
from cases.leverans.oppning import inte_din_tur, ta_tag_i, vantar_pa
from cases.organisation.models import Anvandare
from workflows import engine
from workflows.errors import Hinder, Refused


@dataclass(frozen=True)
class Lamnat:
    """How it went at a stop, and who signed."""

    utfall: str
    orsak: str = ""
    mottagen_av: str = ""
    signatur: str = ""
    # When it was, where the phone had no signal then.
    nar: datetime | None = None


@engine.move
def lasta(foljesedel: str, *, person: Anvandare, nar: datetime | None = None) -> Leverans:
    """The driver has seen it on the vehicle, by its following note. Raises `Refused`, `Forbidden`.

    Doing it again changes nothing.
    """
    number = foljesedel.strip()
    if number[:1].upper() == "H":
        # The paper of a pick-up; its number may be that of a following note, too.
        sentence = "Det är en hämtorder. Läs av streckkoden på följesedeln."
        raise Refused([Hinder("foljesedel_okand", sentence, "foljesedel")])
    found = Leverans.objects.filter(foljesedel=number).values_list("pk", flat=True).first()
    if not number or found is None:
        sentence = f"Ingen leverans har följesedel {number}. Läs av streckkoden igen."
        raise Refused([Hinder("foljesedel_okand", sentence, "foljesedel")])
    engine.lock(found)
    leverans = Leverans.objects.select_related("arende").get(pk=found)
    behorighet.krav(person, "leverera", leverans.arende)
    if not vantar_pa(found, *tur.MOMENT):
        raise inte_din_tur(leverans)
    if leverans.lastad is None:
        done = turkallor.inom(nar, leverans.arende.skapad)
        leverans.lastad, leverans.lastad_av = done, person.username
        leverans.save(update_fields=["lastad", "lastad_av"])
    return leverans


@engine.move
def lamna(arende: UUID, *, person: Anvandare, svar: Lamnat) -> Leverans:
    """What happened with one following note at the stop, and the receipt where it is signed there.

    Raises `Refused` with every hinder, `Forbidden`, `NotYourTurn`, `NotFound`.
    """
    _, leverans = ta_tag_i(arende, person, "leverera")
    if leverans.utlamning:
        return actions_utlamning.lamna_till_utlamning(arende, person=person, nar=svar.nar)
    delivered = svar.utfall == Leverans.Utfall.LEVERERAD
    handed_over = vantar_pa(arende, "kvittera")
    signs = bool(svar.signatur.strip()) or not leverans.kvitteras_senare or handed_over
    if delivered and signs and leverans.till_lager_id is None:
        stoppa_om(rules.hinder_for_kvittens(svar.mottagen_av, svar.signatur))
    if handed_over:
        # Somebody has said that it was handed over: what lacks is the receipt, and nothing else.
        if not delivered:
            raise inte_din_tur(leverans)
    else:
        leverans = actions.leverera(
            arende,
            person=person,
            utfall=svar.utfall,
            orsak=svar.orsak,
            mottagen_av=svar.mottagen_av,
            nar=svar.nar,
        )
    if signs and vantar_pa(arende, "kvittera"):
        leverans = actions.kvittera(
            arende,
            person=person,
            mottagen_av=svar.mottagen_av,
            signatur=svar.signatur,
            nar=svar.nar,
        )
    return leverans
