"""Individer: one marked aid each."""

from hashlib import sha256
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import page
from api.doors import Door
from api.etags import changes, compare
from api.hjalpmedel import serializers
from api.hjalpmedel.views import UNIT
from api.idempotency import once
from api.people import tell_mottagare
from api.schema import PAGED, page_of, query
from cases.gemensamt import individkort
from cases.gemensamt.individkort import Kort
from cases.gemensamt.vardrelation import bekrafta
from cases.hjalpmedel.flytt import las_individer
from cases.hjalpmedel.models import Individ
from cases.hjalpmedel.queries import sok_individ
from cases.organisation.models import Kund
from workflows.errors import Hinder, NotFound, Refused


class IndividDoor(Door):
    """An address that concerns individer."""

    def for_unit(self, individ: Individ, nummer: str) -> Kund | None:
        """The unit that she works for now, if the key reaches it."""
        unit = individkort.enhet(self.person, individ, nummer)
        if unit is not None and self.bound_to not in {None, unit.pk}:
            return None
        return unit

    def card(self, nummer: str, kund: str) -> Response:
        """The card as an answer, with its ETag."""
        unit = self.for_unit(individkort.hamta(nummer), kund)
        shown = individkort.oppna(self.person, nummer, unit)
        told = serializers.KortTold(_Kort(shown, tell_mottagare(shown.mottagare, self.person)))
        return Response(told.data, headers={"ETag": _tag(shown.placering)})


class _Rad:
    """An individ as the person may see it."""

    def __init__(self, individ: Individ, placering: str) -> None:
        self._individ = individ
        self.placering = placering

    def __getattr__(self, name: str) -> object:
        return getattr(self._individ, name)


class _Kort(_Rad):
    """The card with its individ's own fields beside it, as the serializer reads them."""

    def __init__(self, kort: Kort, mottagare: object) -> None:
        super().__init__(kort.individ, kort.placering)
        self.mottagare = mottagare
        self.mottagare_dold = kort.dold
        self.maste_bekrafta = kort.maste_bekrafta
        self.innehav = kort.innehav.pk if kort.innehav and kort.mottagare else None
        self.kan_flytta = kort.kan_flytta
        self.leverantor = str(kort.leverantor or "")
        self.komponenter = [
            {
                "artikel": part.artikel,
                "antal": part.antal,
                "status": "Levererad" if part.innehav else "Beställd",
            }
            for part in kort.komponenter
        ]
        self.komponenter_pa_vag = kort.pa_vag


class Individer(IndividDoor):
    """Individer."""

    @extend_schema(
        parameters=[
            query(
                "individ",
                "Individnumret; 123* börjar så och *123 slutar så.",
                required=True,
            ),
            *PAGED,
        ],
        responses=page_of(serializers.IndividTold),
    )
    def get(self, request: Request) -> Response:
        """Sök individer på nummer."""
        individkort.krav(self.person)
        text = request.query_params.get("individ", "").strip()
        if not text:
            raise Refused(
                [Hinder("individ", "Skriv vad du söker i parametern individ.", "individ")]
            )
        found = page(request, sok_individ(text), ("nummer", "pk"))
        return self.list(found, self._told)

    def _told(self, individ: Individ) -> Any:
        shown = individkort.synlig_placering(self.person, individ, self.for_unit(individ, ""))
        return serializers.IndividTold(_Rad(individ, shown)).data


class EnIndivid(IndividDoor):
    """Individkort."""

    @extend_schema(parameters=[UNIT], responses=serializers.KortTold)
    def get(self, request: Request, nummer: str) -> Response:
        """Kortet. Vem som har individen visas för den som får veta det, och loggas."""
        individkort.krav(self.person)
        return self.card(nummer, request.query_params.get("kund", ""))


class Placering(IndividDoor):
    """Placering."""

    def hold(self, given: str, nummer: str) -> None:
        """Lock the individ, and raise `Stale` when its place is not as it was read."""
        individkort.krav(self.person)
        found = individkort.hamta(nummer)
        las_individer([found.pk])
        held = individkort.hamta(nummer)
        unit = self.for_unit(held, self.request.query_params.get("kund", ""))
        # What she may not see she can't guess at either.
        compare(given, _tag(individkort.synlig_placering(self.person, held, unit)))

    @extend_schema(
        parameters=[UNIT],
        request=serializers.PlaceringAsked,
        responses=serializers.KortTold,
    )
    @changes
    def put(self, request: Request, nummer: str) -> Response:
        """Flytta: skriv var individen står. En tom placering tas bort."""
        said = self.read(serializers.PlaceringAsked)
        kund = request.query_params.get("kund", "")
        unit = self.for_unit(individkort.hamta(nummer), kund)
        individkort.flytta(self.person, nummer, said["placering"], kund=unit)
        return self.card(nummer, kund)


class BekraftaVard(IndividDoor):
    """Vårdrelation till den som har individen."""

    @extend_schema(request=serializers.BekraftaAsked, responses=serializers.KortTold)
    @once
    def post(self, request: Request, nummer: str) -> Response:
        """Bekräfta att du deltar i vården av den som har individen. Bekräftelsen loggas."""
        individkort.krav(self.person)
        said = self.read(serializers.BekraftaAsked)
        individ = individkort.hamta(nummer)
        if individ.mottagare is None:
            raise NotFound("Ingen mottagare har individen nu.")
        unit = self.unit(said["kund"])
        if unit is None and said["kund"]:
            raise Refused([Hinder("kund", "Välj en enhet som du arbetar för.", "kund")])
        bekrafta(
            self.person,
            individ.mottagare,
            unit,
            sagt=said["vardrelation"],
            objekt=f"Individkort {nummer}",
        )
        return self.card(nummer, unit.nummer if unit else "")


def _tag(placering: str) -> str:
    return f'"{sha256(placering.encode()).hexdigest()[:16]}"'
