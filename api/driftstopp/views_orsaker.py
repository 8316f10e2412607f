"""Driftstopp by their cause, for programs: looked at, tried on paper, and done about many."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.driftstopp import serializers_orsaker as serializers
from api.driftstopp.views import MendingDoor
from api.idempotency import once
from tasks import orsaker
from workflows.models import Remedy
from workflows.remedies import carrying
from workflows.remedies.doing import Order


class OrsakDoor(MendingDoor):
    """An address of one cause."""

    def order(self, said: dict[str, Any]) -> Order:
        """What is to be done."""
        return Order(said["atgard"], said["skal"], said["faktum"], said["varde"])

    def told(self, made: Remedy) -> Response:
        """How far it has come."""
        return Response(serializers.AtgardTold(orsaker.lage(made, self.person)).data)


class Orsaker(MendingDoor):
    """Driftstopp efter orsak."""

    @extend_schema(responses=serializers.OrsakTold(many=True))
    def get(self, request: Request) -> Response:
        """Vad som har stannat av samma orsak, det som flest har stannat för först."""
        return Response(serializers.OrsakTold(orsaker.alla(self.person), many=True).data)


class EnOrsak(OrsakDoor):
    """En orsak."""

    @extend_schema(responses=serializers.EnOrsakTold)
    def get(self, request: Request, nyckel: str) -> Response:
        """Orsaken, och vad som går att göra."""
        cause, shown = orsaker.en(nyckel, self.person)
        told = {"orsak": shown, "val": orsaker.val(cause), "fakta": orsaker.fakta(cause)}
        return Response(serializers.EnOrsakTold(told).data)


class Prova(OrsakDoor):
    """Pröva."""

    asks_only = True

    @extend_schema(
        request=serializers.AtgardAsked, responses={200: serializers.ForhandsvisningTold}
    )
    def post(self, request: Request, nyckel: str) -> Response:
        """Vad som skulle hända, prövat på de äldsta. Inget ändras."""
        order = self.order(self.read(serializers.AtgardAsked))
        cause, _ = orsaker.en(nyckel, self.person)
        looked = orsaker.forhandsvisa(cause, order, self.person)
        return Response(serializers.ForhandsvisningTold(looked).data)


class Atgarda(OrsakDoor):
    """Åtgärda."""

    @extend_schema(request=serializers.AtgardaAsked, responses={200: serializers.AtgardTold})
    @once
    def post(self, request: Request, nyckel: str) -> Response:
        """Gör det med alla som fanns när du läste (`hogst`), i bakgrunden."""
        said = self.read(serializers.AtgardaAsked)
        cause, _ = orsaker.en(nyckel, self.person)
        made = carrying.begin(cause, self.order(said), by=self.person.username, up_to=said["hogst"])
        return self.told(made)


class EnAtgard(OrsakDoor):
    """En åtgärd."""

    @extend_schema(responses=serializers.AtgardTold)
    def get(self, request: Request, nummer: int) -> Response:
        """Hur långt den har kommit, och vad den ledde till för varje ärende."""
        return self.told(carrying.find(nummer))
