"""An utlämningsställe, and what kundtjänst decides when a delivery did not go as planned."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.etags import changes
from api.idempotency import once
from api.leverans import serializers
from api.leverans.views import LeveransDoor
from cases.leverans import actions_kundtjanst, actions_utlamning


class LamnaTillUtlamning(LeveransDoor):
    """Utlämningsställe."""

    @extend_schema(request=None, responses=serializers.HelLeveransTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Godset står på utlämningsstället."""
        actions_utlamning.lamna_till_utlamning(arende, person=self.person)
        return self.whole(arende)


class LamnaUt(LeveransDoor):
    """Utlämning."""

    @extend_schema(request=serializers.KvittensAsked, responses=serializers.HelLeveransTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Mottagaren hämtar och kvitterar."""
        said = self.read(serializers.KvittensAsked)
        actions_utlamning.lamna_ut(arende, person=self.person, **said)
        return self.whole(arende)


class Avgora(LeveransDoor):
    """Kundtjänsts beslut."""

    @extend_schema(request=serializers.BeslutAsked, responses=serializers.HelLeveransTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Ett nytt försök, eller tillbaka till lagret."""
        said = self.read(serializers.BeslutAsked)
        actions_kundtjanst.avgora(arende, person=self.person, **said)
        return self.whole(arende)


class FoljUppKvittens(LeveransDoor):
    """Uppföljning av en kvittens som dröjer."""

    @extend_schema(request=serializers.UppfoljningAsked, responses=serializers.HelLeveransTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Vad kundtjänst fick veta."""
        said = self.read(serializers.UppfoljningAsked)
        actions_kundtjanst.folj_upp_kvittens(arende, person=self.person, **said)
        return self.whole(arende)
