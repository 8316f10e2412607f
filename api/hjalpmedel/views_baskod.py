"""Byte baskod/betalare: the baskod that holds, and changing it."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door
from api.etags import changes, compare
from api.hjalpmedel import serializers
from api.hjalpmedel.views import UNIT, MottagareDoor
from api.people import tell_mottagare
from cases.gemensamt import baskod, behorighet, mottagaren
from cases.gemensamt.forms_baskod import valbara
from cases.mottagare.models import Mottagare
from cases.mottagare.register import las
from cases.organisation.models import Baskod, Kund
from workflows.errors import Hinder, NotFound, Refused


def chosen_baskod(door: Door) -> Baskod | None:
    """The baskod that was asked for; None removes the avvikande one. Raises `Refused`."""
    code = door.read(serializers.BaskodAsked)["avvikande_baskod"]
    if code is None:
        return None
    chosen = Baskod.objects.select_related("betalare").filter(kod=code).first()
    if chosen is None:
        sentence = f"Det finns ingen baskod {code}."
        raise Refused([Hinder("baskod_okand", sentence, "avvikande_baskod")])
    return chosen


class Baskoden(MottagareDoor):
    """Byte av baskod."""

    def hold(self, given: str, mottagare: int) -> None:
        """Lock the mottagare, and raise `Stale` when another baskod holds than was read."""
        unit = self.for_unit(self.request.query_params.get("kund", ""))
        found = las(mottagare)
        if found is None:
            raise NotFound(mottagaren.INGEN_MOTTAGARE)
        behorighet.krav_mottagare(self.person, found, unit)
        compare(given, _tag(found))

    @extend_schema(parameters=[UNIT], responses=serializers.BaskodenTold)
    def get(self, request: Request, mottagare: int) -> Response:
        """Baskoden som gäller, vilka som kan väljas och vad du får göra. Öppnandet loggas."""
        found = self.opened(request, mottagare, "Byte av baskod")
        return self._told(found, self.for_unit(request.query_params.get("kund", "")))

    @extend_schema(
        parameters=[UNIT],
        request=serializers.BaskodAsked,
        responses=serializers.BaskodenTold,
    )
    @changes
    def put(self, request: Request, mottagare: int) -> Response:
        """Ange en avvikande baskod, eller ta bort den. Bytet gäller från i dag och loggas."""
        unit = self.for_unit(request.query_params.get("kund", ""))
        chosen = chosen_baskod(self)
        patient = Mottagare.objects.get(pk=mottagare)
        return self._told(baskod.byt(patient, chosen, person=self.person, kund=unit), unit)

    def _told(self, patient: Mottagare, unit: Kund | None) -> Response:
        may = baskod.ratt(self.person, unit)
        told = {
            "mottagare": tell_mottagare(patient, self.person),
            "galler": patient.gallande_baskod,
            "ordinarie": patient.baskod,
            "avvikande": patient.avvikande_baskod is not None,
            "far_ange": may.ange,
            "far_ta_bort": may.ta_bort,
            "valbara": valbara(patient).select_related("betalare") if patient.baskod else [],
        }
        body = serializers.BaskodenTold(told).data
        return Response(body, headers={"ETag": _tag(patient)})


def _tag(patient: Mottagare) -> str:
    held = patient.gallande_baskod
    return f'"{held.kod if held else ""}"'
