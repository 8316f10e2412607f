"""What the förskrivare, the technician and who pays do with a specialanpassning."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import page
from api.doors import CaseDoor
from api.etags import changes
from api.fields import hinder_of
from api.idempotency import once
from api.schema import PAGED, page_of
from api.specialanpassning import serializers
from cases.gemensamt import behorighet
from cases.gemensamt.pages_arende import oppna
from cases.mottagare.visning import listnamn
from cases.specialanpassning import actions, dokument, queries
from cases.specialanpassning.begin import TYP
from cases.specialanpassning.models import Specialanpassning
from cases.specialanpassning.rules import Anvisning, Godkannande
from workflows import engine
from workflows.errors import Refused

_ORDER = ("-arende__skapad", "-pk")


def _line(spec: Specialanpassning) -> dict[str, Any]:
    return {
        "id": spec.pk,
        "nummer": spec.arende.nummer or "",
        "arbetsordernummer": spec.arbetsordernummer,
        "status": spec.arende.status,
        "mottagare": listnamn(spec.arende.mottagare),
        "artikel": spec.artikel.nummer if spec.artikel else None,
        "individ": spec.individ.nummer if spec.individ else None,
        "klar_senast": spec.klar_senast,
    }


def _tell_line(spec: Specialanpassning) -> Mapping[str, Any]:
    return serializers.SpecialanpassningTold(_line(spec)).data


class SpecialDoor(CaseDoor):
    """An address below one specialanpassning."""

    typ = TYP

    def whole(self, arende: UUID, status: int = 200) -> Response:
        """The specialanpassning as an answer."""
        spec = queries.hamta(self.person, arende)
        tasks = [task.element for task in engine.open_tasks(arende)]
        said = {
            **{
                field: getattr(spec, field)
                for field in (
                    "klass",
                    "ce_marke",
                    "dokumentation",
                    "specialanpassnings_id",
                    "belopp",
                    "kostnad_godkand",
                    "tillverkaren_godkanner",
                    "godkand",
                )
            },
            **_line(spec),
            "uppgifter": tasks,
            "saknas": [
                post.slag
                for task in tasks
                for post in dokument.checklista(spec, task)
                if not post.finns
            ],
            "dokument": dokument.alla(spec),
        }
        return self.told(arende, serializers.HelSpecialanpassningTold(said).data, status)


class Specialanpassningar(SpecialDoor):
    """Specialanpassningar."""

    @extend_schema(parameters=PAGED, responses=page_of(serializers.SpecialanpassningTold))
    def get(self, request: Request) -> Response:
        """Specialanpassningar som du får se, de senaste först."""
        rows = queries.lista(self.person).filter(arende__in=self.cases())
        return self.list(page(request, rows, _ORDER), _tell_line)


class En(SpecialDoor):
    """En specialanpassning."""

    @extend_schema(responses=serializers.HelSpecialanpassningTold)
    def get(self, request: Request, arende: UUID) -> Response:
        """Specialanpassningen med alla dokument. Öppnandet loggas."""
        self.readable(arende)
        oppna(self.person, arende)
        return self.whole(arende)


class LaggTillDokument(SpecialDoor):
    """Dokument."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        request={"multipart/form-data": serializers.DokumentAsked},
        responses={201: serializers.HelSpecialanpassningTold},
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Lägg till ett dokument, eller en ny version av ett. Inget tas bort."""
        behorighet.krav(self.person, "lagg_till_dokument", self.readable(arende))
        posted = cast("dict[str, Any]", request.data)
        sent = {name: value for name, value in posted.items() if name != "bilaga"}
        asked = serializers.DokumentAsked(data=sent)
        if not asked.is_valid():
            raise Refused(hinder_of(asked.errors))
        file = cast("UploadedFile[Any] | None", request.FILES.get("bilaga"))
        dokument.lagg_till_dokument(arende, person=self.person, fil=file, **asked.validated_data)
        return self.whole(arende, 201)


class UtfardaAnvisning(SpecialDoor):
    """Anvisning."""

    @extend_schema(
        request=serializers.AnvisningAsked, responses=serializers.HelSpecialanpassningTold
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Förskrivarens anvisning och funktionella riskanalys."""
        said = Anvisning(**self.read(serializers.AnvisningAsked))
        actions.utfarda_anvisning(arende, person=self.person, sagt=said)
        return self.whole(arende)


class AnsokOmKostnad(SpecialDoor):
    """Ansökan om kostnaden."""

    @extend_schema(
        request=serializers.SpecialbeslutAsked, responses=serializers.HelSpecialanpassningTold
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Ansök hos kostnadsansvarig, eller avstå."""
        said = self.read(serializers.SpecialbeslutAsked)
        actions.ansok_om_kostnad(arende, person=self.person, ansoker=said["ja"], skal=said["skal"])
        return self.whole(arende)


class BeslutaKostnad(SpecialDoor):
    """Beslut om kostnaden."""

    @extend_schema(
        request=serializers.SpecialbeslutAsked, responses=serializers.HelSpecialanpassningTold
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Godkänn eller avslå kostnaden."""
        said = self.read(serializers.SpecialbeslutAsked)
        actions.besluta_kostnad(arende, person=self.person, godkanns=said["ja"], skal=said["skal"])
        return self.whole(arende)


class Godkann(SpecialDoor):
    """Godkännande."""

    @extend_schema(request=serializers.GodkannAsked, responses=serializers.HelSpecialanpassningTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Godkänn före användning, eller säg vad som ska göras om."""
        said = Godkannande(**self.read(serializers.GodkannAsked))
        actions.godkann(arende, person=self.person, sagt=said)
        return self.whole(arende)


class Utvardera(SpecialDoor):
    """Uppföljning."""

    @extend_schema(
        request=serializers.SpecialtextAsked, responses=serializers.HelSpecialanpassningTold
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Hur specialanpassningen fungerar."""
        text = self.read(serializers.SpecialtextAsked)["text"]
        actions.utvardera(arende, person=self.person, text=text)
        return self.whole(arende)


class FoljUppForsening(SpecialDoor):
    """Försening."""

    @extend_schema(
        request=serializers.SpecialtextAsked, responses=serializers.HelSpecialanpassningTold
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Besked till förskrivaren om när det blir klart."""
        text = self.read(serializers.SpecialtextAsked)["text"]
        actions.folj_upp_forsening(arende, person=self.person, text=text)
        return self.whole(arende)
