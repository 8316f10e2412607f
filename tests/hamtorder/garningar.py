"""What may be cut off in the middle: each finds what it needs in the database."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from cases.hamtorder import actions
from cases.hamtorder.actions_verkstall import Hamtval, verkstall
from cases.hamtorder.models import Hamtorder
from cases.hjalpmedel.models import Innehav
from cases.mottagare.models import Mottagare
from cases.organisation.models import Anvandare, Kund, Leveransadress
from cases.returmottagning.actions import ta_emot
from cases.returmottagning.actions_disk import ta_emot_vid_disk
from cases.returmottagning.models import Returmottagning
from cases.returmottagning.rules import Mottaget
from workflows import engine

DAGEN = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def _vem(namn: str) -> Anvandare:
    return Anvandare.objects.get(username=namn)


def _har(artikel: str) -> Innehav:
    return Innehav.objects.get(artikel__nummer=artikel)


def avregistrera() -> None:
    """Miriam presses Verkställ for an inställning that is back already."""
    kund, miriam = Kund.objects.get(nummer="410000"), _vem("miriam")
    to = Leveransadress.objects.get(kund=kund, lager=None)
    mottagare = Mottagare.objects.get(identitet="200303030303")
    rader = frozenset({_har("14190").pk})
    svar = Hamtval(atgard="installning", rader=rader, adress_id=to.pk, adressnamn=to.namn)
    verkstall(mottagare, person=miriam, kund=kund, svar=svar)


def hamta() -> None:
    """Tore has the bed with its box in his car."""
    order = Hamtorder.objects.get(atgard="privat")
    rader = order.rader.values_list("pk", flat=True)
    actions.hamta(order.pk, person=_vem("tore"), utfall=dict.fromkeys(rader, "hamtad"))


def svep() -> None:
    """A worker carries out what waits: messages reach their cases, and theirs in turn."""
    while engine.tick().messages:
        pass


def mottag() -> None:
    """Lotta receives what Tore brought."""
    retur = Returmottagning.objects.get(lamnad=False)
    told = [
        Mottaget(nr, kom=True, skick="godkänt") for nr in retur.rader.values_list("nr", flat=True)
    ]
    ta_emot(retur.pk, person=_vem("lotta"), sagt=told)


def lamna_vid_disken() -> None:
    """Lotta takes in something that nobody was to fetch."""
    aid = _har("20954").pk
    told = [Mottaget(aid, kom=True, skick="godkänt")]
    ta_emot_vid_disk([aid], person=_vem("lotta"), sagt=told)


GARNINGAR: Mapping[str, Callable[[], None]] = {
    "avregistrera": avregistrera,
    "hamta": hamta,
    "svep": svep,
    "mottag": mottag,
    "lamna_vid_disken": lamna_vid_disken,
}
