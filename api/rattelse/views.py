"""The receipts of an order, and mending them."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from api.doors import Door
from api.idempotency import once
from api.rattelse import serializers
from cases.gemensamt.pages_arende import oppna
from cases.rattelse import actions, berattelse, queries
from cases.rattelse.rules import Svar


class Kvittens(Door):
    """Kvittenserna av en kundorder."""

    @extend_schema(responses=serializers.KvittensTold)
    def get(self, request: Request, arende: UUID) -> Response:
        """Det som är kvitterat på kundordern. Öppnandet loggas."""
        self.within_key(arende)
        order = queries.hamta_order(self.person, arende)
        oppna(self.person, arende)
        told = serializers.KvittensTold(
            {
                "kundorder": order.pk,
                "nummer": order.nummer or "",
                "rader": list(queries.kvitterat(arende)),
            }
        )
        return Response(told.data)

    @extend_schema(request=serializers.RattelseAsked, responses={201: serializers.RattelseTold})
    @once
    def post(self, request: Request, arende: UUID) -> Response:
        """Rätta en rad. Det felaktiga annulleras och beställaren får veta det."""
        self.within_key(arende)
        said = self.read(serializers.RattelseAsked)
        innehav = said.pop("innehav")
        made = actions.ratta(arende, person=self.person, innehav=innehav, svar=Svar(**said))
        told = serializers.RattelseTold(
            {
                "id": made.pk,
                "nummer": made.arende.nummer or "",
                "vad": made.vad,
                "text": berattelse.om(made),
                "dag": made.dag,
                "innehav": made.innehav_id,
                "nytt_innehav": made.nytt_innehav_id,
            }
        )
        where = {"Location": reverse("api:arende", args=[made.pk])}
        return Response(told.data, status=201, headers=where)
