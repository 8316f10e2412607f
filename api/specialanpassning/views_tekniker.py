"""What the technician does with a specialanpassning, and with an individ that is restored."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door
from api.etags import changes
from api.idempotency import once
from api.specialanpassning import serializers
from api.specialanpassning.views import SpecialDoor
from cases.specialanpassning import actions_tekniker, aterstallning
from cases.specialanpassning.rules import Bedomning, Tillverkarsvar


class Bedom(SpecialDoor):
    """Bedömning."""

    @extend_schema(
        request=serializers.BedomSpecialAsked, responses=serializers.HelSpecialanpassningTold
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Teknisk riskanalys, och om det går att göra."""
        said = Bedomning(**self.read(serializers.BedomSpecialAsked))
        actions_tekniker.bedom(arende, person=self.person, sagt=said)
        return self.whole(arende)


class InhamtaSvar(SpecialDoor):
    """Tillverkarens svar."""

    @extend_schema(
        request=serializers.TillverkarsvarAsked, responses=serializers.HelSpecialanpassningTold
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Vad tillverkaren svarade; ett ja ska finnas bland dokumenten."""
        said = Tillverkarsvar(**self.read(serializers.TillverkarsvarAsked))
        actions_tekniker.inhamta_svar(arende, person=self.person, sagt=said)
        return self.whole(arende)


class Tillverka(SpecialDoor):
    """Tillverkning."""

    @extend_schema(
        request=serializers.TillverkaAsked, responses=serializers.HelSpecialanpassningTold
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Den är tillverkad, och ritning eller foto finns."""
        worked = self.read(serializers.TillverkaAsked)["minuter"]
        actions_tekniker.tillverka(arende, person=self.person, minuter=worked)
        return self.whole(arende)


class Mark(SpecialDoor):
    """Märkning."""

    @extend_schema(request=serializers.MarkAsked, responses=serializers.HelSpecialanpassningTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Individen är märkt, och klassens dokument finns."""
        said = self.read(serializers.MarkAsked)
        actions_tekniker.mark(arende, person=self.person, **said)
        return self.whole(arende)


class Aterstall(Door):
    """En specialanpassad individ."""

    @extend_schema(request=serializers.AterstallAsked, responses={204: None})
    @once
    def post(self, request: Request, nummer: str) -> Response:
        """Individen är åter som tillverkaren CE-märkte den."""
        said = self.read(serializers.AterstallAsked)
        aterstallning.aterstall(nummer, person=self.person, atgard=said["atgard"])
        return Response(status=204)
