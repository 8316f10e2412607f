"""Taking bought aids back to one's own förråd."""

from collections.abc import Mapping
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
from api.retur import serializers
from api.schema import PAGED, page_of
from cases.gemensamt.pages_arende import oppna
from cases.mottagare.models import Mottagare
from cases.mottagare.visning import listnamn
from cases.organisation.queries import egna_forrad
from cases.retur import actions, queries
from cases.retur.models import Retur
from cases.retur.rules import Vald
from workflows.errors import Hinder, NotFound, Refused

_ORDER = ("-arende__skapad", "-pk")


def _line(retur: Retur) -> dict[str, Any]:
    return {
        "id": retur.pk,
        "nummer": retur.arende.nummer or "",
        "status": retur.arende.status,
        "lager": str(retur.lager),
        "mottagare": listnamn(retur.arende.mottagare),
        "kund": str(retur.arende.kund or ""),
        "gjord": retur.arende.verkstalld,
    }


def _tell_line(retur: Retur) -> Mapping[str, Any]:
    return serializers.EgenReturTold(_line(retur)).data


class EgenDoor(CaseDoor):
    """An address below one retur."""

    typ = queries.TYP

    def whole(self, arende: UUID, status: int = 200) -> Response:
        """The retur as an answer."""
        retur = queries.hamta(self.person, arende)
        said = {**_line(retur), "angrad": retur.angrad, "rader": list(retur.poster.all())}
        return self.told(arende, serializers.HelEgenReturTold(said).data, status)


class EgnaReturer(EgenDoor):
    """Retur till eget förråd."""

    @extend_schema(parameters=PAGED, responses=page_of(serializers.EgenReturTold))
    def get(self, request: Request) -> Response:
        """Returer som du får se, de senaste först."""
        rows = queries.lista(self.person).filter(arende__in=self.cases())
        return self.list(page(request, rows, _ORDER), _tell_line)

    @extend_schema(request=serializers.ReturAsked, responses={201: serializers.HelEgenReturTold})
    @once
    def post(self, request: Request) -> Response:
        """Ta tillbaka köpta hjälpmedel till ett eget förråd, eller skrota dem."""
        actions.krav_forrad(self.person)
        said = self.read(serializers.ReturAsked)
        mottagare = Mottagare.objects.filter(pk=said["mottagare"]).first()
        if mottagare is None:
            raise NotFound("Mottagaren finns inte. Sök på personnumret.")
        kund = self.unit(said["kund"])
        if kund is None:
            raise Refused([Hinder("kund", "Välj en enhet som du arbetar för.", "kund")])
        lager = egna_forrad(self.person).filter(nummer=said["lager"]).first()
        if lager is None:
            raise Refused([Hinder("forrad_annans", "Välj ett av dina egna förråd.", "lager")])
        retur = actions.verkstall(
            mottagare,
            person=self.person,
            kund=kund,
            lager=lager,
            valda=[Vald(one["hjalpmedel"], one["antal"], one["skrotas"]) for one in said["rader"]],
            information=said["information"],
        )
        response = self.whole(retur.pk, 201)
        response["Location"] = reverse("api:egen_retur", args=[retur.pk])
        return response


class En(EgenDoor):
    """En retur till eget förråd."""

    @extend_schema(responses=serializers.HelEgenReturTold)
    def get(self, request: Request, arende: UUID) -> Response:
        """Returen med rader. Öppnandet loggas."""
        self.readable(arende)
        oppna(self.person, arende)
        return self.whole(arende)


class Angra(EgenDoor):
    """En retur som var fel."""

    @extend_schema(request=serializers.AngraAsked, responses=serializers.HelEgenReturTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Ångra: hjälpmedlen står åter hos mottagaren."""
        actions.angra(arende, person=self.person, **self.read(serializers.AngraAsked))
        return self.whole(arende)
