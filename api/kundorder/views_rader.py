"""Building an order's rows: finding, adding, components, equivalents, completing, attaching."""

from typing import Any, cast
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.bilagor import filer
from api.doors import Door
from api.etags import changes
from api.fields import hinder_of
from api.idempotency import once
from api.kundorder import serializers, serializers_rader, told
from api.kundorder.views import OrderDoor
from api.schema import query
from cases.artiklar import favoriter
from cases.artiklar.tillbehor import sok_tillbehor, vanligaste
from cases.gemensamt import behorighet
from cases.gemensamt.pages_arende import oppna
from cases.kundorder import (
    actions_bilagor,
    actions_ersattning,
    actions_komponenter,
    actions_rader,
    ersattning,
    komplettering,
    queries,
    traffar,
)
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad
from workflows.errors import NotFound, Refused


class RadDoor(OrderDoor):
    """An address where a draft's rows are built."""

    def draft(self, arende: UUID, *, oppnar: bool = False) -> Kundorder:
        """The order, if the person may write in it. Raises `NotFound`, `Forbidden`.

        `oppnar` where the answer tells of the patient, so that it is logged.
        """
        self.readable(arende)
        order = queries.hamta(self.person, arende)
        behorighet.krav(self.person, "registrera", order.arende)
        if oppnar:
            oppna(self.person, arende)
        return order

    def hold(self, given: str, arende: UUID, **_part: UUID) -> None:
        """Lock the order, whichever of its parts is asked for."""
        super().hold(given, arende)


