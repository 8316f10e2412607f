"""Every case, whatever its type: to find, to follow, and its attachments."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.arenden import serializers
from api.cursors import page
from api.doors import CaseDoor, Door
from api.inkorg import views as inkorg
from api.people import tell_kund, tell_mottagare
from api.schema import PAGED, page_of, query
from cases.gemensamt import bilagor, tidslinje
from cases.gemensamt.arendetyper import alla, berattas, hor_ihop
from cases.gemensamt.behorighet import far_se, hamta
from cases.gemensamt.models import Arende, Bilaga
from cases.gemensamt.pages_arende import oppna
from cases.gemensamt.uppgifter import mina
from cases.mottagare.visning import listnamn
from workflows.errors import Hinder, NotFound, Refused


def _line(arende: Arende) -> dict[str, Any]:
    return {
        "id": arende.pk,
        "typ": arende.typ,
        "nummer": arende.nummer,
        "rubrik": arende.rubrik,
        "status": arende.status,
        "mottagare": listnamn(arende.mottagare),
        "kund": tell_kund(arende.kund),
        "bestallare": arende.bestallare.namn,
        "skapad": arende.skapad,
        "avslutad": arende.avslutad,
    }


def _tell_line(arende: Arende) -> Mapping[str, Any]:
    return serializers.ArendeTold(_line(arende)).data


class Arenden(Door):
    """Ärenden."""

    @extend_schema(
        parameters=[
            query("typ", "Ärendetyp.", enum=["kundorder", "leverans", "rattelse", "fritt"]),
            query("nummer", "Ärendets nummer."),
            query("status", "Status, som den visas."),
            query("kund", "Kundnummer."),
            query("lage", "Pågående eller avslutade.", enum=["oppna", "avslutade"]),
            *PAGED,
        ],
        responses=page_of(serializers.ArendeTold),
    )
    def get(self, request: Request) -> Response:
        """De ärenden som du får se, de nyaste först."""
        rows = far_se(self.person, self.cases()).select_related("mottagare", "kund", "bestallare")
        return self.list(page(request, self._narrowed(rows), ("-skapad", "-pk")), _tell_line)

    def _narrowed(self, rows: "QuerySet[Arende]") -> "QuerySet[Arende]":
        asked = self.request.query_params
        if asked.get("typ") and asked["typ"] not in alla():
            raise Refused([Hinder("typ", f"Välj någon av {', '.join(alla())}.", "typ")])
        for name, field in (
            ("typ", "typ"),
            ("nummer", "nummer"),
            ("status", "status"),
            ("kund", "kund__nummer"),
        ):
            if value := asked.get(name, "").strip():
                rows = rows.filter(**{field: value})
        lage = asked.get("lage", "")
        if lage not in {"", "oppna", "avslutade"}:
            raise Refused([Hinder("lage", "Välj oppna eller avslutade.", "lage")])
        return rows.filter(avslutad__isnull=lage == "oppna") if lage else rows


class EttArende(CaseDoor):
    """Ett ärende."""

    @extend_schema(responses=serializers.HeltArendeTold)
    def get(self, request: Request, arende: UUID) -> Response:
        """Vad som har hänt, vad som väntar och varför. Öppnandet loggas."""
        hamta(self.person, self.cases(), pk=arende)
        found = oppna(self.person, arende)
        near = [one.pk for one in hor_ihop(found)]
        related = list(
            far_se(self.person, self.cases().filter(pk__in=near)).select_related(
                "mottagare", "kund", "bestallare", "process"
            )
        )
        storied = berattas(found, related)
        told = serializers.HeltArendeTold(
            {
                **_line(found),
                "mottagaren": tell_mottagare(found.mottagare, self.person),
                "uppgifter": [
                    inkorg.tell(task, self.person)
                    for task in mina(self.person).filter(case_id=arende).order_by("deadline")
                ],
                "tidslinje": tidslinje.tidslinje(storied),
                "beslut": [
                    {**vars(made), "indata": dict(made.indata)}
                    for one in storied
                    for made in tidslinje.beslut(one)
                ],
                "bilagor": list(found.bilagor.order_by("uppladdad")),
                "relaterade": [_line(one) for one in related],
            }
        )
        return self.told(arende, told.data)


class AnyFormat(BaseRenderer):
    """Lets a client ask for a file by any media type."""

    media_type = "*/*"
    format = "fil"


class Bilagan(Door):
    """En bilaga."""

    renderer_classes = [JSONRenderer, AnyFormat]

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, bilaga: UUID) -> FileResponse:
        """Filen, för den som får se ärendet. Öppnandet loggas."""
        kept = Bilaga.objects.filter(pk=bilaga).first()
        if kept is None:
            raise NotFound("Bilagan finns inte. Den kan ha tagits bort.")
        hamta(self.person, self.cases(), pk=kept.arende_id)
        oppna(self.person, kept.arende_id)
        return FileResponse(
            BytesIO(bilagor.las(kept, self.person)),
            as_attachment=True,
            filename=kept.filnamn,
            content_type=kept.innehallstyp,
        )
