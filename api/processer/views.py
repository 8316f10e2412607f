"""The published processes, and the check of a new diagram."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import page
from api.doors import Door
from api.idempotency import once
from api.processer import serializers
from api.processer.files import draft_told, sent
from api.schema import PAGED, page_of
from cases.processer.behorighet import krav_pa_agare
from workflows import gate
from workflows.diagrams.bundle import Bundle
from workflows.models import Definition
from workflows.workbench import drafts
from workflows.workbench.blank import blank


def _version(definition: Definition) -> Mapping[str, Any]:
    version = definition.published
    return {
        "process": definition.name,
        "titel": definition.title,
        "typ": definition.case_type,
        "version": version.number if version else 0,
        "digest": version.digest if version else "",
        "publicerad": version.published_at if version else None,
        "anteckning": version.note if version else "",
    }


class Processer(Door):
    """Publicerade processer."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Only owners begin a process; said before anything else is asked of the request."""
        super().initial(request, *args, **kwargs)
        if request.method == "POST":
            krav_pa_agare(self.person)

    @extend_schema(parameters=PAGED, responses=page_of(serializers.VersionTold))
    def get(self, request: Request) -> Response:
        """De processer som nya ärenden följer, med sin version."""
        rows = (
            Definition.objects.filter(published__isnull=False)
            .select_related("published")
            .defer("published__bpmn", "published__files")
        )
        return self.list(
            page(request, rows, ("name",)),
            lambda one: serializers.VersionTold(_version(one)).data,
        )

    @extend_schema(
        request=serializers.NyProcessAsked, responses={201: serializers.ProcessfilerTold}
    )
    @once
    def post(self, request: Request) -> Response:
        """Börja en ny process: ur filer, eller med en start, en uppgift och ett slut."""
        said = self.read(serializers.NyProcessAsked)
        files = sent(said["filer"]) if said["filer"] else _tom(said)
        draft = drafts.begin(files, by=self.person.username)
        return Response(serializers.ProcessfilerTold(draft_told(draft)).data, status=201)


def _tom(said: Mapping[str, Any]) -> dict[str, bytes]:
    return blank(said["titel"], started_by=said["startas_av"], done_by=said["utfors_av"])


class Kontrollera(Door):
    """Kontrollera."""

    asks_only = True
    throttle_scope = "kontrollera"

    @extend_schema(request=serializers.DiagramAsked, responses=serializers.OmdomeTold)
    def post(self, request: Request) -> Response:
        """Allt som är fel med ett diagram. Inget sparas och inget publiceras."""
        krav_pa_agare(self.person)
        said = self.read(serializers.DiagramAsked)
        bundle = Bundle(said["process"], said["bpmn"].encode(), said["filer"])
        found = gate.check(bundle, names=gate.held(said["process"]))
        told = serializers.OmdomeTold({"godkand": gate.ok(found), "fynd": found})
        return Response(told.data)
