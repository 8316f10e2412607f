"""Finished cases replayed through a draft, for programs."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import Page, page
from api.idempotency import once, once_after
from api.processer import serializers_uppspelning as serializers
from api.processer.views_agare import AgarDoor
from api.schema import PAGED, page_of
from cases.organisation.models import Anvandare
from cases.processer import visning_uppspelning
from workflows.models import Replay, ReplayedCase
from workflows.workbench import replays


def _told(replay: Replay, person: Anvandare) -> Mapping[str, Any]:
    laget = visning_uppspelning.laget(replay, person)
    return {
        "nummer": replay.pk,
        "status": replay.status,
        "urval": replay.chosen,
        "laget": laget,
        "regler": [
            {"slag": slag, "regel": regel, "antal": antal} for slag, regel, antal in laget.grupper
        ],
        "last": replay.read_at,
    }


def _looked(view: AgarDoor, request: Request, namn: str) -> dict[str, Any]:
    """The draft read through the gate, which takes seconds."""
    replays.runnable(namn)
    return {}


class Uppspelningar(AgarDoor):
    """Uppspelningar."""

    @extend_schema(
        request=serializers.UppspelningAsked, responses={201: serializers.UppspelningTold}
    )
    @once_after(_looked)
    def post(self, request: Request, namn: str) -> Response:
        """Låt avslutade ärenden gå genom utkastet, i bakgrunden."""
        said = self.read(serializers.UppspelningAsked)
        made = visning_uppspelning.borja(namn, by=self.person.username, **said)
        return Response(serializers.UppspelningTold(_told(made, self.person)).data, status=201)


class Uppspelning(AgarDoor):
    """En uppspelning."""

    @extend_schema(responses=serializers.UppspelningTold)
    def get(self, request: Request, namn: str, nummer: int) -> Response:
        """Hur långt den har kommit, och vad som gör skillnad."""
        told = _told(replays.find(namn, nummer), self.person)
        return Response(serializers.UppspelningTold(told).data)


class UppspeladeArenden(AgarDoor):
    """Ärendena i en uppspelning."""

    @extend_schema(
        parameters=[
            *PAGED,
            OpenApiParameter("utfall", str, enum=list(ReplayedCase.Outcome.values)[1:]),
        ],
        responses=page_of(serializers.UppspelatTold),
    )
    def get(self, request: Request, namn: str, nummer: int) -> Response:
        """Ärendena med vad som skiljer och regeln som gör det."""
        rows = replays.find(namn, nummer).cases.exclude(outcome="")
        if outcome := request.query_params.get("utfall"):
            rows = rows.filter(outcome=outcome)
        found = page(request, rows, ("pk",))
        told = Page(list(visning_uppspelning.rader(found.rows, self.person)), found.next)
        return self.list(told, lambda one: serializers.UppspelatTold(one).data)


class Avbryt(AgarDoor):
    """Avbryt en uppspelning."""

    @extend_schema(request=None, responses={204: None})
    @once
    def post(self, request: Request, namn: str, nummer: int) -> Response:
        """Avbryt den. Det som hann bli klart står kvar."""
        replays.cancel(namn, nummer)
        return Response(status=204)


class Last(AgarDoor):
    """Läst."""

    @extend_schema(request=None, responses={204: None})
    @once
    def post(self, request: Request, namn: str, nummer: int) -> Response:
        """Säg att skillnaderna är lästa, så att utkastet publiceras utan underskrift för dem."""
        replays.mark_read(namn, nummer, by=self.person.username)
        return Response(status=204)
