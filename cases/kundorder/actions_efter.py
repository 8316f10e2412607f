"""What people do with an order after Verkställ: cancel it, buy what lacks, take goods in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cases.artiklar.models import Artikel
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.hjalpmedel import flytt, saldon
from cases.hjalpmedel.models import Agare, Individ, Rorelse
from cases.kundorder import begaranden, leveransdatum, orderstatus, queries, rules
from cases.kundorder.models import Begaran, Kundorder, Kundorderrad
from cases.kundorder.oppning import oppna
from cases.kundorder.steps import satt_status
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare, Lager
from cases.organisation.roller import ROLLER, har_roll
from workflows import clock, engine
from workflows.errors import Forbidden, Hinder, NotYourTurn, Refused
from workflows.models import Process
from workflows.registry import action

HANDLINGAR = {
    "registrera": ("forskrivare", "bestallare"),
    "makulera": ("forskrivare", "bestallare", "kundtjanst", "lager", "inkop", "gruppchef"),
    "kop_in": ("inkop",),
}
MAKULERA_ALLT, MAKULERA_REST = "Makulera order", "Makulera rest"
_HANN_FORE = (
    "Lagret har hunnit plocka en del av ordern, så den kan inte makuleras. Använd retur eller"
    " hämtorder när den har kommit fram."
)


@dataclass(frozen=True)
class Inkop:
    """What inköp has ordered for a row, and when it is expected."""

    rad: UUID
    bestallningsnummer: str
    vantas: date | None


def makulering(order: Kundorder, person: Anvandare) -> tuple[str, str]:
    """What the table `makulering` lets this person do: (what, "") or ("", why not) (DMN 12)."""
    rows = list(begaranden.orders_rader(order.pk))
    lagen = [orderstatus.Radlage(r.antal, r.levererat, r.makulerat, r.i_leverans) for r in rows]
    own = person.uppdrag.filter(kund=order.arende.kund_id).exists()
    asked = {
        "objekt": "kundorder",
        "status": order.arende.status,
        "verkstalld": order.arende.verkstalld is not None,
        "delvis_levererad": orderstatus.delvis_levererad(lagen),
        "fel_typ": None,
        "eget_arende": own or order.arende.bestallare_id == person.pk,
    }
    refusal = ""
    for role in person.roller:
        said = engine.decide(
            queries.TYP,
            "makulering",
            asked | {"roll": ROLLER[role].label.lower()},
            case_id=order.pk,
        ).value
        if not isinstance(said, dict):
            continue
        if said.get("tillatet") is True:
            return str(said["atgard"]), ""
        refusal = refusal or str(said.get("atgard") or "")
    return "", orderstatus.mening_om_makulering(order.arende.status, refusal)


@engine.move
def makulera(arende: UUID, *, person: Anvandare) -> str:
    """Cancel the order, or what is left of it, as the table says. Returns what was done.

    Raises `Refused` with the table's reason, `NotYourTurn` when a lager was first.
    """
    process, order = oppna(arende, person, "makulera")
    if order.arende.verkstalld is None or order.arende.avslutad is not None:
        raise NotYourTurn(
            f"Ordern är {order.arende.status.lower()}, så det finns inget att makulera."
        )
    what, why_not = makulering(order, person)
    if what == MAKULERA_ALLT:
        _makulera_allt(process, order, person)
    elif what == MAKULERA_REST:
        _makulera_rest(order, person)
    else:
        raise Refused([Hinder("makulering", why_not)])
    return what


@action
@engine.move
def kop_in(
    arende: UUID, *, person: Anvandare, svar: Sequence[Inkop], task_id: UUID | None = None
) -> None:
    """What lacks is ordered from the supplier; the dates move with it (N2). Raises `Refused`."""
    process, order = oppna(arende, person, "kop_in")
    rows = {rad.pk: rad for rad in begaranden.orders_rader(arende) if rad.rest}
    given = {told.rad: told for told in svar if told.rad in rows}
    today = clock.today()
    hinder = [
        h
        for pk, rad in rows.items()
        for h in rules.hinder_for_inkop(
            rad.nr,
            given[pk].bestallningsnummer if pk in given else "",
            given[pk].vantas if pk in given else None,
            today,
        )
    ]
    stoppa_om(hinder)
    omrade = leveransdatum.omrade_for(order)
    for pk, told in given.items():
        rad = rows[pk]
        rad.bestallningsnummer = told.bestallningsnummer.strip()[:30]
        rad.planerad = leveransdatum.efter_inkop(told.vantas, omrade)
    Kundorderrad.objects.bulk_update(rows.values(), ["bestallningsnummer", "planerad"])
    days = [rad.planerad for rad in rows.values() if rad.planerad]
    if days:
        skicka(
            order.arende.bestallare,
            f"Kundorder {order.arende.nummer}: nytt leveransdatum",
            f"Det som saknades på kundorder {order.arende.nummer} är beställt från leverantören."
            f" Preliminärt leveransdatum {max(days):%Y-%m-%d}.",
            arende=order.pk,
        )
    engine.complete(process, "kop_in", actor=person.username, task_id=task_id)


@engine.move
def inleverera(
    lager_id: int, artikel_id: int, antal: int, *, person: Anvandare, individer: Sequence[str] = ()
) -> int:
    """Goods have come to a lager; the orders that lack them are asked again, the oldest first.

    `individer` are the new individnummer of a marked article. Returns how many orders waited.
    Raises `Forbidden`, `Refused`.
    """
    if not har_roll(person, "lager", "inkop"):
        raise Forbidden("Inleverans görs av lager eller inköp. Be någon med den rollen om hjälp.")
    artikel = Artikel.objects.get(pk=artikel_id)
    numbers = [number.strip() for number in individer if number.strip()]
    taken = set(Individ.objects.filter(nummer__in=numbers).values_list("nummer", flat=True))
    stoppa_om(
        rules.hinder_for_antal(antal)
        + rules.hinder_for_individer(numbers, taken, antal if artikel.individmarkt else 0)
    )
    # Process rows before saldon; an order that came to lack it meanwhile has seen the new saldo,
    # or is found by the second look, and then everything is begun anew.
    waiting = _las_vantande(lager_id, artikel_id)
    # All saldon at once, in their order: those that wait may lack something else as well.
    saldon.las([(lager_id, artikel_id), *queries.saknas_i(waiting)])
    _ta_in(Lager.objects.get(pk=lager_id), artikel, antal, numbers, person)
    late = [case for case in queries.vantar_pa(lager_id, artikel_id) if case not in waiting]
    if late:
        raise NotYourTurn(
            "En order lades just på samma artikel. Ingenting är sparat; spara inleveransen igen."
        )
    for case in waiting:
        engine.recheck(case, actor=person.username)
    return len(waiting)


def _las_vantande(lager_id: int, artikel_id: int) -> list[UUID]:
    """The orders that wait, the oldest first, their processes locked by id."""
    waiting = queries.vantar_pa(lager_id, artikel_id)
    for case in (
        Process.objects.filter(case_id__in=waiting).order_by("pk").values_list("case_id", flat=True)
    ):
        engine.lock(case)
    return waiting


def _ta_in(
    lager: Lager, artikel: Artikel, antal: int, numbers: Sequence[str], person: Anvandare
) -> None:
    if artikel.individmarkt:
        made = [
            Individ.objects.create(
                nummer=number,
                artikel=artikel,
                plats=Individ.Plats.TRANSPORT,
                agare=Agare.OMRADE_HJALPMEDEL,
            )
            for number in numbers
        ]
        gods = [flytt.Gods(lager.pk, artikel.pk, individ_id=individ.pk) for individ in made]
    else:
        gods = [flytt.Gods(lager.pk, artikel.pk, antal=antal)]
    flytt.ta_in(gods, saldon.Handelse(Rorelse.Slag.INLEVERANS, person.username))


def _makulera_allt(process: Process, order: Kundorder, person: Anvandare) -> None:
    rows = list(begaranden.orders_rader(order.pk))
    saldon.las((rad.lager_id, rad.artikel_id) for rad in rows)
    promised = saldon.reserverat_per_rad(order.pk)
    # A lager picks under the saldon's lock too: what it has taken is no longer promised.
    if any(
        promised.get((rad.pk, (rad.lager_id, rad.artikel_id)), 0) < rad.i_leverans for rad in rows
    ):
        raise NotYourTurn(_HANN_FORE)
    saldon.slapp(order.pk, av=person.username, skal="Ordern makulerades")
    for rad in rows:
        rad.makulerat = rad.antal
        rad.reserverat = rad.i_leverans = 0
    Kundorderrad.objects.bulk_update(rows, ["makulerat", "reserverat", "i_leverans"])
    stopped = list(order.begaranden.filter(lage__in=[Begaran.Lage.NY, Begaran.Lage.FOR_PLOCKNING]))
    order.begaranden.filter(pk__in=[b.pk for b in stopped]).update(lage=Begaran.Lage.MAKULERAD)
    order.makulerad = clock.now()
    order.save(update_fields=["makulerad"])
    engine.cancel(process, actor=person.username, reason="Ordern makulerades.")
    for begaran in stopped:
        engine.send(
            "kundorder_makulerad",
            str(begaran.pk),
            {"kundorder": str(order.pk)},
            dedupe=f"kundorder_makulerad:{begaran.pk}",
        )
    _meddela_makulerad(order, "är makulerad")


def _makulera_rest(order: Kundorder, person: Anvandare) -> None:
    rows = [rad for rad in begaranden.orders_rader(order.pk) if rad.rest or rad.reserverat]
    changes = [
        saldon.Andring(rad.lager_id, rad.artikel_id, reserverat=-rad.reserverat, rad=rad.pk)
        for rad in rows
        if rad.reserverat
    ]
    if changes:
        saldon.bokfor(
            changes,
            saldon.Handelse(
                Rorelse.Slag.SLAPPT, person.username, order.pk, "Resten av ordern makulerades"
            ),
        )
    for rad in rows:
        rad.makulerat += rad.rest + rad.reserverat
        rad.reserverat = 0
    Kundorderrad.objects.bulk_update(rows, ["makulerat", "reserverat"])
    satt_status(order)
    engine.recheck(order.pk, actor=person.username)
    _meddela_makulerad(order, "har fått resten makulerad")


def _meddela_makulerad(order: Kundorder, what: str) -> None:
    number = Arende.objects.values_list("nummer", flat=True).get(pk=order.pk)
    skicka(
        order.arende.bestallare,
        f"Kundorder {number} {what}",
        f"Kundorder {number} {what}.",
        arende=order.pk,
    )
