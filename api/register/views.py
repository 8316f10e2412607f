"""The registers: articles, mottagare and what they have, and who asks."""

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import ranked_page
from api.doors import Door
from api.people import MottagareTold, tell_kund, tell_mottagare
from api.register import serializers
from api.schema import PAGED, query
from cases.artiklar.models import Artikel
from cases.artiklar.priser import pris
from cases.artiklar.sok import sok
from cases.gemensamt import behorighet
from cases.gemensamt.vardrelation import bekrafta
from cases.hjalpmedel.queries import aterlamnade, hos
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.mottagare.register import hitta_patient
from cases.organisation.models import Kund
from cases.organisation.queries import egna_kunder
from workflows import clock
from workflows.errors import Hinder, NotFound, Refused

_UNIT = query("kund", "Kundnummer för den enhet du arbetar för nu.")


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


class PatientDoor(Door):
    """An address that concerns a mottagare."""

    def for_unit(self, nummer: str) -> Kund | None:
        """The unit that she works for now; HMC works for none. Raises `Forbidden`, `Refused`."""
        behorighet.krav_uppslag(self.person)
        unit = self.unit(nummer)
        if unit is None and (nummer or not behorighet.slar_upp_utan_enhet(self.person)):
            raise Refused([Hinder("kund", "Välj en enhet som du arbetar för.", "kund")])
        return unit


class SokMottagare(PatientDoor):
    """Sök mottagare."""

    asks_only = True

    @extend_schema(request=serializers.MottagareAsked, responses=MottagareTold)
    @transaction.atomic
    def post(self, request: Request) -> Response:
        """Patienten med ett personnummer. Sökningen loggas."""
        said = self.read(serializers.MottagareAsked)
        unit = self.for_unit(said["kund"])
        patient = hitta_patient(said["nummer"])
        bekrafta(self.person, patient, unit, sagt=said["vardrelation"], objekt="API: mottagare")
        logga_atkomst(self.person, patient, Atkomst.Vad.SOKTE, objekt="API: mottagare", kund=unit)
        return Response(tell_mottagare(patient, self.person))


class Hjalpmedel(PatientDoor):
    """Hjälpmedel."""

    @extend_schema(parameters=[_UNIT], responses=serializers.HjalpmedelTold)
    @transaction.atomic
    def get(self, request: Request, mottagare: int) -> Response:
        """Det mottagaren har och har haft. Öppnandet loggas."""
        unit = self.for_unit(request.query_params.get("kund", ""))
        found = (
            Mottagare.objects.select_related("baskod", "avvikande_baskod", "kund")
            .filter(pk=mottagare)
            .first()
        )
        if found is None:
            raise NotFound("Mottagaren finns inte. Sök på personnumret.")
        behorighet.krav_mottagare(self.person, found, unit)
        logga_atkomst(self.person, found, Atkomst.Vad.OPPNADE, objekt="Hjälpmedel", kund=unit)
        told = serializers.HjalpmedelTold(
            {
                "mottagare": tell_mottagare(found, self.person),
                "innehav": list(hos(found)),
                "aterlamnade": list(aterlamnade(found)),
            }
        )
        return Response(told.data)


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
