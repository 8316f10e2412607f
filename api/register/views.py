"""The registers: articles, finding a mottagare, and who asks."""

from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import page, ranked_page
from api.doors import Door
from api.hjalpmedel.views import MottagareDoor
from api.people import MottagareTold, tell_kund, tell_mottagare
from api.register import serializers
from api.schema import PAGED, query
from cases.artiklar import katalog
from cases.artiklar.models import Artikel, Leverantor
from cases.artiklar.priser import pris
from cases.artiklar.sok import Sokning, sok_falt
from cases.gemensamt import artikelvisning, behorighet
from cases.gemensamt.vardrelation import bekrafta
from cases.hjalpmedel.queries import lediga_individer
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.mottagare.register import hitta_patient, hitta_vardenhet
from cases.organisation.queries import egna_kunder
from workflows import clock
from workflows.errors import Hinder, NotFound, Refused

# Fields of an article that are told as they stand.
_TOLD_AS_IS = (
    "nummer", "benamning", "produktnamn", "enhet", "get_typ_display", "debiteringsform",
    "get_leveranstid_display", "individmarkt", "utgatt", "iso", "lager", "artikeltext",
    "artikelansvar", "servicegrad",
)  # fmt: skip

_FIELDS = {
    "artikel": "Artikelnumret eller några tecken ur det.",
    "lev_artnr": "Början av leverantörens artikelnummer.",
    "produktnamn": "Produktens namn eller en del av det.",
    "typ": "Artikeltypens nyckel, till exempel tillbehor.",
}


class Artiklar(Door):
    """Artiklar."""

    @extend_schema(
        parameters=[
            query("q", "Det du minns av artikeln."),
            *(query(name, said) for name, said in _FIELDS.items()),
            query("leverantor", "Leverantörens namn, som det står på artikeln."),
            *PAGED,
        ],
        responses=serializers.TraffarTold,
    )
    def get(self, request: Request) -> Response:
        """Sök artikel: `q` letar i allt, de andra begränsar. Allt som anges ska stämma."""
        found = sok_falt(_asked(request))
        shown = ranked_page(request, found.artiklar)
        return Response(
            {
                "poster": serializers.ArtikelTold(shown.rows, many=True).data,
                "nasta": shown.next,
                "rattat": {word: list(meant) for word, meant in found.rattat.items()},
            }
        )


def _asked(request: Request) -> Sokning:
    said = {name: request.query_params.get(name, "").strip()[:200] for name in _FIELDS}
    text = request.query_params.get("q", "").strip()[:200]
    supplier = request.query_params.get("leverantor", "").strip()
    known = Leverantor.objects.filter(namn=supplier).values_list("pk", flat=True).first()
    if supplier and known is None:
        raise Refused(
            [Hinder("leverantor", f"Det finns ingen leverantör {supplier}.", "leverantor")]
        )
    if said["typ"] and said["typ"] not in Artikel.Typ.values:
        kinds = ", ".join(Artikel.Typ.values)
        raise Refused([Hinder("typ", f"Välj en artikeltyp av {kinds}.", "typ")])
    asked = Sokning(text=text, leverantor=known, **said)
    if asked.tom:
        raise Refused([Hinder("q", "Skriv vad du söker i parametern q.", "q")])
    return asked


class EnArtikel(Door):
    """En artikel."""

    @extend_schema(responses=serializers.HelArtikelTold)
    def get(self, request: Request, nummer: str) -> Response:
        """Artikeln med pris, leverantörer, saldo i egna förråd och beräknad leverans i dag."""
        artikel = Artikel.objects.select_related("iso", "lager").filter(nummer=nummer).first()
        if artikel is None:
            raise NotFound(f"Det finns ingen artikel {nummer}. Sök på namnet i stället.")
        cost = pris(artikel, artikel.debiteringsform, clock.today())
        expired = artikel.utgangen(clock.today())
        due = None if expired else artikelvisning.beraknad_leverans(artikel, self.person)
        told = serializers.HelArtikelTold(
            {
                **{name: getattr(artikel, name) for name in _TOLD_AS_IS},
                "apris": cost,
                "leverantorer": artikel.leverantorer.select_related("leverantor"),
                "priser": artikelvisning.prislista(artikel),
                "saldo": [self._saldo(artikel, place) for place in self._forrad(artikel)],
                "beraknad_leverans": due,
                "dokument": artikel.dokument.order_by("rubrik"),
                "standardkomponenter": _numbers(artikel.standardkomponenter, "komponent"),
                "tillbehor": _numbers(artikel.tillbehor, "tillbehor"),
                "ersattningar": _numbers(artikel.ersattningar, "ersattning"),
            }
        )
        return Response(told.data)

    def _forrad(self, artikel: Artikel) -> list[artikelvisning.Forrad]:
        return artikelvisning.forrad(artikel, self.person)

    def _saldo(self, artikel: Artikel, place: artikelvisning.Forrad) -> dict[str, Any]:
        marked = lediga_individer(artikel, place.lager) if artikel.individmarkt else ()
        return {
            "lager": place.lager,
            "antal": place.antal,
            "individer": [individ.nummer for individ in marked],
        }


class Varukatalog(Door):
    """Varukatalog."""

    @extend_schema(
        parameters=[query("kod", "ISO-kod med 2, 4 eller 6 siffror; tomt för alla."), *PAGED],
        responses=serializers.KatalogTold,
    )
    def get(self, request: Request) -> Response:
        """Produktområden, undergrupper och ISO-koder, och kodens egna artiklar."""
        kod = request.query_params.get("kod", "").strip()
        here = katalog.hamta(kod) if kod else None
        shown = page(request, katalog.artiklar(kod), ("sortnyckel", "nummer"))
        told = serializers.KatalogTold(
            {
                "kod": kod,
                "namn": here.namn if here else "",
                "grenar": katalog.grenar(kod) if len(kod) < katalog.LANGST else [],
                "poster": shown.rows,
                "nasta": shown.next,
            }
        )
        return Response(told.data)


def _numbers(related: Any, name: str) -> list[str]:
    rows = related.order_by(f"{name}__sortnyckel").values_list(f"{name}__nummer", flat=True)
    return list(rows)


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
