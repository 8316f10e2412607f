"""Counting what stands on a shelf: the books are set to what was found, with the reason why."""

from collections.abc import Collection
from dataclasses import dataclass

from cases.artiklar.models import Artikel
from cases.gemensamt import arendekallor, saldovarning, vantande
from cases.gemensamt.hinder import stoppa_om
from cases.hjalpmedel import inventering as register
from cases.hjalpmedel.models import Saldo
from cases.organisation.models import Anvandare, Lager
from cases.organisation.queries import egna_forrad
from cases.organisation.roller import har_roll
from workflows import engine
from workflows.errors import Forbidden, Hinder


@dataclass(frozen=True)
class Raknat:
    """What was counted of an article: how many, or which individer of a marked one."""

    antal: int = 0
    individer: Collection[str] = ()
    skal: str = ""


_INTE_DIN = "Inventering görs av lagret, eller av dem som har förrådet. Be någon av dem om hjälp."


def egna_lager(person: Anvandare) -> list[Lager]:
    """Where the person may count: HMC's lager anywhere, a unit's own people in its förråd.

    Raises `Forbidden` for those who count nowhere.
    """
    if har_roll(person, "lager"):
        return list(Lager.objects.exclude(typ=Lager.Typ.SVINN).order_by("nummer"))
    if not har_roll(person, "forradsansvarig", "forskrivare", "bestallare"):
        raise Forbidden(_INTE_DIN)
    return list(egna_forrad(person))


def krav(person: Anvandare, lager: Lager) -> None:
    """Raise `Forbidden` unless she may count there."""
    if lager not in egna_lager(person):
        raise Forbidden(_INTE_DIN)


@engine.move
def rakna(lager: Lager, artikel: Artikel, raknat: Raknat, *, person: Anvandare) -> int:
    """Set the books of one article to what was counted. Returns by how much they changed.

    The orders that wait for it are asked again. Raises `Forbidden`, `Refused`.
    """
    krav(person, lager)
    skal = raknat.skal.strip()
    if artikel.individmarkt:
        rows = register.rakna_individer(
            lager,
            artikel,
            set(raknat.individer),
            av=person.username,
            skal=skal,
            lamnas=arendekallor.lamnas,
        )
    else:
        rows = register.rakna_antal(lager, artikel, raknat.antal, av=person.username, skal=skal)
    saldovarning.varna(rows)
    vantande.vack([(lager.pk, artikel.pk)], av=person.username)
    return sum(row.antal for row in rows)


@engine.move
def avsluta(lager: Lager, *, person: Anvandare) -> None:
    """All of it is counted: individer may be taken from there (KO-5). Raises `Refused`."""
    krav(person, lager)
    left = Saldo.objects.filter(lager=lager, inventerad__isnull=True).exclude(antal=0)
    stoppa_om(
        Hinder("inte_raknad", f"{saldo.artikel} är inte räknad. Räkna den först.")
        for saldo in left.select_related("artikel").order_by("artikel__nummer")
    )
    Lager.objects.filter(pk=lager.pk).update(inventerat=True)
