"""What a person answers in each part of the guide, whichever door it came through."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Huvud:
    """Whom the order is for and who orders (KO-1, KO-2).

    `vardrelation` says that the person has confirmed taking part in the care (L1). `typ` and the
    förråd are KO-3's; a lagerpåfyllnad has no mottagare and no number.
    """

    nummer: str
    kund_id: int
    typ: str = "bestallning"
    forrad_id: int | None = None
    till_vardenhet: bool = False
    till_kop: bool = False
    vardrelation: bool = False


@dataclass(frozen=True)
class NyRad:
    """An article to order (KO-8). `individ` is the number of the one taken at an uttag."""

    artikel: str
    antal: int = 1
    kommentar: str = ""
    epost_utanfor: bool = False
    individ: str = ""


@dataclass(frozen=True)
class Radandring:
    """What is to become of a row that is there (KO-11, KO-12).

    `individ` is the number of the one taken at an uttag; None leaves it as it was.
    """

    rad: UUID
    antal: int
    kommentar: str = ""
    ta_bort: bool = False
    individ: str | None = None


@dataclass(frozen=True)
class Leveransval:
    """Where, how fast and what else the delivery needs (KO-17 … KO-24).

    `adress_id` is one of the unit's addresses; None takes the mottagare's own.
    """

    adress_id: int | None
    adressnamn: str
    gatuadress: str
    postnr: str
    postort: str
    co: str = ""
    telefon: str = ""
    mobil: str = ""
    portkod: str = ""
    instruktioner: str = ""
    kontaktperson: str = ""
    kontakttelefon: str = ""
    prioritet: str = "normal"
    overenskommen: bool = False
    samleverans: bool = False
    ovrig_information: str = ""
