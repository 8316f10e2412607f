"""What must hold for an arbetsorder. Pure: every refusal is a list of hinder in Swedish."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.mottagare.hemligt import hinder_for_hemligt
from workflows.errors import Hinder

PLATS, HAMTAS, LAMNAS = "plats", "hamtas", "lamnas"
_UTFORANDE = {
    PLATS: "Utföres på plats",
    HAMTAS: "Hämtas för åtgärd",
    LAMNAS: "Hjälpmedel lämnas till HMC",
}
MEST_BILAGOR = 20


@dataclass(frozen=True)
class Bestallning:
    """An arbetsorder as it stands before Verkställ, with what the table says of it (DMN 9)."""

    typ: str
    # What the type itself says of it; empty where any will do.
    typens_utforande: str
    utforande: str
    felbeskrivning: str
    artikel: str
    individ: bool
    individmarkt: bool
    aterlamnat: bool
    kraver_individ: bool
    kraver_bilaga: str
    bilagor: int
    bifogas_utanfor: bool
    akut: bool
    akut_motivering: str
    konsultation: bool
    produktomrade: bool
    far_valjas: bool
    skyddad: bool
    egen_adress: bool
    adress: str
    telefoner: tuple[str, ...]
    # What is written freely, by field, and what of a protected mottagare's own may not stand there.
    texter: Mapping[str, str]
    hemligt: tuple[str, ...] = ()


def hinder_for_verkstall(ao: Bestallning) -> list[Hinder]:
    """Everything that must be mended before it may be sent (AO-2, AO-4, AO-7)."""
    return [*_om_vad(ao), *_om_underlag(ao), *_om_plats(ao), *_om_hemligt(ao)]


def hinder_for_byte(ao: Bestallning, *, nytt_utforande: bool) -> list[Hinder]:
    """What another type asks of an order that has been sent already (W2)."""
    return [
        *_om_underlag(ao),
        *(_om_plats(ao) if nytt_utforande else ()),
        *_om_hemligt(ao),
    ]


def hinder_for_tillagg(ao: Bestallning) -> list[Hinder]:
    """What may not be added to an order that has been sent, whatever its type."""
    return _om_hemligt(ao)


def _om_vad(ao: Bestallning) -> Iterable[Hinder]:
    if ao.aterlamnat:
        yield Hinder(
            "aterlamnat",
            "Hjälpmedlet är återlämnat, så ingen arbetsorder kan göras på det. Välj ett hjälpmedel"
            " som mottagaren har.",
            "mal",
        )
    if not ao.artikel and not ao.konsultation:
        yield Hinder(
            "hjalpmedel_saknas",
            "Välj vilket hjälpmedel det gäller, eller ange artikel- eller individnummer.",
            "mal",
        )
    if not ao.typ:
        yield Hinder(
            "typ_saknas",
            "Välj Typ av åtgärd. Är du osäker: beskriv felet och tryck på ”Föreslå”.",
            "typ",
        )
    elif not ao.far_valjas:
        yield Hinder(
            "typ_hmc",
            f"”{ao.typ}” registreras av Hjälpmedelscentralen. Ring HMC kundtjänst, eller välj en"
            " annan typ.",
            "typ",
        )
    if ao.kraver_individ and ao.individmarkt and not ao.individ:
        yield Hinder(
            "individ_saknas",
            f"{ao.artikel} är individmärkt. Ange individnumret, det står på märkningen.",
            "mal",
        )


def _om_underlag(ao: Bestallning) -> Iterable[Hinder]:
    if len(ao.felbeskrivning.strip()) < 3:
        yield Hinder(
            "felbeskrivning_saknas",
            "Beskriv vad som är fel eller vad du vill ha gjort.",
            "felbeskrivning",
        )
    if ao.akut and not ao.akut_motivering.strip():
        yield Hinder(
            "motivering_saknas", "Skriv varför det är akut och inte kan vänta.", "akut_motivering"
        )
    if ao.konsultation and not ao.produktomrade:
        yield Hinder(
            "produktomrade_saknas",
            "Välj produktområde, så att rätt konsulent får arbetsordern.",
            "produktomrade",
        )
    if ao.kraver_bilaga and not ao.bilagor and not ao.bifogas_utanfor:
        yield Hinder(
            "bilaga_saknas",
            f"Bifoga {ao.kraver_bilaga}, eller kryssa i att den skickas på annat sätt.",
            "bilaga",
        )


def _om_plats(ao: Bestallning) -> Iterable[Hinder]:
    if not ao.utforande:
        yield Hinder(
            "utforande_saknas",
            "Välj om hjälpmedlet hämtas, lämnas till Hjälpmedelscentralen eller om arbetet görs på"
            " plats.",
            "utforande",
        )
    elif ao.typens_utforande and ao.utforande != ao.typens_utforande:
        yield Hinder(
            "utforande_typ",
            f"”{ao.typ}” görs med Utförande ”{_UTFORANDE[ao.typens_utforande]}”, men du har valt"
            f" ”{_UTFORANDE[ao.utforande]}”. Ändra Utförande eller Typ av åtgärd.",
            "utforande",
        )
    elif ao.konsultation and ao.utforande == HAMTAS:
        yield Hinder(
            "utforande_konsultation",
            "Till en konsultation hämtas inget hjälpmedel. Välj ”Utföres på plats”, eller"
            " ”Hjälpmedel lämnas till HMC” om det behövs där.",
            "utforande",
        )
    if ao.utforande in {PLATS, HAMTAS}:
        if ao.skyddad and ao.egen_adress:
            yield Hinder(
                "skyddad_adress",
                "Mottagaren har skyddade personuppgifter, så adressen får inte användas. Välj en"
                " av enhetens adresser.",
                "adress_id",
            )
        elif not ao.adress:
            yield Hinder(
                "adress_saknas",
                "Välj en adress där arbetet ska göras. Mottagarens egen saknar gatuadress.",
                "adress_id",
            )
        if not any(number.strip() for number in ao.telefoner):
            yield Hinder(
                "telefon_saknas",
                "Ange ett telefonnummer, så att teknikern kan boka en tid.",
                "telefon",
            )


def _om_hemligt(ao: Bestallning) -> list[Hinder]:
    return hinder_for_hemligt({falt: [text] for falt, text in ao.texter.items()}, ao.hemligt)


def hinder_for_text(text: str, falt: str, mening: str) -> list[Hinder]:
    """Something has to be said here."""
    return [] if len(text.strip()) >= 3 else [Hinder(f"{falt}_saknas", mening, falt)]


def hinder_for_antal_bilagor(antal: int) -> list[Hinder]:
    """How many files an arbetsorder may have."""
    if antal <= MEST_BILAGOR:
        return []
    return [
        Hinder(
            "for_manga_bilagor",
            f"En arbetsorder har högst {MEST_BILAGOR} bilagor. Slå ihop några av dem.",
            "bilaga",
        )
    ]


def hinder_for_besok(
    fran: datetime | None, till: datetime | None, nu: datetime, bokade: Sequence[str] = ()
) -> list[Hinder]:
    """A time slot must be ahead, go forward within the day, and not meet another visit."""
    if fran is None or till is None:
        return [Hinder("tid_saknas", "Ange dag och tid för besöket.", "fran")]
    if fran < nu:
        return [Hinder("tid_bakat", "Tiden har redan varit. Välj en som kommer.", "fran")]
    if till <= fran or till.date() != fran.date():
        return [Hinder("tid_fel", "Sluttiden ska vara efter starttiden, på samma dag.", "till")]
    return [
        Hinder("tid_upptagen", f"Teknikern är redan bokad då: {other}.", "fran")
        for other in bokade[:1]
    ]


def hinder_for_tid(minuter: int | None, kommentar: str, okanda: Collection[str]) -> list[Hinder]:
    """Time and comment are asked; parts must be articles."""
    hinder = []
    if minuter is None or not 1 <= minuter <= 1440:
        hinder.append(Hinder("minuter", "Ange tiden i minuter, 1 till 1440.", "minuter"))
    hinder += hinder_for_text(kommentar, "kommentar", "Skriv vad du gjorde. Beställaren läser det.")
    hinder += [
        Hinder("del_okand", f"Det finns ingen artikel {number}. Rätta numret.", "delar")
        for number in sorted(okanda)
    ]
    return hinder
