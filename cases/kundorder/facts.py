"""What the diagram `kundorder` and its tables may ask."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, time
from typing import Annotated, Any
from uuid import UUID

from cases.artiklar.models import Artikel
from cases.kundorder import begaranden
from cases.kundorder.models import Begaran, Kundorder, Kundorderrad
from cases.organisation.models import Kund
from workflows import clock
from workflows.facts import NOT_NOTED

_LEDTIDER = [
    Artikel.Leveranstid.SJU,
    Artikel.Leveranstid.SJUTTON,
    Artikel.Leveranstid.OVER_SJUTTON,
]
# When the working day of those who deliver ends.
_DAGENS_SLUT = time(17, 0)
_INGET_DIREKT: dict[str, Any] = {
    "nytt_direktinkop": False,
    "direktinkop_pa_vag": False,
    "direktinkop_uteblev": False,
    "direktinkop_vantas": None,
}


@dataclass(frozen=True)
class KundorderFakta:
    """Read under the order's lock; documented here for those who draw."""

    arende: Annotated[str, "Ärendets id: nyckel i processmeddelanden", NOT_NOTED]
    nummer: Annotated[str | None, "Kundordernumret; saknas före Verkställ", NOT_NOTED]
    kundordertyp: Annotated[str, "Ordertypen med ord, till exempel Beställning"]
    mottagartyp: Annotated[str | None, "Patient eller Vårdenhet"]
    har_buffertforrad: Annotated[bool, "Om ordern gäller ett eget buffertförråd"]
    antal_rader: Annotated[int, "Hur många rader ordern har"]
    senast_andrad: Annotated[datetime, "När någon senast ändrade ordern", "Senast ändrad"]
    vald_prioritet: Annotated[str, "Leveransprioriteten med ord"]
    alla_rader_digitala: Annotated[bool, "Om alla rader är digitala hjälpmedel"]
    leveranstid_kod_max: Annotated[str | None, "Längsta leveranstidskoden på raderna: 7, i17, ö17"]
    i_lager_hmc: Annotated[bool, "Om allt som beställs finns i lager nu"]
    overenskommen_med_hmc: Annotated[bool, "Om beställaren har kommit överens med HMC"]
    kund_ar_primarvard: Annotated[
        bool, "Om enheten som beställer hör till Regionens primärvård", "Kund i primärvården"
    ]
    samleverans: Annotated[bool, "Om allt ska levereras vid samma tillfälle"]
    halls: Annotated[bool, "Om en arbetsorder håller leveransen", "Hålls"]
    aterstar: Annotated[bool, "Om något är kvar att leverera"]
    nya_begaranden: Annotated[
        list[Any], "Det som varje lager ska få en begäran om nu", "Nya begäranden"
    ]
    kan_ga_vidare: Annotated[bool, "Om något som saknades kan reserveras eller plockas nu"]
    makulering_begard: Annotated[bool, "Om makulering är begärd för första gången"]
    ny_makulering_begard: Annotated[bool, "Om makulering är begärd igen, efter ett nej"]
    makulering_nekad: Annotated[bool, "Om kundtjänst har sagt nej till den senaste begäran"]
    behover_inkop: Annotated[bool, "Om något saknas som ingen har bett inköp om"]
    nytt_direktinkop: Annotated[
        bool, "Om inköp nyss har beställt direkt till mottagaren", "Nytt direktinköp"
    ]
    direktinkop_pa_vag: Annotated[
        bool, "Om en leverantör ska skicka något till mottagaren", "Direktinköp på väg"
    ]
    direktinkop_uteblev: Annotated[
        bool, "Om en leverantör nyss sa att något inte kommer", "Direktinköp uteblev"
    ]
    direktinkop_vantas: Annotated[
        datetime | None,
        "När det första som en leverantör skickar väntas till mottagaren",
        "Direktinköp väntas",
    ]


def fakta(arende: UUID) -> Mapping[str, Any]:
    """The order's facts now."""
    order = Kundorder.objects.select_related("arende__kund", "arende__mottagare").get(pk=arende)
    rader = list(begaranden.orders_rader(arende))
    return asdict(for_order(order, rader))


def for_order(order: Kundorder, rader: list[Kundorderrad]) -> KundorderFakta:
    """The facts of an order that has been read; a page may ask the same."""
    verkstalld = order.arende.verkstalld is not None
    lacking = any(rad.rest for rad in rader)
    halls = verkstalld and begaranden.hallen_leverans(order)
    can_reserve = (
        verkstalld
        and lacking
        and begaranden.kan_reserveras(begaranden.betrodda(begaranden.orders_rader(order.pk)))
    )
    can_send = not halls and bool(begaranden.klara_att_begara(order, rader))
    asked = order.makulering_begard is not None and order.makulering_noterad is None
    mottagare, kund = order.arende.mottagare, order.arende.kund
    return KundorderFakta(
        arende=str(order.pk),
        nummer=order.arende.nummer,
        kundordertyp=order.get_typ_display(),
        mottagartyp=mottagare.get_typ_display() if mottagare else None,
        har_buffertforrad=order.forrad_id is not None,
        antal_rader=len(rader),
        senast_andrad=order.andrad,
        vald_prioritet=order.get_prioritet_display(),
        alla_rader_digitala=bool(rader) and all(rad.artikel.digital for rad in rader),
        leveranstid_kod_max=_longest(rader),
        i_lager_hmc=begaranden.finns_allt(rader),
        overenskommen_med_hmc=order.overenskommen,
        kund_ar_primarvard=kund is not None and kund.organisation == Kund.Organisation.REGION,
        samleverans=order.samleverans,
        halls=halls,
        aterstar=any(rad.levererat + rad.makulerat < rad.antal for rad in rader),
        nya_begaranden=begaranden.nya(order) if verkstalld else [],
        kan_ga_vidare=can_reserve or can_send,
        makulering_begard=asked and not order.makulering_svar,
        ny_makulering_begard=asked and bool(order.makulering_svar),
        makulering_nekad=order.makulering_begard is None and bool(order.makulering_svar),
        behover_inkop=any(rad.rest and rad.inkop_begart is None for rad in rader),
        **_direktinkop(order) if verkstalld else _INGET_DIREKT,
    )


def _direktinkop(order: Kundorder) -> dict[str, Any]:
    lage = Begaran.Lage
    asked = order.begaranden.filter(direkt=True, lage__in=[lage.NY, lage.BESTALLD, lage.BRIST])
    found = [(begaran.lage, begaran.planerad) for begaran in asked]
    days = [day for where, day in found if day is not None and where != lage.BRIST]
    return {
        "nytt_direktinkop": any(where == lage.NY for where, _ in found),
        "direktinkop_pa_vag": any(where == lage.BESTALLD for where, _ in found),
        "direktinkop_uteblev": any(where == lage.BRIST for where, _ in found),
        "direktinkop_vantas": datetime.combine(min(days), _DAGENS_SLUT, clock.STOCKHOLM)
        if days
        else None,
    }


def _longest(rader: list[Kundorderrad]) -> str | None:
    known = [rad.artikel.leveranstid for rad in rader if rad.artikel.leveranstid]
    return max(known, key=[str(code) for code in _LEDTIDER].index) if known else None
