"""The groups that decisions send work to, for programs."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import once
from api.processer import serializers_grupper as serializers
from api.processer.views_agare import AgarDoor
from cases.processer import grupper


class Grupper(AgarDoor):
    """Grupper."""

    @extend_schema(responses=serializers.GruppTold(many=True))
    def get(self, request: Request) -> Response:
        """Alla grupper, med hur många som är med och var de nämns."""
        return Response(serializers.GruppTold(grupper.alla(), many=True).data)

    @extend_schema(request=serializers.NyGruppAsked, responses={201: serializers.EnGruppTold})
    @once
    def post(self, request: Request) -> Response:
        """Skapa en grupp. Dess nyckel görs av namnet."""
        said = self.read(serializers.NyGruppAsked)
        made = grupper.skapa(said["namn"], said["roll"], av=self.person)
        told = grupper.sida(made.nyckel, self.person)
        return Response(serializers.EnGruppTold(told).data, status=201)


class EnGrupp(AgarDoor):
    """En grupp."""

    @extend_schema(responses=serializers.EnGruppTold)
    def get(self, request: Request, nyckel: str) -> Response:
        """Gruppen, och vilka som är eller kan vara med."""
        return Response(serializers.EnGruppTold(grupper.sida(nyckel, self.person)).data)

    @extend_schema(request=serializers.GruppAsked, responses=serializers.EnGruppTold)
    @once
    def post(self, request: Request, nyckel: str) -> Response:
        """Byt namn, ta in och ta ut. Det som inte nämns står kvar."""
        said = self.read(serializers.GruppAsked)
        grupper.andra(
            nyckel,
            av=self.person,
            namn=said.get("namn"),
            hette=said.get("hette"),
            lagg_till=said["lagg_till"],
            ta_bort=said["ta_bort"],
        )
        return Response(serializers.EnGruppTold(grupper.sida(nyckel, self.person)).data)
