"""What every answer carries and how a refusal is shown, whichever room it came from."""

from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from config.refusals import refusal
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
    """Shows a `No` as its page, and sends a fragment's reader to the whole log-in page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.headers.get("HX-Request") == "true" and _asks_to_log_in(response):
            return _log_in_and_return(request)
        return response

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
        resolve_url("logga_in")
    )


def _log_in_and_return(request: HttpRequest) -> HttpResponse:
    """Without this htmx would put the log-in page inside the page that asked."""
    here = urlsplit(request.headers.get("HX-Current-URL", "/"))
    where = urlencode({REDIRECT_FIELD_NAME: urlunsplit(("", "", here.path, here.query, ""))})
    return HttpResponse(status=204, headers={"HX-Redirect": f"{resolve_url('logga_in')}?{where}"})
