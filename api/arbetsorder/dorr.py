"""What every address of arbetsorder has: how one is told, in a list and whole."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rest_framework.response import Response

from api.arbetsorder import serializers
from api.doors import CaseDoor
from api.people import tell_mottagare
from api.schema import page_of
from cases.arbetsorder import frister, koppling, queries, visning
from cases.arbetsorder.models import Arbetsorder
from cases.mottagare.visning import listnamn
from cases.organisation.models import Anvandare
from workflows import engine

LISTA = page_of(serializers.ArbetsorderTold)


def line(order: Arbetsorder) -> dict[str, Any]:
    """What a list says of it."""
    return {
        "id": order.pk,
        "nummer": order.arende.nummer or "",
        "status": order.arende.status,
        "typ": str(order.typ or ""),
        "mottagare": listnamn(order.arende.mottagare),
        "bestallare": order.arende.bestallare.namn,
        "kund": str(order.arende.kund or ""),
        "registrerad": order.arende.verkstalld,
    }


def tell_line(order: Arbetsorder) -> Mapping[str, Any]:
    """The same as an answer."""
    return serializers.ArbetsorderTold(line(order)).data


def tell_whole(order: Arbetsorder, person: Anvandare) -> Mapping[str, Any]:
    """Everything of it that this person may be told."""
    sent = order.arende.verkstalld
    begins, done = frister.utlovat(order)
    said = {
        **line(order),
        "uppgifter": [task.element for task in engine.open_tasks(order.pk)],
        "artikel": str(order.artikel or ""),
        "individ": str(order.individ or ""),
        "kundorder": order.arende.galler_id,
        "haller": koppling.haller(order) is not None,
        "utforande": order.get_utforande_display(),
        "felbeskrivning": order.felbeskrivning,
        "fraga": order.granskning_text,
        "adress": visning.vart(order).rader,
        "mottagaren": tell_mottagare(order.arende.mottagare, person),
        "paborjas_senast": begins if sent else None,
        "klar_senast": done if sent else None,
        "vantar": order.get_vantar_display(),
        "parkerad_till": order.parkerad_till,
        "utlatande": order.utlatande,
        "byt_ut": order.byt_ut,
        "makulerad_orsak": order.makulerad_orsak,
        "aktiviteter": list(order.aktiviteter.all()),
        "bilagor": list(order.arende.bilagor.order_by("uppladdad")),
    }
    return serializers.HelArbetsorderTold(said).data


class ArbetsDoor(CaseDoor):
    """An address below one arbetsorder."""

    typ = queries.TYP

    def whole(self, arende: UUID, status: int = 200) -> Response:
        """The arbetsorder as an answer."""
        order = queries.hamta(self.person, arende)
        return self.told(arende, tell_whole(order, self.person), status)
