"""What payers are charged beside rent and purchase."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import page
from api.debiteringar import serializers
from api.doors import Door
from api.schema import PAGED, page_of
from cases.gemensamt import debitering
from cases.gemensamt.models import Debitering

_ORDER = ("-beslutad", "-pk")


def _tell(row: Debitering) -> Mapping[str, Any]:
    said = {
        "id": row.pk,
        "retur": row.arende.nummer or "",
        "beslutad": row.beslutad,
        "slag": row.slag,
        "artikel": row.innehav.artikel.nummer,
        "individ": row.innehav.individ.nummer if row.innehav.individ else "",
        "kund": str(row.arende.kund or ""),
        "betalare": str(row.betalare),
        "belopp": row.belopp,
    }
    return serializers.DebiteringTold(said).data


class Debiteringar(Door):
    """Debiteringar."""

    @extend_schema(parameters=PAGED, responses=page_of(serializers.DebiteringTold))
    def get(self, request: Request) -> Response:
        """Onormalt slitage och förkomna hjälpmedel: dina enheters, eller alla för HMC."""
        rows = debitering.lista(self.person).filter(arende__in=self.cases())
        return self.list(page(request, rows, _ORDER), _tell)
