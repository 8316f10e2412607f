"""Why aids are scrapped: everybody reads the codes, kundtjänst and administrators change them."""

import hashlib

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door
from api.etags import changes, compare
from api.idempotency import once
from api.skrotningskoder import serializers
from cases.hjalpmedel import skrotningskoder
from cases.hjalpmedel.models import Skrotningskod


class Skrotningskoder(Door):
    """Skrotningskoder."""

    @extend_schema(responses=serializers.SkrotningskoderTold)
    def get(self, request: Request) -> Response:
        """Alla koder, också de som inte kan väljas."""
        told = {"poster": Skrotningskod.objects.all()}
        return Response(serializers.SkrotningskoderTold(told).data)

    @extend_schema(
        request=serializers.NySkrotningskodAsked,
        responses={201: serializers.SkrotningskodTold},
    )
    @once
    def post(self, request: Request) -> Response:
        """En ny kod."""
        skrotningskoder.krav(self.person)
        said = self.read(serializers.NySkrotningskodAsked)
        return _told(skrotningskoder.spara(self.person, ny=True, **said), 201)


class EnSkrotningskod(Door):
    """En skrotningskod."""

    def hold(self, given: str, kod: str) -> None:
        """Raise `Stale` when the code is not as it was read."""
        skrotningskoder.krav(self.person)
        compare(given, _tag(skrotningskoder.hamta(kod)))

    @extend_schema(responses=serializers.SkrotningskodTold)
    def get(self, request: Request, kod: str) -> Response:
        """Vad koden betyder."""
        return _told(skrotningskoder.hamta(kod))

    @extend_schema(request=serializers.SkrotningskodAsked, responses=serializers.SkrotningskodTold)
    @changes
    def put(self, request: Request, kod: str) -> Response:
        """Skriv koden på nytt."""
        said = self.read(serializers.SkrotningskodAsked)
        return _told(skrotningskoder.spara(self.person, kod, **said))


def _told(row: Skrotningskod, status: int = 200) -> Response:
    told = serializers.SkrotningskodTold(row).data
    return Response(told, status=status, headers={"ETag": _tag(row)})


def _tag(row: Skrotningskod) -> str:
    said = f"{row.kod} {row.text} {row.valbar}"
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:16]}"'
