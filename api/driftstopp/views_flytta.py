"""A case moved by hand to another step, for programs."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.driftstopp import serializers_flytta as serializers
from api.driftstopp.views import MendingDoor
from api.idempotency import once, once_after
from tasks import flytta_arende
from workflows.models import Placement
from workflows.placement import asking


class FlyttDoor(MendingDoor):
    """An address of moves by hand."""

    def told(self, made: Placement) -> Response:
        """The move, done or waiting."""
        shown = flytta_arende.told(made, self.person)
        return Response(serializers.HandflyttTold(shown).data)


def _judged_case(view: FlyttDoor, request: Request, flyttas: UUID) -> dict[str, Any]:
    """Judged before the transaction, in which others may have to wait for the case."""
    asking.judge_beforehand(flyttas)
    return {}


def _judged_asked(view: FlyttDoor, request: Request, nummer: int) -> dict[str, Any]:
    """The same, for what waits."""
    asking.judge_asked_beforehand(nummer)
    return {}


class FlyttaArende(FlyttDoor):
    """Flytta ett ärende."""

    @extend_schema(responses=serializers.PlatsTold)
    def get(self, request: Request, flyttas: UUID) -> Response:
        """Var ärendet står, och vart det kan flyttas."""
        return Response(serializers.PlatsTold(flytta_arende.plats(flyttas, self.person)).data)

    @extend_schema(request=serializers.HandflyttAsked, responses={200: serializers.HandflyttTold})
    @once_after(_judged_case)
    def post(self, request: Request, flyttas: UUID) -> Response:
        """Flytta ärendet, eller be om klartecken där en andra person ska säga ja."""
        said = self.read(serializers.HandflyttAsked)
        made = flytta_arende.flytta(
            flyttas, said["uppgift"], said["till"], person=self.person, skal=said["skal"]
        )
        return self.told(made)


class ProvaFlytt(FlyttDoor):
    """Pröva en flytt."""

    asks_only = True

    @extend_schema(request=serializers.VagAsked, responses={200: serializers.FlyttutsiktTold})
    def post(self, request: Request, flyttas: UUID) -> Response:
        """Vad flytten skulle göra. Inget ändras."""
        said = self.read(serializers.VagAsked)
        seen = flytta_arende.forhandsvisa(flyttas, said["uppgift"], said["till"])
        return Response(serializers.FlyttutsiktTold(seen).data)


class Flyttar(FlyttDoor):
    """Flyttar som väntar."""

    @extend_schema(responses=serializers.HandflyttTold(many=True))
    def get(self, request: Request) -> Response:
        """Flyttar som väntar på att en andra person säger ja."""
        shown = flytta_arende.vantar(self.person)
        return Response(serializers.HandflyttTold(shown, many=True).data)


class Godkann(FlyttDoor):
    """Godkänn."""

    @extend_schema(request=None, responses={200: serializers.HandflyttTold})
    @once_after(_judged_asked)
    def post(self, request: Request, nummer: int) -> Response:
        """Säg ja, så flyttas ärendet. Inte för den som begärde det."""
        return self.told(flytta_arende.godkann(nummer, person=self.person))


class Avsla(FlyttDoor):
    """Avslå."""

    @extend_schema(request=serializers.SvarAsked, responses={200: serializers.HandflyttTold})
    @once
    def post(self, request: Request, nummer: int) -> Response:
        """Säg nej, eller ta tillbaka din egen."""
        said = self.read(serializers.SvarAsked)
        return self.told(flytta_arende.avsla(nummer, person=self.person, svar=said["skal"]))
