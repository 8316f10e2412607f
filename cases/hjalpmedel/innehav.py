"""What a mottagare has: from delivery to return, with the rent in between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from cases.artiklar.models import Artikel
from cases.hjalpmedel import specialanpassat
from cases.hjalpmedel.flytt import las_individer
from cases.hjalpmedel.models import Individ, Innehav
from workflows.errors import Hinder, Refused


@dataclass(frozen=True)
class Utlamnat:
    """What was handed over, as it becomes a row of Hjälpmedelsbilden."""

    mottagare_id: int
    artikel_id: int
    agare: str
    debiteringsform: str
    antal: int = 1
    individ_id: int | None = None
    apris: Decimal | None = None
    kund_id: int | None = None
    betalare_id: int | None = None
    baskod_id: int | None = None
    arende: UUID | None = None
    rad: UUID | None = None
    bestalld: date | None = None
    komponenter: Sequence["Utlamnat"] = field(default_factory=tuple)


def oppna(utlamnat: Utlamnat, dag: date, *, komponent_till: Innehav | None = None) -> Innehav:
    """The mottagare has it from `dag`; rent runs from that day. The individ must be on its way.

    Raises `Refused` when the individ stands somewhere else already, is held, or is adapted for
    another.
    """
    if utlamnat.individ_id is not None:
        _refuse_held(utlamnat.individ_id)
        _hand_over(utlamnat.individ_id, utlamnat.mottagare_id)
    rented = utlamnat.debiteringsform == Artikel.Debiteringsform.HYRA
    row = Innehav.objects.create(
        mottagare_id=utlamnat.mottagare_id,
        artikel_id=utlamnat.artikel_id,
        individ_id=utlamnat.individ_id,
        komponent_till=komponent_till,
        antal=utlamnat.antal,
        agare=utlamnat.agare,
        debiteringsform=utlamnat.debiteringsform,
        apris=utlamnat.apris,
        kund_id=utlamnat.kund_id,
        betalare_id=utlamnat.betalare_id,
        baskod_id=utlamnat.baskod_id,
        arende=utlamnat.arende,
        rad=utlamnat.rad,
        bestalld=utlamnat.bestalld,
        levererad=dag,
        hyra_fran=dag if rented else None,
    )
    for component in utlamnat.komponenter:
        oppna(component, dag, komponent_till=row)
    return row


def aterlamna(innehav_id: int, dag: date, *, antal: int | None = None) -> Innehav:
    """Some or (by default) all have come back; the individ is then on its way.

    A whole return stops the rent on `dag`, unless it stopped before. Raises `Refused` for more than
    the mottagare has, and for a day before the delivery.
    """
    row = _lock(innehav_id)
    left = row.antal - row.aterlamnat
    coming = left if antal is None else antal
    _refuse_return(row, dag, coming, left)
    row.aterlamnat += coming
    if row.aterlamnat == row.antal:
        row.aterlamnad = dag
        if row.hyra_fran is not None:
            row.hyra_till = max(row.hyra_fran, min(row.hyra_till or dag, dag))
    row.save(update_fields=["aterlamnat", "aterlamnad", "hyra_till"])
    if row.aterlamnad and row.individ is not None:
        _take_back(row.individ)
    return row


def stoppa_hyra(innehav_id: int, dag: date) -> Innehav:
    """Rent runs to and with `dag`, though the aid is still there: a hämtorder has waited [S1]."""
    row = _lock(innehav_id)
    if row.hyra_fran is not None and row.hyra_till is None:
        row.hyra_till = max(row.hyra_fran, dag)
        row.save(update_fields=["hyra_till"])
    return row


def las_hos(mottagare_id: int, *, individer: Iterable[int] = ()) -> None:
    """Lock all that a mottagare has, individer first: two who take the same aid meet here.

    `individer` are more that the move takes, such as those that were lost.
    """
    rows = Innehav.objects.filter(mottagare=mottagare_id, aterlamnad__isnull=True)
    hers = rows.filter(individ__isnull=False).values_list("individ_id", flat=True)
    las_individer({*hers, *individer})
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def starta_hyra(innehav_id: int) -> Innehav:
    """Rent that was stopped goes on as if it never had been: the aid was there all the time."""
    row = _lock(innehav_id)
    if row.aterlamnad is None and row.hyra_till is not None:
        row.hyra_till = None
        row.save(update_fields=["hyra_till"])
    return row


def aterregistrera(innehav_id: int, *, antal: int) -> Innehav:
    """A return that was wrong: the mottagare has it still, and the rent goes on.

    Raises `Refused` when the individ has been put somewhere else since.
    """
    row = _lock(innehav_id)
    if row.individ is not None and row.aterlamnad is not None:
        _hand_over(row.individ.pk, row.mottagare_id)
    row.aterlamnat -= min(antal, row.aterlamnat)
    row.aterlamnad = row.hyra_till = None
    row.save(update_fields=["aterlamnat", "aterlamnad", "hyra_till"])
    return row


def annullera(innehav_id: int) -> Innehav:
    """A delivery that never was: nothing is charged, the row stays in the history, marked.

    The individ is then on its way, to be delivered to whom it should. Components follow their aid.
    """
    row = _lock(innehav_id)
    if row.aterlamnad is not None:
        raise Refused(
            [
                Hinder(
                    "innehav_avslutat",
                    f"Hjälpmedlet är redan återlämnat {row.aterlamnad:%Y-%m-%d}. Rätta i stället"
                    " återlämningen.",
                )
            ]
        )
    row.aterlamnad, row.aterlamnat = row.levererad, row.antal
    row.hyra_fran = row.hyra_till = None
    row.annullerad = True
    row.save(update_fields=["aterlamnad", "aterlamnat", "hyra_fran", "hyra_till", "annullerad"])
    if row.individ is not None:
        _take_back(row.individ)
    for component in row.komponenter.filter(aterlamnad__isnull=True).order_by("pk"):
        annullera(component.pk)
    return row


def _lock(innehav_id: int) -> Innehav:
    """The row, with its individ locked first."""
    individ_id = Innehav.objects.values_list("individ_id", flat=True).get(pk=innehav_id)
    individer = las_individer([individ_id] if individ_id is not None else [])
    row = Innehav.objects.select_for_update(no_key=True).get(pk=innehav_id)
    if individ_id is not None:
        row.individ = individer[individ_id]
    return row


def _refuse_held(individ_id: int) -> None:
    individ = las_individer([individ_id])[individ_id]
    if individ.karantan:
        sentence = (
            f"Individ {individ.nummer} är i karantän och får inte lämnas ut. Ta med den tillbaka"
            " till lagret."
        )
        raise Refused([Hinder("individ_i_karantan", sentence, "individ")])


def _hand_over(individ_id: int, mottagare_id: int) -> None:
    individ = las_individer([individ_id])[individ_id]
    if individ.plats not in {Individ.Plats.TRANSPORT, Individ.Plats.VERKSTAD}:
        raise Refused(
            [
                Hinder(
                    "individ_inte_pa_vag",
                    f"Individ {individ.nummer} är {individ.get_plats_display().lower()} och kan"
                    " inte lämnas ut. Kontrollera individnumret på märkningen.",
                    "individ",
                )
            ]
        )
    if hinder := specialanpassat.hinder_for_utlamning(individ, mottagare_id):
        raise Refused([hinder])
    individ.plats, individ.mottagare_id = Individ.Plats.MOTTAGARE, mottagare_id
    # Where it stood was said by who had it before.
    individ.placering = ""
    individ.save(update_fields=["plats", "mottagare", "placering"])


def _take_back(individ: Individ) -> None:
    individ.plats, individ.mottagare, individ.placering = Individ.Plats.TRANSPORT, None, ""
    individ.save(update_fields=["plats", "mottagare", "placering"])


def _refuse_return(row: Innehav, dag: date, coming: int, left: int) -> None:
    hinder = []
    if not 1 <= coming <= left:
        sentence = (
            f"Mottagaren har {left} kvar. Ange ett antal som är minst 1 och högst {left}."
            if left
            else "Mottagaren har redan lämnat tillbaka allt på den här raden."
        )
        hinder.append(Hinder("antal_utanfor", sentence, "antal"))
    if dag < row.levererad:
        hinder.append(
            Hinder(
                "datum_fore_leverans",
                f"Hjälpmedlet levererades {row.levererad:%Y-%m-%d}. Ange den dagen eller senare.",
                "datum",
            )
        )
    if hinder:
        raise Refused(hinder)
