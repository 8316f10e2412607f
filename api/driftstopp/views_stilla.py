"""Cases that stand still, for programs."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import Page, page
from api.driftstopp import serializers
from api.driftstopp.views import MendingDoor
from api.idempotency import once
from api.schema import PAGED, page_of
from tasks import stilla
from workflows.watch.round import listed


class StarStilla(MendingDoor):
    """Ärenden som står stilla."""

    @extend_schema(
        parameters=[
            *PAGED,
            OpenApiParameter("orsak", str, description="Bara de av en orsak: dess nyckel"),
        ],
        responses=page_of(serializers.StillaTold),
    )
    def get(self, request: Request) -> Response:
        """Pågående ärenden som ingen och inget kan föra vidare, de äldsta först."""
        key = request.query_params.get("orsak", "")
        cases = stilla.grupp(key, self.person)[1] if key else listed()
        found = page(request, cases, ("since", "pk"))
        told = Page(list(stilla.rader(found.rows, self.person)), found.next)
        return self.list(told, lambda row: serializers.StillaTold(row).data)


class StillaOrsaker(MendingDoor):
    """Vad ärenden står stilla av."""

    @extend_schema(responses=serializers.StillaOrsakTold(many=True))
    def get(self, request: Request) -> Response:
        """Process, steg och orsak, det som flest står stilla av först."""
        return Response(serializers.StillaOrsakTold(stilla.grupper(self.person), many=True).data)


class Aterstall(MendingDoor):
    """Återställ."""

    @extend_schema(request=None, responses=serializers.AterstalltTold)
    @once
    def post(self, request: Request, nummer: int) -> Response:
        """Gör om det som fattas ur ärendets eget läge."""
        return Response({"kan_ga_vidare": stilla.aterstall(nummer, av=self.person.username)})
