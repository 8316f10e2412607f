"""What the diagram `arbetsorder` and its tables may ask."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from cases.arbetsorder import frister, klassning
from cases.arbetsorder.models import Arbetsorder, Utforande
from cases.gemensamt.models import Hall
from workflows import clock, workdays
from workflows.facts import NOT_NOTED


@dataclass(frozen=True)
class ArbetsorderFakta:
    """Read under the order's lock; documented here for those who draw."""

    arende: Annotated[str, "Ärendets id: nyckel i processmeddelanden", NOT_NOTED]
    nummer: Annotated[str | None, "Arbetsordernumret; saknas före Verkställ", NOT_NOTED]
    senast_andrad: Annotated[datetime, "När någon senast ändrade utkastet", "Senast ändrad"]
    typ_av_atgard: Annotated[str, "Typ av åtgärd med ord"]
    utforande: Annotated[str | None, "Utförande med ord, till exempel Utföres på plats"]
    produktomrade: Annotated[str | None, "Produktområdet för en konsultation", "Produktområde"]
    nyforskrivning: Annotated[
        bool, "Om hjälpmedlet är nyförskrivet och inte levererat", "Nyförskrivning"
    ]
    fast_montage: Annotated[bool, "Om något monteras fast i bostaden"]
    kopplad_till_kundorder: Annotated[bool, "Om arbetsordern hör till en kundorderrad"]
    akut: Annotated[bool, "Om arbetet är akut"]
    vald_grupp: Annotated[str | None, "Gruppen som koordinatorn valde"]
    konsulentgrupp: Annotated[str | None, "Konsulentgruppen för produktområdet"]
    kostnadsforslag: Annotated[bool, "Om kostnadsförslag önskas före en specialanpassning"]
    ska_hamtas: Annotated[bool, "Om hjälpmedlet ska hämtas till verkstaden"]
    ska_lamnas_tillbaka: Annotated[bool, "Om det som hämtades ska tillbaka till mottagaren"]
    granskning: Annotated[str | None, "Vad granskningen sade: godkand, komplettera eller byt_typ"]
    planering: Annotated[str | None, "Om en tid är bokad eller arbetet väntar: bokad, parkerad"]
    parkerad_till: Annotated[datetime, "När arbetet tas upp igen"]
    rapport: Annotated[str | None, "Hur det gick: klart eller nytt_besok"]
    granskas_senast: Annotated[datetime, "När arbetsordern senast ska vara granskad"]
    paborjas_senast: Annotated[datetime, "När arbetet senast ska vara påbörjat", "Påbörjas senast"]
    klar_senast: Annotated[datetime, "När arbetet senast ska vara klart"]
    paborjad: Annotated[bool, "Om någon har börjat med arbetet"]
    tas_tillbaka: Annotated[bool, "Om hjälpmedlet följer med tillbaka och ska tas emot"]
    makulering_begard: Annotated[bool, "Om beställaren har bett om makulering"]
    makulerad: Annotated[bool, "Om arbetsordern är makulerad"]
    leveransval: Annotated[str | None, "Vad som ska hända med kundordern: leverera eller avvakta"]
    blev_av: Annotated[
        bool, "Om arbetet blev av: inte makulerat, och inte utan resultat i sitt eget diagram"
    ]
    haller: Annotated[bool, "Om arbetsordern håller en kundorder"]
    kundorder: Annotated[str | None, "Kundorderns id: nyckel i processmeddelanden", NOT_NOTED]
    underprocess_pagar: Annotated[bool, "Om en specialanpassning eller konsultation pågår"]
    mottagare: Annotated[int, "Mottagarens id", NOT_NOTED]
    kund: Annotated[int | None, "Enhetens id", NOT_NOTED]
    bestallare: Annotated[int, "Beställarens id", NOT_NOTED]
    artikel: Annotated[int | None, "Artikelns id", NOT_NOTED]
    beskrivning: Annotated[str, "Vad beställaren har skrivit ska göras", NOT_NOTED]
    individ: Annotated[int | None, "Individens id", NOT_NOTED]
    lager: Annotated[int, "Lagret som tar emot, id", NOT_NOTED]
    fardig_dag: Annotated[str | None, "Dagen då arbetet blev klart, ÅÅÅÅ-MM-DD", "Färdig dag"]
    nedtagna_rader: Annotated[list[Any], "Det som returmottagningen ska ta emot"]


