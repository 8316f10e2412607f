"""What lager and transport do with a leverans."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import page
from api.doors import CaseDoor, Door
from api.etags import changes
from api.idempotency import once
from api.leverans import serializers
from api.people import tell_mottagare
from api.schema import PAGED, page_of, query
from cases.gemensamt.pages_arende import oppna
from cases.hjalpmedel.queries import lediga_individer
from cases.leverans import actions, facts, forrad, overlamning, queries, samling, visning
from cases.leverans.begin import TYP
from cases.leverans.models import Leverans
from cases.leverans.rules import Mottaget, Plockat
from cases.mottagare.visning import listnamn
from workflows import engine

_ORDER = ("-arende__skapad", "-pk")


def _line(leverans: Leverans) -> dict[str, Any]:
    return {
        "id": leverans.pk,
        "nummer": leverans.arende.nummer or "",
        "kundordernummer": leverans.kundordernummer,
        "foljesedel": leverans.foljesedel,
        "status": leverans.arende.status,
        "lager": str(leverans.lager),
        "till_lager": str(leverans.till_lager or ""),
        "mottagare": listnamn(leverans.arende.mottagare),
        "planerad": leverans.planerad,
        "akut": leverans.akut,
    }


def _tell_line(leverans: Leverans) -> Mapping[str, Any]:
    return serializers.LeveransTold(_line(leverans)).data


class Leveranser(Door):
    """Leveranser."""

    @extend_schema(
        parameters=[query("nummer", "Kundordernummer, följesedel eller leveransnummer."), *PAGED],
        responses=page_of(serializers.LeveransTold),
    )
    def get(self, request: Request) -> Response:
        """De leveranser som pågår, eller den med ett visst nummer."""
        rows = queries.lista(self.person, request.query_params.get("nummer", ""))
        rows = rows.filter(arende__in=self.cases())
        return self.list(page(request, rows, _ORDER), _tell_line)


class LeveransDoor(CaseDoor):
    """An address below one leverans."""

    typ = TYP

    def tag(self, arende: UUID) -> str:
        """What waits to be done, and how far it has come: a paper that is filed in the background
        is no change to those who pick, drive and sign."""
        status, tries = Leverans.objects.values_list("arende__status", "forsok").get(pk=arende)
        waits = sorted(str(task.pk) for task in engine.open_tasks(arende))
        said = "|".join([status, str(tries), *waits])
        return f'"{sha256(said.encode()).hexdigest()[:24]}"'

    def whole(self, arende: UUID) -> Response:
        """The leverans as an answer."""
        leverans = queries.hamta(self.person, arende)
        rows = list(leverans.rader.all())
        waits = [task.element for task in engine.open_tasks(arende)]
        free = {
            row.rad: [one.nummer for one in lediga_individer(row.artikel, row.lager)[: row.antal]]
            for row in rows
            if row.artikel.individmarkt and "plocka" in waits
        }
        said = {
            **_line(leverans),
            "kundorder": leverans.kundorder,
            "uppgift": waits[0] if waits else "",
            "senast": facts.senast(leverans),
            "adress": visning.vart(leverans).rader,
            "mottagaren": tell_mottagare(leverans.arende.mottagare, self.person),
            "information": leverans.ovrig_information,
            "rader": rows,
            "utfall": leverans.utfall,
            "orsak": leverans.orsak,
            "mottagen_av": leverans.mottagen_av,
            "kvitterad": leverans.kvitterad,
        }
        told = serializers.HelLeveransTold(said, context={"lediga": free})
        return self.told(arende, told.data)


class En(LeveransDoor):
    """En leverans."""

    @extend_schema(responses=serializers.HelLeveransTold)
    def get(self, request: Request, arende: UUID) -> Response:
        """Leveransen med rader och adress. Öppnandet loggas."""
        self.readable(arende)
        oppna(self.person, arende)
        return self.whole(arende)


class Plocka(LeveransDoor):
    """Plock."""

    @extend_schema(request=serializers.PlockAsked, responses=serializers.HelLeveransTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Tala om vad som är plockat av varje rad."""
        said = self.read(serializers.PlockAsked)
        found = [
            Plockat(one["rad"], one["antal"], tuple(one["individer"])) for one in said["rader"]
        ]
        actions.plocka(
            arende, person=self.person, plockat=found, brist_bekraftad=said["brist_bekraftad"]
        )
        return self.whole(arende)


