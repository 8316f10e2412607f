"""The lists of arbetsorder below Dina uppgifter, and another unit's."""

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.arbetsorder import serializers
from api.arbetsorder.dorr import LISTA, ArbetsDoor, tell_line, tell_whole
from api.cursors import page
from api.idempotency import once
from api.schema import PAGED, query
from cases.arbetsorder import queries, sokning
from cases.gemensamt import annan_enhet
from workflows.errors import Hinder, NotFound, Refused

_ORDER = ("-arende__skapad", "-pk")
_WHO = query("bestallare", "Beställarens användar-id.")
_NUMBER = query("nummer", "Arbetsorder- eller aktivitetsnumret, eller dess första siffror.")


class Oppna(ArbetsDoor):
    """Öppna arbetsorder."""

    @extend_schema(parameters=[_WHO, _NUMBER, *PAGED], responses=LISTA)
    def get(self, request: Request) -> Response:
        """Dina egna öppna arbetsorder, eller dem som sökningen hittar."""
        asked = request.query_params
        found = sokning.oppna(self.person, asked.get("bestallare", ""), asked.get("nummer", ""))
        rows = found.filter(arende__in=self.cases())
        return self.list(page(request, rows, _ORDER), tell_line)


class Sok(ArbetsDoor):
    """Sök arbetsorder."""

    @extend_schema(parameters=[_WHO, _NUMBER, *PAGED], responses=LISTA)
    def get(self, request: Request) -> Response:
        """Arbetsorder från beställare på dina enheter, öppna och avslutade."""
        asked = {name: request.query_params.get(name, "") for name in ("bestallare", "nummer")}
        if not any(text.strip() for text in asked.values()):
            raise Refused([Hinder("sokbegrepp", "Ange arbetsordernummer.", "nummer")])
        rows = sokning.sok(self.person, **asked).filter(arende__in=self.cases())
        return self.list(page(request, rows, _ORDER), tell_line)


class AnnanEnhet(ArbetsDoor):
    """En annan enhets arbetsorder."""

    @extend_schema(request=serializers.AoAnnanAsked, responses=serializers.HelArbetsorderTold)
    @once
    @transaction.atomic
    def post(self, request: Request) -> Response:
        """Se en annan enhets arbetsorder på hela numret, med ett skäl. Valet loggas."""
        said = self.read(serializers.AoAnnanAsked)
        if self.bound_to is not None:
            raise NotFound(annan_enhet.ingen(queries.TYP))
        number = sokning.arbetsordernummer(said["nummer"])
        chosen = annan_enhet.valj(self.person, queries.TYP, number, said["skal"])
        annan_enhet.oppna(self.person, queries.TYP, chosen.pk)
        order = queries.med_aktiviteter().get(pk=chosen.pk)
        return Response(tell_whole(order, self.person))
