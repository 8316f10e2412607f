"""The process owner's workbench for programs: what runs, versions, drafts and publishing."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door
from api.idempotency import once, once_after
from api.processer import serializers
from api.processer.files import draft_told, files_told, sent
from api.processer.serializers_godkannande import BegaranTold
from cases.processer import godkannande, underskrift, visning
from cases.processer.behorighet import krav_pa_agare
from workflows import gate
from workflows.diagrams import versions
from workflows.errors import Hinder, NotFound, Refused
from workflows.models import Approval
from workflows.workbench import compare, drafts, overview, release, verdicts
from workflows.workbench.sides import side


class AgarDoor(Door):
    """An address that only process owners come through."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse everyone else before anything is read."""
        super().initial(request, *args, **kwargs)
        krav_pa_agare(self.person)


class En(AgarDoor):
    """En process."""

    @extend_schema(responses=serializers.ProcesslageTold)
    def get(self, request: Request, namn: str) -> Response:
        """Vad som pågår i processen, och var det väntar."""
        definition = overview.find(namn)
        draft = drafts.of(definition)
        published = definition.published
        steps = (
            visning.steg(versions.bundle_of(published), overview.standing(definition))
            if published
            else []
        )
        told = {
            "process": definition.name,
            "titel": definition.title,
            "version": published.number if published else 0,
            "laget": overview.line(definition),
            "planerad": definition.planned,
            "vantar": godkannande.vantar(definition, self.person),
            "utkast": draft.rev if draft else None,
            "rev": drafts.rev_of(definition, draft),
            "steg": steps,
        }
        return Response(serializers.ProcesslageTold(told).data)


class Versioner(AgarDoor):
    """Versioner."""

    @extend_schema(responses=serializers.VersionsradTold(many=True))
    def get(self, request: Request, namn: str) -> Response:
        """Processens versioner, den nyaste först."""
        rows = visning.versionsrader(overview.find(namn))
        return Response(serializers.VersionsradTold(rows, many=True).data)


class EnVersion(AgarDoor):
    """En version."""

    @extend_schema(responses=serializers.ProcessfilerTold)
    def get(self, request: Request, namn: str, nummer: int) -> Response:
        """Versionen som filer."""
        told = {"version": nummer, "rev": None, **files_told(side(namn, str(nummer)))}
        return Response(serializers.ProcessfilerTold(told).data)


class Jamfor(AgarDoor):
    """Jämför."""

    @extend_schema(
        parameters=[
            OpenApiParameter("fran", str, required=True, description="Versionens nummer"),
            OpenApiParameter("till", str, required=True, description="Likadant, eller utkast"),
        ],
        responses=serializers.SkillnaderTold,
    )
    def get(self, request: Request, namn: str) -> Response:
        """Vad som skiljer två versioner, eller en version och utkastet."""
        sides = [side(namn, request.query_params.get(key, "")) for key in ("fran", "till")]
        told = {"skillnader": compare.compare(*sides)}
        return Response(serializers.SkillnaderTold(told).data)


class Utkast(AgarDoor):
    """Utkastet."""

    @extend_schema(responses=serializers.ProcessfilerTold)
    def get(self, request: Request, namn: str) -> Response:
        """Utkastet som filer, med sin rev."""
        draft = drafts.of(overview.find(namn))
        if draft is None:
            raise NotFound("Processen har inget utkast. Skicka filer hit för att börja ett.")
        return Response(serializers.ProcessfilerTold(draft_told(draft)).data)

    @extend_schema(request=serializers.UtkastAsked, responses={200: serializers.ProcessfilerTold})
    @once
    def post(self, request: Request, namn: str) -> Response:
        """Lägg filer i utkastet. Inget körs förrän det publiceras."""
        said = self.read(serializers.UtkastAsked)
        draft = drafts.change(
            namn,
            sent(said["filer"]),
            by=self.person.username,
            rev=said.get("rev"),
            without=said["utan"],
        )
        return Response(serializers.ProcessfilerTold(draft_told(draft)).data)


class UtkastAvVersion(AgarDoor):
    """Utkast av en version."""

    @extend_schema(request=serializers.RevAsked, responses={200: serializers.ProcessfilerTold})
    @once
    def post(self, request: Request, namn: str, nummer: int) -> Response:
        """Låt utkastet bli som en version var. Rev är utkastets, eller processens utan utkast."""
        rev = self.read(serializers.RevAsked)["rev"]
        draft = drafts.begin_from(namn, nummer, by=self.person.username, rev=rev)
        return Response(serializers.ProcessfilerTold(draft_told(draft)).data)


class UtkastOmdome(AgarDoor):
    """Utkastets omdöme."""

    throttle_scope = "kontrollera_utkast"

    @extend_schema(responses=serializers.UtkastOmdomeTold)
    def get(self, request: Request, namn: str) -> Response:
        """Allt som är fel i utkastet, och den rev som lästes."""
        draft = drafts.of(overview.find(namn))
        if draft is None:
            raise NotFound("Processen har inget utkast att kontrollera. Spara ett först.")
        found = verdicts.of(drafts.bundle_of(draft))
        told = {"rev": draft.rev, "godkand": gate.ok(found), "fynd": found}
        return Response(serializers.UtkastOmdomeTold(told).data)


class TaBort(AgarDoor):
    """Ta bort utkastet."""

    @extend_schema(request=serializers.RevAsked, responses={204: None})
    @once
    def post(self, request: Request, namn: str) -> Response:
        """Ta bort utkastet."""
        rev = self.read(serializers.RevAsked)["rev"]
        drafts.throw_away(namn, rev=rev, by=self.person.username)
        return Response(status=204)


def _passed(view: AgarDoor, request: Request, namn: str) -> dict[str, Any]:
    """What is to be published, read through the gate."""
    said = view.read(serializers.PubliceraAsked)
    rev, number = said.get("rev"), said.get("version")
    how = {
        "note": said["anteckning"],
        "live_at": said.get("fran"),
        "reason": underskrift.skal(view.person, said.get("underskrift", ""), said.get("skal", "")),
    }
    if rev is not None and number is None:
        return {"passed": release.passed_draft(namn, rev=rev, by=view.person.username, **how)}
    if number is not None and rev is None:
        return {"passed": release.passed_again(namn, number, **how)}
    raise Refused([Hinder("val", "Ange antingen utkastets rev eller en tidigare version.", "rev")])


class Publicera(AgarDoor):
    """Publicera."""

    @extend_schema(
        request=serializers.PubliceraAsked,
        responses={
            200: serializers.PubliceradTold,
            202: BegaranTold,
            204: None,
        },
    )
    @once_after(_passed)
    def post(self, request: Request, namn: str, passed: release.Passed) -> Response:
        """Publicera utkastet, eller en tidigare version igen, nu eller från en tid.

        Ska en andra person godkänna det är svaret 202, med det som väntar.
        """
        made = godkannande.publicera(passed, self.person)
        if isinstance(made, Approval):
            return Response(BegaranTold(godkannande.begaran(made, self.person)).data, status=202)
        if made is None:
            return Response(status=204)
        return Response(serializers.PubliceradTold(made).data)


class TaTillbaka(AgarDoor):
    """Ta tillbaka en planerad publicering."""

    @extend_schema(request=None, responses={200: serializers.TillbakatagenTold})
    @once
    def post(self, request: Request, namn: str) -> Response:
        """Ta tillbaka det som är planerat, som blir ett utkast igen om inget annat är öppet.

        Nya ärenden går som förut.
        """
        taken = release.withdraw(namn, by=self.person.username)
        return Response(serializers.TillbakatagenTold(taken).data)
