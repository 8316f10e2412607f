"""Byte av baskod from a draft."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.etags import changes
from api.hjalpmedel.serializers import BaskodAsked
from api.hjalpmedel.views_baskod import chosen_baskod
from api.kundorder import serializers
from api.kundorder.views import OrderDoor
from cases.kundorder import actions_baskod


class BytBaskod(OrderDoor):
    """Byte av baskod."""

    @extend_schema(request=BaskodAsked, responses=serializers.HelOrderTold)
    @changes
    def put(self, request: Request, arende: UUID) -> Response:
        """Ange patientens avvikande baskod, eller ta bort den. Utkastets rader följer med."""
        actions_baskod.byt_baskod(arende, person=self.person, baskod=chosen_baskod(self))
        return self.whole(arende)
