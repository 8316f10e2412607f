"""What must hold for rows that belong to something: components, completions, replacements. Pure."""

from collections.abc import Sequence

from workflows.errors import Hinder

MANGA_BILAGOR = 40


def hinder_for_standardantal(nummer: str, antal: int, ingar: int, falt: str) -> list[Hinder]:
    """More of a standard component than comes with its aid: the rest has a price (KH-5)."""
    if antal <= ingar:
        return []
    return [
        Hinder(
            "standard_for_manga",
            f"I hyran ingår {ingar} {nummer}. Beställ fler bland de vanligaste tillbehören.",
            falt,
        )
    ]


def hinder_for_tillbehor(
    nummer: Sequence[str], passar: set[str], huvudartikel: str
) -> list[Hinder]:
    """Accessories that the aid does not take, or none ticked (KH-3)."""
    if not nummer:
        return [Hinder("inget_valt", "Bocka i minst ett tillbehör att beställa.", "artikel")]
    return [
        Hinder(
            "tillbehor_passar_inte",
            f"{one} är inget tillbehör till {huvudartikel}. Lägg till artikeln på en egen rad i"
            " Orderrader.",
            "artikel",
        )
        for one in nummer
        if one not in passar
    ]


def hinder_for_komplettering(nummer: Sequence[str], kan: set[str]) -> list[Hinder]:
    """Rows that can't complete an individ, or none ticked (KH-6)."""
    if not nummer:
        return [Hinder("inget_valt", "Bocka i minst ett tillbehör som ska till individen.", "rad")]
    return [
        Hinder(
            "ingen_komponent",
            f"{one} är inget tillbehör och kan inte komplettera en individ. Bocka ur den.",
            "rad",
        )
        for one in nummer
        if one not in kan
    ]


def hinder_for_individ(*, hos_mottagaren: bool, falt: str = "innehav") -> list[Hinder]:
    """The individ to complete is not with the mottagare."""
    if hos_mottagaren:
        return []
    return [
        Hinder(
            "individ_inte_hos_mottagaren",
            "Individen finns inte längre hos mottagaren. Välj en annan, eller ta bort"
            " kompletteringen.",
            falt,
        )
    ]


def hinder_for_byte(
    nummer: str, ny: str, valbara: set[str], overblivna: Sequence[str], falt: str
) -> list[Hinder]:
    """An article that may not stand in for another, or whose accessories would be left (EA-2)."""
    if ny not in valbara:
        return [
            Hinder(
                "ersattning_gar_inte",
                f"Välj en av de artiklar som kan beställas i stället för {nummer}.",
                falt,
            )
        ]
    if overblivna:
        return [
            Hinder(
                "tillbehor_blir_over",
                f"{', '.join(overblivna)} passar inte till {ny}. Ta bort tillbehören från raden"
                f" först, eller behåll {nummer}.",
                falt,
            )
        ]
    return []


def utanfor_produktomrade(artikel: str) -> str:
    """What is said of an article that the orderer does not prescribe from (domain 2.9)."""
    return f"{artikel} ligger utanför dina produktområden. Kontrollera att du får förskriva den."


def hinder_for_produktomrade(artikel: str, *, inom: bool) -> list[Hinder]:
    """The same where it stops the order."""
    if inom:
        return []
    sentence = (
        f"{artikel} ligger utanför dina produktområden. Be en kollega som har området, eller sök"
        " rättigheten hos Hjälpmedelscentralen."
    )
    return [Hinder("utanfor_produktomrade", sentence, "artikel")]


def hinder_for_bilagor(antal: int) -> list[Hinder]:
    """More files than one order holds."""
    if antal <= MANGA_BILAGOR:
        return []
    return [
        Hinder(
            "for_manga_bilagor",
            f"En order har högst {MANGA_BILAGOR} bilagor. Ta bort några, eller samla dem i en PDF.",
            "bilaga",
        )
    ]
