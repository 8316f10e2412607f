"""The plans: how often something is done to every individ of an article, or to one individ."""

from django.db.models import QuerySet

from cases.artiklar.models import Artikel
from cases.gemensamt.hinder import stoppa_om
from cases.hjalpmedel.models import Individ, Underhall, Underhallsplan
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from cases.underhall import rules
from workflows import engine
from workflows.errors import Forbidden, Hinder, NotFound

_SKOTER = ("tekniker", "kvalitet", "gruppchef")


def far_skota(person: Anvandare) -> bool:
    """Whether the person keeps the plans."""
    return har_roll(person, *_SKOTER)


def krav(person: Anvandare) -> None:
    """Raise `Forbidden` for all but those who keep the plans."""
    if not far_skota(person):
        raise Forbidden("Underhållsplanerna sköts av tekniker, kvalitet och gruppchefer.")


def alla(person: Anvandare) -> QuerySet[Underhallsplan]:
    """Every plan. Raises `Forbidden`."""
    krav(person)
    return Underhallsplan.objects.select_related("artikel", "individ__artikel").order_by(
        "artikel__nummer", "individ__nummer", "aktivitetstyp"
    )


@engine.move
def spara(
    *, person: Anvandare, galler: str, aktivitetstyp: str, intervall: int | None, kalla: str
) -> Underhallsplan:
    """Write a plan; one that is there already gets the new interval. `galler` is the number of an
    article or an individ. Raises `Forbidden`, `Refused`."""
    krav(person)
    artikel = Artikel.objects.filter(nummer=galler.strip()).first()
    individ = None if artikel else Individ.objects.filter(nummer=galler.strip()).first()
    hinder = rules.hinder_for_plan(intervall, kalla)
    if artikel is None and individ is None:
        sentence = "Ange ett artikelnummer eller ett individnummer som finns."
        hinder.append(Hinder("galler_okand", sentence, "galler"))
    if aktivitetstyp not in Underhall.values:
        hinder.append(Hinder("typ_saknas", "Välj vad som ska göras.", "aktivitetstyp"))
    stoppa_om(hinder)
    plan = Underhallsplan.objects.filter(
        artikel=artikel, individ=individ, aktivitetstyp=aktivitetstyp
    ).first() or Underhallsplan(artikel=artikel, individ=individ, aktivitetstyp=aktivitetstyp)
    plan.intervall, plan.kalla = intervall or 0, kalla.strip()[:200]
    plan.save()
    return plan


@engine.move
def ta_bort(nr: int, *, person: Anvandare) -> Underhallsplan:
    """Take a plan away; what it has begun goes on. Raises `Forbidden`, `NotFound`."""
    found = alla(person).filter(pk=nr).first()
    if found is None:
        raise NotFound("Planen är redan borttagen.")
    Underhallsplan.objects.filter(pk=nr).delete()
    return found
