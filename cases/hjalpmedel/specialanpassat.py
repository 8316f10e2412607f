"""Aids that are adapted for one mottagare: their id, their CE mark, and who may not have them.

A specialanpassad produkt is made for a named patient (MDR art. 2.3) and is handed to nobody else
until a technician has made it again what its manufacturer marked (L9).
"""

from uuid import UUID

from cases.hjalpmedel.models import Individ, Specialmarkning
from workflows import clock
from workflows.errors import Hinder, Refused

_BORTA = {Individ.Plats.SKROTAD, Individ.Plats.FORKOMMEN}


def oppen(individ_id: int) -> Specialmarkning | None:
    """The marking that holds now; None when the individ is as its manufacturer made it."""
    return Specialmarkning.objects.filter(individ=individ_id, aterstalld__isnull=True).first()


def hinder_for_markning(individ: Individ, arende: UUID) -> list[Hinder]:
    """Every reason why this individ can't be marked by this case."""
    held = oppen(individ.pk)
    if individ.plats in _BORTA:
        sentence = f"Individ {individ.nummer} är {individ.get_plats_display().lower()}. Kontrollera"
        sentence += " numret på märkningen."
    elif individ.karantan:
        sentence = (
            f"Individ {individ.nummer} är i karantän och får inte ändras förrän utredningen är"
            " klar. Fråga HMC kvalitet."
        )
    elif held is not None and held.arende != arende:
        sentence = (
            f"Individ {individ.nummer} är redan specialanpassad ({held.nummer}). Återställ den på"
            " individkortet först, eller välj en annan individ."
        )
    else:
        return []
    return [Hinder("individ_passar_inte", sentence, "individ")]


def mark(individ: Individ, markning: Specialmarkning) -> None:
    """Mark an individ that is locked. The same case marking the same individ again changes nothing.

    Raises `Refused` as `hinder_for_markning` says.
    """
    if hinder := hinder_for_markning(individ, markning.arende):
        raise Refused(hinder)
    if individ.specialanpassning == markning.nummer:
        return
    markning.individ = individ
    markning.markt = clock.now()
    markning.save(force_insert=True)
    individ.specialanpassning = markning.nummer
    individ.save(update_fields=["specialanpassning"])


def aterstall(individ: Individ, *, av: str, atgard: str) -> None:
    """A locked individ is again as its manufacturer marked it. Raises `Refused` without a word of
    what was done, or when there is nothing to restore."""
    held = oppen(individ.pk)
    if held is None:
        sentence = f"Individ {individ.nummer} är inte specialanpassad. Inget behöver återställas."
        raise Refused([Hinder("inte_specialanpassad", sentence, "atgard")])
    if not atgard.strip():
        sentence = "Skriv vad som gjorts för att hjälpmedlet åter ska motsvara sin CE-märkning."
        raise Refused([Hinder("atgard_saknas", sentence, "atgard")])
    held.aterstalld, held.aterstalld_av = clock.now(), av
    held.atgard = atgard.strip()[:400]
    held.save(update_fields=["aterstalld", "aterstalld_av", "atgard"])
    individ.specialanpassning = ""
    individ.save(update_fields=["specialanpassning"])


def hinder_for_utlamning(individ: Individ, mottagare_id: int | None) -> Hinder | None:
    """Why the individ may not go to this mottagare; None when it may. Whose it will be is not
    always known when it leaves a shelf: then no adapted individ may."""
    held = oppen(individ.pk) if individ.specialanpassning else None
    if held is None or held.mottagare_id is None or held.mottagare_id == mottagare_id:
        return None
    return Hinder(
        "individ_specialanpassad",
        f"Individ {individ.nummer} är specialanpassad ({held.nummer}) för en annan mottagare och"
        " får inte lämnas ut. Ta en annan individ, och låt en tekniker återställa eller skrota den"
        " här.",
        "individ",
    )


def hinder_for_lager(individ: Individ) -> Hinder | None:
    """Why the individ may not lie on a shelf; None when it may."""
    if hinder_for_utlamning(individ, None) is None:
        return None
    return Hinder(
        "individ_specialanpassad",
        f"Individ {individ.nummer} är specialanpassad ({individ.specialanpassning}) för en viss"
        " mottagare och får inte läggas i lager. Låt en tekniker återställa den, eller skrota den.",
        "individ",
    )
