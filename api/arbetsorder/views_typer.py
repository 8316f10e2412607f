"""The types of work: everybody reads those she may choose, kundtjänst and administrators change."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.arbetsorder import serializers
from api.doors import Door
from api.etags import changes, compare
from api.idempotency import once
from cases.arbetsorder import queries, typlista
from cases.arbetsorder.models import TypAvAtgard
from workflows.errors import NotFound


class Typer(Door):
    """Typer av åtgärd."""

    @extend_schema(responses=serializers.TypAvAtgardTold(many=True))
    def get(self, request: Request) -> Response:
        """De typer av åtgärd som du kan välja, med löften om tid och krav på bilaga."""
        found = queries.valbara_typer(self.person)
        return Response(serializers.TypAvAtgardTold(found, many=True).data)

    @extend_schema(request=serializers.NyTypAsked, responses={201: serializers.HelTypTold})
    @once
    def post(self, request: Request) -> Response:
        """En ny typ. Tabellen väljer grupp efter namnet."""
        typlista.krav(self.person)
        said = self.read(serializers.NyTypAsked)
        return _told(typlista.spara(self.person, said.pop("kod"), ny=True, **said), 201)


class EnTyp(Door):
    """En typ av åtgärd."""

    def hold(self, given: str, kod: str) -> None:
        """Raise `Stale` when the type is not as it was read."""
        typlista.krav(self.person)
        compare(given, _tag(typlista.hamta(kod, lock=True)))

    @extend_schema(responses=serializers.HelTypTold)
    def get(self, request: Request, kod: str) -> Response:
        """Allt om typen. Den som inte kan välja den får den inte."""
        found = typlista.hamta(kod)
        if not typlista.far_andra(self.person) and found not in queries.valbara_typer(self.person):
            raise NotFound("Det finns ingen sådan typ av åtgärd. Välj en i listan.")
        return _told(found)

    @extend_schema(request=serializers.TypAsked, responses=serializers.HelTypTold)
    @changes
    def put(self, request: Request, kod: str) -> Response:
        """Skriv typen på nytt. Den tas aldrig bort; ”aktiv” säger om den kan väljas."""
        said = self.read(serializers.TypAsked)
        return _told(typlista.spara(self.person, kod, **said))


def _told(typ: TypAvAtgard, status: int = 200) -> Response:
    told = serializers.HelTypTold(typ).data
    return Response(told, status=status, headers={"ETag": _tag(typ)})


def _tag(typ: TypAvAtgard) -> str:
    return f'"{typlista.lage(typ)}"'
