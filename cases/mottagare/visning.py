"""What may be shown of a mottagare, and to whom. The only way out for address and phone (L6)."""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from cases.mottagare.hemligt import ar_nagons
from cases.mottagare.models import Mottagare
from cases.organisation.models import Adress
from cases.organisation.roller import har_roll, roller_pa_sidan

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cases.organisation.models import Anvandare

SKYDDAD = "Skyddade personuppgifter"
DOLD = "Patient"
ADRESS_DOLD = (
    "Adressen visas inte: mottagaren har skyddade personuppgifter. Ring kundtjänst, så ordnar de"
    " leveransen."
)

# Process owners draw processes, fakturagranskare check sums and loggranskare read the log: none of
# them takes part in the care, so none of them is shown who the patient is.
PATIENTROLLER = (roller_pa_sidan("hmc") | roller_pa_sidan("vardgivare")) - {
    "processagare",
    "fakturagranskare",
    "loggranskare",
}


@dataclass(frozen=True)
class Visad:
    """What a page, a paper or an answer may say. Empty text where nothing may be said."""

    namn: str
    nummer: str
    co: str = ""
    gatuadress: str = ""
    postadress: str = ""
    telefon: str = ""
    mobil: str = ""
    portkod: str = ""
    instruktioner: str = ""
    kontaktperson: str = ""
    kontakttelefon: str = ""
    fodd: str = ""
    baskod: str = ""
    varningar: tuple[str, ...] = ()

    @property
    def har_adress(self) -> bool:
        """Whether goods can be sent to this address."""
        return bool(self.gatuadress and self.postadress)


@dataclass(frozen=True)
class Vart:
    """Where something goes, as far as it may be said. `dold` is the sentence said instead."""

    adressnamn: str = ""
    co: str = ""
    gatuadress: str = ""
    postnr: str = ""
    postort: str = ""
    postadress: str = ""
    telefon: str = ""
    mobil: str = ""
    portkod: str = ""
    instruktioner: str = ""
    kontaktperson: str = ""
    kontakttelefon: str = ""
    dold: str = ""

    @property
    def rader(self) -> list[str]:
        """Name and address, line by line; the sentence where they may not be said."""
        co = f"c/o {self.co}" if self.co else ""
        lines = (self.dold, self.adressnamn, co, self.gatuadress, self.postadress)
        return [line for line in lines if line]


_FALT = [field.name for field in fields(Vart) if field.name not in {"adressnamn", "dold"}]
# What may be a person's own though the goods go to a unit.
_EGNA = ("telefon", "mobil", "portkod", "instruktioner", "kontaktperson", "kontakttelefon")


def vart(adress: Adress, namn: str, mottagare: Mottagare | None, *, egen: bool) -> Vart:
    """What may be said now of an address that was copied into a case (L6).

    `egen` says that it was copied from the mottagare. She may have become protected since: then
    nothing that is hers is said, also not what was typed into a unit's address, and her name stands
    on no paper.
    """
    copied = {name: getattr(adress, name) for name in _FALT}
    if mottagare is None or not mottagare.skyddad:
        return Vart(adressnamn=namn, **copied)
    if egen or ar_nagons(adress.gatuadress, [mottagare.gatuadress]):
        return Vart(dold=ADRESS_DOLD)
    hers = [mottagare.namn, *(getattr(mottagare, name) for name in _EGNA)]
    copied |= {name: "" for name in _EGNA if ar_nagons(copied[name], hers)}
    shown = SKYDDAD if ar_nagons(namn, [mottagare.namn]) else namn
    return Vart(adressnamn=shown, **copied)


def visad(mottagare: Mottagare, user: "Anvandare | AnonymousUser") -> Visad:
    """What this person may see. Whether she may open the mottagare is `behorighet`'s to say."""
    if mottagare.typ == Mottagare.Typ.PATIENT and not far_se_patienter(user):
        return Visad(namn=DOLD, nummer="")
    shown = {
        "namn": mottagare.namn,
        "nummer": nummer(mottagare) if _far_se_nummer(mottagare, user) else "",
        "fodd": fodd(mottagare),
        "baskod": str(mottagare.gallande_baskod or ""),
    }
    if mottagare.skyddad:
        return Visad(**shown, varningar=varningar(mottagare))
    return Visad(
        **shown,
        co=mottagare.co,
        gatuadress=mottagare.gatuadress,
        postadress=mottagare.postadress,
        telefon=mottagare.telefon,
        mobil=mottagare.mobil,
        portkod=mottagare.portkod,
        instruktioner=mottagare.instruktioner,
        kontaktperson=mottagare.kontaktperson,
        kontakttelefon=mottagare.kontakttelefon,
        varningar=varningar(mottagare),
    )


def far_se_patienter(user: "Anvandare | AnonymousUser") -> bool:
    """Whether the person's work has to do with patients at all."""
    return har_roll(user, *PATIENTROLLER)


def fodd(mottagare: Mottagare | None) -> str:
    """The patient's year of birth; empty for a protected person and where the number has none."""
    if mottagare is None or mottagare.skyddad:
        return ""
    year = mottagare.identitet[:4] if mottagare.identitet else ""
    return year if year.isdecimal() and year[:2] in {"18", "19", "20"} else ""


def nummer_for(mottagare: Mottagare | None, user: "Anvandare | AnonymousUser") -> str:
    """`listnummer` for those whose work needs it, the year of birth for the others."""
    if mottagare is None or _far_se_nummer(mottagare, user):
        return listnummer(mottagare)
    return f"född {year}" if (year := fodd(mottagare)) else ""


def listnamn(mottagare: Mottagare | None) -> str:
    """The name in lists, inboxes and on papers that many see: masked for a protected person."""
    if mottagare is None:
        return ""
    return SKYDDAD if mottagare.skyddad else mottagare.namn


def listnummer(mottagare: Mottagare | None) -> str:
    """The number beside `listnamn`: empty for a protected person."""
    return "" if mottagare is None or mottagare.skyddad else nummer(mottagare)


def nummer(mottagare: Mottagare) -> str:
    """The number as it is read: `20030303-0303`, or a vårdenhet's kundnummer."""
    if mottagare.identitet:
        return f"{mottagare.identitet[:8]}-{mottagare.identitet[8:]}"
    return mottagare.kund.nummer if mottagare.kund else ""


def varningar(mottagare: Mottagare) -> tuple[str, ...]:
    """What must be known before anything is done for this mottagare, said in words."""
    said = []
    if mottagare.skyddad:
        said.append(
            "Mottagaren har skyddade personuppgifter. Adress och telefon visas inte. Låt leverera"
            " till din enhet eller till ett buffertförråd."
        )
    if mottagare.avliden:
        said.append(
            f"Mottagaren är avliden {mottagare.avliden:%Y-%m-%d}. Gör en hämtorder för hjälpmedlen."
        )
    if mottagare.avvikande_baskod:
        said.append(f"Avvikande baskod gäller: {mottagare.avvikande_baskod}.")
    return tuple(said)


def _far_se_nummer(mottagare: Mottagare, user: "Anvandare | AnonymousUser") -> bool:
    """Whether the person's work needs the whole number. One who only drives finds the door by name
    and address, and tells two of one name apart by the year of birth (GDPR 5.1 c)."""
    if mottagare.typ != Mottagare.Typ.PATIENT:
        return True
    return har_roll(user, *(PATIENTROLLER - {"transport"}))
