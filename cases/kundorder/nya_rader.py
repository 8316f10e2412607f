"""How an article becomes a row of a draft, with the components that always come with it."""

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.db.models import F, Max

from cases.artiklar.models import Artikel, Standardkomponent
from cases.gemensamt.hinder import stoppa_om
from cases.hjalpmedel.models import Individ
from cases.kundorder import (
    begaranden,
    betalning,
    ersattning,
    granskning,
    ordertyp,
    radregler,
    rules,
    uttag,
)
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad
from workflows import clock
from workflows.errors import Hinder, Refused

# More than any order has rows.
_UR_VAGEN = 10_000


def lagg_till(order: Kundorder, svar: NyRad) -> Kundorderrad:
    """A row, with its standard components (KO-8, KH-5). Raises `Refused` with every hinder.

    An expired article becomes a row when something stands in for it: the choice comes next (EA-2).
    """
    if not order.har_huvud:
        raise Refused([Hinder("huvud_saknas", "Fyll i Orderhuvud först.", "artikel")])
    artikel = hitta_artikel(svar.artikel)
    against = hinder_for_utgangen(order, artikel)
    if against and ersattning.erbjudna(order, artikel):
        against = []
    individ, no_individ = uttag.valj_individ(order, artikel, svar.individ, "individ")
    # Each marked aid that is taken from one's own förråd has a row of its own (KO-6).
    each = uttag.ar_uttag(order) and artikel.individmarkt
    with_parts = 1 + artikel.standardkomponenter.count()
    inom = not settings.PRODUKTOMRADEN_STOPPAR or inom_produktomrade(order, artikel)
    stoppa_om(
        against
        + radregler.hinder_for_produktomrade(str(artikel), inom=inom)
        + rules.hinder_for_antal(svar.antal)
        + rules.hinder_for_fler_rader(
            begaranden.orders_rader(order.pk).count(),
            with_parts * (svar.antal if each and svar.antal > 0 else 1),
        )
        + uttag.hinder_for_ny_rad(order, artikel)
        + no_individ
    )
    rad = ny_rad(
        order, artikel, 1 if each else svar.antal, kommentar=svar.kommentar, individ=individ
    )
    if svar.epost_utanfor:
        rad.epost_utanfor = True
        rad.save(update_fields=["epost_utanfor"])
    lagg_till_standard(rad)
    for _ in range(svar.antal - 1 if each else 0):
        lagg_till_standard(ny_rad(order, artikel, 1, kommentar=svar.kommentar))
    return rad


def lagg_till_standard(rad: Kundorderrad) -> None:
    """The standard components of a main article."""
    parts = rad.artikel.standardkomponenter.select_related("komponent")
    for part in parts.order_by("komponent__nummer"):
        ny_rad(rad.order, part.komponent, part.antal * rad.antal, huvudrad=rad, ingar=True)


def ingar_antal(rows: Mapping[UUID, Kundorderrad]) -> dict[UUID, int]:
    """How many of each standard component come with its aid, as many as the aid now is."""
    parts = [rad for rad in rows.values() if rad.ingar and rad.huvudrad_id in rows]
    said = {
        (one.huvudartikel_id, one.komponent_id): one.antal
        for one in Standardkomponent.objects.filter(komponent__in={p.artikel_id for p in parts})
    }
    found = {}
    for part in parts:
        aid = rows[part.huvudrad_id] if part.huvudrad_id else part
        found[part.pk] = said.get((aid.artikel_id, part.artikel_id), 1) * aid.antal
    return found


def inom_produktomrade(order: Kundorder, artikel: Artikel) -> bool:
    """Whether the one who orders prescribes from the article's produktområde."""
    iso = artikel.iso.kod if artikel.iso is not None else ""
    return order.arende.bestallare.inom_produktomrade(iso)


def hinder_for_utgangen(order: Kundorder, artikel: Artikel) -> list[Hinder]:
    """Why an article can't be ordered today; one's own förråd may hand out what has expired."""
    return rules.hinder_for_artikel(
        granskning.artikelbild(artikel, uttag.utgangna(order)), clock.today()
    )


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
    ingar: bool = False,
    individ: Individ | None = None,
) -> Kundorderrad:
    """A row as such. A standard component is fetched and charged as its main article is."""
    said = ordertyp.effekt(order)
    if huvudrad and ingar:
        betalare, baskod = huvudrad.betalare, huvudrad.baskod
    else:
        betalare, baskod = betalning.betalare_for(order, artikel, said)
    return Kundorderrad.objects.create(
        order=order,
        nr=_nasta_nr(order),
        huvudrad=huvudrad,
        ingar=ingar,
        artikel=artikel,
        individ=individ,
        antal=min(antal, rules.MEST),
        kommentar=kommentar[:500],
        lager=(huvudrad.lager if huvudrad and ingar else ordertyp.lager_for(order, artikel, said)),
        debiteringsform=(
            huvudrad.debiteringsform
            if huvudrad and ingar
            else granskning.debiteringsform(order, artikel)
        ),
        betalare=betalare,
        baskod=baskod,
    )


def numrera(order: Kundorder) -> None:
    """Count the rows anew, each aid followed by its components, as lists and papers show them."""
    rows = list(Kundorderrad.objects.filter(order=order).select_related("huvudrad"))
    rows.sort(key=lambda rad: (rad.borttagen is not None, *_plats(rad)))
    # Two rows never have the same number, not even meanwhile.
    Kundorderrad.objects.filter(order=order).update(nr=F("nr") + _UR_VAGEN)
    for nr, rad in enumerate(rows, start=1):
        rad.nr = nr
    Kundorderrad.objects.bulk_update(rows, ["nr"])


def _plats(rad: Kundorderrad) -> tuple[int, bool, int]:
    aid = rad.huvudrad or rad
    return aid.nr, rad.huvudrad is not None, rad.nr


def _nasta_nr(order: Kundorder) -> int:
    last = Kundorderrad.objects.filter(order=order).aggregate(last=Max("nr"))["last"]
    return (last or 0) + 1
