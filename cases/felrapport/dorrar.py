"""Other doors than a felrapport, where another thing is right: shown beside "Vad har hänt?"."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from cases.felrapport import guide
from cases.felrapport.models import Felrapport
from cases.gemensamt.behorighet import ser
from cases.hjalpmedel.models import Innehav
from cases.organisation.models import Anvandare


@dataclass(frozen=True)
class Dorr:
    """Where another need is met; without an address it is only said."""

    nar: str
    vad: str
    url: str


def for_ingang(person: Anvandare, known: Mapping[str, str]) -> list[Dorr]:
    """The other doors beside this kind of thing, those that there is a page behind."""
    kind = known.get("ingang")
    found: list[Dorr] = []
    innehav = Innehav.objects.filter(pk=known["innehav"]).first() if known.get("innehav") else None
    if kind == Felrapport.Ingang.LEVERANS:
        kept = {name: known[name] for name in ("galler", "innehav", "rad") if name in known}
        late = guide.adress({**kept, "handelse": "sen_leverans"})
        found.append(Dorr("Den har inte kommit, eller kom för sent", "Anmäl sen leverans", late))
    if kind == Felrapport.Ingang.HJALPMEDEL and innehav is not None:
        if innehav.arende is not None and ser(person, innehav.arende):
            order = {"galler": str(innehav.arende), "innehav": str(innehav.pk)}
            found.append(Dorr("Något var fel när det kom", "Anmäl leveransen", guide.adress(order)))
        fetched = _adress("hamtorder:ny", innehav.mottagare_id, rad=innehav.pk)
        found.append(Dorr("Det behövs inte längre", "Hämtorder", fetched))
    if kind in {Felrapport.Ingang.HJALPMEDEL, Felrapport.Ingang.INDIVID}:
        work = (
            _adress("arbetsorder:ny", innehav.mottagare_id, innehav=innehav.pk)
            if innehav is not None
            else _adress("arbetsorder:valj")
        )
        found.append(Dorr("Det är slitet, trasigt eller behöver ställas in", "Arbetsorder", work))
    if kind == Felrapport.Ingang.ARBETE:
        found.append(Dorr("Något ska lagas nu", "Arbetsorder", _adress("arbetsorder:valj")))
    if kind == Felrapport.Ingang.ANNAT:
        found.append(
            Dorr(
                "Du undrar hur något i webSesam fungerar",
                "Supporten",
                f"{reverse('start')}#kontakt",
            )
        )
    return [door for door in found if door.url]


def _adress(name: str, *parts: int, **asked: int) -> str:
    try:
        url = reverse(name, args=parts)
    except NoReverseMatch:
        return ""
    return f"{url}?{urlencode(asked)}" if asked else url
