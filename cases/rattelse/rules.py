"""What must hold for a receipt to be mended. Pure: every refusal is a list of hinder in Swedish."""

from dataclasses import dataclass
from datetime import date

from cases.gemensamt.antal import spann
from workflows.errors import Hinder

INDIVID, ANTAL, MOTTAGARE = "individ", "antal", "mottagare"


@dataclass(frozen=True)
class Kvitterat:
    """What the receipt says of one row of Hjälpmedelsbilden."""

    artikel: str
    antal: int
    levererad: date
    bestalld: date | None
    individ: str = ""
    aterlamnat: int = 0
    annullerad: bool = False
    # On an open hämtorder, it or one of its components.
    hamtas: bool = False
    skyddad: bool = False
    # Components that did not come with it, and whose lager the ledger does not know.
    andras_komponenter: bool = False
    lager_kant: bool = True


@dataclass(frozen=True)
class Avlast:
    """The individ that is said to have been delivered; `plats_ord` says `plats` in words."""

    nummer: str
    artikel: str
    plats: str
    plats_ord: str
    karantan: bool


@dataclass(frozen=True)
class Svar:
    """What the person says is so."""

    vad: str
    skal: str
    dag: date
    individ: str = ""
    antal: int = 1
    i_lager: bool = True
    mottagare: str = ""


def hinder_for_skal(skal: str) -> list[Hinder]:
    """A mended receipt says why, for those who read it afterwards."""
    if len(skal.strip()) >= 3:
        return []
    return [Hinder("skal_saknas", "Skriv varför kvittensen rättas.", "skal")]


def hinder_for_rad(kvitterat: Kvitterat) -> list[Hinder]:
    """What stands in the way of mending this row, whatever was wrong with it."""
    if kvitterat.annullerad:
        return [
            Hinder(
                "redan_rattad",
                "Raden är redan rättad. Läs in sidan igen och välj den rad som gäller nu.",
                "innehav",
            )
        ]
    if kvitterat.aterlamnat:
        return [
            Hinder(
                "aterlamnat",
                f"{kvitterat.artikel} är återlämnad sedan dess, så kvittensen kan inte rättas."
                " Rätta återlämningen i stället.",
                "innehav",
            )
        ]
    if kvitterat.hamtas:
        return [
            Hinder(
                "pa_hamtorder",
                f"{kvitterat.artikel}, eller något som hör till, står på en hämtorder. Makulera den"
                " först, eller vänta tills returen är mottagen.",
                "innehav",
            )
        ]
    if not kvitterat.lager_kant:
        return [
            Hinder(
                "lager_okant",
                "Huvudboken säger inte vilket lager raden togs från. Rätta lagret med en"
                " inventering och hjälpmedlet med en hämtorder.",
                "innehav",
            )
        ]
    return []


def hinder_for_dag(dag: date, kvitterat: Kvitterat, today: date) -> list[Hinder]:
    """Rent runs from the right day: not before the order, not in the future."""
    if dag > today:
        return [Hinder("dag_framat", "Rätt leveransdag kan inte ligga framåt i tiden.", "dag")]
    if kvitterat.bestalld is not None and dag < kvitterat.bestalld:
        return [
            Hinder(
                "dag_fore_order",
                f"Hjälpmedlet beställdes {kvitterat.bestalld:%Y-%m-%d}. Ange den dagen eller"
                " senare.",
                "dag",
            )
        ]
    return []


def hinder_for_individ(kvitterat: Kvitterat, avlast: Avlast | None, nummer: str) -> list[Hinder]:
    """The individ that was really delivered must stand on a shelf by the books, and be of the
    article that was ordered."""
    no = _no_such(kvitterat, avlast, nummer) or (avlast and _unfit(kvitterat, avlast))
    return [Hinder(no[0], no[1], "individ")] if no else []


