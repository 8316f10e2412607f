"""What must hold for a specialanpassning. Pure: every refusal is a list of hinder in Swedish."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workflows.errors import Hinder

# The words of the table `regulatorisk_klass` (DMN 14).
ANPASSNING = "anpassning"
MED_GODKANNANDE = "anpassning med tillverkargodkännande"
SPECIALANPASSAD = "specialanpassad produkt"
EGENTILLVERKNING = "egentillverkning"
# Those that lose their CE mark are marked with an id of their own.
MARKS = frozenset({SPECIALANPASSAD, EGENTILLVERKNING})
LANGST = 1000

# The papers that must be there before a task can be done, by what they are called (L9, §3.5 e-j).
_KRAV: Mapping[str, tuple[str, ...]] = {
    "bedom": ("anvisning", "funktionell_risk"),
    "tillverka": ("ritning",),
    "mark": (),
    "godkann": ("anvisning", "funktionell_risk", "teknisk_risk"),
}
_KRAV_PER_KLASS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("tillverka", MED_GODKANNANDE): ("tillverkare",),
    ("mark", SPECIALANPASSAD): ("markning", "teknisk", "utlatande"),
    ("mark", EGENTILLVERKNING): ("markning", "teknisk", "art55"),
    ("mark", MED_GODKANNANDE): ("tillverkare",),
    ("godkann", SPECIALANPASSAD): ("markning", "teknisk", "utlatande"),
    ("godkann", EGENTILLVERKNING): ("markning", "teknisk", "art55"),
}


@dataclass(frozen=True)
class Anvisning:
    """What the förskrivare says. The three ticks: nothing simpler is enough (§3.5 a)."""

    provat_anpassning: bool
    provat_sortiment: bool
    provat_utanfor: bool
    varfor: str
    syfte: str
    egenskaper: str
    matt: str
    anvandning: str
    risker: str
    atgarder: str


@dataclass(frozen=True)
class Bedomning:
    """What the technician answers. `belopp` in kronor, `minuter` worked."""

    utfall: str
    motivering: str = ""
    risker: str = ""
    atgarder: str = ""
    inom_anvisning: bool | None = None
    namngiven: bool = True
    klar_senast: date | None = None
    belopp: Decimal | None = None
    minuter: int = 0


@dataclass(frozen=True)
class Tillverkarsvar:
    """What the manufacturer answered; `avstar` when nothing is to be made after that."""

    tillverkare: str
    fragad: date | None
    godkanner: bool | None
    svar: str
    avstar: bool = False


@dataclass(frozen=True)
class Godkannande:
    """What the förskrivare says of the finished aid."""

    godkanns: bool | None
    utprovad: bool = False
    instruktioner: bool = False
    journal: bool = False
    skal: str = ""


def krav(uppgift: str, klass: str) -> tuple[str, ...]:
    """The kinds of paper that must be there before this task can be done, in order."""
    both = (*_KRAV.get(uppgift, ()), *_KRAV_PER_KLASS.get((uppgift, klass), ()))
    return tuple(dict.fromkeys(both))


def hinder_for_dokument(
    uppgift: str, klass: str, finns: Collection[str], namn: Mapping[str, str]
) -> list[Hinder]:
    """One hinder for each paper that is missing; `namn` are the kinds' own names."""
    return [
        Hinder(
            "dokument_saknas",
            f"{namn[slag]} saknas. Lägg till dokumentet innan du går vidare.",
            f"dokument-{slag}",
        )
        for slag in krav(uppgift, klass)
        if slag not in finns
    ]


def hinder_for_anvisning(sagt: Anvisning) -> list[Hinder]:
    """Everything must be answered, and nothing simpler may be enough (MDR art. 2.3)."""
    hinder = [
        Hinder("alternativ_inte_provat", f"Kryssa i att {what} inte räcker, eller välj det.", field)
        for field, what in (
            ("provat_anpassning", "en anpassning inom tillverkarens anvisning"),
            ("provat_sortiment", "ett annat hjälpmedel i sortimentet"),
            ("provat_utanfor", "ett hjälpmedel utanför sortimentet"),
        )
        if not getattr(sagt, field)
    ]
    asked = (
        ("varfor", "varför inget av det räcker"),
        ("syfte", "vad specialanpassningen ska ge mottagaren"),
        ("egenskaper", "vad som ska ändras och vilka egenskaper det ska få"),
        ("matt", "mått, eller var ritning och foton finns"),
        ("anvandning", "var och hur det ska användas"),
        ("risker", "vilka risker ändringen kan ge mottagaren"),
        ("atgarder", "hur riskerna ska minskas"),
    )
    return hinder + [
        one for field, what in asked for one in hinder_for_text(getattr(sagt, field), field, what)
    ]


