"""Who asks for a page."""

from typing import cast

from django.http import HttpRequest

from cases.organisation.models import Anvandare


def personen(request: HttpRequest) -> Anvandare:
    """The one who is logged in: every page demands that somebody is."""
    return cast(Anvandare, request.user)