class LaggTill(OrderDoor):
    """Flera artiklar på en gång."""

    @extend_schema(
        request=serializers_rader.ArtiklarAsked, responses={201: serializers.TillagdTold}
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Lägg till de artiklar som går att beställa. De andra nämns i ”nekade”."""
        said = self.read(serializers_rader.ArtiklarAsked)["artiklar"]
        done = actions_rader.lagg_till_rader(
            arende, person=self.person, svar=[NyRad(**one) for one in said]
        )
        order = queries.hamta(self.person, arende)
        refused = serializers_rader.NekadTold(done.nekade, many=True).data
        body = {**told.whole(order, self.person), "nekade": refused}
        return self.told(arende, body, 201)


class SokArtikel(RadDoor):
    """Artiklar att välja till ordern."""

    @extend_schema(
        parameters=[query("q", "Det du minns av artikeln.", required=True)],
        responses=serializers_rader.SokningTold,
    )
    def get(self, request: Request, arende: UUID) -> Response:
        """De bästa träffarna, med pris, saldo och leveransdag för den här ordern."""
        found = traffar.sokning(
            self.draft(arende), self.person, request.query_params.get("q", "").strip()
        )
        return Response(serializers_rader.SokningTold(found).data)


class SomForraGangen(RadDoor):
    """Som förra gången."""

    @extend_schema(responses=serializers_rader.ForraTold)
    def get(self, request: Request, arende: UUID) -> Response:
        """Det som enheten senast beställde till samma mottagare."""
        order = self.draft(arende, oppnar=True)
        before, hits = traffar.som_forra_gangen(order, self.person)
        return Response(
            serializers_rader.ForraTold(
                {
                    "kundorder": before.pk if before else None,
                    "nummer": before.arende.nummer if before else None,
                    "traffar": hits,
                }
            ).data
        )


class Tillbehor(RadDoor):
    """Tillbehör till ett hjälpmedel i ordern."""

    @extend_schema(
        parameters=[query("q", "Ord ur benämningen: sök bland alla tillbehör som passar.")],
        responses=serializers_rader.TillbehorsgruppTold(many=True),
    )
    def get(self, request: Request, arende: UUID, rad: UUID) -> Response:
        """Vanligaste tillbehören, eller de som söks fram."""
        order = self.draft(arende)
        artikel = _hjalpmedlet(arende, rad).artikel
        groups = vanligaste(artikel)
        if "q" in request.query_params:
            groups = [("Sökträffar", sok_tillbehor(artikel, "", request.query_params["q"]))]
        rows = [
            {"rubrik": heading, "traffar": traffar.traffar(order, self.person, articles)}
            for heading, articles in groups
        ]
        return Response(serializers_rader.TillbehorsgruppTold(rows, many=True).data)

    @extend_schema(
        request=serializers_rader.TillbehorAsked, responses={201: serializers.HelOrderTold}
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID, rad: UUID) -> Response:
        """Beställ tillbehör som komponenter till hjälpmedlet."""
        said = self.read(serializers_rader.TillbehorAsked)
        actions_komponenter.bestall_tillbehor(
            arende, rad, person=self.person, artiklar=said["artiklar"]
        )
        return self.whole(arende, 201)


class Komplettera(RadDoor):
    """Komplettera levererad individ."""

    @extend_schema(responses=serializers_rader.KompletteraTold)
    def get(self, request: Request, arende: UUID) -> Response:
        """Rader som kan komplettera, och alla individer hos mottagaren."""
        order = self.draft(arende, oppnar=True)
        rows = komplettering.kompletterande(queries.rader(arende))
        return Response(
            serializers_rader.KompletteraTold(
                {
                    "rader": [rad.pk for rad in rows],
                    "individer": komplettering.individer(order, rows),
                }
            ).data
        )

    @extend_schema(request=serializers_rader.KompletteraAsked, responses=serializers.HelOrderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Säg vilken individ raderna kompletterar."""
        said = self.read(serializers_rader.KompletteraAsked)
        actions_komponenter.komplettera(arende, person=self.person, **said)
        return self.whole(arende)


class TillbehorTillIndivid(OrderDoor):
    """Tillbehör till en individ hos mottagaren."""

    @extend_schema(
        request=serializers_rader.IndividtillbehorAsked, responses={201: serializers.HelOrderTold}
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Beställ tillbehör, vart och ett på en rad som kompletterar individen."""
        said = self.read(serializers_rader.IndividtillbehorAsked)
        actions_komponenter.bestall_till_individ(
            arende, said["innehav"], person=self.person, artiklar=said["artiklar"]
        )
        return self.whole(arende, 201)


class Ersattningar(RadDoor):
    """Ersättningsartiklar."""

    @extend_schema(responses=serializers_rader.ForslagTold(many=True))
    def get(self, request: Request, arende: UUID) -> Response:
        """Likvärdiga artiklar till ordernas rader, originalet först."""
        order = self.draft(arende)
        offers = ersattning.alla_forslag(order, queries.rader(arende))
        return Response(serializers_rader.ForslagTold(offers, many=True).data)

    @extend_schema(request=serializers_rader.ErsattningAsked, responses=serializers.HelOrderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Välj vilken artikel som beställs på varje rad."""
        said = self.read(serializers_rader.ErsattningAsked)["val"]
        actions_ersattning.ersatt(
            arende, person=self.person, val={one["rad"]: one["artikel"] for one in said}
        )
        return self.whole(arende)


class Bilagor(RadDoor):
    """Bilagor till en rad eller till hela ordern."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        request={"multipart/form-data": serializers_rader.BilagorAsked},
        responses={201: serializers.HelOrderTold},
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Bifoga filer, och en kommentar till raden."""
        self.draft(arende)
        posted = cast("dict[str, Any]", request.data)
        sent = {name: value for name, value in posted.items() if name != "bilaga"}
        asked = serializers_rader.BilagorAsked(data=sent)
        if not asked.is_valid():
            raise Refused(hinder_of(asked.errors))
        actions_bilagor.bifoga(
            arende, person=self.person, filer=filer(request), **asked.validated_data
        )
        return self.whole(arende, 201)


class EnBilaga(RadDoor):
    """En bilaga i ett utkast."""

    @extend_schema(responses={204: None})
    @changes
    def delete(self, request: Request, arende: UUID, bilaga: UUID) -> Response:
        """Ta bort bilagan."""
        actions_bilagor.ta_bort_bilaga(arende, bilaga, person=self.person)
        return Response(status=204)


class Favoriter(Door):
    """Dina favoriter."""

    @extend_schema(responses=serializers_rader.FavoritTold(many=True))
    def get(self, request: Request) -> Response:
        """Artiklar som du vill ha nära till hands."""
        own = favoriter.favoriter(self.person)
        return Response(serializers_rader.FavoritTold(own, many=True).data)


class EnFavorit(Door):
    """En favorit."""

    @extend_schema(request=None, responses={204: None})
    def put(self, request: Request, nummer: str) -> Response:
        """Gör artikeln till en favorit."""
        return self._satt(nummer, ja=True)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, nummer: str) -> Response:
        """Ta bort artikeln bland favoriterna."""
        return self._satt(nummer, ja=False)

    def _satt(self, nummer: str, *, ja: bool) -> Response:
        if favoriter.satt(self.person, nummer, ja=ja) is None:
            raise NotFound(f"Det finns ingen artikel {nummer}. Kontrollera numret.")
        return Response(status=204)


def _hjalpmedlet(arende: UUID, rad: UUID) -> Kundorderrad:
    aid = queries.rader(arende).filter(pk=rad, huvudrad__isnull=True).first()
    if aid is None:
        raise NotFound("Raden finns inte i ordern. Läs ordern igen.")
    return aid
