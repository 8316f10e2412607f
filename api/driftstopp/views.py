"""Driftstopp: what has stopped, and what a person does about it."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import Page, page
from api.doors import Door
from api.driftstopp import serializers
from api.idempotency import once
from api.schema import PAGED, page_of
from cases.gemensamt.behorighet import LAGAR
from cases.organisation.roller import har_roll
from tasks import driftstopp
from workflows import engine
from workflows.errors import Forbidden


class MendingDoor(Door):
    """For those who take care of what has stopped."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Raise `Forbidden` for others, and for a key that is narrowed to a unit."""
        super().initial(request, *args, **kwargs)
        if not har_roll(self.person, *LAGAR) or self.bound_to is not None:
            raise Forbidden(
                "Driftstopp hanteras av kundtjänst, processägare och administratörer. Be någon av"
                " dem."
            )


class AllaDriftstopp(MendingDoor):
    """Driftstopp."""

    @extend_schema(parameters=PAGED, responses=page_of(serializers.DriftstoppTold))
    def get(self, request: Request) -> Response:
        """De som ingen har tagit hand om, de äldsta först."""
        found = page(request, driftstopp.oppna(), ("created_at", "pk"))
        told = Page(list(driftstopp.rader(found.rows, self.person)), found.next)
        return self.list(told, lambda row: serializers.DriftstoppTold(row).data)


class ForsokIgen(MendingDoor):
    """Försök igen."""

    @extend_schema(request=None, responses=serializers.GjortTold)
    @once
    def post(self, request: Request, nummer: int) -> Response:
        """Orsaken är åtgärdad: försök igen."""
        engine.retry(nummer, actor=self.person.username)
        return Response({"stoppade_igen": driftstopp.stoppade_igen(nummer)})


class HoppaOver(MendingDoor):
    """Hoppa över."""

    @extend_schema(request=serializers.SkalAsked, responses={204: None})
    @once
    def post(self, request: Request, nummer: int) -> Response:
        """Gå vidare utan steget, och skriv varför."""
        reason = self.read(serializers.SkalAsked)["skal"]
        engine.skip(nummer, actor=self.person.username, reason=reason)
        return Response(status=204)


class Avbryt(MendingDoor):
    """Avbryt."""

    @extend_schema(request=serializers.SkalAsked, responses={204: None})
    @once
    def post(self, request: Request, nummer: int) -> Response:
        """Avbryt ärendet, och skriv varför.

        Gäller driftstoppet ett processmeddelande lämnas det, och ärendet står kvar som det är.
        """
        reason = self.read(serializers.SkalAsked)["skal"]
        engine.give_up(nummer, actor=self.person.username, reason=reason)
        return Response(status=204)
