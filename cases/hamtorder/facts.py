"""What the diagram `hamtorder` may ask."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings

from cases.hamtorder.models import Hamtorder, Hamtrad
from workflows import clock, workdays
from workflows.facts import NOT_NOTED

_KVAR = {Hamtrad.Utfall.SAKNAS, Hamtrad.Utfall.VAGRAD, Hamtrad.Utfall.KOM_INTE}


@dataclass(frozen=True)
class HamtorderFakta:
    """Read under the order's lock; documented here for those who draw."""

    arende: Annotated[str, "Ärendets id: nyckel i processmeddelanden", NOT_NOTED]
    nummer: Annotated[str | None, "Hämtordernumret", NOT_NOTED]
    klass: Annotated[str, "Vad hämtplatsen innebär: fysisk, direkt eller utredning"]
    hmc_bekraftar: Annotated[
        bool, "Om Hjälpmedelscentralen ska bekräfta återlämnandet efteråt", "HMC bekräftar"
    ]
    saknas_nagot: Annotated[bool, "Om något av det som skulle vara återlämnat inte fanns"]
    hyran_stoppas: Annotated[datetime, "När hyran stoppas om inget har kommit tillbaka"]
    hamtas_senast: Annotated[datetime, "När hjälpmedlen senast ska vara hämtade"]
    hamtdag_slut: Annotated[datetime, "När den planerade hämtdagen är slut"]
    utfall: Annotated[str, "Hur hämtningen gick: hamtat, inget eller ej_hemma"]
    inget_att_hamta: Annotated[bool, "Om allt har lämnats vid returdisken innan det hämtades"]
    makulering_begard: Annotated[bool, "Om beställaren har bett om makulering"]
    mottagare: Annotated[int, "Mottagarens id, till returmottagningen", NOT_NOTED]
    kund: Annotated[int, "Enhetens id, till returmottagningen", NOT_NOTED]
    bestallare: Annotated[int, "Beställarens id, till returmottagningen", NOT_NOTED]
    lager: Annotated[int, "Lagret som tar emot, id", NOT_NOTED]
    hamtad_dag: Annotated[str | None, "Dagen då hjälpmedlen hämtades, ÅÅÅÅ-MM-DD"]
    ska_tas_emot: Annotated[bool, "Om något av det som lämnats tillbaka ska tas emot"]
    hamtade_rader: Annotated[list[Any], "Raderna som returmottagningen ska ta emot"]


def fakta(arende: UUID) -> Mapping[str, Any]:
    """The order's facts now."""
    order = Hamtorder.objects.select_related("arende").get(pk=arende)
    rader = list(order.rader.select_related("innehav__artikel"))
    return asdict(for_order(order, rader))


def for_order(order: Hamtorder, rader: list[Hamtrad]) -> HamtorderFakta:
    """The facts of an order that has been read."""
    begun = order.arende.verkstalld or order.arende.skapad
    coming = [rad for rad in rader if rad.utfall in _pa_vag_in(order)]
    waiting = any(rad.utfall == Hamtrad.Utfall.VANTAR for rad in rader)
    return HamtorderFakta(
        arende=str(order.pk),
        nummer=order.arende.nummer,
        klass=order.klass,
        hmc_bekraftar=order.hmc_bekraftar,
        saknas_nagot=any(rad.utfall in _KVAR for rad in rader),
        hyran_stoppas=workdays.add(begun, settings.HAMTORDER_HYRA_STOPPAS_ARBETSDAGAR),
        hamtas_senast=workdays.add(begun, settings.HAMTORDER_HAMTAS_INOM_ARBETSDAGAR),
        hamtdag_slut=_dagen_efter(order.planerad or clock.local(begun).date()),
        utfall="ej_hemma" if waiting else "hamtat" if coming else "inget",
        inget_att_hamta=all(rad.utfall == Hamtrad.Utfall.RETURNERAD for rad in rader),
        makulering_begard=order.makulering_begard is not None,
        mottagare=order.arende.mottagare_id or 0,
        kund=order.arende.kund_id or 0,
        bestallare=order.arende.bestallare_id or 0,
        lager=min((rad.innehav.artikel.lager_id for rad in rader), default=0),
        hamtad_dag=order.hamtad.isoformat() if order.hamtad else None,
        ska_tas_emot=bool(coming),
        hamtade_rader=[
            {"rad": str(rad.pk), "nr": rad.nr, "innehav": rad.innehav_id, "antal": rad.antal}
            for rad in coming
        ],
    )


def _dagen_efter(dag: date) -> datetime:
    """Midnight, when a day has ended by Swedish clocks."""
    return datetime.combine(dag + timedelta(days=1), time.min, tzinfo=clock.STOCKHOLM)


def _pa_vag_in(order: Hamtorder) -> set[Hamtrad.Utfall]:
    """How it went with rows that are on their way in. What was taken off the mottagare without
    being fetched is so from the day somebody has seen that it is there."""
    seen = order.hamtad is not None and order.klass != Hamtorder.Klass.FYSISK
    return {Hamtrad.Utfall.HAMTAD} | ({Hamtrad.Utfall.AVREGISTRERAD} if seen else set())
