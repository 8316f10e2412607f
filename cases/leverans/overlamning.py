"""Goods that the tekniker needs first: the hand-over to the mottagare is the tekniker's (AO-6).

An arbetsorder done on the spot holds the hand-over and not the delivery: the goods leave the lager
for the tekniker, who hands them over at the visit. So neither waits for the other.
"""

from uuid import UUID

from django.db.models import QuerySet

from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Hall
from cases.leverans import actions
from cases.leverans.models import Leverans
from cases.leverans.oppning import inte_din_tur, ta_tag_i, vantar_pa
from cases.organisation.models import Anvandare
from workflows import engine
from workflows.errors import Hinder

HANDLINGAR = {"lamna_over": ("tekniker", "kundtjanst")}


def teknikerns() -> QuerySet[Hall]:
    """The holds that leave the hand-over to a tekniker; their `arende` is the kundorder."""
    return Hall.objects.filter(vad=Hall.Vad.OVERLAMNING, slappt__isnull=True)


@engine.move
def lamna_over(arende: UUID, *, person: Anvandare, mottagen_av: str, signatur: str) -> Leverans:
    """The tekniker hands the goods over at the visit, and whoever receives them signs.

    Raises `Refused`, and `NotYourTurn` when they have been handed over or not left the lager.
    """
    process, leverans = ta_tag_i(arende, person, "lamna_over")
    if not vantar_pa(arende, "leverera"):
        raise inte_din_tur(leverans)
    if not actions.teknikern_lamnar(leverans):
        stoppa_om(
            [Hinder("transporten_lamnar", "Ingen arbetsorder håller den: transporten lämnar den.")]
        )
    actions.satt_utfall(leverans, Leverans.Utfall.LEVERERAD, "")
    engine.complete(process, "leverera", actor=person.username)
    actions.ta_emot(leverans, mottagen_av, signatur)
    engine.complete(process, "kvittera", actor=person.username)
    return leverans
