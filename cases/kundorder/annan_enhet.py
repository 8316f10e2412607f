"""Another unit's order, by its whole number, an active choice and a reason (DU-5, DMN 15).

The manual lets whoever knows the number see the order (L1705). The choice is written in the access
log, which is also what lets her in for a day.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from cases.gemensamt import behorighet
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.gemensamt.pages_arende import oppna as oppna_arende
from cases.kundorder.queries import TYP
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.mottagare.register import vardenhet_for
from cases.organisation.models import Anvandare
from cases.organisation.roller import VARDGIVARE, har_roll, roller_pa_sidan
from workflows import clock, engine
from workflows.errors import Hinder, NotFound

# How long a choice that was made lets her in, and the window that choices are counted in.
GALLER = timedelta(hours=24)
FONSTER = timedelta(hours=1)
INGEN = "Ingen kundorder har det numret. Kontrollera numret, det står på kvittot."
_ROLLER = behorighet.UPPSLAGSROLLER & roller_pa_sidan(VARDGIVARE)


def finns(person: Anvandare, nummer: str) -> bool:
    """Whether the whole number is another unit's order that the table lets her choose to see."""
    return _valbar(person, nummer) is not None


@transaction.atomic
def valj(person: Anvandare, nummer: str, skal: str) -> Arende:
    """See the order, for a reason. Raises `NotFound`, `Refused`."""
    arende = _valbar(person, nummer)
    if arende is None:
        raise NotFound(INGEN)
    since = clock.now() - FONSTER
    made = Atkomst.objects.filter(
        anvandare=person, vad=Atkomst.Vad.ANNAN_ENHET, nar__gt=since
    ).count()
    stoppa_om(_hinder(skal, made))
    logga_atkomst(
        person,
        _vems(arende),
        Atkomst.Vad.ANNAN_ENHET,
        objekt=f"Kundorder {arende.nummer}",
        skal=skal.strip(),
        arende=arende.pk,
    )
    return arende


@transaction.atomic
def oppna(person: Anvandare, arende_id: UUID) -> Arende:
    """An order of one's own units, or one that was lately chosen. Logged. Raises `NotFound`."""
    if behorighet.ser(person, arende_id):
        return oppna_arende(person, arende_id)
    chosen = Atkomst.objects.filter(
        anvandare=person,
        arende=arende_id,
        vad=Atkomst.Vad.ANNAN_ENHET,
        nar__gt=clock.now() - GALLER,
    )
    arende = _arenden().filter(pk=arende_id).first() if chosen.exists() else None
    # She may have become protected since.
    if arende is None or not _tabellen_tillater(person, arende):
        raise NotFound(behorighet.INGET_ARENDE)
    logga_atkomst(
        person,
        _vems(arende),
        Atkomst.Vad.OPPNADE,
        objekt=f"Kundorder {arende.nummer}, annan enhet",
        arende=arende.pk,
    )
    return arende


def _valbar(person: Anvandare, nummer: str) -> Arende | None:
    if not har_roll(person, *_ROLLER):
        return None
    arende = _arenden().filter(nummer=nummer.strip()).first() if nummer.strip() else None
    if arende is None or behorighet.ser(person, arende.pk):
        return None
    return arende if _tabellen_tillater(person, arende) else None


def _tabellen_tillater(person: Anvandare, arende: Arende) -> bool:
    """What DMN 15 says of an exact number. A protected person's order is not there at all (L6)."""
    mottagare = arende.mottagare
    said = engine.decide(
        TYP,
        "atkomst",
        {
            "sparr_vardgivare": False,
            "skyddade_personuppgifter": mottagare is not None and mottagare.skyddad,
            "egen_kund_eller_vardgivare": False,
            "aktiv_vardrelation_bekraftad": False,
            "exakt_nummer_sokning": True,
        },
    ).value
    return isinstance(said, dict) and said.get("visa") == "ja"


def _hinder(skal: str, gjorda: int) -> list[Hinder]:
    hinder = []
    if len(skal.strip()) < settings.ANNAN_ENHET_MINST_SKAL:
        hinder.append(
            Hinder(
                "skal_saknas",
                "Skriv varför du behöver se ordern, till exempel att du har tagit över vården.",
                "skal",
            )
        )
    if gjorda >= settings.ANNAN_ENHET_PER_TIMME:
        hinder.append(
            Hinder(
                "for_manga",
                "Du har öppnat många av andra enheters ordrar den senaste timmen. Vänta en stund,"
                " eller ring HMC kundtjänst.",
                "skal",
            )
        )
    return hinder


def _vems(arende: Arende) -> Mottagare:
    """Whose log it is written in: the unit's own, where the order is for nobody."""
    if arende.mottagare is not None:
        return arende.mottagare
    if arende.kund is None:
        raise ValueError("An order that is sent has a kund.")
    return vardenhet_for(arende.kund)


def _arenden() -> QuerySet[Arende]:
    return Arende.objects.filter(typ=TYP, verkstalld__isnull=False).select_related(
        "mottagare__kund", "kund", "bestallare"
    )
