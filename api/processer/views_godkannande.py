"""A publication that waits for a second process owner, for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import once, once_after
from api.processer import serializers, serializers_godkannande
from api.processer.views_agare import AgarDoor
from cases.processer import godkannande
from workflows.models import Approval
from workflows.workbench import approval
from workflows.workbench.release import Passed


class GodkannandeDoor(AgarDoor):
    """An address of one question."""

    def told(self, one: Approval, status: int = 200) -> Response:
        """The question."""
        shown = godkannande.begaran(one, self.person)
        return Response(serializers_godkannande.BegaranTold(shown).data, status=status)


class EttGodkannande(GodkannandeDoor):
    """En publicering som väntar."""

    @extend_schema(responses=serializers_godkannande.BegaranTold)
    def get(self, request: Request, namn: str, nummer: int) -> Response:
        """Vad som ska publiceras, av vem och varför."""
        return self.told(approval.find(namn, nummer))


def _looked(view: AgarDoor, request: Request, namn: str, nummer: int) -> dict[str, Any]:
    """What was asked, read through the gate once more."""
    found = approval.find(namn, nummer)
    return {"passed": approval.look(found, by=view.person.username)}


class GodkannPublicering(GodkannandeDoor):
    """Godkänn."""

    @extend_schema(request=None, responses={200: serializers.PubliceradTold, 204: None})
    @once_after(_looked)
    def post(self, request: Request, namn: str, nummer: int, passed: Passed) -> Response:
        """Godkänn, så publiceras det. Inte för den som begärde det."""
        found = approval.find(namn, nummer)
        made = godkannande.godkann(found, passed, self.person)
        if made is None:
            return Response(status=204)
        return Response(serializers.PubliceradTold(made).data)


class AvslaPublicering(GodkannandeDoor):
    """Avslå."""

    @extend_schema(
        request=serializers_godkannande.AvslagAsked,
        responses={200: serializers_godkannande.BegaranTold},
    )
    @once
    def post(self, request: Request, namn: str, nummer: int) -> Response:
        """Säg nej, eller ta tillbaka din egen."""
        said = self.read(serializers_godkannande.AvslagAsked)
        found = approval.find(namn, nummer)
        return self.told(godkannande.avsla(found, self.person, said["skal"]))
