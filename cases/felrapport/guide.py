"""The guide "Vad gäller det?": which question comes next, from what is known (W1, FR-10)."""

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from cases.felrapport import handelser
from cases.felrapport.models import Felrapport
from cases.felrapport.objekt import ARENDETYPER
from cases.felrapport.visning import Steg
from cases.gemensamt import behorighet
from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ, Innehav
from cases.organisation.models import Anvandare

GALLER, HANDELSE, OBJEKT, RAPPORT = "galler", "handelse", "objekt", "rapport"
_LABEL = {
    GALLER: "Vad gäller det?",
    HANDELSE: "Vad har hänt?",
    OBJEKT: "Vilken?",
    RAPPORT: "Felrapport",
}
_TYP_TILL_INGANG = {
    "kundorder": Felrapport.Ingang.LEVERANS,
    "arbetsorder": Felrapport.Ingang.ARBETE,
    "hamtorder": Felrapport.Ingang.HAMTNING,
}


def tolka(person: Anvandare, buret: Mapping[str, str]) -> dict[str, str]:
    """What is carried, with what follows of it: what the report is about says the way in.

    What is not hers to see, or is no such thing, is left out.
    """
    known = {name: value for name, value in buret.items() if _ar_nagot(person, name, value)}
    if known.get("rad") and (there := _kom(known["rad"])) is not None:
        del known["rad"]
        known["innehav"] = str(there)
    ingang = _ingang(person, known)
    if ingang in Felrapport.Ingang.values:
        known["ingang"] = ingang
    return known


def _ar_nagot(person: Anvandare, name: str, value: str) -> bool:
    if name == "handelse":
        return value in handelser.alla()
    if name == "galler":
        return _arende(person, value) is not None
    if name == "rad":
        return _uuid(value) is not None
    if name == "innehav":
        return value.isdecimal()
    return name != "ingang" or value in Felrapport.Ingang.values


def _ingang(person: Anvandare, known: Mapping[str, str]) -> str:
    if "handelse" in known:
        return handelser.alla()[known["handelse"]].ingang
    if "ingang" in known:
        return known["ingang"]
    case = _arende(person, known["galler"]) if "galler" in known else None
    if case is not None:
        return _TYP_TILL_INGANG.get(case.typ, "")
    if {"innehav", "rad"} & known.keys():
        return Felrapport.Ingang.HJALPMEDEL
    return Felrapport.Ingang.INDIVID if "individ" in known else ""


def nasta(known: Mapping[str, str]) -> str:
    """Which question is the next one."""
    if "ingang" not in known:
        return GALLER
    if "handelse" not in known:
        return HANDELSE
    looked_for = handelser.alla()[known["handelse"]].letar
    pointed_at = bool({"innehav", "rad", "allt"} & known.keys())
    if looked_for in ARENDETYPER:
        there = pointed_at and ("galler" in known or looked_for == "kundorder")
    elif looked_for == "mottagare":
        there = pointed_at
    else:
        there = looked_for != "individ" or finns(known.get("individ", ""))
    return RAPPORT if there else OBJEKT


def finns(nummer: str) -> bool:
    """Whether there is such an individ."""
    return bool(nummer) and Individ.objects.filter(nummer=nummer.strip()).exists()


def stegen(known: Mapping[str, str], nu: str) -> list[Steg]:
    """The steps with their states; those before may be gone back to."""
    names = [GALLER, HANDELSE, OBJEKT, RAPPORT]
    chosen = handelser.alla().get(known.get("handelse", ""))
    if known.get("ingang") == Felrapport.Ingang.ANNAT or (chosen and not chosen.letar):
        names.remove(OBJEKT)
    at = names.index(nu)
    kept = {
        GALLER: (),
        HANDELSE: ("ingang", "galler", "innehav", "rad", "individ", "foljesedel", "allt"),
        OBJEKT: ("ingang", "handelse"),
    }
    return [
        Steg(
            _LABEL[name],
            "current" if place == at else "done" if place < at else "open",
            adress({key: known[key] for key in kept[name] if key in known}) if place < at else "",
        )
        for place, name in enumerate(names)
    ]


def adress(known: Mapping[str, str]) -> str:
    """The guide's address with what is known."""
    return f"{reverse('felrapport:ny')}?{urlencode(known)}" if known else reverse("felrapport:ny")


def _kom(rad: str) -> int | None:
    """What a row has brought, where it is one thing."""
    row = _uuid(rad)
    there = list(Innehav.objects.filter(rad=row, annullerad=False)[:2]) if row else []
    return there[0].pk if len(there) == 1 else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _arende(person: Anvandare, text: str) -> Arende | None:
    wanted = _uuid(text)
    if wanted is None:
        return None
    return behorighet.far_se(person, Arende.objects.filter(pk=wanted)).first()
