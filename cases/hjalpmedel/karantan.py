"""Quarantine: an individ that nobody may hand out, mend or scrap. Set under its own lock (§2.7)."""

from collections.abc import Callable, Collection
from datetime import datetime

from cases.hjalpmedel.flytt import las_individer, stall_undan
from cases.hjalpmedel.models import Individ
from workflows.errors import Hinder, Refused

I_KARANTAN = (
    "Hjälpmedlet är i karantän efter en medicinteknisk avvikelse, så inget får göras med det. Vänta"
    " tills HMC kvalitet har hävt karantänen."
)
# Where there is nothing left to take in and scrap.
_REDAN_BORTA = frozenset({Individ.Plats.FORKOMMEN, Individ.Plats.SKROTAD})
# Who is asked why an individ is held: case types, that the registers don't know.
_HALLARE: list[Callable[[int], str]] = []
# Who knows what work has been done on an individ.
_ARBETEN: list[Callable[[int, datetime], Collection[str]]] = []


def registrera(hallare: Callable[[int], str]) -> None:
    """`hallare` tells which case of its kind holds an individ; empty when none does."""
    _HALLARE.append(hallare)


def registrera_arbeten(kalla: Callable[[int, datetime], Collection[str]]) -> None:
    """`kalla` tells the codes of the works of its kind that were ordered on an individ since a
    moment and have been done."""
    _ARBETEN.append(kalla)


def gjorda_arbeten(individ_id: int, sedan: datetime) -> set[str]:
    """The codes of the works that were ordered on the individ since then and are done."""
    return {kod for one in _ARBETEN for kod in one(individ_id, sedan)}


def halls_av(individ_id: int) -> str:
    """The case that holds the individ, in words; empty when it may be let go of."""
    return next((words for one in _HALLARE if (words := one(individ_id))), "")


def satt(individ_id: int) -> Individ:
    """Hold the individ wherever it is. Holding what is held changes nothing."""
    individ = las_individer([individ_id])[individ_id]
    individ.karantan = True
    individ.save(update_fields=["karantan"])
    return individ


def slapp(individ_id: int, *, skrota: bool = False) -> Individ:
    """Let go of it, and scrap it where that is what was decided. What is lost is scrapped with all
    that is lost.

    Raises `Refused` when it is to be scrapped but is somewhere else than at the HMC.
    """
    if skrota:
        stoppa = hinder_for_skrot(individ_id)
        if stoppa:
            raise Refused(stoppa)
    individ = las_individer([individ_id])[individ_id]
    individ.karantan = False
    individ.save(update_fields=["karantan"])
    if skrota and individ.plats not in _REDAN_BORTA:
        stall_undan(individ_id, Individ.Plats.SKROTAD)
    return individ


def hinder_for_arbete(individ_id: int | None) -> list[Hinder]:
    """Why nothing may be done with an individ now. Locks it, so that nobody holds it meanwhile: the
    caller holds its process already, and no later lock."""
    if individ_id is None or not las_individer([individ_id])[individ_id].karantan:
        return []
    return [Hinder("karantan", I_KARANTAN, "mal")]


def hinder_for_skrot(individ_id: int) -> list[Hinder]:
    """Why an individ that is held can't be scrapped: it must be at the HMC, or gone already. Locks
    it."""
    individ = las_individer([individ_id])[individ_id]
    if individ.plats in {Individ.Plats.TRANSPORT, Individ.Plats.VERKSTAD, *_REDAN_BORTA}:
        return []
    sentence = (
        f"Individ {individ.nummer} är {individ.get_plats_display().lower()} och kan inte skrotas."
        " Ta in den med en hämtorder först."
    )
    return [Hinder("individ_inte_inne", sentence, "beslut")]
