"""What stands in a lager or a förråd, and counting it."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import page
from api.doors import Door
from api.idempotency import once
from api.lager import serializers
from api.schema import PAGED, page_of
from cases.artiklar.models import Artikel
from cases.gemensamt import inventering
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.inventering import Raknat
from cases.hjalpmedel.models import Saldo
from cases.organisation.models import Lager
from workflows.errors import Hinder, NotFound

_ORDER = ("artikel__nummer", "pk")


def _tell(saldo: Saldo) -> Mapping[str, Any]:
    return serializers.LagersaldoTold(saldo).data


class LagerDoor(Door):
    """An address below one lager that the person counts in."""

    def lager(self, nummer: str) -> Lager:
        """The lager. Raises `NotFound`, `Forbidden`."""
        found = Lager.objects.filter(nummer=nummer).first()
        outside = self.bound_to is not None and found is not None and found.kund_id != self.bound_to
        if found is None or outside:
            raise NotFound("Det finns inget lager med det numret. Rätta det.")
        inventering.krav(self.person, found)
        return found


class Saldon(LagerDoor):
    """Saldon i ett lager."""

    @extend_schema(parameters=[*PAGED], responses=page_of(serializers.LagersaldoTold))
    def get(self, request: Request, nummer: str) -> Response:
        """Det som ska stå i lagret, och när det räknades."""
        rows = Saldo.objects.filter(lager=self.lager(nummer)).select_related("artikel")
        return self.list(page(request, rows, _ORDER), _tell)


class Inventera(LagerDoor):
    """Räkna en artikel."""

    @extend_schema(request=serializers.RaknatAsked, responses=serializers.AndratTold)
    @once
    def post(self, request: Request, nummer: str) -> Response:
        """Saldot sätts till det som räknades, individer var för sig."""
        lager = self.lager(nummer)
        said = self.read(serializers.RaknatAsked)
        artikel = Artikel.objects.filter(nummer=said.pop("artikel")).first()
        if artikel is None:
            sentence = "Det finns ingen artikel med det numret. Kontrollera märkningen."
            stoppa_om([Hinder("artikel_okand", sentence, "artikel")])
            raise AssertionError("unreachable")
        changed = inventering.rakna(lager, artikel, Raknat(**said), person=self.person)
        return Response({"andrat": changed})


class Inventerat(LagerDoor):
    """Allt är räknat."""

    @extend_schema(request=None, responses=serializers.InventeratTold)
    @once
    def post(self, request: Request, nummer: str) -> Response:
        """Lagret är inventerat: individer kan tas ut därifrån."""
        inventering.avsluta(self.lager(nummer), person=self.person)
        return Response({"inventerat": True})
