"""Maintenance that falls due, and the plans that say so."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import page
from api.doors import CaseDoor, Door
from api.etags import changes
from api.idempotency import once
from api.schema import PAGED, page_of
from api.underhall import serializers
from cases.gemensamt.pages_arende import oppna
from cases.hjalpmedel.models import Underhallsplan
from cases.mottagare.visning import listnamn
from cases.underhall import actions, planer, queries
from cases.underhall.begin import TYP
from cases.underhall.facts import kontakta_senast
from cases.underhall.models import Omgang
from cases.underhall.rules import Kontakt

_ORDER = ("-arende__skapad", "-pk")


def _tell(omgang: Omgang) -> Mapping[str, Any]:
    said = {
        "id": omgang.pk,
        "nummer": omgang.arende.nummer or "",
        "status": omgang.arende.status,
        "mottagare": listnamn(omgang.arende.mottagare),
        "individ": omgang.individ.nummer,
        "aktivitetstyp": omgang.aktivitetstyp,
        "forfaller": omgang.forfaller,
        "kontakta_senast": kontakta_senast(omgang),
        "bokad": omgang.bokad,
        "text": omgang.text,
    }
    return serializers.UnderhallTold(said).data


def _tell_plan(plan: Underhallsplan) -> Mapping[str, Any]:
    return serializers.PlanTold(plan).data


class UnderhallDoor(CaseDoor):
    """An address below one case of maintenance."""

    typ = TYP

    def whole(self, arende: UUID) -> Response:
        """The case as an answer."""
        return self.told(arende, _tell(queries.hamta(self.person, arende)))


class Underhallen(UnderhallDoor):
    """Underhåll."""

    @extend_schema(parameters=PAGED, responses=page_of(serializers.UnderhallTold))
    def get(self, request: Request) -> Response:
        """Underhåll som du får se, de senaste först."""
        rows = queries.lista(self.person).filter(arende__in=self.cases())
        return self.list(page(request, rows, _ORDER), _tell)


class Ett(UnderhallDoor):
    """Ett underhåll."""

    @extend_schema(responses=serializers.UnderhallTold)
    def get(self, request: Request, arende: UUID) -> Response:
        """Underhållet. Öppnandet loggas."""
        self.readable(arende)
        oppna(self.person, arende)
        return self.whole(arende)


class Kontakta(UnderhallDoor):
    """Kontakt."""

    @extend_schema(request=serializers.KontaktAsked, responses=serializers.UnderhallTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """En dag är bestämd, eller varför inte."""
        said = Kontakt(**self.read(serializers.KontaktAsked))
        actions.kontakta(arende, person=self.person, sagt=said)
        return self.whole(arende)


class BeslutaUnderhall(UnderhallDoor):
    """Beslut."""

    @extend_schema(request=serializers.UnderhallsbeslutAsked, responses=serializers.UnderhallTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Hur mottagaren kan nås, eller att underhållet inte görs."""
        said = self.read(serializers.UnderhallsbeslutAsked)
        actions.besluta_underhall(arende, person=self.person, **said)
        return self.whole(arende)


class Planer(Door):
    """Underhållsplaner."""

    @extend_schema(parameters=PAGED, responses=page_of(serializers.PlanTold))
    def get(self, request: Request) -> Response:
        """Alla planer."""
        return self.list(page(request, planer.alla(self.person), ("pk",)), _tell_plan)

    @extend_schema(request=serializers.PlanAsked, responses={201: serializers.PlanTold})
    @once
    def post(self, request: Request) -> Response:
        """Skriv en plan; en som finns får det nya intervallet."""
        planer.krav(self.person)
        said = self.read(serializers.PlanAsked)
        return Response(_tell_plan(planer.spara(person=self.person, **said)), status=201)


class EnPlan(Door):
    """En underhållsplan."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, nr: int) -> Response:
        """Ta bort planen."""
        planer.ta_bort(nr, person=self.person)
        return Response(status=204)
