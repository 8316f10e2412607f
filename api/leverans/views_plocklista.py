"""The plocklista of a lager: what there is to pick, and what has been read off."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import ranked_page
from api.doors import Door
from api.idempotency import once
from api.leverans import serializers
from api.schema import PAGED, page_of
from cases.leverans import avlasning, plocklista
from cases.leverans.models import Leveransrad
from cases.leverans.plocklista import Plocklisterad
from cases.organisation.models import Lager
from workflows.errors import NotFound


def _tell(shown: Plocklisterad) -> Mapping[str, Any]:
    rad = shown.rad
    said = {
        "id": rad.pk,
        "leverans": rad.leverans_id,
        "kundordernummer": rad.leverans.kundordernummer,
        "akut": rad.leverans.akut,
        "planerad": rad.leverans.planerad,
        "hylla": shown.placering,
        "artikel": rad.artikel.nummer,
        "benamning": rad.artikel.benamning,
        "individmarkt": rad.artikel.individmarkt,
        "antal": rad.antal,
        "hittat": rad.hittat,
        "brist": rad.brist,
        "lediga_individer": [one.nummer for one in shown.forslag],
    }
    return serializers.PlocklisteradTold(said).data


class PlocklistaDoor(Door):
    """An address below the list of one lager."""

    def lager(self, nummer: str) -> Lager:
        """The lager. Raises `Forbidden`, `NotFound`."""
        avlasning.krav_lager(self.person)
        found = Lager.objects.filter(nummer=nummer, typ=Lager.Typ.HMC).first()
        if found is None:
            raise NotFound("Det finns inget HMC-lager med det numret. Rätta det.")
        return found

    def row(self, nummer: str, rad: int) -> int:
        """The row's id, if it is on this list and the key reaches its case. Raises `NotFound`."""
        lager = self.lager(nummer)
        rows = plocklista.rader(self.person, lager).filter(leverans__arende__in=self.cases())
        if not rows.filter(pk=rad).exists():
            raise NotFound("Raden finns inte på plocklistan. Den kan redan vara plockad.")
        return rad


class Plocklista(PlocklistaDoor):
    """Plocklistan för ett lager."""

    @extend_schema(parameters=[*PAGED], responses=page_of(serializers.PlocklisteradTold))
    def get(self, request: Request, nummer: str) -> Response:
        """Raderna som väntar på plock, akuta först och sedan hylla för hylla."""
        lager = self.lager(nummer)
        rows = plocklista.rader(self.person, lager).filter(leverans__arende__in=self.cases())
        found = ranked_page(request, rows)
        shown: dict[int, Plocklisterad] = {
            one.rad.pk: one for one in plocklista.visade(lager, found.rows)
        }

        def tell(row: Leveransrad) -> Mapping[str, Any]:
            return _tell(shown[row.pk])

        return self.list(found, tell)


class Skanna(PlocklistaDoor):
    """Avläsning."""

    @extend_schema(request=serializers.SkannaAsked, responses=serializers.AvlastTold)
    @once
    def post(self, request: Request, nummer: str) -> Response:
        """En individ, eller ett antal av en artikel, är plockad till den rad som väntar på den."""
        said = self.read(serializers.SkannaAsked)
        told = avlasning.skanna(
            self.lager(nummer),
            said["kod"],
            person=self.person,
            antal=said["antal"],
            rad_id=said["rad"],
            inom=self.cases(),
        )
        return Response(told)


class Fattas(PlocklistaDoor):
    """Det som inte finns på hyllan."""

    @extend_schema(request=None, responses=serializers.AvlastTold)
    @once
    def post(self, request: Request, nummer: str, rad: int) -> Response:
        """Det som inte är avläst på raden restnoteras."""
        return Response(avlasning.fattas(self.row(nummer, rad), person=self.person))


class AngraPlock(PlocklistaDoor):
    """Ångra avläsningen."""

    @extend_schema(request=None, responses=serializers.AvlastTold)
    @once
    def post(self, request: Request, nummer: str, rad: int) -> Response:
        """Ingenting på raden är avläst."""
        return Response(avlasning.angra(self.row(nummer, rad), person=self.person))
