"""The driver's run. What is handed over is told by leverera and kvittera of each leverans, what is
fetched by hamta of each hämtorder."""

from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door
from api.fields import Asked, Text
from api.idempotency import once
from api.leverans.serializers import LeveransradTold
from api.schema import query
from cases.leverans import actions, actions_tur, tur
from cases.organisation.roller import har_roll
from workflows import clock
from workflows.errors import Forbidden, Hinder, Refused


class LastaAsked(Asked):
    """What was read off on the vehicle."""

    foljesedel = Text(max_length=20)


class LastadTold(serializers.Serializer[Any]):
    """What is on the vehicle."""

    id = serializers.UUIDField(source="pk")
    foljesedel = serializers.CharField()
    lastad = serializers.DateTimeField()


class GodsTold(serializers.Serializer[Any]):
    """A following note at a stop."""

    id = serializers.UUIDField(source="leverans.pk")
    foljesedel = serializers.CharField(source="leverans.foljesedel")
    kundordernummer = serializers.CharField(source="leverans.kundordernummer")
    uppgift = serializers.CharField(source="moment", help_text="Det som ska göras nu")
    lastad = serializers.DateTimeField(source="leverans.lastad", allow_null=True)
    forsenad = serializers.BooleanField()
    kvitteras_har = serializers.BooleanField(help_text="Den som tar emot skriver på vid stoppet")
    rader = LeveransradTold(many=True)


class HamtgodsTold(serializers.Serializer[Any]):
    """A row to fetch."""

    rad = serializers.UUIDField(source="id", help_text="Sägs när hämtningen är gjord")
    artikel = serializers.CharField(source="artikel.nummer")
    benamning = serializers.CharField(source="artikel.benamning")
    individ = serializers.CharField()
    antal = serializers.IntegerField()
    karantan = serializers.BooleanField(help_text="I karantän: rör inte, rengör inte")


class HamtningTold(serializers.Serializer[Any]):
    """A pick-up at a stop."""

    id = serializers.UUIDField(source="arende.pk")
    hamtordernummer = serializers.CharField(source="arende.nummer")
    planerad = serializers.DateField()
    forsenad = serializers.BooleanField()
    forsok = serializers.IntegerField()
    rengjort = serializers.BooleanField(help_text="Beställaren har bekräftat det")
    prioriterad = serializers.CharField(help_text="Varför den hämtas före andra; tomt annars")
    rader = HamtgodsTold(many=True)


class BesokTold(serializers.Serializer[Any]):
    """Whom to call on. A protected person's name and address are not said, and nobody's number."""

    mottagare = serializers.CharField(source="for_vem")
    fodd = serializers.CharField(help_text="Födelseåret; tomt när det inte får sägas")
    adress = serializers.ListField(child=serializers.CharField(), source="vart.rader")
    telefon = serializers.CharField(source="vart.telefon")
    mobil = serializers.CharField(source="vart.mobil")
    portkod = serializers.CharField(source="vart.portkod")
    instruktioner = serializers.CharField(source="vart.instruktioner")
    information = serializers.ListField(child=serializers.CharField())
    gods = GodsTold(many=True)
    hamtningar = HamtningTold(
        many=True,
        help_text="Hur det gick sägs med hamta för hämtordern (POST /hamtorder/<id>/hamta/)",
    )


class StoppTold(serializers.Serializer[Any]):
    """A place to go to: what is left and what is fetched at one address."""

    nr = serializers.IntegerField()
    akut = serializers.BooleanField()
    besok = BesokTold(many=True)


class TurTold(serializers.Serializer[Any]):
    """A day's run."""

    dag = serializers.DateField()
    omrade = serializers.CharField()
    lastade = serializers.IntegerField()
    stopp = StoppTold(many=True)


class TurDoor(Door):
    """An address of the run."""

    def driver(self) -> None:
        """Raises `Forbidden` for others than those who drive or help them."""
        if not har_roll(self.person, *actions.HANDLINGAR["leverera"]):
            raise Forbidden("Turen körs av transport. Be någon med den rollen om hjälp.")


class Turen(TurDoor):
    """Turen."""

    @extend_schema(
        parameters=[
            query("dag", "Dagen, ÅÅÅÅ-MM-DD. Utan dag: i dag."),
            query("omrade", "Områdets id, ”utan” för det turbilen inte når, eller ”alla”."),
        ],
        responses=TurTold,
    )
    def get(self, request: Request) -> Response:
        """Dagens stopp i ordning. Öppnandet loggas för varje mottagare."""
        self.driver()
        asked = request.query_params
        omrade = asked.get("omrade", "") or tur.ALLA
        if omrade not in {key for key, _ in tur.omraden()}:
            raise Refused([Hinder("omrade", "Välj ett av områdena, alla eller utan.", "omrade")])
        found = tur.tur(self.person, _day(asked.get("dag", "")), omrade)
        tur.logga_oppnad(self.person, found)
        return Response(TurTold(found, context={"lediga": {}}).data)


class Lasta(TurDoor):
    """Lastning."""

    @extend_schema(request=LastaAsked, responses=LastadTold)
    @once
    def post(self, request: Request) -> Response:
        """Pricka av en följesedel på bilen."""
        self.driver()
        said = self.read(LastaAsked)
        found = actions_tur.lasta(said["foljesedel"], person=self.person)
        return Response(LastadTold(found).data)


def _day(text: str) -> date:
    if not text:
        return clock.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        sentence = "Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-11-30."
        raise Refused([Hinder("dag", sentence, "dag")]) from None
