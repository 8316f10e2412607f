"""What HMC does with an arbetsorder."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.arbetsorder import serializers
from api.arbetsorder.dorr import ArbetsDoor
from api.etags import changes
from api.idempotency import once
from cases.arbetsorder import actions_hmc, actions_makulera, aktiviteter
from cases.arbetsorder.svar import Planering, Tid, Typbyte
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from workflows.errors import Hinder, Refused

_TOLD = serializers.HelArbetsorderTold


class Triagera(ArbetsDoor):
    """Val av grupp."""

    @extend_schema(request=serializers.TriageAsked, responses=_TOLD)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Skicka till en grupp, eller byt typ av åtgärd."""
        said = self.read(serializers.TriageAsked)
        actions_hmc.triagera(
            arende, person=self.person, grupp=said.pop("grupp"), byte=Typbyte(**said)
        )
        return self.whole(arende)


class Granska(ArbetsDoor):
    """Granskning."""

    @extend_schema(request=serializers.GranskaAsked, responses=_TOLD)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Godkänn underlaget, be om mer eller byt typ av åtgärd."""
        said = self.read(serializers.GranskaAsked)
        actions_hmc.granska(
            arende,
            person=self.person,
            granskning=said.pop("granskning"),
            text=said.pop("text"),
            byte=Typbyte(**said),
        )
        return self.whole(arende)


class HamtaForAtgard(ArbetsDoor):
    """Hämtning till verkstaden."""

    @extend_schema(request=None, responses=_TOLD)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Hjälpmedlet är hämtat."""
        actions_hmc.hamta_for_atgard(arende, person=self.person)
        return self.whole(arende)


class LamnaTillbaka(ArbetsDoor):
    """Hjälpmedlet tillbaka till mottagaren."""

    @extend_schema(request=None, responses=_TOLD)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Hjälpmedlet är lämnat tillbaka."""
        actions_hmc.lamna_tillbaka(arende, person=self.person)
        return self.whole(arende)


class Planera(ArbetsDoor):
    """Planering."""

    @extend_schema(request=serializers.PlaneraAsked, responses=_TOLD)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Boka en tid, eller låt arbetsordern vänta."""
        said = self.read(serializers.PlaneraAsked)
        said["tekniker"] = _tekniker(said["tekniker"])
        actions_hmc.planera(arende, person=self.person, svar=Planering(**said))
        return self.whole(arende)


class Rapportera(ArbetsDoor):
    """Tid och delar."""

    @extend_schema(request=serializers.TidAsked, responses={201: _TOLD})
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Rapportera tid, vad som gjordes och vad som gick åt."""
        said = self.read(serializers.TidAsked)
        parts = tuple((one["artikel"], one["antal"]) for one in said["delar"])
        aktiviteter.rapportera(
            arende,
            said["aktivitet"],
            person=self.person,
            tid=Tid(said["minuter"], said["kommentar"], parts),
        )
        return self.whole(arende, 201)


class NyAktivitet(ArbetsDoor):
    """Aktiviteter."""

    @extend_schema(request=serializers.AktivitetAsked, responses={201: _TOLD})
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Lägg till en aktivitet på arbetsordern."""
        aktiviteter.ny_aktivitet(
            arende, person=self.person, **self.read(serializers.AktivitetAsked)
        )
        return self.whole(arende, 201)


class Utfor(ArbetsDoor):
    """Färdigrapportering."""

    @extend_schema(request=serializers.UtforAsked, responses=_TOLD)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Färdigrapportera, eller säg att ett besök till behövs."""
        actions_hmc.utfor(arende, person=self.person, **self.read(serializers.UtforAsked))
        return self.whole(arende)


class FoljUpp(ArbetsDoor):
    """Försening."""

    @extend_schema(request=serializers.ForseningAsked, responses=_TOLD)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Besked till beställaren om varför det dröjer."""
        actions_hmc.folj_upp_forsening(
            arende, person=self.person, **self.read(serializers.ForseningAsked)
        )
        return self.whole(arende)


class Begar(ArbetsDoor):
    """Begäran om makulering."""

    @extend_schema(request=serializers.AoSkalAsked, responses=_TOLD)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Be kundtjänst makulera arbetsordern."""
        actions_makulera.begar_makulering(
            arende, person=self.person, **self.read(serializers.AoSkalAsked)
        )
        return self.whole(arende)


class Makulera(ArbetsDoor):
    """Makulering."""

    @extend_schema(request=serializers.AoOrsakAsked, responses=_TOLD)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Makulera arbetsordern, med en orsak som beställaren läser."""
        actions_makulera.makulera(arende, person=self.person, **self.read(serializers.AoOrsakAsked))
        return self.whole(arende)


class Avgor(ArbetsDoor):
    """Kundtjänsts beslut om makulering."""

    @extend_schema(request=serializers.AoBeslutAsked, responses=_TOLD)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Makulera, eller säg varför inte."""
        actions_makulera.avgor_makulering(
            arende, person=self.person, **self.read(serializers.AoBeslutAsked)
        )
        return self.whole(arende)


class AvgorKopplad(ArbetsDoor):
    """När kundordern är makulerad."""

    @extend_schema(request=serializers.AoBeslutAsked, responses=_TOLD)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Makulera också arbetsordern, eller gör arbetet ändå."""
        actions_makulera.avgor_kopplad(
            arende, person=self.person, **self.read(serializers.AoBeslutAsked)
        )
        return self.whole(arende)


class ValjLeverans(ArbetsDoor):
    """När arbetsordern som höll en kundorder är makulerad."""

    @extend_schema(request=serializers.LeveransvalAsked, responses=_TOLD)
    @once
    @changes
    def post(self, request: Request, arende: UUID) -> Response:
        """Leverera ändå. En ny arbetsorder eller en makulerad kundorder svarar av sig själv."""
        actions_makulera.valj_leverans(
            arende, person=self.person, **self.read(serializers.LeveransvalAsked)
        )
        return self.whole(arende)


def _tekniker(username: str) -> Anvandare | None:
    if not username:
        return None
    found = Anvandare.objects.filter(username=username).first()
    if found is None or not har_roll(found, "tekniker"):
        raise Refused([Hinder("tekniker_okand", "Ange en teknikers användar-id.", "tekniker")])
    return found
