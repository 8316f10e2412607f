"""A draft's scenarios, and made-up cases on it, for programs."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import once
from api.processer import serializers_prova as serializers
from api.processer.views_agare import AgarDoor
from workflows.errors import Hinder, NotFound, Refused
from workflows.models import Draft
from workflows.trial import asking, sentences
from workflows.workbench import drafts, exchange, overview


def _draft(namn: str) -> Draft:
    draft = drafts.of(overview.find(namn))
    if draft is None:
        raise NotFound("Processen har inget utkast. Skicka filer till utkastet för att börja ett.")
    return draft


def _told(draft: Draft) -> Mapping[str, Any]:
    bundle = drafts.bundle_of(draft)
    may_run = asking.may_run(bundle)
    verdict = asking.scenarios(bundle) if may_run else asking.Verdict()
    return {
        "rev": draft.rev,
        "text": draft.scenarios,
        "korda": may_run,
        "stopp": verdict.stopped,
        "scenarier": verdict.results,
        "rader": [{"rad": number, "mening": said} for number, said in verdict.unread],
        "obesokta": [{"element": element, "vad": vad} for element, vad in verdict.unvisited],
    }


class Scenarier(AgarDoor):
    """Scenarierna."""

    @extend_schema(responses=serializers.ScenarierTold)
    def get(self, request: Request, namn: str) -> Response:
        """Utkastets scenarier, hur de går och vad ingen av dem besöker."""
        return Response(serializers.ScenarierTold(_told(_draft(namn))).data)

    @extend_schema(request=serializers.ScenarierAsked, responses={204: None})
    @once
    def post(self, request: Request, namn: str) -> Response:
        """Spara scenarierna i utkastet. En mening som inte förstås nekas."""
        said = self.read(serializers.ScenarierAsked)
        if wrong := sentences.parse(said["text"])[1]:
            raise Refused(
                [Hinder("rad", f"Rad {one.number}: {one.mening}", "text") for one in wrong[:20]]
            )
        _draft(namn)
        files = {exchange.SCENARIOS: said["text"].encode()}
        drafts.change(namn, files, by=self.person.username, rev=said["rev"])
        return Response(status=204)


class Prova(AgarDoor):
    """Prova."""

    asks_only = True
    throttle_scope = "kontrollera"

    @extend_schema(request=serializers.ProvaAsked, responses=serializers.ProvaTold)
    def post(self, request: Request, namn: str) -> Response:
        """Spela ett påhittat ärende på utkastet. Inget sparas och inget riktigt rörs."""
        said = self.read(serializers.ProvaAsked)
        bundle = drafts.bundle_of(_draft(namn))
        found, wrong = sentences.parse(said["text"])
        unread = [one for one in wrong if not found or one.number != found[0].number]
        if unread or not found:
            raise Refused(
                [Hinder("rad", f"Rad {one.number}: {one.mening}", "text") for one in unread[:20]]
                or [Hinder("tomt", "Skriv ett scenario.", "text")]
            )
        if not asking.may_run(bundle):
            raise Refused([Hinder("fel", "Utkastet går inte att köra än. Rätta felen först.")])
        try:
            told = asking.case(bundle, said["text"])
        except asking.TookTooLong as no:
            raise Refused([Hinder("for_lange", no.mening)]) from no
        return Response(serializers.ProvaTold(told).data)
