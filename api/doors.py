"""What every door of the API has: who asks, what was sent, and how a list or a case is told."""

from collections.abc import Callable, Mapping
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from rest_framework.response import Response
from rest_framework.views import APIView

from api.cursors import Page
from api.etags import compare
from api.fields import Asked, hinder_of
from api.models import ApiNyckel
from cases.gemensamt import behorighet
from cases.gemensamt.behorighet import INGET_ARENDE
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare, Kund
from cases.organisation.queries import egna_kunder
from workflows import engine
from workflows.errors import NotFound, Refused


class Door(APIView):
    """One address. A POST that only asks says `asks_only`."""

    asks_only = False

    @property
    def person(self) -> Anvandare:
        """Who asks: the logged-in person, or the owner of the key."""
        return cast(Anvandare, self.request.user)

    @property
    def bound_to(self) -> int | None:
        """The unit that the key is narrowed to."""
        auth = self.request.auth
        return auth.kund_id if isinstance(auth, ApiNyckel) else None

    def read(self, asked: type[Asked]) -> dict[str, Any]:
        """What was sent. Raises `Refused` with a hinder for each field that is wrong."""
        serializer = asked(data=self.request.data)
        if not serializer.is_valid():
            raise Refused(hinder_of(serializer.errors))
        return cast(dict[str, Any], serializer.validated_data)

    def unit(self, nummer: str) -> Kund | None:
        """One of the person's own units, if the key reaches it; without a number the usual one."""
        own = egna_kunder(self.person)
        if self.bound_to is not None:
            own = own.filter(pk=self.bound_to)
        return own.filter(nummer=nummer).first() if nummer else own.first()

    def cases(self) -> "QuerySet[Arende]":
        """Every case that the key reaches; who sees which is `behorighet`'s to say."""
        every = Arende.objects.all()
        return every if self.bound_to is None else every.filter(kund=self.bound_to)

    def within_key(self, arende: UUID) -> None:
        """Raise `NotFound` for a case outside the unit that the key is narrowed to."""
        if self.bound_to is not None and not self.cases().filter(pk=arende).exists():
            raise NotFound(INGET_ARENDE)

    @staticmethod
    def list(page: Page, tell: Callable[[Any], Mapping[str, Any]]) -> Response:
        """A page of a list, as every list is told."""
        return Response({"poster": [tell(row) for row in page.rows], "nasta": page.next})


class CaseDoor(Door):
    """An address below one case of the type `typ`."""

    typ = ""

    def readable(self, arende: UUID) -> Arende:
        """The case. Raises `NotFound` when it is hidden from the person or the key."""
        return behorighet.hamta(self.person, self.cases().filter(typ=self.typ), pk=arende)

    def tag(self, arende: UUID) -> str:
        """The ETag of the case as it stands: the revision of its process."""
        rev = Arende.objects.values_list("process__rev", flat=True).get(pk=arende)
        return f'"{rev}"'

    def hold(self, given: str, arende: UUID) -> None:
        """Lock the case, and raise `Stale` when its ETag is not the `given` one."""
        self.readable(arende)
        engine.lock(arende)
        compare(given, self.tag(arende))

    def told(self, arende: UUID, body: Mapping[str, Any], status: int = 200) -> Response:
        """The case as an answer, with its ETag."""
        return Response(body, status=status, headers={"ETag": self.tag(arende)})
