"""Making an API key and finding whose it is."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

from api.models import ApiNyckel
from cases.gemensamt.hinder import stoppa_om
from cases.organisation.models import Anvandare, Kund
from workflows import clock
from workflows.errors import Hinder

# Says what it is where it is found lying about.
PREFIX = "websesam_"
# Writing the time at every request would make every question a write.
_MINNS_ANVANDNING = timedelta(minutes=5)


def skapa(
    agare: Anvandare,
    namn: str,
    omfattning: Collection[str],
    *,
    dagar: int,
    kund: Kund | None = None,
) -> tuple[ApiNyckel, str]:
    """A new key and its token, which can't be had again. `dagar` is how long it holds.

    Raises `Refused` for an unknown scope, a unit that is not the owner's, and no time at all.
    """
    hinder = []
    if not omfattning or not set(omfattning) <= set(ApiNyckel.Omfattning.values):
        hinder.append(
            Hinder("omfattning", "Välj omfattning: lasa, skriva eller båda.", "omfattning")
        )
    if kund is not None and not agare.uppdrag.filter(kund=kund).exists():
        hinder.append(
            Hinder("kund", f"{agare.namn} arbetar inte för {kund}. Välj en annan enhet.", "kund")
        )
    if not 1 <= dagar <= 730:
        hinder.append(Hinder("dagar", "Ange hur länge nyckeln gäller: 1 till 730 dagar.", "dagar"))
    stoppa_om(hinder)
    token = PREFIX + secrets.token_urlsafe(32)
    now = clock.now()
    nyckel = ApiNyckel.objects.create(
        namn=namn,
        sha256=_digest(token),
        agare=agare,
        omfattning=sorted(set(omfattning)),
        kund=kund,
        skapad=now,
        upphor=now + timedelta(days=dagar),
    )
    return nyckel, token


def hitta(token: str) -> ApiNyckel | None:
    """The key of a token, if it holds now and its owner may still log in."""
    now = clock.now()
    nyckel = (
        ApiNyckel.objects.select_related("agare", "kund")
        .filter(sha256=_digest(token), sparrad__isnull=True, upphor__gt=now)
        .filter(agare__is_active=True)
        .first()
    )
    if nyckel is None:
        return None
    if nyckel.senast_anvand is None or now - nyckel.senast_anvand > _MINNS_ANVANDNING:
        ApiNyckel.objects.filter(pk=nyckel.pk).update(senast_anvand=now)
    return nyckel


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
