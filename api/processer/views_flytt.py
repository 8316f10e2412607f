"""Running cases to the version that new ones follow, for programs."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import once, once_after
from api.processer import serializers_flytt as serializers
from api.processer.views_agare import AgarDoor
from cases.processer import flytt
from workflows.errors import NotFound
from workflows.models import Transfer
from workflows.transfer import batch
from workflows.workbench import overview


def _foreseen(view: AgarDoor, request: Request, namn: str) -> dict[str, Any]:
    """What is to be moved, judged before anything is locked."""
    said = view.read(serializers.FlyttAsked)
    ready = batch.looked(
        overview.find(namn), chosen=said["val"], reason=said["skal"], first=said.get("antal")
    )
    return {"ready": ready}


class FlyttDoor(AgarDoor):
    """An address of one transfer."""

    def told(self, made: Transfer) -> Response:
        """How far it has come."""
        return Response(serializers.FlyttTold(flytt.lage(made)).data)

    def found(self, namn: str, nummer: int) -> Transfer:
        """The transfer. Raises `NotFound`."""
        found = Transfer.objects.filter(definition=overview.find(namn), pk=nummer).first()
        if found is None:
            raise NotFound("Flytten finns inte. Kontrollera numret.")
        return found


class Flytta(FlyttDoor):
    """Flytta ärenden."""

    @extend_schema(
        parameters=[
            OpenApiParameter("till", str, description="Versionens nummer, eller utkast"),
        ],
        responses=serializers.UtsiktTold,
    )
    def get(self, request: Request, namn: str) -> Response:
        """Vad som händer med ärenden som pågår, i den publicerade versionen om ingen nämns."""
        definition = overview.find(namn)
        published = definition.published.number if definition.published else ""
        till = request.query_params.get("till") or str(published)
        seen = flytt.utsikt(definition, till, {})
        return Response(serializers.UtsiktTold(seen).data)

    @extend_schema(request=serializers.FlyttAsked, responses={200: serializers.FlyttTold})
    @once_after(_foreseen)
    def post(self, request: Request, namn: str, ready: batch.Ready) -> Response:
        """Flytta ärenden till den publicerade versionen, i bakgrunden."""
        return self.told(batch.begin(ready, by=self.person.username))


class EnFlytt(FlyttDoor):
    """En flytt."""

    @extend_schema(responses=serializers.FlyttTold)
    def get(self, request: Request, namn: str, nummer: int) -> Response:
        """Hur långt flytten har kommit, och vilka som inte kunde flyttas."""
        return self.told(self.found(namn, nummer))


class Resten(FlyttDoor):
    """Flytta resten."""

    @extend_schema(request=None, responses={200: serializers.FlyttTold})
    @once
    def post(self, request: Request, namn: str, nummer: int) -> Response:
        """Flytta resten också."""
        return self.told(batch.go_on(self.found(namn, nummer).pk))


class LatVara(FlyttDoor):
    """Låt resten vara."""

    @extend_schema(request=None, responses={200: serializers.FlyttTold})
    @once
    def post(self, request: Request, namn: str, nummer: int) -> Response:
        """Låt det som inte är flyttat gå klart på sin version."""
        found = self.found(namn, nummer)
        return self.told(batch.leave(found.pk, by=self.person.username))


class Tillbaka(FlyttDoor):
    """Ta tillbaka flytten."""

    @extend_schema(request=None, responses={200: serializers.FlyttTold})
    @once
    def post(self, request: Request, namn: str, nummer: int) -> Response:
        """Ställ de flyttade som förut, utom dem som har gått vidare."""
        found = self.found(namn, nummer)
        return self.told(batch.regret(found.pk, by=self.person.username))
