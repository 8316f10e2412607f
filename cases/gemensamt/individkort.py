"""The card of an individ, and who may see whose it is and change where it stands (IK-1 … IK-7)."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from cases.artiklar.models import Leverantorsartikel
from cases.gemensamt import behorighet, hjalpmedelsbild, mottagaren
from cases.gemensamt.arendekallor import Bestalld, komponenter_pa_vag
from cases.gemensamt.hjalpmedelsbild import Bildrad
from cases.hjalpmedel import placering, specialanpassat, underhall
from cases.hjalpmedel.models import Individ, Innehav, Specialmarkning
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.mottagare.visning import far_se_patienter
from cases.organisation.models import Anvandare, Kund, Lager
from cases.organisation.roller import har_roll
from workflows.errors import Forbidden, NotFound

FAR_INTE = "Din roll söker inte fram individer. Be en förskrivare eller HMC kundtjänst om hjälp."
INGEN_INDIVID = (
    "Ingen individ har det numret. Kontrollera märkningen, eller sök på en del av numret."
)
FAR_INTE_FLYTTA = (
    "Placeringen ändras av dem som har hjälpmedlet: lagret, enheten med förrådet eller mottagarens"
    " enhet. Be dem ändra den."
)
SKRIVS_INTE = (
    "Mottagaren har skyddade personuppgifter. Därför skrivs det inte upp var hjälpmedlet står."
)
_FLYTTAR_HOS_HMC = ("lager", "tekniker", "kundtjanst")
_FLYTTAR_HOS_ENHETEN = ("forskrivare", "bestallare", "forradsansvarig")


@dataclass(frozen=True)
class Kort:
    """What the card shows. `mottagare` is None when she may not be shown; `dold` says why."""

    individ: Individ
    placering: str
    leverantor: Leverantorsartikel | None
    innehav: Innehav | None
    mottagare: Mottagare | None
    dold: str
    maste_bekrafta: bool
    komponenter: list[Bildrad]
    pa_vag: list[Bestalld]
    kan_flytta: bool
    specialmarkning: Specialmarkning | None
    kan_aterstalla: bool
    schema: list[underhall.Rad]


def krav(person: Anvandare) -> None:
    """Raise `Forbidden` unless the person's work has to do with aids."""
    if not far_se_patienter(person):
        raise Forbidden(FAR_INTE)


def hamta(nummer: str) -> Individ:
    """The individ with this number. Raises `NotFound`."""
    found = _alla().filter(nummer=nummer).first()
    if found is None:
        raise NotFound(INGEN_INDIVID)
    return found


@transaction.atomic
def oppna(person: Anvandare, nummer: str, kund: Kund | None = None) -> Kort:
    """The card. Whose the individ is, is shown to who may open her, and then logged (L3).

    Raises `Forbidden`, `NotFound`.
    """
    krav(person)
    individ = hamta(nummer)
    whose = individ.mottagare
    why_not, must_confirm = _varfor_inte(person, whose, kund)
    shown = whose if whose and not why_not else None
    if shown is not None:
        logga_atkomst(person, shown, Atkomst.Vad.OPPNADE, objekt=f"Individkort {nummer}", kund=kund)
    held = Innehav.objects.filter(individ=individ, aterlamnad__isnull=True)
    innehav = held.select_related("mottagare", "artikel").first()
    return Kort(
        individ=individ,
        placering=synlig_placering(person, individ, kund),
        leverantor=individ.artikel.leverantorer.select_related("leverantor")
        .order_by("-forvald", "pk")
        .first(),
        innehav=innehav,
        mottagare=shown,
        dold=why_not,
        maste_bekrafta=must_confirm,
        komponenter=hjalpmedelsbild.komponenter(innehav) if innehav else [],
        pa_vag=komponenter_pa_vag(shown.pk, individ.pk) if shown else [],
        kan_flytta=not _varfor_inte_flytta(person, individ, kund),
        specialmarkning=specialanpassat.oppen(individ.pk),
        schema=underhall.schema(individ),
        kan_aterstalla=bool(individ.specialanpassning) and har_roll(person, "tekniker"),
    )


@transaction.atomic
def flytta(
    person: Anvandare, nummer: str, text: str, *, var: str | None = None, kund: Kund | None = None
) -> Individ:
    """Flytta: write where the individ stands (IK-3). Raises `Forbidden`, `Refused`."""
    krav(person)
    individ = hamta(nummer)
    if why_not := _varfor_inte_flytta(person, individ, kund):
        raise Forbidden(why_not)
    moved = placering.placera(individ.pk, text, var=var)
    if individ.mottagare is not None:
        logga_atkomst(
            person,
            individ.mottagare,
            Atkomst.Vad.ANDRADE,
            objekt=f"Individkort {nummer}: placering",
            kund=kund,
        )
    return moved


def synlig_placering(person: Anvandare, individ: Individ, kund: Kund | None) -> str:
    """Where the individ stands, for the card, the search and the API (IK-3).

    Of one that stands with a mottagare that is her whereabouts: told to who may open her, and of a
    protected person to nobody (L6).
    """
    whose = individ.mottagare
    if not individ.placering or whose is None:
        return individ.placering
    return "" if whose.skyddad or _varfor_inte(person, whose, kund)[0] else individ.placering


def enhet(person: Anvandare, individ: Individ, nummer: str = "") -> Kund | None:
    """The unit that she opens the card's mottagare for."""
    return mottagaren.enhet(person, individ.mottagare_id or 0, nummer)


def _varfor_inte_flytta(person: Anvandare, individ: Individ, kund: Kund | None) -> str:
    """Why she may not write where it stands; empty for those who have it before them [A]."""
    whose = individ.mottagare
    if whose is not None:
        if _varfor_inte(person, whose, kund)[0]:
            return FAR_INTE_FLYTTA
        return SKRIVS_INTE if whose.skyddad else ""
    if individ.lager is not None and individ.lager.typ == Lager.Typ.BUFFERT:
        own = person.uppdrag.filter(kund=individ.lager.kund_id).exists()
        return "" if own and har_roll(person, *_FLYTTAR_HOS_ENHETEN) else FAR_INTE_FLYTTA
    return "" if har_roll(person, *_FLYTTAR_HOS_HMC) else FAR_INTE_FLYTTA


def _varfor_inte(person: Anvandare, whose: Mottagare | None, kund: Kund | None) -> tuple[str, bool]:
    """Why the mottagare is not shown, and whether a confirmed vårdrelation would show her."""
    if whose is None:
        return "", False
    try:
        behorighet.krav_mottagare(person, whose, kund)
    except Forbidden as no:
        possible = behorighet.far_se_mottagare(person, whose)
        return no.mening, possible
    return "", False


def _alla() -> QuerySet[Individ]:
    return Individ.objects.select_related(
        "artikel__iso",
        "lager__kund",
        "mottagare__kund",
        "mottagare__baskod",
        "mottagare__avvikande_baskod",
    )
