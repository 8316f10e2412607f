"""What must hold for a retur. Pure: every refusal is a list of hinder in Swedish."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cases.gemensamt.antal import spann
from workflows.errors import Hinder

HYRT = "Hyrt: gör en hämtorder."
# What the table `returdisposition` answers for goods that go to one's own store.
SKROTAS, TILLBAKA = "skrotas", "åter i buffertförråd"


@dataclass(frozen=True)
class Returbild:
    """An aid that the mottagare has, as far as the rules ask."""

    id: int
    artikel: str
    kvar: int
    kopt: bool
    utgangen: bool = False
    far_hallas: bool = True
    karantan: bool = False
    hamtas: bool = False

    @property
    def kan_hamtas(self) -> bool:
        """Whether it may go on a hämtorder instead: rented, and on none."""
        return not self.kopt and not self.hamtas

    @property
    def varfor_inte(self) -> str:
        """Why it can't be returned this way; empty when it can."""
        if self.hamtas:
            return "Står redan på en hämtorder."
        if not self.kopt:
            return HYRT
        if self.karantan:
            return "I karantän: får inte tas hem eller skrotas förrän utredningen är klar."
        return ""


@dataclass(frozen=True)
class Vald:
    """What is chosen for a row: how many, and whether they are scrapped (RE-2, RE-3, RE-4)."""

    innehav: int
    antal: int
    skrotas: bool = False


def hinder_for_retur(rader: Mapping[int, Returbild], valda: Sequence[Vald]) -> list[Hinder]:
    """Every reason why what is chosen can't be taken back."""
    if not valda:
        return [Hinder("rader_saknas", "Välj Retur eller Skrotas för minst ett hjälpmedel.", "rad")]
    hinder = []
    if len({one.innehav for one in valda}) < len(valda):
        hinder.append(
            Hinder(
                "rad_dubbel",
                "Samma hjälpmedel står två gånger i returen. Ange det en gång, med hela antalet.",
                "rad",
            )
        )
    for one in valda:
        row = rader.get(one.innehav)
        if row is None:
            hinder.append(
                Hinder(
                    "rad_okand",
                    "Något av hjälpmedlen finns inte längre hos mottagaren. Läs in sidan igen.",
                    "rad",
                )
            )
        elif row.varfor_inte:
            hinder.append(Hinder("rad_nekas", f"{row.artikel}: {row.varfor_inte}", "rad"))
        elif not 1 <= one.antal <= row.kvar:
            hinder.append(
                Hinder(
                    "antal_utanfor",
                    f"Ange {spann(1, row.kvar)} för {row.artikel}.",
                    f"antal-{one.innehav}",
                )
            )
        elif row.utgangen and not row.far_hallas and not one.skrotas:
            hinder.append(
                Hinder(
                    "utgangen",
                    f"{row.artikel} är utgången och får inte läggas i förrådet. Tryck på Tillåt i"
                    " förrådet på raden, eller välj Skrotas.",
                    "rad",
                )
            )
    return hinder


@dataclass(frozen=True)
class Hemtagen:
    """An individ of a retur, as it stands now. `kvar`: where the retur put it."""

    nummer: str
    plats_ord: str
    kvar: bool
    karantan: bool


def hinder_for_individer(individer: Sequence[Hemtagen]) -> list[Hinder]:
    """Why a retur can't be undone: an individ has gone on since, or is held."""
    return [
        Hinder(
            "individ_vidare",
            f"Individ {one.nummer} är i karantän, så returen kan inte ångras förrän utredningen är"
            " klar."
            if one.karantan
            else f"Individ {one.nummer} är registrerad: {one.plats_ord}. Returen kan inte ångras."
            " Registrera hjälpmedlet på mottagaren med ett uttag ur förrådet.",
            "individ",
        )
        for one in individer
        if one.karantan or not one.kvar
    ]


def hinder_for_angra(skal: str) -> list[Hinder]:
    """Why a retur was wrong has to be said."""
    if len(skal.strip()) >= 3:
        return []
    return [Hinder("skal_saknas", "Skriv varför returen var fel.", "skal")]
