"""Taking a leverans from the shelf: whole, less what is lacking, or not at all."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from cases.gemensamt import saldovarning
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.hjalpmedel import flytt, saldon
from cases.hjalpmedel.models import Individ, Rorelse
from cases.leverans import facts, rules
from cases.leverans.models import Leverans, Leveransrad
from cases.leverans.oppning import satt_status
from cases.organisation.models import Anvandare
from workflows import engine
from workflows.errors import Hinder, NotYourTurn
from workflows.models import Process


def verkstall(
    process: Process,
    leverans: Leverans,
    plockat: Sequence[rules.Plockat],
    *,
    person: Anvandare,
    brist_bekraftad: bool,
    task_id: UUID | None = None,
) -> dict[UUID, int]:
    """Take what was found and leave the task. Returns how many of each row left the shelf.

    What was found but stays for company keeps its reservation (decisions "Orders": a shortage
    holds the whole order). Raises `Refused` with every hinder, `NotYourTurn` for a cancelled order.
    """
    rader = list(leverans.rader.select_related("artikel", "lager"))
    found = {p.rad: p for p in plockat}
    known = [facts.plockrad(rad) for rad in rader]
    stoppa_om(rules.hinder_for_plock(known, found, brist_bekraftad=brist_bekraftad))
    taken = rules.att_ta_med(known, found, samleverans=leverans.samleverans)
    individer = _individer(leverans, rader, found)
    pieces = [
        piece for rad in rader if taken[rad.rad] for piece in gods(rad, taken[rad.rad], individer)
    ]
    flytt.las_individer(g.individ_id for g in pieces if g.individ_id is not None)
    krav_reserverat(leverans, rader)
    if pieces:
        saldovarning.varna(flytt.plocka(pieces, arende=leverans.kundorder, av=person.username))
    _slapp_brist(leverans, rader, found, person)
    for rad in rader:
        rad.hittat, rad.plockat = found[rad.rad].antal, taken[rad.rad]
        rad.brist = rad.hittat < rad.antal
        rad.individer.set(individer.get(rad.rad, []) if rad.plockat else [])
    Leveransrad.objects.bulk_update(rader, ["hittat", "brist", "plockat"])
    lacking = rules.brist(known, taken)
    satt_status(
        leverans, Leverans.Status.RESTNOTERAD if lacking == "allt" else Leverans.Status.PLOCKAD
    )
    engine.complete(process, "plocka", actor=person.username, task_id=task_id)
    return taken


def gods(
    rad: Leveransrad, antal: int, individer: Mapping[UUID, Sequence[Individ]]
) -> list[flytt.Gods]:
    """A row's pieces: each marked individ by itself, others by number."""
    if rad.artikel.individmarkt:
        return [
            flytt.Gods(rad.lager_id, rad.artikel_id, individ_id=individ.pk, rad=rad.rad)
            for individ in individer[rad.rad]
        ]
    return [flytt.Gods(rad.lager_id, rad.artikel_id, antal=antal, rad=rad.rad)]


def krav_reserverat(leverans: Leverans, rader: Sequence[Leveransrad]) -> None:
    """What the order has let go of may not be picked, though its message has not come yet."""
    saldon.las((rad.lager_id, rad.artikel_id) for rad in rader)
    promised = saldon.reserverat_per_rad(leverans.kundorder)
    if any(promised.get((rad.rad, (rad.lager_id, rad.artikel_id)), 0) < rad.antal for rad in rader):
        ended = Arende.objects.filter(pk=leverans.kundorder, avslutad__isnull=False).exists()
        why = "är makulerad" if ended else "har ändrats, så det här ska inte plockas"
        raise NotYourTurn(
            f"Kundorder {leverans.kundordernummer} {why}. Lägg tillbaka det du har plockat;"
            " uppgiften försvinner strax ur inkorgen."
        )


def avlast_for_annan(individ: Individ, leverans: Leverans) -> Leverans | None:
    """The other open leverans that this individ has been read off for."""
    rad = (
        Leveransrad.objects.filter(
            individer=individ,
            plockat=0,
            leverans__arende__status=Leverans.Status.FOR_PLOCKNING,
            leverans__arende__avslutad__isnull=True,
        )
        .exclude(leverans=leverans)
        .select_related("leverans")
        .first()
    )
    return rad.leverans if rad else None


def _individer(
    leverans: Leverans, rader: Sequence[Leveransrad], found: Mapping[UUID, rules.Plockat]
) -> dict[UUID, list[Individ]]:
    """The individer that were read off, by row. Raises `Refused` for one that can't be picked."""
    numbers = {number for p in found.values() for number in p.individer}
    known = {individ.nummer: individ for individ in Individ.objects.filter(nummer__in=numbers)}
    stoppa_om(
        hinder
        for rad in rader
        for number in found[rad.rad].individer
        if (hinder := _hinder_for_individ(leverans, rad, number, known.get(number)))
    )
    return {rad.rad: [known[number] for number in found[rad.rad].individer] for rad in rader}


def _hinder_for_individ(
    leverans: Leverans, rad: Leveransrad, number: str, individ: Individ | None
) -> Hinder | None:
    if individ is None:
        return Hinder(
            "individ_okand",
            f"Individ {number} finns inte. Läs av märkningen igen.",
            f"rad-{rad.nr}",
        )
    if other := avlast_for_annan(individ, leverans):
        return Hinder(
            "individ_avlast",
            f"Individ {number} är redan avläst för kundorder {other.kundordernummer}. Ta en annan"
            " individ.",
            f"rad-{rad.nr}",
        )
    return None


def _slapp_brist(
    leverans: Leverans,
    rader: Sequence[Leveransrad],
    found: Mapping[UUID, rules.Plockat],
    person: Anvandare,
) -> None:
    """What was not found is no longer promised to the order."""
    changes = [
        saldon.Andring(rad.lager_id, rad.artikel_id, reserverat=-lacking, rad=rad.rad)
        for rad in rader
        if (lacking := rad.antal - found[rad.rad].antal)
    ]
    if changes:
        saldon.bokfor(
            changes,
            saldon.Handelse(
                Rorelse.Slag.SLAPPT,
                person.username,
                leverans.kundorder,
                f"Brist vid plock, leverans {leverans.arende.nummer}",
            ),
        )
