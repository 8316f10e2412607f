"""What is done with a kundorder after Verkställ."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door
from api.etags import changes
from api.idempotency import once
from api.kundorder import serializers, serializers_efter
from api.kundorder.views import OrderDoor
from cases.artiklar.models import Artikel
from cases.gemensamt.hinder import stoppa_om
from cases.kundorder import (
    actions_dela,
    actions_direktinkop,
    actions_efter,
    actions_inkop,
    actions_makulera,
)
from cases.kundorder.actions_direktinkop import Besked
from cases.kundorder.actions_efter import Inkop
from cases.organisation.models import Lager
from workflows.errors import Hinder


class Makulera(OrderDoor):
    """Makulera."""

    @extend_schema(
        request=serializers_efter.KundorderMakuleraAsked, responses=serializers_efter.MakuleradTold
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Makulera ordern, eller det som är kvar av den. Beställaren läser skälet."""
        said = self.read(serializers_efter.KundorderMakuleraAsked)
        done = actions_makulera.makulera(arende, person=self.person, **said)
        return self.told(arende, {"gjort": done})


class Dela(OrderDoor):
    """Dela en order som en arbetsorder håller."""

    @extend_schema(request=None, responses=serializers.HelOrderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Låt det som arbetsordern inte gäller gå i en egen order. Svaret är den nya ordern."""
        return self.whole(actions_dela.dela(arende, person=self.person).pk)


class KopIn(OrderDoor):
    """Inköp av det som saknas."""

    @extend_schema(request=serializers_efter.InkopAsked, responses=serializers.HelOrderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Tala om vad som är beställt från leverantören och när det väntas."""
        svar = [Inkop(**one) for one in self.read(serializers_efter.InkopAsked)["rader"]]
        actions_efter.kop_in(arende, person=self.person, svar=svar)
        return self.whole(arende)


class BekraftaDirektinkop(OrderDoor):
    """Bekräfta direktleverans."""

    @extend_schema(
        request=serializers_efter.BekraftaDirektinkopAsked, responses=serializers.HelOrderTold
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Tala om vad leverantören har lämnat hos mottagaren, eller att det inte kommer."""
        said = self.read(serializers_efter.BekraftaDirektinkopAsked)
        svar = [
            Besked(
                one["begaran"],
                one["utfall"],
                {rad["rad"]: rad["nummer"] for rad in one["individer"]},
            )
            for one in said.pop("besked")
        ]
        actions_direktinkop.bekrafta_direktinkop(arende, person=self.person, svar=svar, **said)
        return self.whole(arende)


class AndraVantas(OrderDoor):
    """Nytt datum från leverantören."""

    @extend_schema(request=serializers_efter.VantasAsked, responses=serializers.HelOrderTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Ändra när varor som är beställda väntas. Beställaren får veta det nya datumet."""
        said = self.read(serializers_efter.VantasAsked)
        actions_inkop.andra_vantas(
            arende,
            person=self.person,
            vantas={one["rad"]: one["vantas"] for one in said["rader"]},
            orsak=said["orsak"],
        )
        return self.whole(arende)


class Inleverans(Door):
    """Inleverans."""

    @extend_schema(
        request=serializers_efter.InleveransAsked, responses=serializers_efter.InleveransTold
    )
    @once
    def post(self, request: Request) -> Response:
        """Varor har kommit till ett lager. De order som väntar går vidare."""
        said = self.read(serializers_efter.InleveransAsked)
        lager = Lager.objects.filter(nummer=said["lager"], typ=Lager.Typ.HMC).first()
        artikel = Artikel.objects.filter(nummer=said["artikel"]).first()
        if lager is None or artikel is None:
            stoppa_om(_unknown(lager, artikel))
            raise AssertionError("unreachable")
        waited = actions_efter.inleverera(
            lager.pk,
            artikel.pk,
            said["antal"],
            person=self.person,
            individer=said["individer"],
        )
        return Response({"vantade": waited})


def _unknown(lager: Lager | None, artikel: Artikel | None) -> list[Hinder]:
    hinder = []
    if lager is None:
        hinder.append(
            Hinder("lager_okant", "Det finns inget HMC-lager med det numret. Rätta det.", "lager")
        )
    if artikel is None:
        hinder.append(
            Hinder(
                "artikel_okand",
                "Det finns ingen artikel med det numret. Kontrollera följesedeln.",
                "artikel",
            )
        )
    return hinder
