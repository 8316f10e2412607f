"""Another unit's case, by its whole number, an active choice and a reason (DU-5, DMN 15).

The manual lets whoever knows the number see the case (L1705, L1723, L1767); what only
one group may read is nobody else's to choose. The choice is written in the access log, which is
also what lets her in for a day.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from cases.gemensamt import behorighet
from cases.gemensamt.arendetyper import arendetyp
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.gemensamt.pages_arende import oppna as oppna_arende
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
_ROLLER = behorighet.UPPSLAGSROLLER & roller_pa_sidan(VARDGIVARE)


def finns(person: Anvandare, typ: str, nummer: str) -> bool:
    """Whether the whole number is another unit's case that the table lets her choose to see."""
    return _valbar(person, typ, nummer) is not None


def ingen(typ: str) -> str:
    """That no case of the type has the number."""
    label = arendetyp(typ).label.lower()
    return f"Ingen {label} har det numret. Kontrollera numret, det står på kvittot."


@transaction.atomic
def valj(person: Anvandare, typ: str, nummer: str, skal: str) -> Arende:
    """See the case, for a reason. Raises `NotFound`, `Refused`."""
    arende = _valbar(person, typ, nummer)
    if arende is None:
        raise NotFound(ingen(typ))
    since = clock.now() - FONSTER
    made = Atkomst.objects.filter(
        anvandare=person, vad=Atkomst.Vad.ANNAN_ENHET, nar__gt=since
    ).count()
    stoppa_om(_hinder(skal, made))
    logga_atkomst(
        person,
        _vems(arende),
        Atkomst.Vad.ANNAN_ENHET,
        objekt=f"{arendetyp(typ).label} {arende.nummer}",
        skal=skal.strip(),
        arende=arende.pk,
    )
    return arende


@transaction.atomic
def oppna(person: Anvandare, typ: str, arende_id: UUID) -> Arende:
    """A case of one's own units, or one that was lately chosen. Logged. Raises `NotFound`."""
    if behorighet.ser(person, arende_id):
        return oppna_arende(person, arende_id)
    chosen = Atkomst.objects.filter(
        anvandare=person,
        arende=arende_id,
        vad=Atkomst.Vad.ANNAN_ENHET,
        nar__gt=clock.now() - GALLER,
    )
    arende = _arenden(typ).filter(pk=arende_id).first() if chosen.exists() else None
    # She may have become protected since.
    if arende is None or not _tabellen_tillater(person, arende):
        raise NotFound(behorighet.INGET_ARENDE)
    logga_atkomst(
        person,
        _vems(arende),
        Atkomst.Vad.OPPNADE,
        objekt=f"{arendetyp(typ).label} {arende.nummer}, annan enhet",
        arende=arende.pk,
    )
    return arende


def _valbar(person: Anvandare, typ: str, nummer: str) -> Arende | None:
    if not har_roll(person, *_ROLLER):
        return None
    arende = _arenden(typ).filter(nummer=nummer.strip()).first() if nummer.strip() else None
    if arende is None or behorighet.ser(person, arende.pk):
        return None
    return arende if _tabellen_tillater(person, arende) else None


def _tabellen_tillater(person: Anvandare, arende: Arende) -> bool:
    """What DMN 15 says of an exact number. A protected person's case is not there at all (L6)."""
    mottagare = arende.mottagare
    said = engine.decide(
        arende.typ,
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
                "Skriv varför du behöver se den, till exempel att du har tagit över vården.",
                "skal",
            )
        )
    if gjorda >= settings.ANNAN_ENHET_PER_TIMME:
        hinder.append(
            Hinder(
                "for_manga",
                "Du har öppnat många av andra enheters ärenden den senaste timmen. Vänta en stund,"
                " eller ring HMC kundtjänst.",
                "skal",
            )
        )
    return hinder


def _vems(arende: Arende) -> Mottagare:
    """Whose log it is written in: the unit's own, where the case is for nobody."""
    if arende.mottagare is not None:
        return arende.mottagare
    if arende.kund is None:
        raise ValueError("A case that is sent has a kund.")
    return vardenhet_for(arende.kund)


def _arenden(typ: str) -> QuerySet[Arende]:
    every = Arende.objects.filter(typ=typ, verkstalld__isnull=False, lases_av__isnull=True)
    return every.select_related("mottagare__kund", "kund", "bestallare")
