"""The receipt of an order that is sent: what was done, what happens next and when."""

from dataclasses import dataclass

from django.urls import reverse

from cases.kundorder import queries, uttag
from cases.kundorder.models import Kundorder
from workflows import engine


@dataclass(frozen=True)
class Kvitto:
    """What components/receipt.html draws."""

    title: str
    number: str
    next: list[str]
    when: str
    links: list[tuple[str, str]]


def kvitto_for(order: Kundorder) -> Kvitto:
    """What was done, what happens next and when."""
    if uttag.ar_uttag(order):
        return _kvitto_uttag(order)
    days = [rad.planerad for rad in queries.rader(order.pk) if rad.planerad]
    lacking = queries.restnoterade(order.pk)
    sentences = ["Hjälpmedelscentralens lager plockar ordern."]
    if any(task.element == "stam_av_akut" for task in engine.open_tasks(order.pk)):
        sentences = [
            "HMC kundtjänst stämmer av den akuta leveransen. Du får ett meddelande om ordern"
            " levereras akut eller som normal leverans. Först därefter plockas den.",
        ]
    elif lacking:
        sentences = [
            f"{len(lacking)} av raderna väntar på varor. Du får ett meddelande när de har kommit.",
            "Resten plockas av Hjälpmedelscentralens lager.",
        ]
    sentences += [
        "Du får ett meddelande när ordern är utlevererad, och om leveransdatumet ändras.",
        "Leveransen ska kvitteras av den som tar emot.",
    ]
    return Kvitto(
        title="Kundordern är skickad",
        number=order.arende.nummer or "",
        next=sentences,
        when=f"Preliminärt leveransdatum {max(days):%Y-%m-%d}"
        if days
        else "Leveransdatum meddelas när det är känt",
        links=[
            ("Följ ordern", reverse("arende", args=[order.pk])),
            ("Till dina kundorder", reverse("kundorder:lista")),
        ],
    )


def _kvitto_uttag(order: Kundorder) -> Kvitto:
    rented = queries.hyr_nagot(order.pk)
    return Kvitto(
        title="Uttaget är registrerat",
        number=order.arende.nummer or "",
        next=[
            "Det du har tagit ut är registrerat hos mottagaren från i dag."
            + (" Hyran har börjat." if rented else ""),
            "Ingenting skickas: ta det ur förrådet och lämna det till mottagaren.",
        ],
        when=f"Uttaget ur {order.forrad}",
        links=[
            ("Visa ordern", reverse("arende", args=[order.pk])),
            ("Till dina kundorder", reverse("kundorder:lista")),
        ],
    )
