"""Reporting what went wrong, and what HMC's groups do with it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from api.cursors import page
from api.doors import CaseDoor
from api.etags import changes
from api.felrapport import serializers
from api.idempotency import once
from api.people import tell_mottagare
from api.schema import PAGED, page_of, query
from cases.felrapport import actions, actions_avvikelse, actions_hmc, queries
from cases.felrapport.actions_avvikelse import Anmalan
from cases.felrapport.foljder import Foljd
from cases.felrapport.models import Avvikelse, Felrapport
from cases.felrapport.oppning import hamta
from cases.felrapport.svar import Svar
from cases.gemensamt import annan_enhet
from cases.gemensamt.pages_arende import oppna
from workflows import engine
from workflows.errors import NotFound

_ORDER = ("-arende__skapad", "-pk")
_WORDS = {
    "bestallare": "Användar-id på den som anmälde.",
    "kund": "Kundnummer.",
    "nummer": "Felrapportens nummer eller dess första siffror.",
}


def _line(found: Felrapport) -> dict[str, Any]:
    case = found.arende
    return {
        "id": found.pk,
        "nummer": case.nummer or "",
        "status": case.status,
        "bestallare": case.bestallare.namn,
        "kund": str(case.kund or ""),
        "artikel": found.artikel.nummer if found.artikel else "",
        "artikelbenamning": found.artikel.benamning if found.artikel else "",
        "registrerad": case.verkstalld or case.skapad,
    }


def _tell_line(found: Felrapport) -> Mapping[str, Any]:
    return serializers.FelrapportTold(_line(found)).data


class FelDoor(CaseDoor):
    """An address below one felrapport."""

    typ = queries.TYP

    def whole(self, arende: UUID, status: int = 200) -> Response:
        """The felrapport as an answer."""
        found = hamta(arende)
        said = {
            **_line(found),
            "uppgifter": [task.element for task in engine.open_tasks(arende)],
            "kategori": found.kategori,
            "handelsetyp": found.handelsetyp,
            "ingang": found.ingang,
            "grupp": str(found.grupp or ""),
            "svara_senast": found.svara_senast,
            "mottagaren": tell_mottagare(found.arende.mottagare, self.person),
            "galler": found.arende.galler_id,
            "individ": found.individ.nummer if found.individ else "",
            "beskrivning": found.beskrivning,
            "kommentar": found.kommentar,
            "version": found.version,
            "inlagg": list(found.inlagg.select_related("av")),
            "foljder": list(found.foljder.all()),
            "avvikelse": Avvikelse.objects.filter(pk=arende).first(),
            "bilagor": list(found.arende.bilagor.order_by("uppladdad")),
        }
        return self.told(arende, serializers.HelFelrapportTold(said).data, status)

    def written(self, arende: UUID | None) -> Felrapport:
        """Save or send what was sent."""
        said = self.read(serializers.FelrapportAsked)
        sends = said.pop("verkstall")
        kund = self.unit(said["kund"])
        svar = Svar(**{**said, "kund": kund.nummer if kund else said["kund"]})
        act = actions.verkstall if sends else actions.spara
        return act(arende, person=self.person, svar=svar)


class Felrapporter(FelDoor):
    """Felrapporter."""

    @extend_schema(
        parameters=[*PAGED, *(query(name, text) for name, text in _WORDS.items())],
        responses=page_of(serializers.FelrapportTold),
    )
    def get(self, request: Request) -> Response:
        """De felrapporter du får se. Sök på beställare, kund eller början av numret."""
        words = {name: request.query_params.get(name, "") for name in _WORDS}
        rows = queries.sok(self.person, **words) if any(words.values()) else None
        rows = queries.lista(self.person) if rows is None else rows
        return self.list(page(request, rows.filter(arende__in=self.cases()), _ORDER), _tell_line)

    @extend_schema(
        request=serializers.FelrapportAsked, responses={201: serializers.HelFelrapportTold}
    )
    @once
    def post(self, request: Request) -> Response:
        """Skriv en felrapport: ett utkast, eller skicka den direkt."""
        actions.krav_anmalare(self.person)
        found = self.written(None)
        response = self.whole(found.pk, 201)
        response["Location"] = reverse("api:felrapport", args=[found.pk])
        return response


class AnnanFelrapport(FelDoor):
    """En annan enhets felrapport."""

    @extend_schema(
        request=serializers.AnnanFelrapportAsked, responses=serializers.HelFelrapportTold
    )
    @once
    @transaction.atomic
    def post(self, request: Request) -> Response:
        """Se en annan enhets felrapport på hela numret, med ett skäl. Valet loggas."""
        said = self.read(serializers.AnnanFelrapportAsked)
        if self.bound_to is not None:
            raise NotFound(annan_enhet.ingen(queries.TYP))
        chosen = annan_enhet.valj(self.person, queries.TYP, said["nummer"], said["skal"])
        annan_enhet.oppna(self.person, queries.TYP, chosen.pk)
        return self.whole(chosen.pk)


class EnFelrapport(FelDoor):
    """En felrapport."""

    @extend_schema(responses=serializers.HelFelrapportTold)
    def get(self, request: Request, arende: UUID) -> Response:
        """Felrapporten med frågor och svar. Öppnandet loggas."""
        self.readable(arende)
        oppna(self.person, arende)
        return self.whole(arende)

    @extend_schema(request=serializers.FelrapportAsked, responses=serializers.HelFelrapportTold)
    @changes
    def put(self, request: Request, arende: UUID) -> Response:
        """Ändra ett utkast, eller skicka det."""
        self.written(arende)
        return self.whole(arende)

    @extend_schema(responses={204: None})
    @changes
    def delete(self, request: Request, arende: UUID) -> Response:
        """Ta bort ett utkast."""
        self.readable(arende)
        actions.radera(arende, person=self.person)
        return Response(status=204)


class TaEmotFelrapport(FelDoor):
    """Mottagande."""

    @extend_schema(request=None, responses=serializers.HelFelrapportTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Gruppen tar emot felrapporten."""
        actions_hmc.ta_emot(arende, person=self.person)
        return self.whole(arende)


