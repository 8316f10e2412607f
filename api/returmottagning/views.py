"""What the return desk and the workshop do."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import page
from api.doors import CaseDoor
from api.etags import changes
from api.idempotency import once
from api.returmottagning import serializers
from api.schema import PAGED, page_of
from cases.gemensamt.pages_arende import oppna
from cases.mottagare.visning import listnamn
from cases.returmottagning import actions, queries
from cases.returmottagning.begin import TYP
from cases.returmottagning.models import Returmottagning
from cases.returmottagning.rules import Mottaget
from workflows import engine

_ORDER = ("-arende__skapad", "-pk")


def _line(retur: Returmottagning) -> dict[str, Any]:
    return {
        "id": retur.pk,
        "nummer": retur.arende.nummer or "",
        "hamtordernummer": retur.hamtordernummer,
        "status": retur.arende.status,
        "lager": str(retur.lager),
        "mottagare": listnamn(retur.arende.mottagare),
        "hamtad": retur.hamtad,
    }


def _tell_line(retur: Returmottagning) -> Mapping[str, Any]:
    return serializers.ReturTold(_line(retur)).data


class ReturDoor(CaseDoor):
    """An address below one returmottagning."""

    typ = TYP

    def whole(self, arende: UUID) -> Response:
        """The returmottagning as an answer."""
        retur = queries.hamta(self.person, arende)
        said = {
            **_line(retur),
            "uppgifter": [task.element for task in engine.open_tasks(arende)],
            "rader": list(retur.rader.all()),
        }
        return self.told(arende, serializers.HelReturTold(said).data)


class Returer(ReturDoor):
    """Returer."""

    @extend_schema(parameters=PAGED, responses=page_of(serializers.ReturTold))
    def get(self, request: Request) -> Response:
        """Returer som du får se, de senaste först."""
        rows = queries.lista(self.person).filter(arende__in=self.cases())
        return self.list(page(request, rows, _ORDER), _tell_line)


class En(ReturDoor):
    """En retur."""

    @extend_schema(responses=serializers.HelReturTold)
    def get(self, request: Request, arende: UUID) -> Response:
        """Returen med rader. Öppnandet loggas."""
        self.readable(arende)
        oppna(self.person, arende)
        return self.whole(arende)


class TaEmot(ReturDoor):
    """Returmottagning."""

    @extend_schema(request=serializers.TaEmotAsked, responses=serializers.HelReturTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Vad som kom, rad för rad. Tabellen avgör vad som händer med det."""
        said = self.read(serializers.TaEmotAsked)
        told = [Mottaget(**one) for one in said["rader"]]
        actions.ta_emot(arende, person=self.person, sagt=told)
        return self.whole(arende)


class Rekonditionera(ReturDoor):
    """Rekonditionering."""

    @extend_schema(request=serializers.RekonditioneraAsked, responses=serializers.HelReturTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Vad som läggs i lager, och vad som skrotas med vilken kod."""
        said = self.read(serializers.RekonditioneraAsked)
        ended = {one["nr"]: one["resultat"] for one in said["rader"]}
        actions.rekonditionera(arende, person=self.person, sagt=ended)
        return self.whole(arende)
