"""Hantera utgångna artiklar: what left the assortment, and one's own förråd may still hand out and
take back (UA-1, UA-2)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cases.artiklar.models import Artikel
from cases.hjalpmedel.models import Saldo, UtgangenIForrad
from cases.organisation.models import Anvandare, Lager
from cases.organisation.queries import egna_forrad
from cases.organisation.roller import har_roll
from workflows import clock, engine
from workflows.errors import Forbidden, Hinder, Refused

HANTERAR = ("forradsansvarig", "forskrivare", "bestallare")


@dataclass(frozen=True)
class Utgangen:
    """An article of the list. `kvar` is what stands in those of the förråd."""

    artikel: Artikel
    forrad: Sequence[Lager]
    kvar: int


def forraden(person: Anvandare, kund_id: int | None = None) -> list[Lager]:
    """The förråd that she handles, or those of one of her units. Raises `Forbidden`."""
    if not har_roll(person, *HANTERAR):
        raise Forbidden(
            "Utgångna artiklar hanteras av förskrivare, beställare och förrådsansvariga. Be någon"
            " med den rollen på enheten."
        )
    own = [one for one in egna_forrad(person) if kund_id in {None, one.kund_id}]
    if not own:
        raise Forbidden(
            "Din enhet har inget buffertförråd, så det finns inga utgångna artiklar att hantera."
        )
    return own


def lista(forrad: Collection[Lager]) -> list[Utgangen]:
    """What those förråd may handle, by article number."""
    found = (
        UtgangenIForrad.objects.filter(lager__in=forrad)
        .select_related("artikel", "lager")
        .order_by("artikel__nummer", "lager__nummer")
    )
    places: dict[Artikel, list[Lager]] = {}
    for one in found:
        places.setdefault(one.artikel, []).append(one.lager)
    left: dict[int, int] = {}
    for saldo in Saldo.objects.filter(lager__in=forrad, artikel__in=places):
        left[saldo.artikel_id] = left.get(saldo.artikel_id, 0) + saldo.antal
    return [Utgangen(artikel, at, left.get(artikel.pk, 0)) for artikel, at in places.items()]


@engine.move
def lagg_till(nummer: str, forrad: Collection[Lager]) -> Artikel:
    """Let those förråd handle an expired article. Raises `Refused`.

    The caller has asked `forraden` whose they are.
    """
    number = nummer.strip()
    found = Artikel.objects.filter(nummer=number).first()
    if found is None:
        sentence = (
            f"Det finns ingen artikel {number[:20]}. Kontrollera numret."
            if number
            else "Skriv den utgångna artikelns nummer."
        )
        raise Refused([Hinder("artikel_okand", sentence, "artikel")])
    if not found.utgangen(clock.today()):
        sentence = f"{found} finns i sortimentet. Den går att ta ut och lämna tillbaka ändå."
        raise Refused([Hinder("artikel_i_sortiment", sentence, "artikel")])
    if UtgangenIForrad.objects.filter(artikel=found, lager__in=forrad).count() == len(forrad):
        raise Refused([Hinder("artikel_finns", f"{found} står redan i listan.", "artikel")])
    rows = [UtgangenIForrad(lager=lager, artikel=found) for lager in forrad]
    UtgangenIForrad.objects.bulk_create(rows, ignore_conflicts=True)
    return found


@engine.move
def ta_bort(nummer: Collection[str], forrad: Collection[Lager]) -> int:
    """Let those förråd no longer handle the articles. Returns how many of them were in the list.

    Raises `Refused` where none is. The caller has asked `forraden` whose they are.
    """
    rows = UtgangenIForrad.objects.filter(lager__in=forrad, artikel__nummer__in=nummer)
    gone = rows.values("artikel").distinct().count()
    if not gone:
        sentence = "Kryssa i minst en artikel som ska tas bort ur listan."
        raise Refused([Hinder("inget_valt", sentence, "ta_bort")])
    rows.delete()
    return gone