class Samla(LeveransDoor):
    """Samleverans från flera lager."""

    @extend_schema(request=serializers.SamlaAsked, responses=serializers.HelLeveransTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Det som andra lager har plockat är framme, eller har kommit bort."""
        said = self.read(serializers.SamlaAsked)
        delvis = [
            Plockat(one["rad"], one["antal"], tuple(one["individer"])) for one in said["delvis"]
        ]
        samling.samla(
            arende,
            person=self.person,
            framme=said["framme"],
            delvis=delvis,
            borta=said["borta"],
        )
        return self.whole(arende)


class AvgorSamleverans(LeveransDoor):
    """Samleverans där något har kommit bort."""

    @extend_schema(request=serializers.SamlingsbeslutAsked, responses=serializers.HelLeveransTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Skicka det som är framme nu, eller vänta på det som kom bort."""
        said = self.read(serializers.SamlingsbeslutAsked)
        samling.avgor_samleverans(arende, person=self.person, **said)
        return self.whole(arende)


class Utleverera(LeveransDoor):
    """Utleverans."""

    @extend_schema(request=None, responses=serializers.HelLeveransTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Lämna godset till transporten. Följesedeln får sitt nummer."""
        actions.utleverera(arende, person=self.person)
        return self.whole(arende)


class LamnaOver(LeveransDoor):
    """Överlämning vid ett besök."""

    @extend_schema(request=serializers.KvittensAsked, responses=serializers.HelLeveransTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Teknikern lämnar över det som en arbetsorder på plats behövde först."""
        overlamning.lamna_over(arende, person=self.person, **self.read(serializers.KvittensAsked))
        return self.whole(arende)


class Leverera(LeveransDoor):
    """Hur det gick vid dörren."""

    @extend_schema(request=serializers.UtfallAsked, responses=serializers.HelLeveransTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Levererad, ingen hemma eller inte mottagen."""
        actions.leverera(arende, person=self.person, **self.read(serializers.UtfallAsked))
        return self.whole(arende)


class Kvittera(LeveransDoor):
    """Kvittens."""

    @extend_schema(request=serializers.KvittensAsked, responses=serializers.HelLeveransTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Den som tar emot kvitterar."""
        actions.kvittera(arende, person=self.person, **self.read(serializers.KvittensAsked))
        return self.whole(arende)


class BmbLista(Door):
    """Kvittera BMB."""

    @extend_schema(responses=serializers.LeveransTold(many=True))
    def get(self, request: Request) -> Response:
        """Det som är på väg till ens egna förråd."""
        forrad.krav_vardgivare(self.person)
        rows = forrad.att_kvittera(self.person).filter(arende__in=self.cases())
        return Response([_tell_line(leverans) for leverans in rows])


class KvitteraBmb(LeveransDoor):
    """Uppackning i förrådet."""

    @extend_schema(request=serializers.UppackningAsked, responses=serializers.HelLeveransTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Tala om vad som kom till förrådet, rad för rad."""
        said = self.read(serializers.UppackningAsked)
        told = [
            Mottaget(one["rad"], one["antal"], tuple(one["individer"]), one["anmarkning"])
            for one in said["rader"]
        ]
        forrad.kvittera_bmb(arende, person=self.person, mottaget=told)
        return self.whole(arende)


class TaTillbaka(LeveransDoor):
    """Gods som inte togs emot."""

    @extend_schema(request=None, responses=serializers.HelLeveransTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Godset är tillbaka på hyllan."""
        actions.ta_tillbaka(arende, person=self.person)
        return self.whole(arende)
