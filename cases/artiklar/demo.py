"""The demo world's assortment: the manual's articles and some made up.

Loading twice changes nothing.
"""

from datetime import date
from decimal import Decimal

from cases.artiklar.models import (
    Artikel,
    Ersattning,
    IsoKod,
    Leverantor,
    Leverantorsartikel,
    Leverantorsdokument,
    Pris,
    Standardkomponent,
    Synonym,
    Tillbehor,
)
from cases.artiklar.register import indexera
from cases.organisation.models import Lager
from cases.organisation.seed_files import rows


def ladda() -> dict[str, int]:
    """Load articles with prices, suppliers, components, accessories and replacements."""
    for row in rows(__file__, "iso_koder"):
        IsoKod.objects.update_or_create(
            kod=row["kod"],
            defaults={
                "namn": row["namn"],
                "digital": row["digital"] == "ja",
                "aktiv": row["aktiv"] == "ja",
            },
        )
    articles = _articles()
    _sold_by(articles)
    _belonging(articles)
    for row in rows(__file__, "synonymer"):
        Synonym.objects.get_or_create(ord=row["ord"], betyder=row["betyder"])
    indexera(list(articles.values()))
    return {"artiklar": Artikel.objects.count(), "ISO-koder": IsoKod.objects.count()}


def _articles() -> dict[str, Artikel]:
    lager = {place.nummer: place for place in Lager.objects.all()}
    iso = {code.kod: code for code in IsoKod.objects.all()}
    types = {label: value for value, label in Artikel.Typ.choices}
    forms = {label: value for value, label in Artikel.Debiteringsform.choices}
    plain = ("benamning", "produktnamn", "enhet", "leveranstid", "artikelansvar", "artikeltext")
    yes = ("individmarkt", "forbrukning", "skrotas_vid_retur")
    articles = {}
    for row in rows(__file__, "artiklar"):
        articles[row["nummer"]], _ = Artikel.objects.update_or_create(
            nummer=row["nummer"],
            defaults={
                **{field: row[field] for field in plain},
                **{field: row[field] == "ja" for field in yes},
                "typ": types[row["typ"]],
                "debiteringsform": forms[row["debiteringsform"]],
                "utgatt": date.fromisoformat(row["utgatt"]) if row["utgatt"] else None,
                "iso": iso.get(row["iso"]),
                "lager": lager[row["lager"]],
                "bild": row["bild"],
            },
        )
    return articles


def _sold_by(articles: dict[str, Artikel]) -> None:
    for row in rows(__file__, "leverantorer"):
        Leverantor.objects.update_or_create(namn=row["namn"], defaults={"hemsida": row["hemsida"]})
    for row in rows(__file__, "dokument"):
        Leverantorsdokument.objects.update_or_create(
            artikel=articles[row["artikel"]],
            rubrik=row["rubrik"],
            defaults={"adress": row["adress"]},
        )
    for row in rows(__file__, "leverantorsartiklar"):
        supplier, _ = Leverantor.objects.get_or_create(namn=row["leverantor"])
        Leverantorsartikel.objects.update_or_create(
            artikel=articles[row["artikel"]],
            leverantor=supplier,
            defaults={"lev_artnr": row["lev_artnr"], "forvald": True},
        )
    for row in rows(__file__, "priser"):
        Pris.objects.update_or_create(
            artikel=articles[row["artikel"]],
            form=row["form"],
            fran=date.fromisoformat(row["fran"]),
            defaults={"belopp": Decimal(row["belopp"])},
        )


def _belonging(articles: dict[str, Artikel]) -> None:
    for row in rows(__file__, "standardkomponenter"):
        Standardkomponent.objects.update_or_create(
            huvudartikel=articles[row["huvudartikel"]],
            komponent=articles[row["komponent"]],
            defaults={"antal": int(row["antal"])},
        )
    for row in rows(__file__, "tillbehor"):
        Tillbehor.objects.update_or_create(
            huvudartikel=articles[row["huvudartikel"]],
            tillbehor=articles[row["tillbehor"]],
            defaults={"rubrik": row["rubrik"]},
        )
    for row in rows(__file__, "ersattningar"):
        Ersattning.objects.update_or_create(
            artikel=articles[row["artikel"]],
            ersattning=articles[row["ersattning"]],
            defaults={"forvald": row["forvald"] == "ja"},
        )