def _no_such(kvitterat: Kvitterat, avlast: Avlast | None, nummer: str) -> tuple[str, str] | None:
    """The code and the sentence where the number itself can't be right."""
    if not kvitterat.individ:
        return (
            "inte_individmarkt",
            f"{kvitterat.artikel} är inte individmärkt. Välj fel antal eller fel mottagare.",
        )
    if not nummer.strip():
        return "individ_saknas", "Ange individnumret på den som verkligen lämnades."
    if avlast is None:
        return (
            "individ_okand",
            f"Individ {nummer} finns inte. Läs av märkningen igen hos mottagaren.",
        )
    if avlast.nummer == kvitterat.individ:
        return "samma_individ", f"Individ {nummer} är redan den som är kvitterad. Ange den andra."
    return None


def _unfit(kvitterat: Kvitterat, avlast: Avlast) -> tuple[str, str] | None:
    """The same where the books say that this one can't stand with the mottagare."""
    nummer = avlast.nummer
    if avlast.artikel != kvitterat.artikel:
        return (
            "annan_artikel",
            f"Individ {nummer} är en {avlast.artikel}, men raden gäller {kvitterat.artikel}. Har"
            " fel artikel lämnats: gör en hämtorder på den och lägg en ny order.",
        )
    if avlast.karantan:
        return (
            "karantan",
            f"Individ {nummer} är i karantän och får inte stå hos en mottagare. Ring kvalitet;"
            " hjälpmedlet ska hem.",
        )
    if avlast.plats == "transport":
        return (
            "i_annan_leverans",
            f"Individ {nummer} är plockad till en annan leverans. Rätta eller ta tillbaka den"
            " leveransen först.",
        )
    if avlast.plats != "lager":
        return (
            "individ_annanstans",
            f"Individ {nummer} är registrerad: {avlast.plats_ord}. Rätta det först, eller läs av"
            " märkningen igen.",
        )
    return None


def hinder_for_hyllan(artikel: str, lager: str, ledigt: int, tas: int) -> list[Hinder]:
    """What is taken from a shelf by the books must not be promised to another."""
    if tas <= ledigt:
        return []
    return [
        Hinder(
            "saldo_racker_inte",
            f"Enligt lagrets saldo finns {max(0, ledigt)} lediga av {artikel} i {lager}. Gör en"
            " inventering där först, eller kontrollera vad som verkligen lämnades.",
            "antal",
        )
    ]


def hinder_for_antal(kvitterat: Kvitterat, antal: int) -> list[Hinder]:
    """How many really came; nothing at all is an answer too."""
    most = 1 if kvitterat.individ else 999
    if not 0 <= antal <= most:
        return [Hinder("antal_utanfor", f"Ange {spann(0, most)}.", "antal")]
    if antal == kvitterat.antal:
        return [
            Hinder(
                "samma_antal",
                f"Det är {antal} som är kvitterade. Ange hur många som verkligen kom.",
                "antal",
            )
        ]
    if antal == 0 and kvitterat.andras_komponenter:
        return [
            Hinder(
                "komponenter_senare",
                "Hjälpmedlet har fått komponenter genom en annan order. Rätta dem först.",
                "antal",
            )
        ]
    return []


def hinder_for_mottagare(
    kvitterat: Kvitterat, *, samma: bool, skyddad: bool, avliden: bool, far_ratta_skyddad: bool
) -> list[Hinder]:
    """To whom it really went."""
    if samma:
        return [
            Hinder(
                "samma_mottagare",
                "Det är redan den mottagaren som är kvitterad. Ange vem som verkligen fick det.",
                "mottagare",
            )
        ]
    if (kvitterat.skyddad or skyddad) and not far_ratta_skyddad:
        return [
            Hinder(
                "skyddad",
                "En av mottagarna har skyddade personuppgifter. Be gruppchefen rätta kvittensen"
                " och bedöma om uppgifter har kommit ut.",
                "mottagare",
            )
        ]
    if avliden:
        return [
            Hinder(
                "avliden",
                "Mottagaren är avliden. Gör en hämtorder på hjälpmedlet i stället.",
                "mottagare",
            )
        ]
    return []
