"""How often one client may ask. Rates stand in the settings."""

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from api.models import ApiNyckel

if TYPE_CHECKING:
    from rest_framework.views import APIView


class ClientThrottle(SimpleRateThrottle):
    """Per key, else per person, else per address; reading and changing are counted apart."""

    scope = "lasa"

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Count the request under what it does."""
        self.scope = getattr(view, "throttle_scope", "") or (
            "lasa" if request.method in SAFE_METHODS else "skriva"
        )
        self.rate = self.get_rate()
        self.num_requests, self.duration = self.parse_rate(self.rate)
        return super().allow_request(request, view)

    def get_cache_key(self, request: Request, view: "APIView") -> str:
        """Where the client's requests are counted."""
        if isinstance(request.auth, ApiNyckel):
            who = f"nyckel-{request.auth.pk}"
        elif request.user is not None:
            who = f"person-{request.user.pk}"
        else:
            who = f"adress-{self.get_ident(request)}"
        return f"api-{self.scope}-{who}"
