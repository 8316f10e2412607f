"""Processes drawn without code: start one, answer its tasks."""

from dataclasses import replace
from io import BytesIO
from typing import Any, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from api.doors import Door
from api.etags import changes, compare
from api.fields import Asked, hinder_of
from api.fritt import serializers
from api.idempotency import once
from api.parsers import StrictJSONParser
from api.people import tell_kund, tell_mottagare
from cases.fritt import actions, besvarat, queries
from cases.fritt.inlamning import Inlamning
from cases.fritt.queries import Startbar
from cases.fritt.rules import VARDRELATION
from cases.fritt.uppslag import NY_FIL
from cases.gemensamt.models import Arende
from cases.gemensamt.uppgifter import min_uppgift
from cases.organisation.models import Anvandare
from workflows.errors import Forbidden, Hinder, Refused
from workflows.models import Process, UserTask


class FormDoor(Door):
    """Takes answers as JSON, or as a form with a part `begaran` (JSON) and a part a file."""

    parser_classes = [StrictJSONParser, MultiPartParser]

    def answers(self, asked: type[Asked]) -> tuple[dict[str, Any], Inlamning]:
        """What was sent, and the answers with their files. Raises `Refused`."""
        files = cast("dict[str, UploadedFile[Any]]", self.request.FILES.dict())
        sent: Any = self.request.data
        if self.request.content_type.startswith("multipart/"):
            part = BytesIO(str(sent.get("begaran", "{}")).encode())
            sent = StrictJSONParser().parse(part)
        serializer = asked(data=sent)
        if not serializer.is_valid():
            raise Refused(hinder_of(serializer.errors))
        said = cast(dict[str, Any], serializer.validated_data)
        given = {**said.pop("svar"), **{name: f"{NY_FIL}{name}" for name in files}}
        return said, Inlamning(svar=given, filer=files)


def _process(startbar: Startbar) -> dict[str, Any]:
    form = startbar.formular
    return {
        "process": startbar.namn,
        "titel": startbar.titel,
        "beskrivning": startbar.beskrivning,
        "formular": form.openapi() if form else None,
    }


class Processer(FormDoor):
    """Processer att starta."""

    @extend_schema(responses=serializers.ProcessTold(many=True))
    def get(self, request: Request) -> Response:
        """De processer som du får starta, med det som frågas."""
        return Response([_process(one) for one in queries.startbara(self.person)])


class EnProcess(FormDoor):
    """En process att starta."""

    @extend_schema(responses=serializers.ProcessTold)
    def get(self, request: Request, process: str) -> Response:
        """Det som frågas när processen startas."""
        startbar = queries.startbar(process)
        if not queries.far_starta(self.person, startbar):
            raise Forbidden("Din roll får inte starta den här processen. Välj en annan i listan.")
        return Response(_process(startbar))

    @extend_schema(request=serializers.StartaAsked, responses={201: serializers.StartatTold})
    @once
    def post(self, request: Request, process: str) -> Response:
        """Starta ett ärende."""
        said, handed_in = self.answers(serializers.StartaAsked)
        unit = self.unit(said["kund"])
        if self.bound_to is not None and unit is None:
            raise Refused(
                [Hinder("kund", "Nyckeln gäller en annan enhet. Välj den eller utelämna.", "kund")]
            )
        try:
            arende = actions.starta(
                process,
                person=self.person,
                kund=unit,
                inlamning=handed_in,
                bekraftar_vardrelation=said["vardrelation"],
            )
        except Refused as no:
            raise Refused([_named(one) for one in no.hinder]) from no
        where = reverse("api:arende", args=[arende.pk])
        told = _receipt(self.person, arende.pk)
        return Response(told, status=201, headers={"Location": where})


def _receipt(person: Anvandare, arende_id: UUID) -> dict[str, Any]:
    arende = Arende.objects.select_related("kund").get(pk=arende_id)
    said = besvarat.kvitto(person, arende_id)
    return {
        "arende": str(arende_id),
        "nummer": said.number,
        "titel": said.title,
        "kund": tell_kund(arende.kund),
        "status": arende.status,
        "hander_nu": list(said.next),
        "nar": said.when,
    }


class Uppgift(FormDoor):
    """En uppgift i en process som är ritad utan kod."""

    def hold(self, given: str, uppgift: UUID) -> None:
        """Lock the process, and raise `Stale` when its revision is not the `given` one."""
        task = min_uppgift(self.person, uppgift, lock=True)
        self.within_key(task.case_id)
        compare(given, _tag(task))

    @extend_schema(responses=serializers.FriUppgiftTold)
    def get(self, request: Request, uppgift: UUID) -> Response:
        """Det som frågas och det som redan är besvarat. Öppnandet loggas."""
        task = min_uppgift(self.person, uppgift)
        self.within_key(task.case_id)
        form = queries.formular(task)
        mottagare = besvarat.oppna(self.person, task).mottagare
        told = serializers.FriUppgiftTold(
            {
                "id": task.pk,
                "namn": task.name,
                "arende": task.case_id,
                "nummer": task.number,
                "mottagare": tell_mottagare(mottagare, self.person),
                "tagen_av": task.assignee,
                "sista_tid": task.deadline,
                "formular": form.openapi(),
                "besvarat": [
                    {
                        "titel": one.titel,
                        "av": one.av,
                        "nar": one.nar,
                        "svar": [{"fraga": asked, "svar": said} for asked, said in one.rader],
                    }
                    for one in besvarat.svar_i(task.case_id)
                ],
            }
        )
        return Response(told.data, headers={"ETag": _tag(task)})

    @extend_schema(request=serializers.SvaraAsked, responses=serializers.StartatTold)
    @once
    @changes
    def post(self, request: Request, uppgift: UUID) -> Response:
        """Svara, och utför därmed uppgiften."""
        _, handed_in = self.answers(serializers.SvaraAsked)
        arende = actions.svara(uppgift, person=self.person, inlamning=handed_in)
        return Response(_receipt(self.person, arende))


def _named(hinder: Hinder) -> Hinder:
    """The box that a page calls by another name is a field here."""
    return replace(hinder, falt="vardrelation") if hinder.falt == VARDRELATION else hinder


def _tag(task: UserTask) -> str:
    rev = Process.objects.values_list("rev", flat=True).get(pk=task.process_id)
    return f'"{rev}"'
