"""Writing an arbetsorder, its attachments, and sending it."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from api.arbetsorder import serializers
from api.arbetsorder.dorr import LISTA, ArbetsDoor, tell_line
from api.bilagor import ASKED, BilagaDoor, filer
from api.cursors import page
from api.etags import changes
from api.idempotency import once
from api.schema import PAGED
from cases.arbetsorder import actions, queries
from cases.arbetsorder.svar import Arbetsval, Mal
from cases.gemensamt.pages_arende import oppna
from cases.mottagare.models import Mottagare
from cases.organisation.models import Kund
from cases.organisation.roller import ar_hmc
from workflows.errors import NotFound

_ORDER = ("-arende__skapad", "-pk")


class Arbetsordrar(ArbetsDoor):
    """Arbetsorder."""

    @extend_schema(parameters=PAGED, responses=LISTA)
    def get(self, request: Request) -> Response:
        """De arbetsorder du får se, utkast också."""
        rows = queries.lista(self.person).filter(arende__in=self.cases())
        return self.list(page(request, rows, _ORDER), tell_line)

    @extend_schema(
        request=serializers.NyArbetsorderAsked, responses={201: serializers.HelArbetsorderTold}
    )
    @once
    def post(self, request: Request) -> Response:
        """Börja ett utkast. Det skickas med verkstall."""
        actions.krav_registrera(self.person)
        said = self.read(serializers.NyArbetsorderAsked)
        mottagare = Mottagare.objects.filter(pk=said.pop("mottagare")).first()
        if mottagare is None:
            raise NotFound("Mottagaren finns inte. Sök på personnumret.")
        mal = Mal(said.pop("hjalpmedel"), said.pop("rad"), said.pop("objekt"))
        kund = self._kund(said.pop("kund"))
        order = actions.ny(
            mottagare, person=self.person, kund=kund, mal=mal, svar=Arbetsval(**said)
        )
        response = self.whole(order.pk, 201)
        response["Location"] = reverse("api:arbetsorder", args=[order.pk])
        return response

    def _kund(self, nummer: str) -> Kund | None:
        if ar_hmc(self.person):
            return Kund.objects.filter(nummer=nummer).first()
        return self.unit(nummer)


class En(ArbetsDoor):
    """En arbetsorder."""

    @extend_schema(responses=serializers.HelArbetsorderTold)
    def get(self, request: Request, arende: UUID) -> Response:
        """Arbetsordern med aktiviteter, tid och bilagor. Öppnandet loggas."""
        self.readable(arende)
        oppna(self.person, arende)
        return self.whole(arende)

    @extend_schema(request=serializers.ArbetsvalAsked, responses=serializers.HelArbetsorderTold)
    @changes
    def put(self, request: Request, arende: UUID) -> Response:
        """Spara utkastet som det är skrivet nu. Vilket hjälpmedel det gäller ändras inte."""
        said = self.read(serializers.ArbetsvalAsked)
        actions.spara(arende, person=self.person, svar=Arbetsval(**said))
        return self.whole(arende)

    @extend_schema(responses={204: None})
    @changes
    def delete(self, request: Request, arende: UUID) -> Response:
        """Radera utkastet."""
        actions.radera(arende, person=self.person)
        return Response(status=204)


class Bilagor(ArbetsDoor):
    """Bilagor."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        request=ASKED,
        responses={201: serializers.HelArbetsorderTold},
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Bifoga en eller flera filer till ett utkast, eller när underlaget ska kompletteras."""
        actions.bifoga(arende, person=self.person, filer=filer(request))
        return self.whole(arende, 201)


class EnBilaga(BilagaDoor, ArbetsDoor):
    """En bilaga i ett utkast."""

    @extend_schema(responses={204: None})
    @changes
    def delete(self, request: Request, arende: UUID, bilaga: UUID) -> Response:
        """Ta bort bilagan."""
        actions.ta_bort_bilaga(arende, bilaga, person=self.person)
        return Response(status=204)


class Verkstall(ArbetsDoor):
    """Verkställ."""

    @extend_schema(request=None, responses=serializers.HelArbetsorderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Skicka arbetsordern. Hör den till en kundorder hålls leveransen från nu."""
        actions.verkstall(arende, person=self.person)
        return self.whole(arende)


class Komplettera(ArbetsDoor):
    """Komplettering."""

    @extend_schema(request=serializers.AoKompletteraAsked, responses=serializers.HelArbetsorderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Svara på vad Hjälpmedelscentralen frågade. Filer bifogas först, med bilagor."""
        actions.komplettera(arende, person=self.person, **self.read(serializers.AoKompletteraAsked))
        return self.whole(arende)
