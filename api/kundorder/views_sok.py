"""The lists of kundorder below Dina uppgifter, and another unit's order."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import page
from api.hjalpmedel.serializers import LaneforbindelseTold
from api.hjalpmedel.views import CHOSEN, chosen_loans, tell_loans
from api.idempotency import once
from api.kundorder import serializers, told
from api.kundorder.views import ORDRAR, OrderDoor
from api.schema import PAGED, page_of, query
from cases.gemensamt import annan_enhet, laneforbindelse
from cases.gemensamt.pages_arende import oppna
from cases.kundorder import queries, rekvirerat, sokning
from cases.kundorder.models import Kundorderrad
from cases.kundorder.ordertyp import mottagarnamn
from cases.kundorder.visning import radvyer
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from cases.mottagare.visning import listnamn
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


class Rekvirerat(OrderDoor):
    """Rekvirerat per beställare."""

    @extend_schema(
        parameters=[
            query("bestallare", "Beställarens användar-id. Måste anges."),
            query("fran", "Första dagen, ÅÅÅÅ-MM-DD."),
            query("till", "Sista dagen; högst tolv månader."),
            query("mottagare", "Mottagarens id."),
            query("artikel", "Artikelnummer."),
            _NUMBER,
            query("leverans", "Vad som visas.", enum=list(rekvirerat.LEVERANSER)),
            *PAGED,
        ],
        responses=page_of(serializers.RekvireratTold),
    )
    def get(self, request: Request) -> Response:
        """Vad en beställare på din enhet har rekvirerat i en period, den senaste ordern först."""
        asked = request.query_params
        fran, till = rekvirerat.period(
            rekvirerat.VALFRI, *(_day(asked.get(name, "")) for name in ("fran", "till"))
        )
        shown = asked.get("leverans", "samtliga")
        if shown not in rekvirerat.LEVERANSER:
            raise Refused([Hinder("leverans", "Välj samtliga, lev eller ej_lev.", "leverans")])
        sokt = rekvirerat.Sokt(
            fran,
            till,
            asked.get("bestallare", ""),
            _av_mottagare(asked.get("mottagare", "")),
            asked.get("artikel", ""),
            asked.get("nummer", ""),
            shown,
        )
        rows = rekvirerat.sok(self.person, sokt).filter(order__arende__in=self.cases())
        found = page(request, rows, ("-order__arende__verkstalld", "-pk"))
        return self.list(found, _rekvirerad)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _av_mottagare(text: str) -> Q:
    if not text:
        return Q()
    return Q(order__arende__mottagare=int(text) if text.isdecimal() else 0)


def _rekvirerad(rad: Kundorderrad) -> Mapping[str, Any]:
    order = rad.order
    return {
        "order": order.pk,
        "nummer": order.arende.nummer or "",
        "verkstalld": order.arende.verkstalld,
        "artikel": rad.artikel.nummer,
        "benamning": rad.artikel.benamning,
        "mottagare": mottagarnamn(order) or listnamn(order.arende.mottagare),
        "antal": rad.antal,
        "levererat": rad.levererat,
        "levererad": rad.levererad,
    }


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
            raise NotFound(annan_enhet.ingen(queries.TYP))
        chosen = annan_enhet.valj(self.person, queries.TYP, said["nummer"], said["skal"])
        annan_enhet.oppna(self.person, queries.TYP, chosen.pk)
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
