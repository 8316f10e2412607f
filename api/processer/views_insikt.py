"""Insikt, for programs."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.processer import serializers_insikt as serializers
from api.processer.views_agare import AgarDoor
from cases.processer.insikt import insikt
from cases.processer.insiktsval import DIAGRAMMET, EGEN, PERIODER, val
from cases.processer.rules import MATTEN
from workflows.workbench import overview


class Insikt(AgarDoor):
    """Insikt."""

    @extend_schema(
        parameters=[
            OpenApiParameter("period", str, enum=[*PERIODER, EGEN], description="Dagar bakåt"),
            OpenApiParameter("fran", str, description="ÅÅÅÅ-MM-DD, för en egen period"),
            OpenApiParameter("till", str, description="Till och med; i dag om det utelämnas"),
            OpenApiParameter("enhet", str, description="Kundnummer"),
            OpenApiParameter("version", str, description="Versionens nummer"),
            OpenApiParameter("jamfor", str, description="En annan versions nummer"),
            OpenApiParameter("ordna", str, enum=[DIAGRAMMET, *MATTEN]),
        ],
        responses=serializers.InsiktTold,
    )
    def get(self, request: Request, namn: str) -> Response:
        """Var ärenden väntar, blir sena, kommer tillbaka och stannar, räknat ur historiken."""
        valt = val(overview.find(namn), request.query_params.dict(), bunden=self.bound_to)
        sett = insikt(valt)
        told = {
            "fran": valt.fran,
            "till": valt.till,
            "enhet": valt.enhet.nummer if valt.enhet else "",
            "version": valt.version.number if valt.version else None,
            "jamfor": valt.jamfor.number if valt.jamfor else None,
            "raknat_till": sett.raknat_till,
            "arenden": sett.arenden,
            "jamforda_arenden": sett.mot.cases if sett.mot else None,
            "steg": sett.rader,
            "flaskhalsar": sett.flaskhalsar,
            "skillnader": sett.skillnader,
        }
        return Response(serializers.InsiktTold(told).data)
