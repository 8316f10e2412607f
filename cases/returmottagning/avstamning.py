"""Reconciliation (W10): what came without a hämtorder, and what was expected and did not come."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from cases.gemensamt import aterkomst, behorighet
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.hjalpmedel import svinn
from cases.organisation.models import Anvandare, Lager
from cases.organisation.roller import har_roll
from cases.returmottagning.begin import TYP
from cases.returmottagning.models import Returmottagning, Returrad
from workflows import clock, engine
from workflows.errors import Forbidden, Hinder, NotYourTurn

ROLLER = ("lager", "kundtjanst")
_MINST = 3


@dataclass(frozen=True)
class Avstamning:
    """What there is to look into, for one lager or for all."""

    utan_order: list[Returmottagning]
    kom_inte: list[Returrad]
    forsenade: list[aterkomst.Forsenad]
    borta: list[svinn.Borta]


def far_se(person: Anvandare) -> bool:
    """Whether the person sees the reconciliation."""
    return har_roll(person, *ROLLER)


def krav(person: Anvandare) -> None:
    """Raise `Forbidden` for those who don't."""
    if not far_se(person):
        raise Forbidden("Avstämningen görs av lager och kundtjänst. Be dem om hjälp.")


def lista(person: Anvandare, lager: Lager | None = None) -> Avstamning:
    """Everything that is not looked into yet, the oldest first. Raises `Forbidden`."""
    krav(person)
    seen = behorighet.far_se(person, Arende.objects.filter(typ=TYP))
    open_still = Q(avstamd__isnull=True, arende__in=seen)
    if lager is not None:
        open_still &= Q(lager=lager)
    returns = Returmottagning.objects.filter(open_still).select_related(
        "arende__mottagare", "arende__kund", "lager"
    )
    late = aterkomst.forsenade(person)
    return Avstamning(
        utan_order=list(
            returns.filter(lamnad=True, hamtorder__isnull=True)
            .prefetch_related("rader__innehav__artikel", "rader__innehav__individ")
            .order_by("hamtad", "pk")
        ),
        kom_inte=list(
            _som_saknas()
            .filter(returmottagning__in=returns)
            .select_related(
                "returmottagning__arende__mottagare",
                "returmottagning__lager",
                "innehav__artikel",
                "innehav__individ",
            )
            .order_by("returmottagning__hamtad", "pk")
        ),
        forsenade=[
            one for one in late if lager is None or one.innehav.artikel.lager_id == lager.pk
        ],
        borta=[one for one in svinn.borta() if lager is None or one.artikel.lager_id == lager.pk],
    )


def kan_stammas(person: Anvandare, retur: Returmottagning) -> bool:
    """Whether there is something about the retur that the person may look into."""
    return (
        retur.avstamd is None
        and behorighet.kan(person, "stam_av", retur.arende)
        and _avviker(retur)
    )


@engine.move
def stam_av(arende: UUID, *, person: Anvandare, text: str) -> Returmottagning:
    """What was out of order has been looked into. Raises `Refused`, `NotYourTurn`."""
    engine.lock(arende)
    retur = Returmottagning.objects.select_related("arende").get(pk=arende)
    behorighet.krav(person, "stam_av", retur.arende)
    if retur.avstamd is not None or not _avviker(retur):
        raise NotYourTurn(f"{retur.vad} är redan avstämd, eller har inget att stämma av.")
    said = text.strip()
    stoppa_om(
        [Hinder("text_saknas", "Skriv vad avstämningen visade.", "skal")]
        if len(said) < _MINST
        else []
    )
    retur.avstamd, retur.avstamd_av = clock.now(), person.username
    retur.avstamd_text = said[:400]
    retur.save(update_fields=["avstamd", "avstamd_av", "avstamd_text"])
    return retur


def _avviker(retur: Returmottagning) -> bool:
    if retur.lamnad:
        return retur.hamtorder is None
    return _som_saknas().filter(returmottagning=retur).exists()


def _som_saknas() -> QuerySet[Returrad]:
    """Rows that a driver said were fetched and that nobody has seen at the desk."""
    return Returrad.objects.filter(kom=False, returmottagning__lamnad=False)
