"""What the frame (templates/base.html) shows on every page: who, where, the menu and the help."""

from functools import cached_property, lru_cache

from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from cases.gemensamt.avbrutet import Avbrutet, vantar
from cases.gemensamt.behorighet import ANMALER_FEL
from cases.gemensamt.menu import Entry, menu
from cases.meddelanden.lasning import antal_olasta
from cases.organisation.models import Anvandare
from cases.organisation.queries import egna_kunder
from cases.organisation.roller import ar_hmc, har_roll

# Units order work; kundtjänst takes it down for a patient who calls, a tekniker on the spot [S13].
GOR_ARBETSORDER = ("forskrivare", "bestallare", "kundtjanst", "tekniker")


class Frame:
    """Asked piece by piece, so that a fragment of a page costs no question to the database."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        user = getattr(request, "user", None)
        self._user = user if isinstance(user, Anvandare) else None

    @property
    def person(self) -> str:
        """The name in the top field (ST-1); empty when nobody is logged in."""
        return self._user.namn if self._user else ""

    @property
    def role(self) -> str:
        """What the person is here: one role by name, several by their number."""
        words = self._user.rolltext if self._user else ""
        return words if words.count(",") < 2 else f"{words.split(',', 1)[0]} med flera roller"

    @property
    def handlagger(self) -> bool:
        """Whether the person works at HMC, through an inbox."""
        return self._user is not None and ar_hmc(self._user)

    @cached_property
    def _home(self) -> tuple[str, str]:
        if self._user is None:
            return "", ""
        if ar_hmc(self._user):
            return "Hjälpmedelscentralen", ""
        kund = egna_kunder(self._user).first()
        return (kund.namn, f"Kund {kund.nummer}") if kund else ("", "")

    @property
    def organisation(self) -> str:
        """The name of the person's organisation (ST-1)."""
        return self._home[0]

    @property
    def unit(self) -> str:
        """The kundnummer that is filled in to begin with."""
        return self._home[1]

    @cached_property
    def menu(self) -> list[list[Entry]]:
        """The menu's groups (ST-8)."""
        if self._user is None:
            return []
        return menu(self._user, self._request.path, antal_olasta(self._user))

    @property
    def makes_work_orders(self) -> bool:
        """Whether an aid's menu offers Arbetsorder (HM-12)."""
        return self._user is not None and har_roll(self._user, *GOR_ARBETSORDER)

    @cached_property
    def avbrutet(self) -> Avbrutet | None:
        """What the person posted when she was no longer logged in, until it is sent."""
        return vantar(self._request) if self._user else None

    @property
    def reports_faults(self) -> bool:
        """Whether an aid, an order or a pick-up shows the way to Felrapport (FR-11)."""
        return self._user is not None and har_roll(self._user, *ANMALER_FEL)

    @cached_property
    def help(self) -> str:
        """The template with this very screen's help (ST-4); empty when it has none."""
        match = self._request.resolver_match
        return _help_for(match.view_name) if match and match.view_name else ""


def frame(request: HttpRequest) -> dict[str, Frame]:
    """The context processor."""
    return {"frame": Frame(request)}


@lru_cache(maxsize=256)
def _help_for(view_name: str) -> str:
    name = f"help/{view_name.replace(':', '_')}.html"
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return ""
    return name
