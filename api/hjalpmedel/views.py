"""What a mottagare has and waits for, and the prescription of each aid."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door
from api.hjalpmedel import serializers
from api.people import tell_mottagare
from api.schema import query
from cases.gemensamt import (
    behorighet,
    hjalpmedelsbild,
    laneforbindelse,
    mottagaren,
    ordination,
)
from cases.gemensamt.forms_hjalpmedel import UrvalForm
from cases.gemensamt.hjalpmedelsbild import Bildrad
from cases.hjalpmedel.queries import aterlamnade
from cases.meddelanden import texter
from cases.mottagare.models import Atkomst, Mottagare
from cases.organisation.models import Anvandare, Kund
from workflows.errors import Hinder, Refused

CHOSEN = query("val", "De hjälpmedel som ska stå på papperet: deras nycklar med komma emellan.")
UNIT = query("kund", "Kundnummer för den enhet du arbetar för nu.")


class MottagareDoor(Door):
    """An address that concerns a mottagare."""

    def for_unit(self, nummer: str) -> Kund | None:
        """The unit that she works for now; HMC works for none. Raises `Forbidden`, `Refused`."""
        behorighet.krav_uppslag(self.person)
        unit = self.unit(nummer)
        if unit is None and (nummer or not behorighet.slar_upp_utan_enhet(self.person)):
            raise Refused([Hinder("kund", "Välj en enhet som du arbetar för.", "kund")])
        return unit

    def opened(self, request: Request, mottagare: int, objekt: str) -> Mottagare:
        """The mottagare, logged. Raises `Forbidden`, `NotFound`, `Refused`."""
        unit = self.for_unit(request.query_params.get("kund", ""))
        return mottagaren.oppna(self.person, mottagare, unit, objekt=objekt)


class Hjalpmedel(MottagareDoor):
    """Hjälpmedel."""

    @extend_schema(
        parameters=[
            UNIT,
            query("iso", "ISO-koden eller dess första siffror."),
            query("artikeltyp", "Bara den här artikeltypen."),
            query("debitering", "Bara hyra, kop eller salt."),
            query("individer", "ja visar bara individmärkta."),
        ],
        responses=serializers.HjalpmedelTold,
    )
    def get(self, request: Request, mottagare: int) -> Response:
        """Det mottagaren har, väntar på och har haft. Öppnandet loggas."""
        form = UrvalForm(request.query_params)
        if not form.is_valid():
            raise Refused([Hinder(name, str(said[0]), name) for name, said in form.errors.items()])
        found = self.opened(request, mottagare, "Hjälpmedel")
        shown = hjalpmedelsbild.bild(found, form.urval())
        rows = list(_alla(shown.rader))
        told = {
            "mottagare": tell_mottagare(found, self.person),
            "innehav": [row for row in rows if row.innehav],
            "forbrukning": [row for row in _alla(shown.forbrukning) if row.innehav],
            "vantar": [row.vantad for row in rows if row.vantad],
            "komponenter_pa_vag": shown.komponenter_pa_vag,
            "aterlamnade": list(aterlamnade(found)),
        }
        return Response(serializers.HjalpmedelTold(told).data)


class Baskodshistorik(MottagareDoor):
    """Baskodshistorik."""

    @extend_schema(parameters=[UNIT], responses=serializers.BaskoderTold)
    def get(self, request: Request, mottagare: int) -> Response:
        """Vilka baskoder mottagaren har haft, den senaste först. Öppnandet loggas."""
        found = self.opened(request, mottagare, "Baskodshistorik")
        rows = found.baskodshistorik.select_related("baskod").order_by("-fran", "-pk")
        return Response(serializers.BaskoderTold({"poster": list(rows)}).data)


class Laneforbindelse(MottagareDoor):
    """Låneförbindelse."""

    @extend_schema(parameters=[UNIT, CHOSEN], responses=serializers.LaneforbindelseTold)
    def get(self, request: Request, mottagare: int) -> Response:
        """Det som kan stå på låneförbindelsen, med texterna. Med val loggas en utskrift."""
        unit = self.for_unit(request.query_params.get("kund", ""))
        chosen = chosen_loans(request)
        found = mottagaren.oppna(
            self.person,
            mottagare,
            unit,
            objekt="Låneförbindelse",
            vad=Atkomst.Vad.SKREV_UT if chosen else Atkomst.Vad.OPPNADE,
        )
        return Response(tell_loans(self.person, found, laneforbindelse.lan(found, chosen)))


def chosen_loans(request: Request) -> list[str]:
    """What was chosen to stand on the paper."""
    return [one for one in request.query_params.get("val", "").split(",") if one]


def tell_loans(
    person: Anvandare, mottagare: Mottagare, loans: list[laneforbindelse.Lan]
) -> Mapping[str, Any]:
    """The paper as it is told."""
    text = texter.las("laneforbindelse")
    return serializers.LaneforbindelseTold(
        {
            "mottagare": tell_mottagare(mottagare, person),
            "hjalpmedel": loans,
            "text": text.text,
            "exempel": text.exempel,
            "bilaga_1": texter.las("bilaga_1").text,
        }
    ).data


class OrdinationInnehav(MottagareDoor):
    """Ordinationsöversikt."""

    @extend_schema(parameters=[UNIT], responses=serializers.OrdinationTold)
    def get(self, request: Request, innehav: int) -> Response:
        """Ordinationen av ett hjälpmedel som mottagaren har eller har haft."""
        behorighet.krav_uppslag(self.person)
        return _ordination(self, request, ordination.for_innehav(innehav))


class OrdinationRad(MottagareDoor):
    """Ordinationsöversikt av en beställd rad."""

    @extend_schema(parameters=[UNIT], responses=serializers.OrdinationTold)
    def get(self, request: Request, rad: UUID) -> Response:
        """Ordinationen av en rad som är beställd."""
        behorighet.krav_uppslag(self.person)
        return _ordination(self, request, ordination.for_rad(rad))


def _ordination(door: MottagareDoor, request: Request, one: ordination.Ordination) -> Response:
    what = f"Ordinationsöversikt {one.artikel.nummer}"
    mottagare = door.opened(request, one.mottagare_id, what)
    told = {
        "mottagare": tell_mottagare(mottagare, door.person),
        "bestallare": one.bestallare,
        "kund": one.kund,
        "betalare": one.betalare,
        "avser": one.avser,
        "nummer": one.arende.nummer if one.arende else None,
        "arende": one.arende.pk if one.arende else None,
        "artikel": one.artikel.nummer,
        "benamning": one.artikel.benamning,
        "enhet": one.artikel.enhet,
        "individ": one.individ.nummer if one.individ else None,
        "komponent_till": one.komponent_till,
        "antal": one.antal,
        "agare": one.agare,
        "bestalld": one.bestalld,
        "planerad": one.planerad,
        "levererad": one.levererad,
        "aterlamnad": one.aterlamnad,
        "samleverans": one.samleverans,
        "bestallningsnummer": one.bestallningsnummer,
        "leveransstatus": one.steg,
    }
    return Response(serializers.OrdinationTold(told).data)


def _alla(rader: Iterable[Bildrad]) -> Iterable[Bildrad]:
    for row in rader:
        yield row
        yield from row.komponenter
