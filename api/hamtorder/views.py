"""Making a hämtorder, and what transport, lager and kundtjänst do with it."""

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
from api.hamtorder import serializers
from api.idempotency import once
from api.people import tell_mottagare
from api.schema import PAGED, page_of, query
from cases.gemensamt.pages_arende import oppna
from cases.hamtorder import (
    actions,
    actions_aterregistrera,
    actions_makulera,
    actions_verkstall,
    queries,
    sokning,
    visning,
)
from cases.hamtorder.actions_verkstall import Hamtval
from cases.hamtorder.models import Hamtorder
from cases.hamtorder.rules import Utrett
from cases.hamtorder.urval import TYP
from cases.mottagare.models import Mottagare
from cases.mottagare.visning import listnamn
from workflows import engine
from workflows.errors import Hinder, NotFound, Refused

_ORDER = ("-arende__skapad", "-pk")
_LANGST_ID = 18
_FLEST = 200
_ORDRAR = page_of(serializers.HamtorderTold)


def _line(order: Hamtorder) -> dict[str, Any]:
    return {
        "id": order.pk,
        "nummer": order.arende.nummer or "",
        "status": order.arende.status,
        "atgard": order.get_atgard_display(),
        "mottagare": listnamn(order.arende.mottagare),
        "bestallare": order.arende.bestallare.namn,
        "kund": str(order.arende.kund or ""),
        "registrerad": order.arende.verkstalld,
    }


def _tell_line(order: Hamtorder) -> Mapping[str, Any]:
    return serializers.HamtorderTold(_line(order)).data


class HamtDoor(CaseDoor):
    """An address below one hämtorder."""

    typ = TYP

    def whole(self, arende: UUID, status: int = 200) -> Response:
        """The hämtorder as an answer."""
        order = queries.hamta(self.person, arende)
        said = {
            **_line(order),
            "klass": order.klass,
            "uppgifter": [task.element for task in engine.open_tasks(arende)],
            "planerad": order.planerad,
            "hamtad": order.hamtad,
            "hyra_stoppad": order.hyra_stoppad,
            "adress": visning.vart(order).rader,
            "mottagaren": tell_mottagare(order.arende.mottagare, self.person),
            "information": order.information,
            "polisanmalan": order.polisanmalan,
            "rengjort": order.rengjort,
            "rader": list(order.rader.all()),
        }
        return self.told(arende, serializers.HelHamtorderTold(said).data, status)


class Hamtordrar(HamtDoor):
    """Hämtorder."""

    @extend_schema(parameters=PAGED, responses=_ORDRAR)
    def get(self, request: Request) -> Response:
        """De hämtorder du får se. Direkta avregistreringar är inte med."""
        rows = queries.lista(self.person).filter(arende__in=self.cases())
        return self.list(page(request, rows, _ORDER), _tell_line)

    @extend_schema(request=serializers.HamtAsked, responses={201: serializers.HelHamtorderTold})
    @once
    def post(self, request: Request) -> Response:
        """Verkställ en hämtorder."""
        actions_verkstall.krav_bestallare(self.person)
        said = self.read(serializers.HamtAsked)
        mottagare = Mottagare.objects.filter(pk=said.pop("mottagare")).first()
        if mottagare is None:
            raise NotFound("Mottagaren finns inte. Sök på personnumret.")
        kund = self.unit(said.pop("kund"))
        if kund is None:
            raise Refused([Hinder("kund", "Välj en enhet som du arbetar för.", "kund")])
        svar = Hamtval(rader=frozenset(said.pop("rader")), **said)
        order = actions_verkstall.verkstall(mottagare, person=self.person, kund=kund, svar=svar)
        response = self.whole(order.pk, 201)
        response["Location"] = reverse("api:hamtorder", args=[order.pk])
        return response


class Sok(HamtDoor):
    """Sök hämtorder."""

    @extend_schema(
        parameters=[
            query("nummer", "Hämtordernumret, eller dess första siffror."),
            query("bestallare", "Beställarens användar-id."),
            query("mottagare", "Mottagarens id."),
            query("kund", "Kundnummer."),
            query("stangda", "ja: också stängda och makulerade."),
            *PAGED,
        ],
        responses=_ORDRAR,
    )
    def get(self, request: Request) -> Response:
        """Hämtorder som passar allt som anges. Direkta avregistreringar går inte att söka fram."""
        asked = {
            name: request.query_params.get(name, "").strip()
            for name in ("nummer", "bestallare", "mottagare", "kund", "stangda")
        }
        whose = asked["mottagare"]
        if whose and not (whose.isdecimal() and len(whose) < _LANGST_ID):
            raise Refused([Hinder("mottagare", "Ange mottagarens id, ett heltal.", "mottagare")])
        sokt = sokning.Sokt(
            nummer=asked["nummer"],
            bestallare=asked["bestallare"],
            kund=asked["kund"],
            stangda=asked["stangda"] == "ja",
            mottagare_id=int(whose) if whose else None,
        )
        rows = sokning.sok(self.person, sokt).filter(arende__in=self.cases())
        return self.list(page(request, rows, _ORDER), _tell_line)


