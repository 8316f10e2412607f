"""What may be cut off in the middle: each finds what it needs in the database."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from cases.hjalpmedel.models import Innehav
from cases.mottagare.models import Mottagare
from cases.organisation.models import Anvandare, Kund, Lager
from cases.retur import actions
from cases.retur.models import Retur
from cases.retur.rules import Vald

DAGEN = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def _ta_hem(*, skrotas: bool) -> None:
    kund = Kund.objects.get(nummer="410000")
    actions.verkstall(
        Mottagare.objects.get(identitet="200303030303"),
        person=Anvandare.objects.get(username="miriam"),
        kund=kund,
        lager=Lager.objects.get(kund=kund),
        valda=[Vald(Innehav.objects.get(artikel__nummer="20954").pk, 1, skrotas=skrotas)],
    )


def ta_hem() -> None:
    """Miriam takes home what was bought."""
    _ta_hem(skrotas=False)


def skrota() -> None:
    """Miriam scraps it."""
    _ta_hem(skrotas=True)


def angra() -> None:
    """Kim undoes what Miriam did."""
    [retur] = Retur.objects.filter(angrad=None)
    actions.angra(retur.pk, person=Anvandare.objects.get(username="kim"), skal="Fel patient")


GARNINGAR: Mapping[str, Callable[[], None]] = {"ta_hem": ta_hem, "skrota": skrota, "angra": angra}