class UtredFelrapport(FelDoor):
    """Utredning och svar."""

    @extend_schema(
        request=serializers.FelrapportUtredAsked, responses=serializers.HelFelrapportTold
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Be om mer, lämna till en annan grupp, eller svara med det som ska följa."""
        said = self.read(serializers.FelrapportUtredAsked)
        asked = tuple(Foljd(**one) for one in said.pop("foljder"))
        utredning = actions_hmc.Utredning(**said, foljder=asked)
        actions_hmc.utred(arende, person=self.person, utredning=utredning)
        return self.whole(arende)


class KompletteraFelrapport(FelDoor):
    """Komplettering."""

    @extend_schema(request=serializers.KompletteringAsked, responses=serializers.HelFelrapportTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Svara på det som gruppen frågar."""
        said = self.read(serializers.KompletteringAsked)
        actions.komplettera(arende, person=self.person, **said)
        return self.whole(arende)


class AterkopplaFelrapport(FelDoor):
    """Återkoppling."""

    @extend_schema(request=serializers.AterkopplingAsked, responses=serializers.HelFelrapportTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Säg att svaret räcker, eller öppna felrapporten igen."""
        said = self.read(serializers.AterkopplingAsked)
        actions.aterkoppla(arende, person=self.person, **said)
        return self.whole(arende)


class AterkallaFelrapport(FelDoor):
    """Återkallande."""

    @extend_schema(request=None, responses=serializers.HelFelrapportTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Återkalla en felrapport som ingen har tagit emot."""
        actions.aterkalla(arende, person=self.person)
        return self.whole(arende)


class AnmalAvvikelse(FelDoor):
    """Anmälan av en medicinteknisk avvikelse."""

    @extend_schema(
        request=serializers.AvvikelseanmalanAsked, responses=serializers.HelFelrapportTold
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """När avvikelsen anmäldes till Läkemedelsverket och IVO, eller varför inte."""
        said = self.read(serializers.AvvikelseanmalanAsked)
        actions_avvikelse.anmal_avvikelse(arende, person=self.person, anmalan=Anmalan(**said))
        return self.whole(arende)


class AvskrivAnmalan(FelDoor):
    """En anmälan som inte blir gjord."""

    @extend_schema(request=serializers.AvskrivningAsked, responses=serializers.HelFelrapportTold)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """HMC kvalitet väntar inte längre på en försenad anmälan, och skriver varför."""
        said = self.read(serializers.AvskrivningAsked)
        actions_avvikelse.avskriv_anmalan(arende, person=self.person, **said)
        return self.whole(arende)


class AvslutaAvvikelse(FelDoor):
    """Slutet på en medicinteknisk avvikelse."""

    @extend_schema(
        request=serializers.AvvikelseavslutAsked, responses=serializers.HelFelrapportTold
    )
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Häv karantänen: hjälpmedlet får användas igen eller skrotas."""
        said = self.read(serializers.AvvikelseavslutAsked)
        actions_avvikelse.avsluta_avvikelse(arende, person=self.person, **said)
        return self.whole(arende)
