"""The registers: articles, finding a mottagare, and who asks."""

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import ranked_page
from api.doors import Door
from api.hjalpmedel.views import MottagareDoor
from api.people import MottagareTold, tell_kund, tell_mottagare
from api.register import serializers
from api.schema import PAGED, query
from cases.artiklar.models import Artikel
from cases.artiklar.priser import pris
from cases.artiklar.sok import sok
from cases.gemensamt import behorighet
from cases.gemensamt.vardrelation import bekrafta
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.mottagare.register import hitta_patient, hitta_vardenhet
from cases.organisation.queries import egna_kunder
from workflows import clock
from workflows.errors import Hinder, NotFound, Refused


class Artiklar(Door):
    """Artiklar."""

    @extend_schema(
        parameters=[query("q", "Det du minns av artikeln.", required=True), *PAGED],
        responses=serializers.TraffarTold,
    )
    def get(self, request: Request) -> Response:
        """Sök artikel på nummer, benämning, produktnamn, leverantörens nummer eller ISO-kod."""
        text = request.query_params.get("q", "").strip()
        if not text:
            raise Refused([Hinder("q", "Skriv vad du söker i parametern q.", "q")])
        found = sok(text[:200])
        shown = ranked_page(request, found.artiklar)
        return Response(
            {
                "poster": serializers.ArtikelTold(shown.rows, many=True).data,
                "nasta": shown.next,
                "rattat": {word: list(meant) for word, meant in found.rattat.items()},
            }
        )


class EnArtikel(Door):
    """En artikel."""

    @extend_schema(responses=serializers.HelArtikelTold)
    def get(self, request: Request, nummer: str) -> Response:
        """Artikeln, med vad den kostar i dag."""
        artikel = Artikel.objects.select_related("iso", "lager").filter(nummer=nummer).first()
        if artikel is None:
            raise NotFound(f"Det finns ingen artikel {nummer}. Sök på namnet i stället.")
        cost = pris(artikel, artikel.debiteringsform, clock.today())
        told = serializers.ArtikelTold(artikel).data
        return Response({**told, "apris": None if cost is None else str(cost)})


class SokMottagare(MottagareDoor):
    """Sök mottagare."""

    asks_only = True

    @extend_schema(request=serializers.MottagareAsked, responses=MottagareTold)
    @transaction.atomic
    def post(self, request: Request) -> Response:
        """Patienten med ett personnummer, eller vårdenheten med ett kundnummer. Loggas."""
        said = self.read(serializers.MottagareAsked)
        unit = self.for_unit(said["kund"])
        if said["mottagartyp"] == Mottagare.Typ.VARDENHET:
            found = hitta_vardenhet(said["nummer"])
        else:
            found = hitta_patient(said["nummer"])
            bekrafta(self.person, found, unit, sagt=said["vardrelation"], objekt="API: mottagare")
        behorighet.krav_mottagare(self.person, found, unit)
        logga_atkomst(self.person, found, Atkomst.Vad.SOKTE, objekt="API: mottagare", kund=unit)
        return Response(tell_mottagare(found, self.person))


class DinaUppgifter(Door):
    """Dina uppgifter."""

    @extend_schema(responses=serializers.PersonTold)
    def get(self, request: Request) -> Response:
        """Vem du är för webSesam, och vilka enheter du beställer för."""
        units = egna_kunder(self.person)
        if self.bound_to is not None:
            units = units.filter(pk=self.bound_to)
        told = {
            "anvandare": self.person.username,
            "namn": self.person.namn,
            "roller": self.person.roller,
            "kunder": [tell_kund(unit) for unit in units],
        }
        return Response(serializers.PersonTold(told).data)
