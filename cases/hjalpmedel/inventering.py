"""Setting the books to what a count found: each difference is a row of the ledger, with why."""

from collections.abc import Callable, Collection, Mapping

from cases.artiklar.models import Artikel
from cases.hjalpmedel.flytt import las_individer
from cases.hjalpmedel.models import Individ, Rorelse, Saldo
from cases.hjalpmedel.saldon import Andring, Handelse, bokfor, las
from cases.organisation.models import Lager
from cases.organisation.queries import svinnlager
from workflows import clock
from workflows.errors import Hinder, Refused

# Where an individ may be in the books and yet turn up on a shelf.
_KAN_HITTAS = {Individ.Plats.TRANSPORT, Individ.Plats.VERKSTAD, Individ.Plats.FORKOMMEN}
_MEST = 99_999


def rakna_antal(lager: Lager, artikel: Artikel, antal: int, *, av: str, skal: str) -> list[Rorelse]:
    """Set how many there are. Returns the rows of the difference. Raises `Refused`.

    What HMC owns and can't be found stands on the svinnlager; what is there after all comes back.
    """
    if not 0 <= antal <= _MEST:
        raise Refused(
            [Hinder("antal_utanfor", "Ange antalet som 0 eller mer, som du räknade.", "antal")]
        )
    saldo = las([(lager.pk, artikel.pk)])[lager.pk, artikel.pk]
    _krav_rimligt(saldo, antal, skal)
    changed = antal - saldo.antal
    _raknad(saldo)
    changes = [Andring(lager.pk, artikel.pk, antal=changed)]
    if changed and _ar_hmcs(lager, artikel):
        # Everybody locks the svinnlager's saldo last.
        lost = svinnlager()
        known = las([(lost.pk, artikel.pk)])[lost.pk, artikel.pk]
        changes.append(Andring(lost.pk, artikel.pk, antal=-min(changed, known.antal)))
    rows = bokfor(changes, Handelse(Rorelse.Slag.INVENTERING, av, skal=skal))
    return [row for row in rows if row.lager_id == lager.pk]


def rakna_individer(
    lager: Lager,
    artikel: Artikel,
    nummer: Collection[str],
    *,
    av: str,
    skal: str,
    lamnas: Callable[[Collection[int]], Mapping[int, str]],
) -> list[Rorelse]:
    """Set which individer stand there: the missing are förkomna, the found are there again.

    `lamnas` tells which are picked for an order, and its number; asked once they are locked.
    Returns the rows of the difference. Raises `Refused` for one that the books have elsewhere.
    """
    found = list(Individ.objects.filter(nummer__in=nummer).values_list("pk", flat=True))
    booked = list(
        Individ.objects.filter(artikel=artikel, lager=lager, plats=Individ.Plats.LAGER).values_list(
            "pk", flat=True
        )
    )
    held = las_individer([*found, *booked])
    known = {individ.nummer: individ for individ in held.values()}
    here = {pk for pk in booked if held[pk].lager_id == lager.pk}
    leaving = lamnas(held)
    hinder = [
        no
        for number in sorted(nummer)
        if (no := _hinder(number, known.get(number), artikel, here, leaving))
    ]
    if hinder:
        raise Refused(hinder)
    there = {known[number].pk for number in nummer}
    lost = svinnlager()
    saldo = las([(lager.pk, artikel.pk)])[lager.pk, artikel.pk]
    missing, come = here - there, there - here
    again = {pk for pk in come if held[pk].plats == Individ.Plats.FORKOMMEN}
    _krav_rimligt(saldo, saldo.antal - len(missing) + len(come), skal, andrat=bool(missing or come))
    rows = bokfor(
        [
            Andring(place.pk, artikel.pk, antal=step, individ_id=pk)
            for place, step, which in (
                (lager, -1, missing),
                (lager, 1, come),
                (lost, 1, missing),
                (lost, -1, again),
            )
            for pk in sorted(which)
        ],
        Handelse(Rorelse.Slag.INVENTERING, av, skal=skal),
    )
    for pk in missing:
        held[pk].plats, held[pk].lager, held[pk].placering = Individ.Plats.FORKOMMEN, lost, ""
    for pk in come:
        held[pk].plats, held[pk].lager = Individ.Plats.LAGER, lager
    changed = [held[pk] for pk in missing | come]
    Individ.objects.bulk_update(changed, ["plats", "lager", "placering"])
    _raknad(saldo)
    return [row for row in rows if row.lager_id == lager.pk]


def _ar_hmcs(lager: Lager, artikel: Artikel) -> bool:
    """Whether what lacks is HMC's to look for: what a unit has bought is its own [A]."""
    return lager.typ == Lager.Typ.HMC or artikel.debiteringsform == Artikel.Debiteringsform.HYRA


def _hinder(
    number: str,
    individ: Individ | None,
    artikel: Artikel,
    here: Collection[int],
    leaving: Mapping[int, str],
) -> Hinder | None:
    if individ is None:
        sentence = f"Individ {number} finns inte i registret. Läs av märkningen igen."
    elif individ.artikel_id != artikel.pk:
        sentence = f"Individ {number} är {individ.artikel}. Räkna den på sin egen artikel."
    elif individ.pk not in here and individ.plats not in _KAN_HITTAS:
        sentence = (
            f"Individ {number} är registrerad: {individ.get_plats_display().lower()}"
            f"{f' {individ.lager}' if individ.lager else ''}. Registrera först att den har lämnat"
            " den platsen."
        )
    elif individ.pk in leaving:
        sentence = (
            f"Individ {number} är plockad till kundorder {leaving[individ.pk]} och ska lämnas ut."
            " Räkna den inte: ställ den med det som är plockat."
        )
    else:
        return None
    return Hinder("individ_passar_inte", sentence, "individer")


def _krav_rimligt(saldo: Saldo, antal: int, skal: str, *, andrat: bool = False) -> None:
    hinder = []
    if antal < saldo.reserverat:
        hinder.append(
            Hinder(
                "lovat_bort",
                f"{saldo.reserverat} är lovade till ordrar. Säg ”Finns inte” på plocklistan först,"
                " så släpps det som fattas.",
                "antal",
            )
        )
    if (andrat or antal != saldo.antal) and len(skal) < 3:
        hinder.append(
            Hinder("skal_saknas", "Skriv varför det inte stämde, till exempel svinn.", "skal")
        )
    if hinder:
        raise Refused(hinder)


def _raknad(saldo: Saldo) -> None:
    Saldo.objects.filter(pk=saldo.pk).update(inventerad=clock.now())
