"""What kundtjänst is asked of a kundorder, and what it answers."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.etags import changes
from api.idempotency import once
from api.kundorder import serializers, serializers_efter
from api.kundorder.views import OrderDoor
from cases.kundorder import actions_akut, actions_makulera


class BegarMakulering(OrderDoor):
    """Begäran om makulering."""

    @extend_schema(request=serializers_efter.BegaranAsked, responses=serializers.HelOrderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Be kundtjänst makulera en order som står för plockning."""
        said = self.read(serializers_efter.BegaranAsked)
        actions_makulera.begar_makulering(arende, person=self.person, **said)
        return self.whole(arende)


class BedomMakulering(OrderDoor):
    """Kundtjänsts svar på en begäran om makulering."""

    @extend_schema(
        request=serializers_efter.BedomMakuleringAsked, responses=serializers.HelOrderTold
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Makulera ordern, eller svara varför den blir kvar."""
        said = self.read(serializers_efter.BedomMakuleringAsked)
        actions_makulera.bedom_makulering(arende, person=self.person, **said)
        return self.whole(arende)


class StamAvAkut(OrderDoor):
    """Kundtjänsts svar på en akut order."""

    @extend_schema(request=serializers_efter.StamAvAkutAsked, responses=serializers.HelOrderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Bekräfta akut leverans, eller ändra till normal leverans."""
        said = self.read(serializers_efter.StamAvAkutAsked)
        actions_akut.stam_av_akut(arende, person=self.person, **said)
        return self.whole(arende)
