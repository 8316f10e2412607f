"""What the beställare is told of a leverans, beside what its kundorder tells."""

from datetime import date

from cases.leverans.models import Leverans
from cases.meddelanden.utskick import skicka


def nytt_datum(leverans: Leverans, before: date | None, why: str, nyckel: str) -> None:
    """N2: the planned day is another, and why."""
    moved = f"från {before:%Y-%m-%d} " if before else ""
    skicka(
        leverans.arende.bestallare,
        f"Kundorder {leverans.kundordernummer}: nytt leveransdatum",
        f"Kundorder {leverans.kundordernummer}: leveransdatum ändrat {moved}till"
        f" {leverans.planerad:%Y-%m-%d}. Orsak: {why}.",
        arende=leverans.kundorder,
        nyckel=f"{leverans.pk}:N2:{nyckel}",
    )


def att_hamta(leverans: Leverans) -> None:
    """The goods stand where the mottagare fetches them."""
    skicka(
        leverans.arende.bestallare,
        f"Kundorder {leverans.kundordernummer}: finns att hämta",
        f"Kundorder {leverans.kundordernummer}, följesedel {leverans.foljesedel}, finns att hämta"
        " på utlämningsstället. Tala om det för mottagaren: det ska hämtas inom 14 dagar.",
        arende=leverans.kundorder,
        nyckel=f"{leverans.pk}:hamta",
    )


def kunde_inte_lamnas(leverans: Leverans, nyckel: str) -> None:
    """It could not be handed over, and kundtjänst decides."""
    skicka(
        leverans.arende.bestallare,
        f"Kundorder {leverans.kundordernummer}: kunde inte lämnas",
        f"Kundorder {leverans.kundordernummer}, följesedel {leverans.foljesedel}, kunde inte"
        f" lämnas. Orsak: {leverans.orsak}. Kundtjänst avgör om ett nytt försök görs. Ring dem om"
        " du vet hur det ska gå vidare.",
        arende=leverans.kundorder,
        nyckel=f"{leverans.pk}:stopp:{nyckel}",
    )
