"""What the return desk and the workshop do."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from api.cursors import page
from api.doors import CaseDoor, Door
from api.etags import changes
from api.idempotency import once
from api.returmottagning import serializers
from api.schema import PAGED, page_of
from cases.gemensamt.pages_arende import oppna
from cases.mottagare.visning import listnamn
from cases.organisation.models import Lager
from cases.returmottagning import actions, actions_disk, actions_karantan, avstamning, disk, queries
from cases.returmottagning.begin import TYP
from cases.returmottagning.models import Returmottagning
from cases.returmottagning.rules import Mottaget
from workflows import engine
from workflows.errors import Hinder, Refused

_ORDER = ("-arende__skapad", "-pk")


def _line(retur: Returmottagning) -> dict[str, Any]:
    return {
        "id": retur.pk,
        "nummer": retur.arende.nummer or "",
        "hamtordernummer": retur.hamtordernummer,
        "status": retur.arende.status,
        "lager": str(retur.lager),
        "mottagare": listnamn(retur.arende.mottagare),
        "hamtad": retur.hamtad,
    }


def _tell_line(retur: Returmottagning) -> Mapping[str, Any]:
    return serializers.ReturTold(_line(retur)).data


class ReturDoor(CaseDoor):
    """An address below one returmottagning."""

    typ = TYP

    def whole(self, arende: UUID, status: int = 200) -> Response:
        """The returmottagning as an answer."""
        retur = queries.hamta(self.person, arende)
        said = {
            **_line(retur),
            "lamnad": retur.lamnad,
            "avstamd": retur.avstamd,
            "uppgifter": [task.element for task in engine.open_tasks(arende)],
            "rader": list(retur.rader.all()),
        }
        return self.told(arende, serializers.HelReturTold(said).data, status)


class Returer(ReturDoor):
    """Returer."""

    @extend_schema(parameters=PAGED, responses=page_of(serializers.ReturTold))
    def get(self, request: Request) -> Response:
        """Returer som du får se, de senaste först."""
        rows = queries.lista(self.person).filter(arende__in=self.cases())
        return self.list(page(request, rows, _ORDER), _tell_line)


class DiskSok(Door):
    """Returdisken."""

    asks_only = True

    @extend_schema(request=serializers.DiskSokAsked, responses=serializers.DiskfyndTold)
    def post(self, request: Request) -> Response:
        """Vad som ligger på disken, och om det står på en hämtorder. Inget sägs om mottagaren."""
        disk.krav_disk(self.person)
        found = disk.sok(self.person, **self.read(serializers.DiskSokAsked))
        said = {
            "rader": found.rader,
            "hamtorder": found.vantad.nummer if found.vantad else "",
            "mening": found.mening,
            "vidare": found.vidare,
        }
        return Response(serializers.DiskfyndTold(said).data)


class Disk(ReturDoor):
    """Det som lämnas vid returdisken."""

    @extend_schema(request=serializers.DiskAsked, responses={201: serializers.HelReturTold})
    @once
    def post(self, request: Request) -> Response:
        """Ta emot det som ligger på disken, med eller utan hämtorder."""
        disk.krav_disk(self.person)
        said = self.read(serializers.DiskAsked)
        rows = [(row.pop("hjalpmedel"), row) for row in said["rader"]]
        retur = actions_disk.ta_emot_vid_disk(
            [nr for nr, _ in rows],
            person=self.person,
            sagt=[Mottaget(nr=nr, **row) for nr, row in rows],
            hamtorder=said["hamtorder"],
        )
        response = self.whole(retur.pk, 201)
        response["Location"] = reverse("api:retur", args=[retur.pk])
        return response


class Avstamning(Door):
    """Avstämning av returer."""

    @extend_schema(
        parameters=[OpenApiParameter("lager", str, description="Lagrets nummer, annars alla")],
        responses=serializers.AvstamningTold,
    )
    def get(self, request: Request) -> Response:
        """Det som kom utan hämtorder, och det som skulle ha kommit men inte har gjort det."""
        asked = request.query_params.get("lager", "")
        lager = Lager.objects.filter(nummer=asked, typ=Lager.Typ.HMC).first() if asked else None
        if asked and lager is None:
            raise Refused([Hinder("lager", "Det finns inget HMC-lager med det numret.", "lager")])
        return Response(serializers.AvstamningTold(avstamning.lista(self.person, lager)).data)


class StamAv(ReturDoor):
    """En retur som stäms av."""

    @extend_schema(request=serializers.StamAvAsked, responses=serializers.HelReturTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Det som var fel är utrett; returen försvinner från avstämningen."""
        avstamning.stam_av(arende, person=self.person, **self.read(serializers.StamAvAsked))
        return self.whole(arende)


class En(ReturDoor):
    """En retur."""

    @extend_schema(responses=serializers.HelReturTold)
    def get(self, request: Request, arende: UUID) -> Response:
        """Returen med rader. Öppnandet loggas."""
        self.readable(arende)
        oppna(self.person, arende)
        return self.whole(arende)


class TaEmot(ReturDoor):
    """Returmottagning."""

    @extend_schema(request=serializers.TaEmotAsked, responses=serializers.HelReturTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Vad som kom, rad för rad. Tabellen avgör vad som händer med det."""
        said = self.read(serializers.TaEmotAsked)
        told = [Mottaget(**one) for one in said["rader"]]
        actions.ta_emot(arende, person=self.person, sagt=told)
        return self.whole(arende)


class Rekonditionera(ReturDoor):
    """Rekonditionering."""

    @extend_schema(request=serializers.RekonditioneraAsked, responses=serializers.HelReturTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Vad som läggs i lager, och vad som skrotas med vilken kod."""
        said = self.read(serializers.RekonditioneraAsked)
        ended = {one["nr"]: one["resultat"] for one in said["rader"]}
        actions.rekonditionera(arende, person=self.person, sagt=ended)
        return self.whole(arende)


class HavKarantan(ReturDoor):
    """Karantän."""

    @extend_schema(request=serializers.HavAsked, responses=serializers.HelReturTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Häv karantänen som returmottagningen satte. En tekniker bedömer hjälpmedlet."""
        actions_karantan.hav_karantan(arende, person=self.person, **self.read(serializers.HavAsked))
        return self.whole(arende)
