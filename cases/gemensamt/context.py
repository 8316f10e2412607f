"""What the frame (templates/base.html) shows on every page: who, where, the menu and the help."""

from functools import cached_property, lru_cache

from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from cases.gemensamt.menu import Entry, menu
from cases.meddelanden.lasning import antal_olasta
from cases.organisation.models import Anvandare
from cases.organisation.queries import egna_kunder
from cases.organisation.roller import ar_hmc


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
