"""The draft of a kundorder: the same parts as the guide's pages."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from api.cursors import page
from api.doors import CaseDoor
from api.etags import changes
from api.idempotency import once
from api.kundorder import serializers, told
from api.schema import PAGED, page_of, query
from cases.gemensamt.pages_arende import oppna
from cases.kundorder import actions, actions_rader, queries
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import Huvud, Leveransval, NyRad, Radandring
from cases.organisation.models import Lager
from workflows.errors import Hinder, Refused

_LISTS = {
    "utkast": (queries.utkast, ("-andrad", "-pk")),
    "pagaende": (queries.pagaende, ("-arende__verkstalld", "-pk")),
    "avslutade": (queries.avslutade, ("-arende__avslutad", "-pk")),
}


ORDRAR = page_of(serializers.OrderTold)


class OrderDoor(CaseDoor):
    """An address below one kundorder."""

    typ = queries.TYP

    def tag(self, arende: UUID) -> str:
        """The order's own count of changes, and its process's."""
        version, rev = Kundorder.objects.values_list("version", "arende__process__rev").get(
            pk=arende
        )
        return f'"{version}-{rev}"'

    def whole(self, arende: UUID, status: int = 200) -> Response:
        """The order as an answer."""
        body = told.whole(queries.hamta(self.person, arende), self.person)
        return self.told(arende, body, status)


class Kundordrar(OrderDoor):
    """Kundorder."""

    @extend_schema(
        parameters=[
            query("visa", "Vilka kundorder.", enum=list(_LISTS), default="pagaende"),
            query("nummer", "Bara den med det här kundordernumret."),
            *PAGED,
        ],
        responses=ORDRAR,
    )
    def get(self, request: Request) -> Response:
        """Utkast, pågående eller avslutade kundorder som du får se."""
        shown = request.query_params.get("visa", "pagaende")
        if shown not in _LISTS:
            raise Refused([Hinder("visa", "Välj utkast, pagaende eller avslutade.", "visa")])
        listed, order = _LISTS[shown]
        rows = listed(self.person).filter(arende__in=self.cases())
        if nummer := request.query_params.get("nummer", "").strip():
            rows = rows.filter(arende__nummer=nummer)
        return self.list(page(request, rows, order), told.line)

    @extend_schema(request=serializers.NyAsked, responses={201: serializers.HelOrderTold})
    @once
    def post(self, request: Request) -> Response:
        """Börja ett utkast."""
        said = self.read(serializers.NyAsked)
        order = actions.ny(person=self.person, nummer=said.get("nummer", ""), kund=self.unit(""))
        response = self.whole(order.pk, 201)
        response["Location"] = reverse("api:kundorder", args=[order.pk])
        return response


class En(OrderDoor):
    """En kundorder."""

    @extend_schema(responses=serializers.HelOrderTold)
    def get(self, request: Request, arende: UUID) -> Response:
        """Kundordern med rader och leveransuppgifter. Öppnandet loggas."""
        self.readable(arende)
        oppna(self.person, arende)
        return self.whole(arende)

    @extend_schema(responses={204: None})
    @changes
    def delete(self, request: Request, arende: UUID) -> Response:
        """Radera utkastet."""
        actions.radera(arende, person=self.person)
        return Response(status=204)


class Orderhuvud(OrderDoor):
    """Orderhuvud."""

    @extend_schema(request=serializers.HuvudAsked, responses=serializers.HelOrderTold)
    @changes
    def put(self, request: Request, arende: UUID) -> Response:
        """Vem ordern gäller och vilken enhet som beställer."""
        said = self.read(serializers.HuvudAsked)
        unit = self.unit(said.pop("kund"))
        store = Lager.objects.filter(nummer=said.pop("forrad"), typ=Lager.Typ.BUFFERT).first()
        # No unit has the number 0: the action then says which units may be chosen.
        svar = Huvud(kund_id=unit.pk if unit else 0, forrad_id=store.pk if store else None, **said)
        actions.orderhuvud(arende, person=self.person, svar=svar)
        return self.whole(arende)


class Rader(OrderDoor):
    """Orderns rader."""

    @extend_schema(request=serializers.RadAsked, responses={201: serializers.HelOrderTold})
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Lägg till en artikel, med de standardkomponenter som hör till."""
        svar = NyRad(**self.read(serializers.RadAsked))
        actions_rader.lagg_till_rad(arende, person=self.person, svar=svar)
        return self.whole(arende, 201)

    @extend_schema(request=serializers.RadandringarAsked, responses=serializers.HelOrderTold)
    @changes
    def patch(self, request: Request, arende: UUID) -> Response:
        """Ändra antal och kommentarer, eller ta bort rader."""
        said: list[dict[str, Any]] = self.read(serializers.RadandringarAsked)["rader"]
        svar = [Radandring(**one) for one in said]
        actions_rader.andra_rader(arende, person=self.person, svar=svar)
        return self.whole(arende)

    @extend_schema(responses=serializers.HelOrderTold)
    @changes
    def delete(self, request: Request, arende: UUID) -> Response:
        """Avbryt: ta bort alla rader. De kan hämtas tillbaka inom ett dygn."""
        actions_rader.avbryt_rader(arende, person=self.person)
        return self.whole(arende)


class Angra(OrderDoor):
    """Rader som togs bort med Avbryt."""

    @extend_schema(request=None, responses=serializers.HelOrderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Hämta tillbaka raderna."""
        actions_rader.angra_avbryt(arende, person=self.person)
        return self.whole(arende)


class Orderrader(OrderDoor):
    """Guidens andra del."""

    @extend_schema(request=None, responses=serializers.HelOrderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Raderna är klara: gå vidare, vid uttag direkt till Granska och skicka."""
        actions.orderrader(arende, person=self.person)
        return self.whole(arende)


class Leveransuppgifter(OrderDoor):
    """Leveransuppgifter."""

    @extend_schema(request=serializers.LeveransAsked, responses=serializers.HelOrderTold)
    @changes
    def put(self, request: Request, arende: UUID) -> Response:
        """Vart och hur. Gå vidare till Granska och skicka."""
        svar = Leveransval(**self.read(serializers.LeveransAsked))
        actions.leveransuppgifter(arende, person=self.person, svar=svar)
        return self.whole(arende)

    @extend_schema(request=serializers.LeveransAsked, responses=serializers.HelOrderTold)
    @changes
    def patch(self, request: Request, arende: UUID) -> Response:
        """Hämta leveransadressen från ”adress_id” och stanna kvar."""
        svar = Leveransval(**self.read(serializers.LeveransAsked))
        actions.hamta_leveransadress(arende, person=self.person, svar=svar)
        return self.whole(arende)


class Verkstall(OrderDoor):
    """Verkställ."""

    @extend_schema(request=serializers.VerkstallAsked, responses=serializers.HelOrderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Skicka ordern. Den får sitt nummer."""
        actions.verkstall(arende, person=self.person, **self.read(serializers.VerkstallAsked))
        return self.whole(arende)
