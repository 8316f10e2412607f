"""Moving goods: an individ's place and the ledger change together, or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from cases.hjalpmedel import specialanpassat
from cases.hjalpmedel.models import Individ, Rorelse
from cases.hjalpmedel.saldon import Andring, Handelse, bokfor, las, reserverat_per_rad
from cases.organisation.models import Lager
from workflows.errors import Hinder, Refused

_HALLS = (
    "Individ {} är i karantän och får varken lagas, lämnas ut eller skrotas förrän utredningen är"
    " klar."
)


@dataclass(frozen=True)
class Gods:
    """So many of an article at a lager, for a row; or one individ, whose `antal` is 1."""

    lager_id: int
    artikel_id: int
    antal: int = 1
    individ_id: int | None = None
    rad: UUID | None = None


def las_individer(ids: Iterable[int]) -> dict[int, Individ]:
    """Lock these individer, lowest id first. Before any saldo."""
    rows = Individ.objects.select_for_update(of=("self",), no_key=True).select_related("artikel")
    return {row.pk: row for row in rows.filter(pk__in=set(ids)).order_by("pk")}


def plocka(gods: Sequence[Gods], *, arende: UUID, av: str) -> list[Rorelse]:
    """Take from the shelf what the rows have reserved; the individer are then on their way.

    Returns the rows of the ledger. Raises `Refused` when an individ is not there to take, or the
    shelf is short.
    """
    individer = las_individer(g.individ_id for g in gods if g.individ_id is not None)
    _refuse_unfit(gods, individer)
    las((g.lager_id, g.artikel_id) for g in gods)
    left = reserverat_per_rad(arende)
    changes = []
    for g in gods:
        key = (g.rad, (g.lager_id, g.artikel_id)) if g.rad is not None else None
        promised = min(g.antal, left.get(key, 0)) if key is not None else 0
        if key is not None and promised:
            left[key] -= promised
        changes.append(
            Andring(
                g.lager_id,
                g.artikel_id,
                antal=-g.antal,
                reserverat=-promised,
                individ_id=g.individ_id,
                rad=g.rad,
            )
        )
    rows = bokfor(changes, Handelse(Rorelse.Slag.PLOCK, av, arende))
    _send_off(individer)
    return rows


def krav_ledig(individer: Iterable[Individ]) -> None:
    """Raise `Refused` for those that are held: nobody mends them, hands them on or scraps them."""
    hinder = [
        Hinder("individ_karantan", _HALLS.format(one.nummer), "individ")
        for one in individer
        if one.karantan
    ]
    if hinder:
        raise Refused(hinder)


def lagg_tillbaka(gods: Sequence[Gods], *, arende: UUID, av: str, skal: str = "") -> None:
    """Put picked goods back on the shelf, promised to nobody."""
    ta_in(gods, Handelse(Rorelse.Slag.ATERLAGT, av, arende, skal))


def ta_ut(
    gods: Sequence[Gods], handelse: Handelse, *, bekraftat_underskott: bool = False
) -> list[Rorelse]:
    """Take from one's own förråd without a reservation (KO-3); the individer are then on their way.

    Returns the rows of the ledger. Raises `Refused` for an individ that is not there, and for a
    shortage that nobody has confirmed.
    """
    individer = las_individer(g.individ_id for g in gods if g.individ_id is not None)
    _refuse_unfit(gods, individer)
    rows = bokfor(
        [Andring(g.lager_id, g.artikel_id, -g.antal, 0, g.individ_id, g.rad) for g in gods],
        handelse,
        tillat_underskott=bekraftat_underskott,
    )
    _send_off(individer)
    return rows


def ta_in(gods: Sequence[Gods], handelse: Handelse) -> None:
    """Put goods on a shelf: a delivery, a return, a refill. The individer must be on their way.

    Raises `Refused` when an individ stands somewhere else already, or is adapted for somebody.
    """
    individer = las_individer(g.individ_id for g in gods if g.individ_id is not None)
    elsewhere = [
        individ
        for individ in individer.values()
        if individ.plats not in {Individ.Plats.TRANSPORT, Individ.Plats.VERKSTAD}
    ]
    if elsewhere:
        raise Refused(
            [
                Hinder(
                    "individ_inte_pa_vag",
                    f"Individ {individ.nummer} är {individ.get_plats_display().lower()} och kan"
                    " inte läggas in. Registrera först att den har lämnat den platsen.",
                    "individ",
                )
                for individ in elsewhere
            ]
        )
    adapted = [specialanpassat.hinder_for_lager(individ) for individ in individer.values()]
    if found := [hinder for hinder in adapted if hinder]:
        raise Refused(found)
    bokfor(
        [Andring(g.lager_id, g.artikel_id, g.antal, 0, g.individ_id, g.rad) for g in gods],
        handelse,
    )
    for g in gods:
        if g.individ_id is not None:
            individ = individer[g.individ_id]
            individ.plats, individ.lager_id = Individ.Plats.LAGER, g.lager_id
    Individ.objects.bulk_update(individer.values(), ["plats", "lager"])


def stall_undan(individ_id: int, plats: Individ.Plats, *, karantan: bool = False) -> None:
    """An individ that has come in goes to the workshop, or is scrapped. `karantan` holds it there.

    Raises `Refused` when it is not on its way or in the workshop, and for one that is held and is
    to be mended or scrapped.
    """
    individ = las_individer([individ_id])[individ_id]
    if individ.plats not in {Individ.Plats.TRANSPORT, Individ.Plats.VERKSTAD}:
        sentence = (
            f"Individ {individ.nummer} är {individ.get_plats_display().lower()}. Läs av märkningen"
            " igen, eller registrera först att den har lämnat den platsen."
        )
    elif individ.karantan and (not karantan or plats != Individ.Plats.VERKSTAD):
        sentence = _HALLS.format(individ.nummer)
    else:
        individ.plats, individ.karantan = plats, karantan
        individ.save(update_fields=["plats", "karantan"])
        return
    raise Refused([Hinder("individ_passar_inte", sentence, "individ")])


def hamta_fran_skrot(individ_id: int) -> None:
    """An individ that was scrapped by mistake is on its way again."""
    individ = las_individer([individ_id])[individ_id]
    if individ.plats == Individ.Plats.SKROTAD:
        individ.plats = Individ.Plats.TRANSPORT
        individ.save(update_fields=["plats"])


def _send_off(individer: dict[int, Individ]) -> None:
    for individ in individer.values():
        individ.plats, individ.lager, individ.placering = Individ.Plats.TRANSPORT, None, ""
    Individ.objects.bulk_update(individer.values(), ["plats", "lager", "placering"])


def _refuse_unfit(gods: Sequence[Gods], individer: dict[int, Individ]) -> None:
    """Say of every individ that can't be taken from this shelf why not."""
    hinder = [
        no
        for g in gods
        if g.individ_id is not None and (no := passar_inte(g, individer.get(g.individ_id)))
    ]
    if hinder:
        raise Refused(hinder)