def fakta(arende: UUID) -> Mapping[str, Any]:
    """The order's facts now."""
    order = Arbetsorder.objects.select_related(
        "arende", "typ", "artikel", "produktomrade", "grupp", "innehav"
    ).get(pk=arende)
    return asdict(for_order(order))


def for_order(order: Arbetsorder) -> ArbetsorderFakta:
    """The facts of an order that has been read."""
    case = order.arende
    begun = case.verkstalld or case.skapad
    asked: Any = klassning.fragat(order)
    due, done = frister.utlovat(order)
    own = list(klassning.underprocesser(order).values_list("avslutad", flat=True))
    taken_down = order.typ is not None and order.typ.tas_tillbaka and order.makulerad is None
    back = order.innehav if order.innehav and order.innehav.aterlamnad is None else None
    return ArbetsorderFakta(
        arende=str(order.pk),
        nummer=case.nummer,
        senast_andrad=order.andrad,
        **asked,
        akut=order.typ is not None and order.typ.akut,
        vald_grupp=order.grupp.nyckel if order.grupp else None,
        konsulentgrupp=order.produktomrade.nyckel if order.produktomrade else None,
        kostnadsforslag=order.typ is not None and order.typ.kostnadsforslag,
        ska_hamtas=order.utforande == Utforande.HAMTAS and order.hamtad is None,
        ska_lamnas_tillbaka=back is not None
        and _hamtat(order, har_begart=bool(own))
        and not (order.byt_ut or taken_down),
        granskning=order.granskning or None,
        planering="parkerad" if order.vantar else "bokad",
        parkerad_till=order.parkerad_till or clock.now(),
        rapport="klart" if order.fardig else "nytt_besok",
        granskas_senast=min(due, workdays.add(begun, 1)),
        paborjas_senast=due,
        klar_senast=done,
        paborjad=order.paborjad is not None,
        tas_tillbaka=taken_down and back is not None,
        makulering_begard=order.makulering_begard is not None,
        makulerad=order.makulerad is not None,
        leveransval=order.leveransval or None,
        blev_av=not order.blev_inte_av and order.makulerad is None,
        haller=Hall.objects.filter(av_arende=case, slappt__isnull=True).exists(),
        kundorder=str(case.galler_id) if case.galler_id else None,
        underprocess_pagar=bool(order.underprocess) or None in own,
        mottagare=case.mottagare_id or 0,
        kund=case.kund_id,
        bestallare=case.bestallare_id,
        artikel=order.artikel_id,
        beskrivning=order.felbeskrivning,
        individ=order.individ_id,
        lager=order.artikel.lager_id if order.artikel else 0,
        fardig_dag=clock.local(order.fardig).date().isoformat() if order.fardig else None,
        nedtagna_rader=[
            {
                "rad": str(order.pk),
                "nr": 1,
                "innehav": back.pk,
                "antal": back.antal - back.aterlamnat,
            }
        ]
        if back
        else [],
    )


def _hamtat(order: Arbetsorder, *, har_begart: bool) -> bool:
    """Whether the aid has come to the workshop. One that was moved by hand past the fetching shows
    it by what follows upon it alone: a booked time, work that is done, a diagram of its own."""
    if order.hamtad is not None:
        return True
    return order.utforande == Utforande.HAMTAS and (
        har_begart
        or order.fardig is not None
        or order.aktiviteter.filter(fran__isnull=False).exists()
    )
