"""How an article becomes a row of a draft, with the components that always come with it."""

from django.db.models import Max

from cases.artiklar.models import Artikel
from cases.gemensamt.hinder import stoppa_om
from cases.kundorder import begaranden, granskning, rules
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad
from workflows import clock
from workflows.errors import Hinder, Refused


def lagg_till(order: Kundorder, svar: NyRad) -> Kundorderrad:
    """A row, with its standard components (KO-8, KH-5). Raises `Refused` with every hinder."""
    if order.arende.mottagare is None or order.arende.kund is None:
        raise Refused([Hinder("huvud_saknas", "Fyll i Orderhuvud först.", "artikel")])
    artikel = hitta_artikel(svar.artikel)
    stoppa_om(
        rules.hinder_for_artikel(granskning.artikelbild(artikel), clock.today())
        + rules.hinder_for_antal(svar.antal)
        + rules.hinder_for_fler_rader(begaranden.orders_rader(order.pk).count())
    )
    rad = ny_rad(order, artikel, svar.antal, kommentar=svar.kommentar)
    lagg_till_standard(rad)
    return rad


def lagg_till_standard(rad: Kundorderrad) -> None:
    """The standard components of a main article."""
    parts = rad.artikel.standardkomponenter.select_related("komponent")
    for part in parts.order_by("komponent__nummer"):
        ny_rad(rad.order, part.komponent, part.antal * rad.antal, huvudrad=rad)


def hitta_artikel(nummer: str) -> Artikel:
    """The article of a number as it was typed. Raises `Refused` for one that nobody knows."""
    said = nummer.strip()
    artikel = Artikel.objects.select_related("lager", "iso").filter(nummer=said).first()
    if artikel is None:
        raise Refused(
            [
                Hinder(
                    "artikel_okand",
                    f"Det finns ingen artikel {said or 'utan nummer'}. Kontrollera numret eller"
                    " sök på namnet i Sök artikel.",
                    "artikel",
                )
            ]
        )
    return artikel


def ny_rad(
    order: Kundorder,
    artikel: Artikel,
    antal: int,
    *,
    kommentar: str = "",
    huvudrad: Kundorderrad | None = None,
) -> Kundorderrad:
    """A row as such. A component is fetched where its main article is, and paid for with it."""
    mottagare = order.arende.mottagare
    return Kundorderrad.objects.create(
        order=order,
        nr=_nasta_nr(order),
        huvudrad=huvudrad,
        artikel=artikel,
        antal=min(antal, rules.MEST),
        kommentar=kommentar[:500],
        lager=huvudrad.lager if huvudrad else artikel.lager,
        debiteringsform=(
            huvudrad.debiteringsform if huvudrad else granskning.debiteringsform(order, artikel)
        ),
        betalare=granskning.betalare_for(order),
        baskod=mottagare.gallande_baskod if mottagare else None,
    )


def _nasta_nr(order: Kundorder) -> int:
    last = Kundorderrad.objects.filter(order=order).aggregate(last=Max("nr"))["last"]
    return (last or 0) + 1
