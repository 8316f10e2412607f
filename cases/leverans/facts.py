"""What the diagram `leverans` may ask."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from uuid import UUID

from cases.gemensamt.hall import overlamnare
from cases.leverans import rules
from cases.leverans.models import Leverans, Leveransrad
from workflows import clock, workdays
from workflows.facts import NOT_NOTED

# When the working day of the transport ends.
_DAGENS_SLUT = time(17, 0)
_UTAN_DATUM = 5


@dataclass(frozen=True)
class LeveransFakta:
    """Read under the leverans's lock; documented here for those who draw."""

    arende: Annotated[str, "Leveransens id: nyckel i processmeddelanden", NOT_NOTED]
    kundorder: Annotated[str, "Kundorderns id: nyckel i processmeddelanden", NOT_NOTED]
    kundordernummer: Annotated[str, "Kundordernumret", NOT_NOTED]
    lager: Annotated[str, "Lagrets nummer"]
    akut: Annotated[bool, "Om leveransen är akut"]
    utlamning: Annotated[bool, "Om mottagaren hämtar på ett utlämningsställe"]
    samleverans: Annotated[bool, "Om allt ska levereras vid samma tillfälle"]
    brist: Annotated[str, "Vad som saknades vid plock: ingen, delvis eller allt"]
    brist_rader: Annotated[
        list[Any],
        "Raderna som saknas: hur många som är kvar att leverera, hur många som väntar reserverade"
        " på resten, och om lagret letade förgäves",
    ]
    levererade_rader: Annotated[
        list[Any], "Raderna som är plockade: antal som kom fram, och hur många som saknades då"
    ]
    foljesedel: Annotated[str | None, "Följesedelns nummer; saknas före utleverans", NOT_NOTED]
    flera_lager: Annotated[bool, "Om något har plockats i ett annat lager och ska föras hit"]
    kom_bort: Annotated[bool, "Om något kom bort på väg från ett annat lager"]
    till_forrad: Annotated[bool, "Om leveransen går till ett buffertförråd"]
    utfall: Annotated[str | None, "Hur leveransen gick: levererad, ej_hemma eller vagrad"]
    orsak: Annotated[str, "Varför leveransen inte togs emot", NOT_NOTED]
    beslut: Annotated[str | None, "Vad kundtjänst har avgjort: nytt_forsok eller tillbaka"]
    forsok: Annotated[int, "Hur många gånger leverans har försökts"]
    leverera_senast: Annotated[datetime, "När leveransen senast ska vara framme"]
    overlamnas_av: Annotated[
        str,
        "Nyckeln för gruppen som lämnar över godset vid sitt besök; tom när transporten gör det",
    ]
    levererad_dag: Annotated[str | None, "Dagen för kvittensen, ÅÅÅÅ-MM-DD"]


def fakta(arende: UUID) -> Mapping[str, Any]:
    """The leverans's facts now."""
    leverans = Leverans.objects.select_related("lager", "arende").get(pk=arende)
    return asdict(for_leverans(leverans, list(leverans.rader.select_related("artikel"))))


def for_leverans(leverans: Leverans, rader: list[Leveransrad]) -> LeveransFakta:
    """The facts of a leverans that has been read."""
    return LeveransFakta(
        arende=str(leverans.pk),
        kundorder=str(leverans.kundorder),
        kundordernummer=leverans.kundordernummer,
        lager=leverans.lager.nummer,
        akut=leverans.akut,
        utlamning=leverans.utlamning,
        samleverans=leverans.samleverans,
        brist=rules.brist(
            [plockrad(rad) for rad in rader], {rad.rad: rad.plockat for rad in rader}
        ),
        brist_rader=[
            {
                "rad": str(rad.rad),
                "kvar": rad.plockat,
                "behalls": rad.hittat - rad.plockat,
                "letat": rad.hittat + rad.forkommet < rad.antal,
            }
            for rad in rader
            if rad.plockat < rad.antal
        ],
        levererade_rader=[_framme(rad) for rad in rader if rad.plockat],
        foljesedel=leverans.foljesedel,
        flera_lager=any(hamtas_fran_annat_lager(leverans, rad) for rad in rader),
        kom_bort=any(rad.forkommet for rad in rader),
        till_forrad=leverans.till_lager_id is not None,
        utfall=leverans.utfall or None,
        orsak=leverans.orsak,
        beslut=leverans.beslut or None,
        forsok=leverans.forsok,
        leverera_senast=senast(leverans),
        overlamnas_av=overlamnare(leverans.kundorder),
        levererad_dag=(
            clock.local(leverans.kvitterad).date().isoformat() if leverans.kvitterad else None
        ),
    )


def plockrad(rad: Leveransrad) -> rules.Plockrad:
    """What the rules must know of a row."""
    return rules.Plockrad(
        rad=rad.rad,
        nr=rad.nr,
        artikel=str(rad.artikel),
        antal=rad.antal,
        individmarkt=rad.artikel.individmarkt,
        huvudrad=rad.huvudrad,
    )


def hamtas_fran_annat_lager(leverans: Leverans, rad: Leveransrad) -> bool:
    """Whether the row was picked elsewhere and must be brought to where the rest is (KO-24)."""
    return bool(rad.plockat) and rad.lager_id != leverans.lager_id


def _framme(rad: Leveransrad) -> dict[str, Any]:
    come = rad.plockat if rad.mottaget is None else rad.mottaget
    return {"rad": str(rad.rad), "antal": come, "saknas": rad.plockat - come}


def senast(leverans: Leverans) -> datetime:
    """The end of the planned day; a working week from the start where no day is planned.

    An urgent one is to be there within 24 hours (`sla.csv`).
    """
    begun = leverans.arende.skapad
    if leverans.akut and not leverans.forsok:
        return begun + timedelta(hours=24)
    return _end_of(leverans.planerad or clock.local(workdays.add(begun, _UTAN_DATUM)).date())


def _end_of(day: date) -> datetime:
    return datetime.combine(day, _DAGENS_SLUT, tzinfo=clock.STOCKHOLM)
