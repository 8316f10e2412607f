"""Editing the rows of a draft: plain changes under the lock that move no token."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from cases.gemensamt import bilagor
from cases.gemensamt.hinder import stoppa_om
from cases.kundorder import begaranden, nya_rader, radregler, rules, uttag
from cases.kundorder.actions_bilagor import Filer, prova
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.oppning import andrad, ga_till, notera_andring, oppna_utkast, satt_status
from cases.kundorder.svar import NyRad, Radandring
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import Changed, Hinder, NotYourTurn, Refused

# How long what Avbryt took away can be had back.
ANGRA_INOM = timedelta(days=1)


@dataclass(frozen=True)
class Tillagda:
    """What became of the articles that were to be added."""

    rader: Sequence[Kundorderrad]
    nekade: Sequence[Hinder]


@engine.move
def lagg_till_rad(
    arende: UUID,
    *,
    person: Anvandare,
    svar: NyRad,
    filer: Filer = (),
    version: int | None = None,
) -> Kundorderrad:
    """Add an article, with the standard components that come with it (KO-8, KH-5).

    Files that came along are the row's, with no step of their own (KO-9). Raises `Refused` with
    every hinder, `NotYourTurn`.
    """
    _, order = oppna_utkast(arende, person, version)
    prova(order, filer)
    rad = nya_rader.lagg_till(order, svar)
    for fil in filer:
        bilagor.spara(arende, fil, av=person, rad=rad.pk)
    satt_status(order)
    notera_andring(order, person, f"raden {rad.artikel.nummer} lades till")
    return rad


@engine.move
def lagg_till_rader(
    arende: UUID, *, person: Anvandare, svar: Sequence[NyRad], version: int | None = None
) -> Tillagda:
    """Add several that were ticked in a list (KO-15, VK-4): those that can be ordered.

    Raises `Refused` with every hinder when none of them can be, `NotYourTurn`.
    """
    _, order = oppna_utkast(arende, person, version)
    added: list[Kundorderrad] = []
    refused: list[Hinder] = []
    for one in svar:
        try:
            added.append(nya_rader.lagg_till(order, one))
        except Refused as no:
            refused += no.hinder
    if not svar:
        refused = [Hinder("inget_valt", "Bocka i minst en artikel att beställa.", "artikel")]
    if not added:
        raise Refused(refused)
    satt_status(order)
    numbers = ", ".join(rad.artikel.nummer for rad in added)
    notera_andring(order, person, f"{numbers} lades till")
    return Tillagda(tuple(added), tuple(refused))


@engine.move
def andra_rader(
    arende: UUID, *, person: Anvandare, svar: Sequence[Radandring], version: int | None = None
) -> None:
    """Save quantities and comments, and take away what is ticked (KO-11, KO-12).

    A main article takes its components with it; a component may go alone, at no lower price.
    Raises `Refused`, `NotYourTurn`.
    """
    _, order = oppna_utkast(arende, person, version)
    rows = {rad.pk: rad for rad in begaranden.orders_rader(arende)}
    hinder: list[Hinder] = []
    for change in svar:
        rad = rows.get(change.rad)
        if rad is None:
            raise Changed([andrad(order)])
        if not change.ta_bort:
            hinder += rules.hinder_for_antal(change.antal, f"antal-{rad.pk}")
            if change.individ is not None:
                rad.individ, no_individ = uttag.valj_individ(
                    order, rad.artikel, change.individ, f"individ-{rad.pk}"
                )
                hinder += no_individ
    stoppa_om(hinder)
    _ateranpassa(rows, svar)
    stoppa_om(_for_manga_standard(rows, svar))
    for change in svar:
        rows[change.rad].kommentar = change.kommentar[:500]
    Kundorderrad.objects.bulk_update(rows.values(), ["antal", "kommentar", "individ"])
    gone_ids = {change.rad for change in svar if change.ta_bort}
    gone_ids |= {pk for pk, rad in rows.items() if rad.huvudrad_id in gone_ids}
    for bilaga in order.arende.bilagor.filter(rad__in=gone_ids):
        bilagor.ta_bort(bilaga)
    Kundorderrad.objects.filter(pk__in=gone_ids).delete()
    satt_status(order)
    gone = [rows[change.rad].artikel.nummer for change in svar if change.ta_bort]
    notera_andring(order, person, f"{', '.join(gone)} togs bort" if gone else "raderna ändrades")


@engine.move
def avbryt_rader(arende: UUID, *, person: Anvandare, version: int | None = None) -> None:
    """Take all rows away and return to the head (L1128). They can be had back for a day."""
    process, order = oppna_utkast(arende, person, version)
    now = clock.now()
    if begaranden.orders_rader(arende).update(borttagen=now):
        order.rader_avbrutna = now
    satt_status(order)
    notera_andring(order, person, "alla rader togs bort")
    ga_till(process, "orderhuvud", person)


@engine.move
def angra_avbryt(arende: UUID, *, person: Anvandare) -> None:
    """Get back the rows that Avbryt took away, within a day. Raises `NotYourTurn`, `Refused`."""
    _, order = oppna_utkast(arende, person, None)
    if not gar_att_angra(order):
        raise NotYourTurn(
            "Det finns inga rader att hämta tillbaka: det går inom ett dygn efter Avbryt."
        )
    if begaranden.orders_rader(arende).exists():
        raise Refused(
            [
                Hinder(
                    "rader_finns",
                    "Ordern har redan fått nya rader. Ta bort dem om du vill ha tillbaka de gamla.",
                )
            ]
        )
    Kundorderrad.objects.filter(order=order, borttagen=order.rader_avbrutna).update(borttagen=None)
    order.rader_avbrutna = None
    satt_status(order)
    notera_andring(order, person, "de borttagna raderna hämtades tillbaka")


def gar_att_angra(order: Kundorder) -> bool:
    """Whether Avbryt can still be undone."""
    taken = order.rader_avbrutna
    return taken is not None and clock.now() - taken <= ANGRA_INOM


def _ateranpassa(rows: dict[UUID, Kundorderrad], svar: Sequence[Radandring]) -> None:
    """New quantities on the rows; components that were not changed themselves follow their aid."""
    before = {pk: rad.antal for pk, rad in rows.items()}
    changed = {
        change.rad: change.antal
        for change in svar
        if not change.ta_bort and change.antal != before[change.rad]
    }
    for pk, antal in changed.items():
        rows[pk].antal = antal
    for pk, part in rows.items():
        aid = part.huvudrad_id
        if aid in changed and pk not in changed and before[pk] % before[aid] == 0:
            part.antal = min(before[pk] // before[aid] * changed[aid], rules.MEST)
    standard = nya_rader.ingar_antal(rows)
    for pk, part in rows.items():
        if pk in standard and pk not in changed:
            part.antal = max(1, min(part.antal, standard[pk]))


def _for_manga_standard(rows: dict[UUID, Kundorderrad], svar: Sequence[Radandring]) -> list[Hinder]:
    standard = nya_rader.ingar_antal(rows)
    return [
        hinder
        for change in svar
        if change.rad in standard and not change.ta_bort
        for hinder in radregler.hinder_for_standardantal(
            rows[change.rad].artikel.nummer,
            rows[change.rad].antal,
            standard[change.rad],
            f"antal-{change.rad}",
        )
    ]
