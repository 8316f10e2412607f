"""How cases go through their process, for programs."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import Page, page
from api.doors import Door
from api.processer import serializers_gang as serializers
from api.processer.views_agare import AgarDoor
from api.schema import PAGED, page_of
from cases.processer import gang, gangens_drag, pa_gang
from cases.processer.behorighet import krav_pa_insyn
from workflows.errors import Forbidden
from workflows.workbench import overview


class ArendetsGang(Door):
    """Ärendets gång."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Raise `Forbidden` for others, and for a key that is narrowed to a unit."""
        super().initial(request, *args, **kwargs)
        krav_pa_insyn(self.person)
        if self.bound_to is not None:
            raise Forbidden("Nyckeln gäller en enhet. Använd en som inte är begränsad.")

    @extend_schema(parameters=PAGED, responses=serializers.GangSidaTold)
    def get(self, request: Request, gar: UUID) -> Response:
        """Var ett ärende står i sin process och hur det kom dit. Aldrig vem eller vad det gäller.

        För processägare, administratörer och kundtjänst.
        """
        shown = gang.gang(gar, self.person)
        moves = page(request, gangens_drag.drag_i(gar), ("-rev",))
        drag = gangens_drag.berattade(moves.rows, utan_folk=shown.sluten)
        told = {
            **serializers.GangTold(shown).data,
            "drag": serializers.GangDragTold(drag, many=True).data,
            "nasta": moves.next,
        }
        return Response(told)


class Pagar(AgarDoor):
    """Ärenden som pågår."""

    @extend_schema(
        parameters=[*PAGED, OpenApiParameter("steg", str, description="Bara de vid elementet")],
        responses=page_of(serializers.PagarTold),
    )
    def get(self, request: Request, namn: str) -> Response:
        """Ärenden som pågår i processen, den äldsta versionens först, i den ordning de började."""
        rows = pa_gang.pagar(overview.find(namn), request.query_params.get("steg", ""))
        found = page(request, rows, pa_gang.ORDNING)
        told = Page(list(pa_gang.rader(found.rows)), found.next)
        return self.list(told, lambda row: serializers.PagarTold(row).data)
