"""The following note as a PDF: what goes with the goods, masked as every paper is (L6)."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from cases.gemensamt import bilagor
from cases.gemensamt.models import Bilaga
from cases.gemensamt.papper import KANT, LITEN, RUBRIK, SNITT, stycke
from cases.leverans import visning
from cases.leverans.models import Leverans, Leveransrad
from cases.organisation.models import Anvandare

_KOLUMNER = (18, 58, 34, 20, 22, 26)


def dokument(bilaga: Bilaga) -> bytes | None:
    """The note written anew for one who has become protected since it was kept (L6)."""
    leverans = _hela().get(pk=bilaga.arende_id)
    mottagare = leverans.arende.mottagare
    if bilaga.filnamn != leverans.sedelfil or mottagare is None or not mottagare.skyddad:
        return None
    return pdf(leverans)


def spara(arende: UUID, *, av: str) -> None:
    """Keep the note as a document on the leverans, if it is not there already."""
    leverans = _hela().get(pk=arende)
    content = pdf(leverans)
    with transaction.atomic():
        # Two workers may have been given the same job.
        Leverans.objects.select_for_update(no_key=True).get(pk=arende)
        if not leverans.arende.bilagor.filter(filnamn=leverans.sedelfil).exists():
            bilagor.spara_dokument(
                arende,
                leverans.sedelfil,
                content,
                innehallstyp="application/pdf",
                av=Anvandare.objects.get(username=av),
            )


def pdf(leverans: Leverans) -> bytes:
    """The note, to be printed on A4."""
    file = BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=KANT,
        rightMargin=KANT,
        topMargin=KANT,
        bottomMargin=KANT,
        title=f"Följesedel {leverans.foljesedel}",
        author="Hjälpmedelscentralen",
        lang="sv",
    )
    rader = list(
        leverans.rader.select_related("artikel", "kompletterar__individ", "kompletterar__artikel")
        .prefetch_related("individer")
        .order_by("nr")
    )
    document.build([*_head(leverans), *_goods(rader), *_signature()])
    return file.getvalue()


def _hela() -> QuerySet[Leverans]:
    return Leverans.objects.select_related(
        "arende__mottagare", "arende__kund", "arende__bestallare", "lager", "till_lager"
    )


def _head(leverans: Leverans) -> list[Flowable]:
    papper: dict[str, Any] = visning.papper(leverans)
    vart = papper["vart"]
    order = [
        ("Kundorder", leverans.kundordernummer),
        ("Från", leverans.lager),
        ("Kund", leverans.arende.kund or ""),
        ("Beställare", leverans.arende.bestallare.namn),
        ("Mottagare", papper["for_vem"]),
        ("Nummer", papper["for_nummer"]),
        ("Leveransprioritet", leverans.prioritet),
        ("Leveransvillkor", "Leverans skall kvitteras"),
    ]
    where = [
        *(("Vart" if nr == 0 else "", line) for nr, line in enumerate(vart.rader)),
        ("Telefon", vart.telefon),
        ("Mobiltelefon", vart.mobil),
        ("Portkod", vart.portkod),
        ("Instruktioner", vart.instruktioner),
        ("Kontaktperson", f"{vart.kontaktperson} {vart.kontakttelefon}".strip()),
    ]
    top = Table(
        [
            [
                [stycke("Följesedel", RUBRIK), stycke(leverans.foljesedel, RUBRIK)],
                Code128(str(leverans.foljesedel), barHeight=14 * mm, barWidth=0.42 * mm),
            ]
        ],
        colWidths=[100 * mm, 78 * mm],
    )
    top.setStyle(
        TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("ALIGN", (1, 0), (1, 0), "RIGHT")])
    )
    both = Table([[_facts(order), _facts(where)]], colWidths=[89 * mm, 89 * mm])
    both.setStyle(
        TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    )
    return [top, Spacer(1, 5 * mm), both, Spacer(1, 6 * mm)]


def _facts(rows: list[tuple[str, object]]) -> Table:
    shown = [[stycke(label, LITEN), stycke(value)] for label, value in rows if value]
    table = Table(shown, colWidths=[32 * mm, 55 * mm])
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ]
        )
    )
    return table


def _goods(rader: list[Leveransrad]) -> list[Flowable]:
    head = ("Artikel", "Benämning", "Individ", "Beställt", "Levereras", "Restnoterat")
    rows: list[list[Paragraph]] = [[stycke(word, LITEN) for word in head]]
    for rad in rader:
        individer = ", ".join(individ.nummer for individ in rad.individer.all())
        told = (
            rad.artikel.nummer,
            f"{rad.artikel.benamning}. {rad.komplettering}".removesuffix(". "),
            individer,
            rad.antal,
            f"{rad.plockat} {rad.artikel.enhet}",
            rad.antal - rad.plockat or "",
        )
        rows.append([stycke(value) for value in told])
    table = Table(rows, colWidths=[width * mm for width in _KOLUMNER], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey),
                ("LINEABOVE", (0, 0), (-1, 0), 0.8, colors.black),
                ("LEFTPADDING", (0, 0), (-1, -1), 2),
                ("RIGHTPADDING", (0, 0), (-1, -1), 2),
            ]
        )
    )
    return [table]


def _signature() -> list[Flowable]:
    lines = Table(
        [["Mottaget av", "", "Datum", ""]], colWidths=[24 * mm, 84 * mm, 16 * mm, 54 * mm]
    )
    lines.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), SNITT),
                ("LINEBELOW", (1, 0), (1, 0), 0.6, colors.black),
                ("LINEBELOW", (3, 0), (3, 0), 0.6, colors.black),
            ]
        )
    )
    return [Spacer(1, 16 * mm), lines]
