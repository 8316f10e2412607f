"""The menu (ST-8): webSesam's names in webSesam's order, and only what has a page to open."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import Resolver404, get_urlconf, resolve

from cases.gemensamt import debitering, utgangna
from cases.gemensamt.behorighet import far_sla_upp
from cases.hjalpmedel import skrotningskoder
from cases.meddelanden.texter import far_skriva
from cases.mottagare.visning import far_se_patienter
from cases.organisation.models import Anvandare
from cases.organisation.queries import egna_forrad
from cases.organisation.roller import VARDGIVARE, ar_hmc, har_roll, roller_pa_sidan


def _vardgivare(user: Anvandare) -> bool:
    return har_roll(user, *roller_pa_sidan(VARDGIVARE))


def _sees_patients(user: Anvandare) -> bool:
    """Everyone but those whose only task is the processes themselves."""
    return bool(set(user.roller) - {"processagare", "administrator"})


def _hmc(user: Anvandare) -> bool:
    return ar_hmc(user) and _sees_patients(user)


def _adapts(user: Anvandare) -> bool:
    return har_roll(user, "forskrivare", "kostnadsansvarig", "tekniker", "kvalitet")


def _consults(user: Anvandare) -> bool:
    return har_roll(user, "forskrivare", "konsulent")


def _counts(user: Anvandare) -> bool:
    return har_roll(user, "lager")


def _everyone(user: Anvandare) -> bool:
    return user.is_active


def _owner(user: Anvandare) -> bool:
    return har_roll(user, "processagare", "administrator")


def _changes_types(user: Anvandare) -> bool:
    return har_roll(user, "administrator", "kundtjanst")


def _mends(user: Anvandare) -> bool:
    return har_roll(user, "kundtjanst", "processagare", "administrator")


@dataclass(frozen=True)
class _Place:
    label: str
    path: str
    icon: str
    shown: Callable[[Anvandare], bool]


_GROUPS: tuple[tuple[_Place, ...], ...] = (
    (
        _Place("Inkorg", "/inkorg/", "inbox", _sees_patients),
        _Place("Starta ärende", "/fritt/", "plus", _sees_patients),
    ),
    (
        _Place("Hjälpmedel", "/hjalpmedel/", "chair", far_sla_upp),
        _Place("Individkort", "/individkort/", "card", far_se_patienter),
        _Place("Varukatalog", "/varukatalog/", "catalogue", _everyone),
        _Place("Sök artikel", "/sok-artikel/", "search", _everyone),
        _Place("Kundorder", "/kundorder/", "cart", _sees_patients),
        _Place("Hämtorder", "/hamtorder/", "undo", _sees_patients),
        _Place("Leveranser", "/leverans/", "truck", _hmc),
        _Place("Inventering", "/inventering/", "list", _counts),
        _Place("Returer", "/returmottagning/", "box", _hmc),
        _Place("Arbetsorder", "/arbetsorder/", "wrench", _sees_patients),
        _Place("Felrapport", "/felrapport/", "warning", _everyone),
        _Place("Specialanpassningar", "/specialanpassning/", "wrench", _adapts),
        _Place("Konsultationer", "/konsultation/", "person", _consults),
        _Place("Underhåll", "/underhall/", "calendar", _hmc),
        _Place("Kvittera BMB", "/kvittera-bmb/", "check-circle", _vardgivare),
        _Place("eFaktura", "/efaktura/", "receipt", _vardgivare),
        _Place("Debiteringar", "/debiteringar/", "receipt", debitering.far_se),
        _Place("Meddelande", "/meddelanden/", "envelope", _everyone),
        _Place("Dina uppgifter", "/dina-uppgifter/", "person", _everyone),
    ),
    (
        _Place("Processer", "/processer/", "flow", _owner),
        _Place("Texter", "/texter/", "document", far_skriva),
        _Place("Skrotningskoder", "/skrotningskoder/", "list", skrotningskoder.far_andra),
        _Place("Typer av åtgärd", "/arbetsorder/typer/", "list", _changes_types),
        _Place("Driftstopp", "/driftstopp/", "warning", _mends),
    ),
)


# Dina uppgifter's twelve (DU-3), in the manual's order.
_EGNA: tuple[tuple[str, str], ...] = (
    ("Öppna kundorder", "/kundorder/oppna/"),
    ("Öppna arbetsorder", "/arbetsorder/oppna/"),
    ("Sök kundorder", "/kundorder/sok/"),
    ("Sök arbetsorder", "/arbetsorder/sok/"),
    ("Sök felrapport", "/felrapport/sok/"),
    ("Sök hämtorder", "/hamtorder/sok/"),
    ("Sök levererade kundorder", "/kundorder/levererade/"),
    ("Rekvirerat per beställare", "/kundorder/rekvirerat/"),
    ("Mallar eFaktura", "/efaktura/mallar/"),
    ("Hantera utgångna artiklar", "/utgangna-artiklar/"),
    ("Baskodshistorik", "/dina-uppgifter/baskodshistorik/"),
    ("Registrera felrapport", "/felrapport/ny/"),
)


@dataclass(frozen=True)
class Entry:
    """One line of the menu. `current` is what aria-current says: "page", "true" (below it) or "".

    `count` is said with `count_words`, such as 3 olästa.
    """

    label: str
    url: str
    icon: str
    current: str = ""
    count: int = 0
    count_words: str = ""


def menu(user: Anvandare, path: str, unread: int) -> list[list[Entry]]:
    """The groups of entries that this person has, marked for the address she is at."""
    groups = (
        [_entry(place, path, unread) for place in group if place.shown(user) and _opens(place.path)]
        for group in _GROUPS
    )
    return [group for group in groups if group]


def egna_lankar(user: Anvandare) -> list[tuple[str, str]]:
    """The links of Dina uppgifter that have a page, for who works with patients (DU-3)."""
    if not far_se_patienter(user):
        return []
    shown = [(label, path) for label, path in _EGNA if _opens(path)]
    if har_roll(user, *utgangna.HANTERAR) and egna_forrad(user).exists():
        return shown
    return [(label, path) for label, path in shown if path != "/utgangna-artiklar/"]


def _entry(place: _Place, path: str, unread: int) -> Entry:
    below = "true" if path.startswith(place.path) else ""
    current = "page" if path == place.path else below
    count, words = (unread, "olästa") if place.path == "/meddelanden/" else (0, "")
    return Entry(place.label, place.path, place.icon, current, count, words)


def _opens(path: str) -> bool:
    return _resolves(path, get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=64)
def _resolves(path: str, urlconf: str) -> bool:
    try:
        resolve(path, urlconf)
    except Resolver404:
        return False
    return True
