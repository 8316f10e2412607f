"""Samleverans over several lager: what comes here, and what was lost on the way (KO-24).

Nothing leaves before all is here. What is lost is reported; kundtjänst then decides whether what is
here leaves without it or waits.
"""

from collections.abc import Sequence
from uuid import UUID

from cases.gemensamt.hinder import stoppa_om
from cases.hjalpmedel import flytt, saldon, svinn
from cases.hjalpmedel.models import Rorelse
from cases.leverans import besked, facts, plock, rules
from cases.leverans.models import Leverans, Leveransrad
from cases.leverans.oppning import oppna, satt_status
from cases.organisation.models import Anvandare
from workflows import engine
from workflows.registry import action

HANDLINGAR = {"samla": ("lager",), "avgor_samleverans": ("kundtjanst",)}
SKICKA, VANTA = "skicka", "vanta"


@action
@engine.move
def samla(
    arende: UUID,
    *,
    person: Anvandare,
    framme: Sequence[UUID],
    delvis: Sequence[rules.Plockat] = (),
    borta: bool = False,
    task_id: UUID | None = None,
) -> Leverans:
    """What other lager have picked is here, or some of it was lost on the way.

    `framme` are the rows that are here whole, `delvis` says how much there is of others; `borta`
    that the rest has been looked for. Raises `Refused`, `NotYourTurn`.
    """
    process, leverans = oppna(arende, person, "samla")
    coming = kommer(leverans)
    whole = {
        rad.rad: rules.Plockat(rad.rad, rad.plockat, tuple(_nummer(rad)))
        for rad in coming
        if rad.rad in set(framme)
    }
    found = {one.rad: one for one in delvis} | whole
    stoppa_om(
        rules.hinder_for_samling(
            [facts.plockrad(rad) for rad in coming],
            {rad.rad: _nummer(rad) for rad in coming},
            found,
            str(leverans.lager),
            borta=borta,
        )
    )
    lost = [rad for rad in coming if _kom(rad, found) < rad.plockat]
    svinn.forkom(
        [piece for rad in lost for piece in _forlorat(rad, found)],
        av=person.username,
        arende=leverans.kundorder,
        skal="Kom bort på väg mellan lagren",
    )
    for rad in lost:
        here = _kom(rad, found)
        rad.forkommet = rad.plockat - here
        rad.plockat = rad.hittat = here
        numbers = found[rad.rad].individer if rad.rad in found else ()
        rad.individer.set(rad.individer.filter(nummer__in=numbers))
    Leveransrad.objects.bulk_update(lost, ["forkommet", "plockat", "hittat"])
    if lost:
        besked.forkommet(leverans, lost)
    engine.complete(process, "samla", actor=person.username, task_id=task_id)
    return leverans


@action
@engine.move
def avgor_samleverans(
    arende: UUID, *, person: Anvandare, beslut: str, task_id: UUID | None = None
) -> Leverans:
    """What is here leaves without what was lost (`skicka`), or all of it waits (`vanta`).

    What does not leave is back in its own lager, promised to the order. Raises `Refused`.
    """
    process, leverans = oppna(arende, person, "avgor_samleverans")
    rader = list(leverans.rader.select_related("artikel", "lager").prefetch_related("individer"))
    known = [facts.plockrad(rad) for rad in rader]
    found = {rad.rad: rules.Plockat(rad.rad, rad.hittat) for rad in rader}
    taken = rules.att_ta_med(known, found, samleverans=beslut != SKICKA)
    stoppa_om(rules.hinder_for_samlingsbeslut(beslut, nagot_helt=any(taken.values())))
    _lagg_tillbaka(leverans, [rad for rad in rader if taken[rad.rad] < rad.hittat], person)
    for rad in rader:
        rad.plockat = taken[rad.rad]
        if not rad.plockat:
            rad.individer.clear()
    Leveransrad.objects.bulk_update(rader, ["plockat"])
    if not any(taken.values()):
        satt_status(leverans, Leverans.Status.RESTNOTERAD)
    besked.samlat_utan(leverans, skickas=any(taken.values()))
    engine.complete(process, "avgor_samleverans", actor=person.username, task_id=task_id)
    return leverans


def kommer(leverans: Leverans) -> list[Leveransrad]:
    """The rows that another lager has picked, with their individer."""
    rows = leverans.rader.select_related("artikel", "lager").prefetch_related("individer")
    return [rad for rad in rows if facts.hamtas_fran_annat_lager(leverans, rad)]


def _lagg_tillbaka(leverans: Leverans, rader: Sequence[Leveransrad], person: Anvandare) -> None:
    """Whole rows stand in their lager again, still promised to the order."""
    if not rader:
        return
    pieces = [
        piece
        for rad in rader
        for piece in plock.gods(rad, rad.hittat, {rad.rad: list(rad.individer.all())})
    ]
    why = "Samleverans som inte blev hel"
    flytt.lagg_tillbaka(pieces, arende=leverans.kundorder, av=person.username, skal=why)
    saldon.bokfor(
        [
            saldon.Andring(rad.lager_id, rad.artikel_id, reserverat=rad.hittat, rad=rad.rad)
            for rad in rader
        ],
        saldon.Handelse(Rorelse.Slag.RESERVATION, person.username, leverans.kundorder, why),
    )


def _forlorat(rad: Leveransrad, found: dict[UUID, rules.Plockat]) -> list[svinn.Forlorat]:
    if not rad.artikel.individmarkt:
        return [svinn.Forlorat(rad.artikel_id, rad.plockat - _kom(rad, found))]
    here = found[rad.rad].individer if rad.rad in found else ()
    return [
        svinn.Forlorat(rad.artikel_id, individ_id=individ.pk)
        for individ in rad.individer.all()
        if individ.nummer not in here
    ]


def _nummer(rad: Leveransrad) -> list[str]:
    return [individ.nummer for individ in rad.individer.all()]


def _kom(rad: Leveransrad, found: dict[UUID, rules.Plockat]) -> int:
    return found[rad.rad].antal if rad.rad in found else 0
