"""What the konsulent and kundtjänst do with a konsultation."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import page
from api.doors import CaseDoor
from api.etags import changes
from api.idempotency import once
from api.konsultation import serializers
from api.schema import PAGED, page_of
from cases.gemensamt.pages_arende import oppna
from cases.konsultation import actions, queries
from cases.konsultation.begin import TYP
from cases.konsultation.models import Konsultation
from cases.konsultation.rules import Resultat, Tidsforslag
from cases.mottagare.visning import listnamn
from workflows import engine

_ORDER = ("-arende__skapad", "-pk")


def _line(konsultation: Konsultation) -> dict[str, Any]:
    return {
        "id": konsultation.pk,
        "nummer": konsultation.arende.nummer or "",
        "arbetsordernummer": konsultation.arbetsordernummer,
        "status": konsultation.arende.status,
        "mottagare": listnamn(konsultation.arende.mottagare),
        "akut": konsultation.akut,
        "tid_senast": konsultation.tid_senast,
        "tid": konsultation.tid,
    }


def _tell_line(konsultation: Konsultation) -> Mapping[str, Any]:
    return serializers.KonsultationTold(_line(konsultation)).data


class KonsultationDoor(CaseDoor):
    """An address below one konsultation."""

    typ = TYP

    def whole(self, arende: UUID) -> Response:
        """The konsultation as an answer."""
        found = queries.hamta(self.person, arende)
        said = {
            **_line(found),
            "uppgifter": [task.element for task in engine.open_tasks(arende)],
            "form": found.form,
            "forsok": found.forsok,
            "utfall": found.utfall,
            "sammanfattning": found.sammanfattning,
            "rekommenderat": list(found.rekommendationer.select_related("artikel")),
        }
        return self.told(arende, serializers.HelKonsultationTold(said).data)


class Konsultationer(KonsultationDoor):
    """Konsultationer."""

    @extend_schema(parameters=PAGED, responses=page_of(serializers.KonsultationTold))
    def get(self, request: Request) -> Response:
        """Konsultationer som du får se, de senaste först."""
        rows = queries.lista(self.person).filter(arende__in=self.cases())
        return self.list(page(request, rows, _ORDER), _tell_line)


class En(KonsultationDoor):
    """En konsultation."""

    @extend_schema(responses=serializers.HelKonsultationTold)
    def get(self, request: Request, arende: UUID) -> Response:
        """Konsultationen med det som rekommenderas. Öppnandet loggas."""
        self.readable(arende)
        oppna(self.person, arende)
        return self.whole(arende)


class ErbjudTid(KonsultationDoor):
    """Tid."""

    @extend_schema(request=serializers.ErbjudTidAsked, responses=serializers.HelKonsultationTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """En tid är bokad, eller ett försök att nå mottagaren misslyckades."""
        said = Tidsforslag(**self.read(serializers.ErbjudTidAsked))
        actions.erbjud_tid(arende, person=self.person, sagt=said)
        return self.whole(arende)


class Genomfor(KonsultationDoor):
    """Genomförande."""

    @extend_schema(request=serializers.GenomforAsked, responses=serializers.HelKonsultationTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Vad konsultationen visade och ledde till."""
        said = self.read(serializers.GenomforAsked)
        articles = {one["artikel"]: one["antal"] for one in said.pop("artiklar", [])}
        result = Resultat(artiklar=articles, **said)
        actions.genomfor(arende, person=self.person, sagt=result)
        return self.whole(arende)


class FoljUppForsening(KonsultationDoor):
    """Försening."""

    @extend_schema(
        request=serializers.KonsultationstextAsked, responses=serializers.HelKonsultationTold
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Besked till förskrivaren om när en tid kommer."""
        text = self.read(serializers.KonsultationstextAsked)["text"]
        actions.folj_upp_forsening(arende, person=self.person, text=text)
        return self.whole(arende)
