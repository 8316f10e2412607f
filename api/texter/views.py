"""HMC's texts: everybody reads them, kundtjänst and administrators write them."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door
from api.etags import changes, compare
from api.texter import serializers
from cases.meddelanden import texter


class Texter(Door):
    """Texter."""

    @extend_schema(responses=serializers.TexterTold)
    def get(self, request: Request) -> Response:
        """Lånevillkor, låneförbindelsens text, Bilaga 1 och startsidans länkar."""
        return Response(serializers.TexterTold({"poster": texter.alla()}).data)


class EnText(Door):
    """En text."""

    def hold(self, given: str, nyckel: str) -> None:
        """Raise `Stale` when the text is not as it was read. `skriv` locks it and asks again."""
        texter.krav(self.person)
        compare(given, _tag(texter.las(nyckel)))

    @extend_schema(responses=serializers.TextTold)
    def get(self, request: Request, nyckel: str) -> Response:
        """Texten som gäller nu."""
        return _told(texter.las(nyckel))

    @extend_schema(request=serializers.TextAsked, responses=serializers.TextTold)
    @changes
    def put(self, request: Request, nyckel: str) -> Response:
        """Skriv texten på nytt."""
        said = self.read(serializers.TextAsked)
        before = texter.las(nyckel)
        return _told(texter.skriv(self.person, nyckel, said["text"], version=before.version))


def _told(text: texter.Lasbar) -> Response:
    return Response(serializers.TextTold(text).data, headers={"ETag": _tag(text)})


def _tag(text: texter.Lasbar) -> str:
    return f'"{text.version}"'
