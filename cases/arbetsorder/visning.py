"""What the pages show of an arbetsorder: head, address, the case page."""

from collections.abc import Mapping, Sequence
from typing import Any

from cases.arbetsorder import facts, frister, koppling, queries
from cases.arbetsorder.actions import BESTALLARE
from cases.arbetsorder.actions_makulera import makulering
from cases.arbetsorder.models import Aktivitet, Arbetsorder
from cases.gemensamt import band as vems
from cases.gemensamt import bestallning
from cases.gemensamt.arendetyper import Arendetyp, Vantat, registrera
from cases.gemensamt.behorighet import kan
from cases.gemensamt.models import Arende
from cases.mottagare.visning import Vart
from cases.mottagare.visning import vart as vart_far_visas
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll

# Who hands over goods at a visit: the rights of `lamna_over` in leverans.
LAMNAR_OVER = ("tekniker", "kundtjanst")


def huvud(order: Arbetsorder, person: Anvandare) -> dict[str, Any]:
    """The head of every page: what, on which aid, where, and the mottagare as she may be shown."""
    parts = list(order.aktiviteter.all())
    return {
        "order": order,
        "vart": vart(order),
        **vems.huvud(order.arende.mottagare, person),
        "aktiviteter": parts,
        "minuter": sum(row.minuter for part in parts for row in part.tidsrader.all()),
    }


def vart(order: Arbetsorder) -> Vart:
    """Where the work is done, as far as pages and answers may say it (L6)."""
    return vart_far_visas(
        order, order.adressnamn, order.arende.mottagare, egen=order.hamtad_fran_id is None
    )


def registrera_arendetyp() -> None:
    """What the page that all cases share shows of an arbetsorder."""
    registrera(
        Arendetyp(
            namn=queries.TYP,
            label="Arbetsorder",
            mall="arbetsorder/arende.html",
            kontext=_kontext,
            relaterade=_hor_ihop,
            vantas=_vantas,
            berattar=lambda own, other: other.galler_id == own.pk,
        )
    )


def _kontext(arende: Arende, person: Anvandare) -> Mapping[str, Any]:
    order = queries.hamta(person, arende.pk)
    sent = arende.verkstalld
    going_on = sent is not None and arende.avslutad is None and order.makulerad is None
    begins, done = frister.utlovat(order)
    can_cancel = going_on and order.fardig is None
    return {
        **huvud(order, person),
        "ar_utkast": sent is None and arende.avslutad is None,
        "byts_ut": order.byt_ut and bestallning.far_bestalla(person),
        "mottagare": order.arende.mottagare,
        "kund": arende.kund,
        "nummer": (order.arende.mottagare.identitet or "") if order.arende.mottagare else "",
        "paborjas_senast": begins if sent else None,
        "klar_senast": done if sent else None,
        "haller": koppling.haller(order),
        "haller_leverans": koppling.haller_leverans(order),
        "gods": koppling.gods_hos_tekniker(order) if har_roll(person, *LAMNAR_OVER) else [],
        "kan_rapportera": going_on
        and order.fardig is None
        and kan(person, "rapportera", arende)
        and any(part.lage != Aktivitet.Lage.KLAR for part in order.aktiviteter.all()),
        "kan_makulera": can_cancel
        and kan(person, "makulera", arende)
        and makulering(order, person)[0],
        "kan_begara": can_cancel
        and order.makulering_begard is None
        and har_roll(person, *BESTALLARE)
        and kan(person, "begar_makulering", arende),
    }


def _vantas(arende: Arende) -> Sequence[Vantat]:
    """What was taken down is on its way to HMC: nobody here has anything to do meanwhile."""
    order = queries.alla().get(pk=arende.pk)
    on_its_way = order.fardig is not None and facts.for_order(order).tas_tillbaka
    return [Vantat("Det nedtagna tas emot på Hjälpmedelscentralen")] if on_its_way else []


def _hor_ihop(arende: Arende) -> Sequence[Arende]:
    """The kundorder it belongs to, and the arbetsorder it takes the place of or is replaced by."""
    order = Arbetsorder.objects.select_related("ersatter__arende", "arende__galler").get(
        pk=arende.pk
    )
    found = [arende.galler] if arende.galler else []
    if order.ersatter is not None:
        found.append(order.ersatter.arende)
    return [*found, *Arende.objects.filter(arbetsorder__ersatter=order)]
