"""Attaching files to a felrapport, and taking them away from a draft."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.bilagor import ASKED, BilagaDoor, filer
from api.etags import changes
from api.felrapport import serializers
from api.felrapport.views import FelDoor
from api.idempotency import once
from cases.felrapport import actions_bilagor
from cases.gemensamt import behorighet


class FelrapportBilagor(FelDoor):
    """Bilagor."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        request=ASKED,
        responses={201: serializers.HelFelrapportTold},
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Bifoga filer: till ett utkast, en komplettering, en anmälan eller ett avslut."""
        # Who may, before the form is read: a wrong form tells nobody that the case is there.
        behorighet.krav(self.person, "bifoga", self.readable(arende))
        actions_bilagor.bifoga(arende, person=self.person, filer=filer(request))
        return self.whole(arende, 201)


class FelrapportBilaga(BilagaDoor, FelDoor):
    """En bilaga i ett utkast."""

    @extend_schema(responses={204: None})
    @changes
    def delete(self, request: Request, arende: UUID, bilaga: UUID) -> Response:
        """Ta bort bilagan."""
        actions_bilagor.ta_bort_bilaga(arende, bilaga, person=self.person)
        return Response(status=204)