def passar_inte(g: Gods, individ: Individ | None) -> Hinder | None:
    """Why this individ can't be taken from this shelf; None when it can."""
    if individ is None:
        return Hinder(
            "individ_okand", "Individnumret finns inte. Läs av märkningen igen.", "individ"
        )
    if individ.artikel_id != g.artikel_id:
        sentence = (
            f"Individ {individ.nummer} är en {individ.artikel}, inte den artikel som ska plockas."
            " Lägg tillbaka den och ta en av rätt artikel."
        )
    elif individ.plats != Individ.Plats.LAGER or individ.lager_id != g.lager_id:
        place = Lager.objects.get(pk=g.lager_id)
        where = str(individ.lager) if individ.lager_id else individ.get_plats_display().lower()
        sentence = (
            f"Individ {individ.nummer} är registrerad: {where}, inte i {place}."
            " Ta en annan individ och rapportera avvikelsen."
        )
    elif individ.karantan:
        sentence = (
            f"Individ {individ.nummer} är i karantän och får inte lämnas ut. Ta en annan individ."
        )
    elif g.antal != 1:
        sentence = f"Individ {individ.nummer} är en enda. Ange antalet 1."
    else:
        return specialanpassat.hinder_for_utlamning(individ, None)
    return Hinder("individ_passar_inte", sentence, "individ")
