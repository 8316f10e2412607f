"""Who asks: a program with a bearer token, or a browser that has logged in."""

from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from api import nycklar
from api.models import ApiNyckel
from cases.organisation.models import Anvandare

_SCHEME = "bearer"


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer websesam_…`."""

    def authenticate(self, request: Request) -> tuple[Anvandare, ApiNyckel] | None:
        """The key's owner; None when no token was sent. Raises `AuthenticationFailed`."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return None
        if scheme.lower() != _SCHEME or not token.strip():
            raise AuthenticationFailed("Skicka nyckeln så här: ”Authorization: Bearer <nyckel>”.")
        key = nycklar.hitta(token.strip())
        if key is None:
            raise AuthenticationFailed(
                "Nyckeln gäller inte: den är fel, utgången eller spärrad. Be den som ger"
                " behörigheter om en ny."
            )
        return key.agare, key

    def authenticate_header(self, request: Request) -> str:
        """What a 401 tells the client to send."""
        return 'Bearer realm="webSesam"'


class LoggedInAuthentication(SessionAuthentication):
    """The browser's session, with its CSRF token on everything that changes something."""

    def enforce_csrf(self, request: Request) -> None:
        """Raise `PermissionDenied` in Swedish when the token is missing or of another session."""
        try:
            super().enforce_csrf(request)
        except PermissionDenied as no:
            raise PermissionDenied(
                "Begäran saknar sidans säkerhetsnyckel (X-CSRFToken). Läs om sidan och skicka igen,"
                " eller använd en API-nyckel."
            ) from no
