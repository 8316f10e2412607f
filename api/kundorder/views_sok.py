"""The lists of kundorder below Dina uppgifter, and another unit's order."""

from uuid import UUID

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import page
from api.hjalpmedel.serializers import LaneforbindelseTold
from api.hjalpmedel.views import CHOSEN, chosen_loans, tell_loans
from api.idempotency import once
from api.kundorder import serializers, told
from api.kundorder.views import ORDRAR, OrderDoor
from api.schema import PAGED, query
from cases.gemensamt import laneforbindelse
from cases.gemensamt.pages_arende import oppna
from cases.kundorder import annan_enhet, queries, sokning
from cases.kundorder.visning import radvyer
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from workflows.errors import Hinder, NotFound, Refused

_WHO = query("bestallare", "Beställarens användar-id.")
_NUMBER = query("nummer", "Kundordernumret, eller dess första siffror.")


class Oppna(OrderDoor):
    """Öppna kundorder."""

    @extend_schema(parameters=[_WHO, _NUMBER, *PAGED], responses=ORDRAR)
    def get(self, request: Request) -> Response:
        """Dina egna öppna kundorder och lagerpåfyllnader, eller dem som sökningen hittar."""
        asked = request.query_params
        found = sokning.oppna(self.person, asked.get("bestallare", ""), asked.get("nummer", ""))
        rows = found.filter(arende__in=self.cases())
        return self.list(page(request, rows, ("-arende__verkstalld", "-pk")), told.line)


class Sok(OrderDoor):
    """Sök kundorder."""

    @extend_schema(
        parameters=[_WHO, _NUMBER, query("kund", "Kundnummer."), *PAGED],
        responses=ORDRAR,
    )
    def get(self, request: Request) -> Response:
        """Kundorder med rader från beställare på dina enheter, senast ändrade först."""
        asked = {
            name: request.query_params.get(name, "") for name in ("bestallare", "kund", "nummer")
        }
        if not any(text.strip() for text in asked.values()):
            raise Refused(
                [Hinder("sokbegrepp", "Ange kundorder, beställare eller kund.", "nummer")]
            )
        rows = sokning.sok(self.person, **asked).filter(arende__in=self.cases())
        return self.list(page(request, rows, ("-andrad", "-pk")), told.line)


class Levererade(OrderDoor):
    """Sök levererade kundorder."""

    @extend_schema(
        parameters=[_NUMBER, query("foljesedel", "Följesedelns nummer.")],
        responses=serializers.LevereradTold,
    )
    def get(self, request: Request) -> Response:
        """Det som har levererats; på en följesedel också det som är restnoterat. Loggas."""
        asked = request.query_params
        nummer, foljesedel = asked.get("nummer", ""), asked.get("foljesedel", "")
        found = sokning.levererade(self.person, nummer=nummer, foljesedel=foljesedel)
        if found is None or not self.cases().filter(pk=found.order.pk).exists():
            raise NotFound("Ingen träff. Kontrollera numret på kvittot eller följesedeln.")
        oppna(self.person, found.order.pk)
        rows = []
        for vy in radvyer(found.rader):
            parts = radvyer(found.komponenter.get(vy.rad.pk, []))
            rows.append({**told.row(vy), "komponenter": [told.row(part) for part in parts]})
        return Response({"order": told.line(found.order), "rader": rows})


class AnnanEnhet(OrderDoor):
    """En annan enhets kundorder."""

    @extend_schema(request=serializers.AnnanAsked, responses=serializers.HelOrderTold)
    @once
    @transaction.atomic
    def post(self, request: Request) -> Response:
        """Se en annan enhets order på hela numret, med ett skäl. Valet loggas."""
        said = self.read(serializers.AnnanAsked)
        if self.bound_to is not None:
            raise NotFound(annan_enhet.INGEN)
        chosen = annan_enhet.valj(self.person, said["nummer"], said["skal"])
        annan_enhet.oppna(self.person, chosen.pk)
        return Response(told.whole(queries.for_arende(chosen.pk), self.person))


class Laneforbindelse(OrderDoor):
    """Låneförbindelse för en order."""

    @extend_schema(parameters=[CHOSEN], responses=LaneforbindelseTold)
    @transaction.atomic
    def get(self, request: Request, arende: UUID) -> Response:
        """Det på ordern som kan stå på låneförbindelsen. Med val loggas en utskrift."""
        self.readable(arende)
        found = oppna(self.person, arende)
        if found.mottagare is None or found.verkstalld is None:
            raise NotFound("Låneförbindelsen finns när ordern är skickad och gäller en mottagare.")
        chosen = chosen_loans(request)
        if chosen:
            logga_atkomst(
                self.person,
                found.mottagare,
                Atkomst.Vad.SKREV_UT,
                objekt="Låneförbindelse",
                kund=found.kund,
                arende=arende,
            )
        loans = laneforbindelse.lan(found.mottagare, chosen, arende=arende)
        return Response(tell_loans(self.person, found.mottagare, loans))
