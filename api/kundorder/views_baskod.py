"""Byte av baskod from a draft."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.etags import changes
from api.kundorder import serializers
from api.kundorder.views import OrderDoor
from cases.kundorder import actions_baskod
from cases.organisation.models import Baskod
from workflows.errors import Hinder, Refused


class BytBaskod(OrderDoor):
    """Byte av baskod."""

    @extend_schema(request=serializers.BaskodAsked, responses=serializers.HelOrderTold)
    @changes
    def put(self, request: Request, arende: UUID) -> Response:
        """Ange patientens avvikande baskod, eller ta bort den. Utkastets rader följer med."""
        code = self.read(serializers.BaskodAsked)["avvikande_baskod"]
        chosen = Baskod.objects.filter(kod=code).first() if code is not None else None
        if code is not None and chosen is None:
            sentence = f"Det finns ingen baskod {code}."
            raise Refused([Hinder("baskod_okand", sentence, "avvikande_baskod")])
        actions_baskod.byt_baskod(arende, person=self.person, baskod=chosen)
        return self.whole(arende)
