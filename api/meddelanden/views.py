"""The person's own messages."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import page
from api.doors import Door
from api.meddelanden import serializers
from api.schema import PAGED, page_of
from cases.meddelanden import lasning


class Meddelanden(Door):
    """Meddelanden."""

    @extend_schema(parameters=PAGED, responses=page_of(serializers.MeddelandeTold))
    def get(self, request: Request) -> Response:
        """Dina meddelanden, de nyaste först."""
        found = page(request, lasning.lista(self.person), ("-ankom", "-pk"))
        return self.list(found, lambda one: serializers.MeddelandeTold(one).data)

    @extend_schema(responses=serializers.BorttagnaTold)
    def delete(self, request: Request) -> Response:
        """Ta bort samtliga meddelanden."""
        return Response({"antal": lasning.ta_bort_alla(self.person)})


class Meddelandet(Door):
    """Ett meddelande."""

    @extend_schema(responses=serializers.MeddelandeTold)
    def get(self, request: Request, nummer: int) -> Response:
        """Meddelandet. Den som öppnar det har läst det."""
        return Response(serializers.MeddelandeTold(lasning.las(self.person, nummer)).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, nummer: int) -> Response:
        """Ta bort meddelandet från din lista."""
        lasning.ta_bort(self.person, nummer)
        return Response(status=204)
