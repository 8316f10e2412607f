"""The pages that say no: what happened, that nothing was lost, and what to do now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import urlencode

from cases.gemensamt import avbrutet
from cases.gemensamt.behorighet import EJ_VARDRELATION, far_se
from cases.gemensamt.models import Arende
from workflows import engine
from workflows.errors import Hinder


@dataclass(frozen=True)
class _Words:
    title: str
    advice: str


_WORDS = {
    400: _Words("Förfrågan gick inte att läsa", "Gå tillbaka, ladda om sidan och försök igen."),
    403: _Words(
        "Du har inte behörighet",
        "Behöver du det här i ditt arbete? Be den som ger behörigheter på din enhet.",
    ),
    404: _Words(
        "Sidan finns inte",
        "Kontrollera adressen eller numret. Det kan också vara något som du inte får se.",
    ),
    405: _Words(
        "Sidan går inte att öppna på nytt",
        "Den visade svaret på något du gjorde. Gå till ärendet och se hur det gick.",
    ),
    409: _Words(
        "Det har hänt något sedan du läste sidan",
        "Öppna ärendet på nytt och se hur det står till nu.",
    ),
    412: _Words("Uppgifterna har ändrats", "Ladda om sidan, läs det nya och gör ändringen igen."),
    413: _Words("Filen är för stor", "Välj en mindre fil eller dela upp den."),
    422: _Words("Det går inte än", "Inget har sparats. Rätta det som står ovan och försök igen."),
    429: _Words("För många försök", "Vänta en stund innan du försöker igen."),
}


# A 403 that the reader can do something about herself.
_UNCONFIRMED = _Words(
    "Vårdrelationen är inte bekräftad",
    "Slå upp mottagaren på Hjälpmedel och bekräfta där. Gå sedan vidare från hjälpmedelsbilden.",
)


def refusal(
    request: HttpRequest,
    status: int,
    mening: str = "",
    hinder: Sequence[Hinder] = (),
    title: str = "",
    advice: str = "",
) -> HttpResponse:
    """A refusal as the asker reads it: JSON under /api/, a fragment to htmx, otherwise a page."""
    words = _Words(title or _WORDS[status].title, advice or _WORDS[status].advice)
    if request.path.startswith("/api/"):
        body = {"title": words.title, "status": status, "detail": mening or words.advice}
        return JsonResponse(body, status=status, content_type="application/problem+json")
    unconfirmed = status == 403 and mening == EJ_VARDRELATION
    if unconfirmed:
        words = _UNCONFIRMED
    listed = hinder or ([Hinder(str(status), mening)] if mening else [])
    fragment = request.headers.get("HX-Request") == "true"
    context = {
        "status": status,
        "title": words.title,
        "advice": words.advice,
        "hinder": listed,
        "vidare": None if fragment else _way_on(request, status, unconfirmed=unconfirmed),
        "skrivet": avbrutet.i_ord(_posted(request)) if status == 409 else [],
    }
    template = "components/hinder.html" if fragment else "fel/fel.html"
    return render(request, template, context, status=status)


def _way_on(request: HttpRequest, status: int, *, unconfirmed: bool) -> tuple[str, str] | None:
    if unconfirmed:
        return reverse("hjalpmedel:sok"), "Slå upp mottagaren"
    return _where_to_look(request) if status == 409 else None


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, text) for name, texts in request.POST.lists() for text in texts]


def _where_to_look(request: HttpRequest) -> tuple[str, str]:
    """Where it can be seen what has happened: an address, and what the link to it says.

    The case that the refused address concerns, if the person may know of it; otherwise the inbox.
    """
    named = request.resolver_match.kwargs if request.resolver_match else {}
    case_id = named.get("arende") or named.get("arende_id")
    task_id = named.get("uppgift_id") or named.get("task_id")
    if task_id:
        case_id = engine.case_of(task_id)
    seen = far_se(request.user, Arende.objects.filter(pk=case_id)) if case_id else None
    if seen is not None and seen.exists():
        return reverse("arende", args=[case_id]), "Öppna ärendet"
    return reverse("inkorg"), "Till inkorgen"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: malformed, or a form too big to read."""
    return refusal(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return refusal(request, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return refusal(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Asks nothing of the database, which may be what failed."""
    if request.path.startswith("/api/"):
        body = {"title": "Något gick fel hos oss", "status": 500}
        return JsonResponse(body, status=500, content_type="application/problem+json")
    return render(None, "fel/500.html", status=500)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open so long, or in so many windows, that its key no longer holds.

    A page of our own opens anew with what was typed. Any other post is refused with 403.
    """
    if not request.path.startswith("/api/") and avbrutet.behall(request):
        return _elsewhere(request, avbrutet.sidan(request))
    return refusal(
        request,
        403,
        "Sidan hade varit öppen för länge, eller så loggade du in på nytt i ett annat fönster.",
        title="Det gick inte att skicka",
        advice="Inget är sparat. Gå tillbaka, ladda om sidan och skicka igen.",
    )


def log_in(request: HttpRequest) -> HttpResponse:
    """To the log-in page, and from there to where the person was; what she posted waits for her."""
    if request.method == "POST":
        avbrutet.behall(request)
    where = urlencode({REDIRECT_FIELD_NAME: avbrutet.sidan(request)})
    return _elsewhere(request, f"{resolve_url('logga_in')}?{where}")


def _elsewhere(request: HttpRequest, address: str) -> HttpResponse:
    """A redirection; to htmx one of the whole page, or it would put that page inside this one."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: Mapping[str, str] | None
) -> HttpResponse:
    """429 after too many wrong passwords; what axes calls when it has shut the door."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return refusal(
        request,
        429,
        f"Inloggningen är spärrad i {minutes} minuter efter {settings.AXES_FAILURE_LIMIT} "
        "felaktiga försök. Vänta, eller be supporten om ett nytt lösenord.",
    )
