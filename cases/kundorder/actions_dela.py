"""Part what an arbetsorder does not concern from an order that it holds (AO-6)."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende, Bilaga
from cases.hjalpmedel import saldon
from cases.kundorder import actions, begaranden, delning, granskning, rules
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.oppning import GUIDE, notera_andring, oppna, satt_status
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from workflows import clock, engine
from workflows.errors import Hinder, NotYourTurn

_HANN_FORE = (
    "Lagret har hunnit plocka en del av ordern, så den kan inte delas som den står. Läs in den"
    " igen."
)
HANDLINGAR = {"dela": ("forskrivare", "bestallare", "kundtjanst")}
_SAMMA = (
    "typ", "till_vardenhet", "till_kop", "skrivet_nummer", "hamtad_fran", "adressnamn",
    "prioritet", "overenskommen", "ovrig_information", "epost_utanfor", *granskning.ADRESSFALT,
)  # fmt: skip


def kan_delas(order: Kundorder, person: Anvandare) -> delning.Delning | None:
    """What she may part from the order now; None when nothing, or when she may not."""
    arende = order.arende
    if arende.verkstalld is None or arende.avslutad is not None:
        return None
    said = delning.besked(order) if har_roll(person, *HANDLINGAR["dela"]) else None
    return said if said and said.gar else None


@engine.move
def dela(arende: UUID, *, person: Anvandare) -> Kundorder:
    """Let the rows that may go be an order of their own, sent at once. Returns the new order.

    Raises `Refused` when none may go or a rule now stops them, `NotYourTurn` when the order ended.
    """
    _, order = oppna(arende, person, "dela")
    if order.arende.verkstalld is None or order.arende.avslutad is not None:
        raise NotYourTurn(
            f"Ordern är {order.arende.status.lower()} och kan inte delas. Öppna den för att se hur"
            " långt den har kommit."
        )
    said = delning.besked(order)
    if not said.gar:
        stoppa_om([Hinder("delning", said.varfor_inte)])
    _ta_tillbaka(order, said.gar)
    new = _ny(order, person)
    _flytta(order, new, said.gar, person)
    rows = list(begaranden.orders_rader(new.pk))
    stoppa_om(rules.hinder_for_verkstall(granskning.orderbild(new, rows), clock.today()))
    if new.arende.process is None:
        raise ValueError("A case that has begun has a process.")
    engine.re_enter(new.arende.process, GUIDE, "verkstall", actor=person.username)
    actions.skicka(new.arende.process, new, person)
    _efter(order, new, said, person)
    return new


def _ta_tillbaka(order: Kundorder, gar: list[Kundorderrad]) -> None:
    """What a lager is asked for and has not picked is asked for anew, by whichever order has it."""
    stopped = list(delning.att_stoppa(order, gar).prefetch_related("rader__rad__begard_i__begaran"))
    parts = [part for begaran in stopped for part in begaran.rader.all()]
    rows = {rad.pk: rad for rad in [*gar, *(part.rad for part in parts)]}
    # All that the order has set aside, not just these rows': letting go locks every one of them.
    saldon.las(
        [
            *((rad.lager_id, rad.artikel_id) for rad in rows.values()),
            *(konto for _, konto in saldon.reserverat_per_rad(order.pk)),
        ]
    )
    promised = saldon.reserverat_per_rad(order.pk)
    # A lager picks under the saldon's lock too: what it has taken is no longer promised.
    if any(
        promised.get((rad.pk, (rad.lager_id, rad.artikel_id)), 0)
        < rad.reserverat + delning.att_plocka(rad)
        for rad in rows.values()
    ):
        raise NotYourTurn(_HANN_FORE)
    for part in parts:
        rad = rows[part.rad_id]
        rad.i_leverans -= part.antal
        rad.reserverat += part.antal
    Kundorderrad.objects.bulk_update(rows.values(), ["i_leverans", "reserverat"])
    begaranden.stoppa(stopped)


def _ny(order: Kundorder, person: Anvandare) -> Kundorder:
    """An order like this one, for the same mottagare and to the same place, without rows."""
    now = clock.now()
    new = Arende.objects.create(
        id=uuid4(),
        typ=actions.TYP,
        rubrik=order.arende.rubrik,
        mottagare=order.arende.mottagare,
        galler=order.arende.galler,
        kund=order.arende.kund,
        bestallare=order.arende.bestallare,
        status=Kundorder.Status.UNDER_REGISTRERING,
        skapad=now,
    )
    made = Kundorder.objects.create(
        arende=new,
        delad_fran=order,
        andrad=now,
        andrad_av=person,
        senaste_andring=f"delades från kundorder {order.arende.nummer}",
        **{field: getattr(order, field) for field in _SAMMA},
    )
    new.process = engine.start(actions.TYP, case_id=new.pk, actor=person.username)
    new.save(update_fields=["process"])
    return made


def _flytta(
    order: Kundorder, new: Kundorder, rows: Sequence[Kundorderrad], person: Anvandare
) -> None:
    """The rows with their files. Their goods are let go and, under the same lock, set aside anew
    by the new order's own step."""
    moved = [rad.pk for rad in rows]
    why = f"Raderna gick i en egen order, delad från {order.arende.nummer}"
    saldon.slapp(order.pk, av=person.username, rader=moved, skal=why)
    Kundorderrad.objects.filter(pk__in=moved).update(order=new, reserverat=0)
    Bilaga.objects.filter(arende=order.pk, rad__in=moved).update(arende=new.pk)


def _efter(order: Kundorder, new: Kundorder, said: delning.Delning, person: Anvandare) -> None:
    order.arende.rubrik = granskning.rubrik(begaranden.orders_rader(order.pk))
    order.arende.save(update_fields=["rubrik"])
    notera_andring(order, person, f"en del gick i kundorder {new.arende.nummer}")
    satt_status(order)
    engine.show_again(order.pk)
    # What stays is asked for anew where only the hand-over is held; later, for the number counter
    # is held now and no saldo may be locked after it.
    engine.recheck_later([order.pk], actor=person.username)
    skicka(
        order.arende.bestallare,
        f"Kundorder {order.arende.nummer} är delad",
        f"Det som inte väntar på arbetsordern levereras för sig, i kundorder {new.arende.nummer}:"
        f" {said.i_ord}. Resten står kvar i kundorder {order.arende.nummer}.",
        arende=new.pk,
        nyckel=f"{new.pk}:delad",
    )
