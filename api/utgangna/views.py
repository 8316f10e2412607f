"""Expired articles that one's own förråd still hand out and take back (UA-1)."""

from collections.abc import Collection

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door
from api.idempotency import once
from api.utgangna import serializers
from cases.gemensamt import utgangna
from cases.organisation.models import Lager


class UtgangnaDoor(Door):
    """The list of the person's förråd, or of those that the key reaches."""

    def forrad(self) -> list[Lager]:
        """Raises `Forbidden`."""
        return utgangna.forraden(self.person, self.bound_to)

    @staticmethod
    def whole(forrad: Collection[Lager]) -> Response:
        """The list as an answer."""
        rows = [
            {"artikel": one.artikel, "forrad": [at.nummer for at in one.forrad], "kvar": one.kvar}
            for one in utgangna.lista(forrad)
        ]
        return Response(serializers.UtgangnaTold({"poster": rows}).data)


class Utgangna(UtgangnaDoor):
    """Utgångna artiklar i egna förråd."""

    @extend_schema(responses=serializers.UtgangnaTold)
    def get(self, request: Request) -> Response:
        """Det som dina förråd får hantera, trots att det är utgånget."""
        return self.whole(self.forrad())

    @extend_schema(request=serializers.UtgangenAsked, responses=serializers.UtgangnaTold)
    @once
    def post(self, request: Request) -> Response:
        """Lägg till en utgången artikel."""
        forrad = self.forrad()
        utgangna.lagg_till(self.read(serializers.UtgangenAsked)["artikel"], forrad)
        return self.whole(forrad)


class TaBort(UtgangnaDoor):
    """Utgången artikel som inte ska hanteras längre."""

    @extend_schema(request=serializers.UtgangenAsked, responses=serializers.UtgangnaTold)
    @once
    def post(self, request: Request) -> Response:
        """Ta bort en artikel ur listan."""
        forrad = self.forrad()
        utgangna.ta_bort([self.read(serializers.UtgangenAsked)["artikel"]], forrad)
        return self.whole(forrad)
