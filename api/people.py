"""How people, units and mottagare are told in answers."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from cases.mottagare.models import Mottagare
from cases.mottagare.visning import visad
from cases.organisation.models import Anvandare, Kund


class KundTold(serializers.Serializer[Any]):
    """A unit."""

    nummer = serializers.CharField()
    namn = serializers.CharField()


class MottagareTold(serializers.Serializer[Any]):
    """A mottagare, with no more than the asker may see."""

    id = serializers.IntegerField()
    namn = serializers.CharField()
    nummer = serializers.CharField()
    baskod = serializers.CharField()
    varningar = serializers.ListField(child=serializers.CharField())


def tell_kund(kund: Kund | None) -> Mapping[str, str] | None:
    """A unit by its number and name."""
    return {"nummer": kund.nummer, "namn": kund.namn} if kund else None


def tell_mottagare(mottagare: Mottagare | None, person: Anvandare) -> Mapping[str, Any] | None:
    """What `visad` lets this person see; an address is never told here."""
    if mottagare is None:
        return None
    shown = visad(mottagare, person)
    return {
        "id": mottagare.pk,
        "namn": shown.namn,
        "nummer": shown.nummer,
        "baskod": shown.baskod,
        "varningar": list(shown.varningar),
    }
