"""What the beställare is told of a leverans, beside what its kundorder tells."""

from collections.abc import Iterable
from datetime import date

from cases.leverans.models import Leverans, Leveransrad
from cases.meddelanden.utskick import skicka
from cases.organisation.queries import med_roll


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


def forkommet(leverans: Leverans, rader: Iterable[Leveransrad]) -> None:
    """Some of a samleverans was lost between two lager: who ordered it, and the lager, are told."""
    lost = ", ".join(f"{rad.forkommet} {rad.artikel} från {rad.lager}" for rad in rader)
    number = leverans.kundordernummer
    skicka(
        leverans.arende.bestallare,
        f"Kundorder {number}: något har kommit bort",
        f"Kundorder {number} är en samleverans. Det här kom bort på väg mellan lagren: {lost}."
        " Kundtjänst avgör om resten skickas nu eller väntar.",
        arende=leverans.kundorder,
        nyckel=f"{leverans.pk}:forkommet",
    )
    skicka(
        med_roll("lager"),
        f"Kom bort på väg till {leverans.lager}",
        f"Leverans {leverans.arende.nummer}, kundorder {number}: {lost} kom inte fram till"
        f" {leverans.lager}. Hittas det: lägg in det med en inventering.",
        arende=leverans.pk,
        nyckel=f"{leverans.pk}:forkommet:lager",
    )


def samlat_utan(leverans: Leverans, *, skickas: bool) -> None:
    """What kundtjänst has decided of a samleverans that did not become whole."""
    number = leverans.kundordernummer
    what = (
        "Det som är framme skickas nu. Det som kom bort skickas när det har ersatts."
        if skickas
        else "Allt väntar tills det som kom bort har ersatts, och skickas då tillsammans."
    )
    skicka(
        leverans.arende.bestallare,
        f"Kundorder {number}: så går det vidare",
        f"Kundorder {number}: {what}",
        arende=leverans.kundorder,
        nyckel=f"{leverans.pk}:samlat",
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
