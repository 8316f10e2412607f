"""The documentation of a version, as JSON or as a PDF."""

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.processer.serializers_dokument import ProcessdokumentTold
from api.processer.views_agare import AgarDoor
from cases.processer.dokument import dokument
from cases.processer.pages_dokument import som_pdf


class Pdf(JSONRenderer):
    """Lets a client ask for the PDF; a refusal is JSON all the same."""

    media_type = "application/pdf"
    format = "pdf"


class Dokumentet(AgarDoor):
    """En versions dokumentation."""

    renderer_classes = [JSONRenderer, Pdf]

    @extend_schema(
        responses={
            (200, "application/json"): ProcessdokumentTold,
            (200, "application/pdf"): OpenApiTypes.BINARY,
        }
    )
    def get(self, request: Request, namn: str, nummer: int) -> HttpResponseBase:
        """Versionen i ord: steg, formulär, tabeller, vad som är nytt. Som PDF med Accept."""
        if isinstance(request.accepted_renderer, Pdf):
            return som_pdf(namn, nummer)
        return Response(ProcessdokumentTold(dokument(namn, nummer)).data)