def hinder_for_bedomning(sagt: Bedomning, *, kostnad_onskas: bool, idag: date) -> list[Hinder]:
    """What the judgement needs depends on how it went."""
    if sagt.utfall not in {"mojlig", "komplettera", "ej_mojlig"}:
        return [Hinder("utfall_saknas", "Välj om specialanpassningen går att göra.", "utfall")]
    hinder = hinder_for_minuter(sagt.minuter)
    if sagt.utfall != "mojlig":
        what = (
            "vad som behöver kompletteras"
            if sagt.utfall == "komplettera"
            else "varför den inte går att göra"
        )
        return hinder + hinder_for_text(sagt.motivering, "motivering", what)
    hinder += hinder_for_text(sagt.risker, "risker", "vilka tekniska risker du ser")
    hinder += hinder_for_text(sagt.atgarder, "atgarder", "hur de tekniska riskerna hanteras")
    if sagt.inom_anvisning is None:
        hinder.append(
            Hinder(
                "inom_anvisning_saknas",
                "Svara på om ändringen ryms inom tillverkarens anvisning.",
                "inom_anvisning",
            )
        )
    if sagt.klar_senast is None or sagt.klar_senast < idag:
        hinder.append(
            Hinder(
                "klar_senast_fel",
                "Ange dagen som du och förskrivaren har kommit överens om, tidigast i dag.",
                "klar_senast",
            )
        )
    if kostnad_onskas and (sagt.belopp is None or sagt.belopp <= 0):
        hinder.append(
            Hinder("belopp_saknas", "Ange kostnadsförslaget i kronor, mer än noll.", "belopp")
        )
    return hinder


def hinder_for_svar(sagt: Tillverkarsvar, finns: Collection[str], idag: date) -> list[Hinder]:
    """A yes must be there in writing; a no may end it, and then says why."""
    hinder = hinder_for_text(sagt.tillverkare, "tillverkare", "vem du har frågat")
    if sagt.fragad is None or sagt.fragad > idag:
        hinder.append(Hinder("fragad_fel", "Ange vilken dag du frågade, senast i dag.", "fragad"))
    if sagt.godkanner is None:
        hinder.append(
            Hinder("svar_saknas", "Välj om tillverkaren godkänner ändringen.", "godkanner")
        )
    hinder += hinder_for_text(sagt.svar, "svar", "vad tillverkaren svarade")
    if sagt.godkanner and "tillverkare" not in finns:
        hinder.append(
            Hinder(
                "dokument_saknas",
                "Tillverkarens godkännande ska vara skriftligt. Lägg till dokumentet innan du går"
                " vidare.",
                "dokument-tillverkare",
            )
        )
    if sagt.godkanner and sagt.avstar:
        hinder.append(
            Hinder(
                "avstar_trots_ja",
                "Tillverkaren har sagt ja. Ta bort krysset för att avsluta.",
                "avstar",
            )
        )
    return hinder


def hinder_for_godkannande(sagt: Godkannande) -> list[Hinder]:
    """An approval is made of four things; a refusal says what is wrong."""
    if sagt.godkanns is None:
        return [Hinder("val_saknas", "Välj om du godkänner specialanpassningen.", "godkanns")]
    if not sagt.godkanns:
        return hinder_for_text(sagt.skal, "skal", "vad som inte stämmer")
    return [
        Hinder("intyg_saknas", f"Kryssa i att {what}.", field)
        for field, what in (
            ("utprovad", "specialanpassningen är utprovad med mottagaren"),
            ("instruktioner", "mottagaren har fått instruktioner"),
            ("journal", "det är antecknat i journalen"),
        )
        if not getattr(sagt, field)
    ]


def hinder_for_beslut(*, svar: bool | None, skal: str) -> list[Hinder]:
    """A yes or a no, and a no says why."""
    if svar is None:
        return [Hinder("val_saknas", "Välj ja eller nej.", "beslut")]
    return [] if svar else hinder_for_text(skal, "skal", "varför")


def hinder_for_text(text: str, field: str, what: str) -> list[Hinder]:
    """Something must be said, and not too much."""
    if not text.strip():
        return [Hinder("text_saknas", f"Skriv {what}.", field)]
    if len(text) > LANGST:
        return [Hinder("text_for_lang", f"Korta texten till högst {LANGST} tecken.", field)]
    return []


def hinder_for_minuter(minuter: int) -> list[Hinder]:
    """Worked time in minutes, a working week at most in one go."""
    if 0 <= minuter <= 2400:
        return []
    return [Hinder("minuter_fel", "Ange arbetad tid i minuter, 0 till 2400.", "minuter")]
