"""What every answer carries and how a refusal is shown, whichever room it came from."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from cases.gemensamt import avbrutet
from config.refusals import log_in, refusal
from workflows.errors import No, Refused

Answer = Callable[[HttpRequest], HttpResponse]

# Nothing inline, nothing from elsewhere, and nobody may frame us.
_POLICY = "; ".join(
    [
        "default-src 'self'",
        "base-uri 'self'",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
    ]
)


class ContentSecurityMiddleware:
    """Says what a page may load. A view that needs more sets the header itself."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(self), geolocation=(), microphone=()"
        )
        return response


class NulMiddleware:
    """Refuses NUL in an address or a form: no database keeps it, and PostgreSQL can't be asked it.

    Only what Django has parsed is looked at, so that its limits hold and nothing is read twice.
    What a program sends in a body is `api.parsers`' to judge, which alone reads it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path or "%00" in query or "\0" in query:
            return _nul_refused(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        if request.method != "POST" or request.path.startswith("/api/"):
            return None
        posted = request.POST.lists()
        if any("\0" in text for name, texts in posted for text in (name, *texts)):
            return _nul_refused(request)
        return None


class RefusalMiddleware:
    """Shows a `No` as its page, and sends whoever must log in there and back again."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        fragment = request.headers.get("HX-Request") == "true"
        if (fragment or request.method == "POST") and _asks_to_log_in(response):
            return log_in(request)
        if response.status_code == 405 and not response.content:
            return refusal(request, 405)
        return response

    def process_view(self, request: HttpRequest, *view: object) -> None:
        """What waited to be sent is on its way: whoever posts is logged in, and the key holds."""
        if request.method == "POST" and request.user.is_authenticated:
            avbrutet.ar_skickat(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, No):
            return None
        hinder = exception.hinder if isinstance(exception, Refused) else []
        return refusal(request, exception.status, exception.mening, hinder)


def _nul_refused(request: HttpRequest) -> HttpResponse:
    return refusal(
        request,
        400,
        "Adressen eller det du fyllde i innehåller ett nolltecken, som inte kan sparas. Ta bort"
        " det, eller skriv texten på nytt i stället för att klistra in den.",
    )


def _asks_to_log_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith(
        f"{resolve_url('logga_in')}?"
    )
