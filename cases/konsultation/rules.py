"""What must hold for a konsultation. Pure: every refusal is a list of hinder in Swedish."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from workflows.errors import Hinder

LANGST = 2000
_GENOMFORD = frozenset({"rad", "artiklar", "specialanpassning"})


@dataclass(frozen=True)
class Tidsforslag:
    """A time that was booked with the mottagare, or that she could not be reached."""

    nadd: bool | None
    form: str = ""
    tid: datetime | None = None
    skal: str = ""


@dataclass(frozen=True)
class Resultat:
    """How it went. `artiklar` are article numbers with how many; `minuter` worked."""

    utfall: str
    sammanfattning: str = ""
    journal: bool = False
    artiklar: Mapping[str, int] = field(default_factory=dict)
    minuter: int = 0


def hinder_for_tid(
    sagt: Tidsforslag, *, nu: datetime, senast: datetime, former: Sequence[str]
) -> list[Hinder]:
    """A time to come; later than was promised only with a reason (`sla.csv`)."""
    if sagt.nadd is None:
        return [Hinder("nadd_saknas", "Välj om du nådde mottagaren.", "nadd")]
    if not sagt.nadd:
        return []
    hinder = []
    if sagt.form not in former:
        hinder.append(Hinder("form_saknas", "Välj hur konsultationen görs.", "form"))
    if sagt.tid is None or sagt.tid < nu:
        hinder.append(Hinder("tid_fel", "Ange dag och klockslag framåt i tiden.", "tid"))
    elif sagt.tid > senast and not sagt.skal.strip():
        hinder.append(
            Hinder(
                "skal_saknas",
                f"Tiden är senare än {senast:%Y-%m-%d}, som gäller för den här konsultationen."
                " Skriv varför, eller välj en tidigare tid.",
                "skal",
            )
        )
    return hinder


def hinder_for_resultat(
    sagt: Resultat, utfall: Sequence[str], okanda: Sequence[str]
) -> list[Hinder]:
    """What was found must be told and noted in the journal; `okanda` are no article's numbers."""
    if sagt.utfall not in utfall:
        return [Hinder("utfall_saknas", "Välj vad konsultationen ledde till.", "utfall")]
    hinder = hinder_for_text(
        sagt.sammanfattning,
        "sammanfattning",
        "vad konsultationen visade" if sagt.utfall in _GENOMFORD else "varför den inte blev av",
    )
    if sagt.utfall in _GENOMFORD and not sagt.journal:
        hinder.append(
            Hinder(
                "journal_saknas",
                "Anteckna konsultationen i journalen och kryssa i att det är gjort.",
                "journal",
            )
        )
    if sagt.utfall == "artiklar" and not sagt.artiklar:
        hinder.append(
            Hinder("artiklar_saknas", "Ange vilka artiklar du rekommenderar.", "artiklar")
        )
    hinder += [
        Hinder("artikel_okand", f"Artikel {one} finns inte. Kontrollera numret.", "artiklar")
        for one in okanda
    ]
    if any(not 1 <= many <= 99 for many in sagt.artiklar.values()):
        hinder.append(Hinder("antal_fel", "Ange antal från 1 till 99.", "artiklar"))
    if not 0 <= sagt.minuter <= 2400:
        hinder.append(Hinder("minuter_fel", "Ange arbetad tid i minuter, 0 till 2400.", "minuter"))
    return hinder


def hinder_for_text(text: str, falt: str, what: str) -> list[Hinder]:
    """Something must be said, and not too much."""
    if not text.strip():
        return [Hinder("text_saknas", f"Skriv {what}.", falt)]
    if len(text) > LANGST:
        return [Hinder("text_for_lang", f"Korta texten till högst {LANGST} tecken.", falt)]
    return []