class SokHosAndra(HamtDoor):
    """Andra enheters hämtorder."""

    @extend_schema(
        request=serializers.HosAndraAsked, responses=serializers.HamtorderTold(many=True)
    )
    @once
    def post(self, request: Request) -> Response:
        """En patients hämtorder också hos andra enheter, med ett skäl. Valet loggas.

        De senaste 200. Direkta avregistreringar går inte att söka fram.
        """
        said = self.read(serializers.HosAndraAsked)
        if self.bound_to is not None:
            raise NotFound("Nyckeln gäller en enhet. Sök bland dess egna hämtorder.")
        sokt = sokning.Sokt(
            nummer=said["nummer"], mottagare=said["mottagare"], stangda=said["stangda"]
        )
        rows = sokning.hos_andra(self.person, sokt, said["skal"])[:_FLEST]
        return Response([_tell_line(one) for one in rows])


class En(HamtDoor):
    """En hämtorder."""

    @extend_schema(responses=serializers.HelHamtorderTold)
    def get(self, request: Request, arende: UUID) -> Response:
        """Hämtordern med rader och adress. Öppnandet loggas."""
        self.readable(arende)
        oppna(self.person, arende)
        return self.whole(arende)


class Hamta(HamtDoor):
    """Hämtning."""

    @extend_schema(request=serializers.HamtningAsked, responses=serializers.HelHamtorderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Hur det gick med varje rad, eller att ingen var hemma."""
        said = self.read(serializers.HamtningAsked)
        actions.hamta(
            arende,
            person=self.person,
            utfall={one["rad"]: one["utfall"] for one in said["rader"]},
            ingen_hemma=said["ingen_hemma"],
            orsak=said["orsak"],
        )
        return self.whole(arende)


class Bekrafta(HamtDoor):
    """Återlämnat vid utprovning."""

    @extend_schema(request=serializers.AterlamnatAsked, responses=serializers.HelHamtorderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Bekräfta det som är återlämnat, och säg vad som saknas."""
        actions.bekrafta_aterlamnat(
            arende, person=self.person, **self.read(serializers.AterlamnatAsked)
        )
        return self.whole(arende)


class Utred(HamtDoor):
    """Eftersökning."""

    @extend_schema(request=serializers.UtredAsked, responses=serializers.HelHamtorderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Hur eftersökningen av huvudhjälpmedlet slutade."""
        said = self.read(serializers.UtredAsked)
        amounts = {one["rad"]: one["belopp"] for one in said.pop("debitera")}
        actions.utred(arende, person=self.person, sagt=Utrett(**said, belopp=amounts))
        return self.whole(arende)


class FoljUpp(HamtDoor):
    """Retur som dröjer."""

    @extend_schema(request=serializers.BeskedAsked, responses=serializers.HelHamtorderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Besked till beställaren om varför det dröjer."""
        actions.folj_upp_retur(arende, person=self.person, **self.read(serializers.BeskedAsked))
        return self.whole(arende)


class Begar(HamtDoor):
    """Begäran om makulering."""

    @extend_schema(request=serializers.BegarAsked, responses=serializers.HelHamtorderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Be kundtjänst makulera hämtordern."""
        actions_makulera.begar_makulering(
            arende, person=self.person, **self.read(serializers.BegarAsked)
        )
        return self.whole(arende)


class Avgor(HamtDoor):
    """Kundtjänsts beslut."""

    @extend_schema(request=serializers.AvgorAsked, responses=serializers.HelHamtorderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Makulera, eller säg varför inte."""
        actions.avgor_makulering(arende, person=self.person, **self.read(serializers.AvgorAsked))
        return self.whole(arende)


class Makulera(HamtDoor):
    """Makulering."""

    @extend_schema(request=serializers.HamtMakuleraAsked, responses=serializers.HelHamtorderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Makulera en hämtorder som inte är utförd."""
        actions_makulera.makulera(
            arende, person=self.person, **self.read(serializers.HamtMakuleraAsked)
        )
        return self.whole(arende)


class Aterregistrera(HamtDoor):
    """Återregistrering."""

    @extend_schema(request=serializers.BegarAsked, responses=serializers.HelHamtorderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """En direkt avregistrering var fel: hjälpmedlen står åter hos mottagaren."""
        actions_aterregistrera.aterregistrera(
            arende, person=self.person, **self.read(serializers.BegarAsked)
        )
        return self.whole(arende)
