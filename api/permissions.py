"""Who comes in at all: somebody logged in, or a key that reaches as far as the request."""

from typing import TYPE_CHECKING

from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from api.models import ApiNyckel

if TYPE_CHECKING:
    from rest_framework.views import APIView


class MayUse(BasePermission):
    """What the person then may do is the actions' own to say."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Raise `PermissionDenied` with a sentence about the key."""
        if request.user is None:
            return False
        asks = request.method in SAFE_METHODS or getattr(view, "asks_only", False)
        needed = ApiNyckel.Omfattning.LASA if asks else ApiNyckel.Omfattning.SKRIVA
        if isinstance(request.auth, ApiNyckel) and needed not in request.auth.omfattning:
            raise PermissionDenied(
                f"Nyckeln ”{request.auth}” får inte {needed.label.lower()}. Be om en nyckel med"
                " den omfattningen."
            )
        return True
