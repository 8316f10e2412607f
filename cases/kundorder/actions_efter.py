"""What people do with an order after Verkställ: buy what lacks, take goods in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cases.artiklar.models import Artikel
from cases.gemensamt import vantande
from cases.gemensamt.hinder import stoppa_om
from cases.hjalpmedel import flytt, nya_individer, saldon
from cases.hjalpmedel.models import Individ, Rorelse
from cases.kundorder import begaranden, direktinkop, direktregler, leveransdatum, rules
from cases.kundorder.actions_inkop import meddela_nytt_datum
from cases.kundorder.models import Kundorderrad
from cases.kundorder.oppning import oppna
from cases.organisation.models import Anvandare, Lager
from cases.organisation.roller import har_roll
from workflows import clock, engine
from workflows.errors import Forbidden
from workflows.registry import action

HANDLINGAR = {
    "registrera": ("forskrivare", "bestallare"),
    "kop_in": ("inkop",),
    "andra_vantas": ("inkop",),
}


@dataclass(frozen=True)
class Inkop:
    """What inköp has ordered for a row, and when it is expected."""

    rad: UUID
    bestallningsnummer: str
    vantas: date | None
    # Shipped to the mottagare by the supplier, with all that belongs to it.
    direkt: bool = False


@action
@engine.move
def kop_in(
    arende: UUID, *, person: Anvandare, svar: Sequence[Inkop], task_id: UUID | None = None
) -> None:
    """What lacks is ordered from the supplier; the dates move with it (N2). Raises `Refused`."""
    process, order = oppna(arende, person, "kop_in")
    rader = list(begaranden.orders_rader(arende))
    rows = {rad.pk: rad for rad in rader if rad.rest}
    given = {told.rad: told for told in svar if told.rad in rows}
    direct = [rad for pk, rad in rows.items() if pk in given and given[pk].direkt]
    # What comes with an aid that is shipped by the supplier is ordered with it.
    along = {part.pk for rad in direct for part in direktregler.sallskap(rader, rad)}
    along -= {rad.pk for rad in direct}
    today = clock.today()
    stoppa_om(
        [
            h
            for pk, rad in rows.items()
            if pk not in along
            for h in rules.hinder_for_inkop(
                rad.nr,
                given[pk].bestallningsnummer if pk in given else "",
                given[pk].vantas if pk in given else None,
                today,
            )
        ]
        + direktregler.hinder_for(order, rader, direct)
    )
    before = max((rad.planerad for rad in rader if rad.planerad), default=None)
    for rad in rader:
        if rad.pk not in along and (told := given.get(rad.pk)):
            rad.bestallningsnummer = told.bestallningsnummer.strip()[:30]
            rad.vantas = told.vantas
    if direct:
        direktinkop.bestall(order, rader, direct, nar=clock.now(), av=person.username)
    after = leveransdatum.planera_inkop(order, rader)
    Kundorderrad.objects.bulk_update(rader, direktinkop.ANDRADE)
    if given:
        meddela_nytt_datum(
            order,
            before if before != after else None,
            after,
            "varan är beställd och skickas direkt från leverantören"
            if direct
            else "varan är beställd från leverantören",
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
    wrong = rules.hinder_for_antal(antal, fler="Kom det fler, lägg in resten en gång till.")
    # A quantity that nobody can mean says nothing of how many individnummer there should be.
    expected = len(numbers) if wrong else antal
    stoppa_om(
        wrong + rules.hinder_for_individer(numbers, taken, expected if artikel.individmarkt else 0)
    )
    _ta_in(Lager.objects.get(pk=lager_id), artikel, antal, numbers, person)
    return vantande.vack([(lager_id, artikel_id)], av=person.username)


def _ta_in(
    lager: Lager, artikel: Artikel, antal: int, numbers: Sequence[str], person: Anvandare
) -> None:
    if artikel.individmarkt:
        made = nya_individer.registrera(artikel, numbers)
        gods = [flytt.Gods(lager.pk, artikel.pk, individ_id=individ.pk) for individ in made]
    else:
        gods = [flytt.Gods(lager.pk, artikel.pk, antal=antal)]
    flytt.ta_in(gods, saldon.Handelse(Rorelse.Slag.INLEVERANS, person.username))
