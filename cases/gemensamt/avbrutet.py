"""A post that came when its writer was no longer logged in: kept until she is, and then shown.

What was typed waits in the browser's own session on the server, never in the browser. It is shown
to the person who wrote it alone, is sent only when she asks for it, and holds no files. A page
that was open since before a new login comes the same way, as its key no longer holds.

Who wrote it is told by the page's own key (CSRF), which each login changes: a browser that several
share keeps nothing for one of them that stood on another's page.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# The stubs leave it out.
from django.middleware.csrf import _unmask_cipher_token, get_token  # type: ignore[attr-defined]
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import escape_leading_slashes

from cases.gemensamt.ko import fran_kon
from cases.organisation.models import Anvandare

# Tells whose browser it was when the login has ended, and which keys her pages had: signed, and
# good for nothing else.
KAKA = "websesam_vem"
_SALT = "websesam.avbrutet"
_MINNS_VEM = 7 * 24 * 60 * 60
_POST = "avbruten_post"
# Pages stay open over a few logins of the same person, not over more [A].
_MINNS_NYCKLAR = 8
# A key as a page has it; what is shorter stood on no page.
_NYCKELNS_LANGD = 64
# More than anyone types; what is longer was pasted, and is still where it was copied from [A].
_STORST = 200_000
# What holds a password is never kept, and whoever logs out has nothing to take up again.
_ALDRIG = {"logga_in", "logga_ut", "byt_losenord"}
# A field of a row is named by the row, which says nothing to a reader.
_RADENS = re.compile(r"[-_][0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[-_]\d+$")
_SIDANS_EGNA = {"csrfmiddlewaretoken", "version", "gor", "uppgift", "next", "nyckel"}


@dataclass(frozen=True)
class Avbrutet:
    """What waits. `till` is where it was posted; a fragment of a page is only filled in again."""

    till: str
    falt: list[tuple[str, str]]
    filer: bool
    gar_att_skicka: bool

    @property
    def i_ord(self) -> list[tuple[str, str]]:
        """What was typed, to be read."""
        return i_ord(self.falt)


def i_ord(falt: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """What was filled in on a page, to be read and copied.

    A button's own value and what the page itself sends along were typed by nobody.
    """
    return [
        (_RADENS.sub("", name).replace("_", " ").replace("-", " ").capitalize(), text)
        for name, text in falt
        if not name.startswith("_") and name not in _SIDANS_EGNA and text.strip()
    ]


def marka(request: HttpRequest, response: HttpResponse, person: Anvandare) -> None:
    """At a login: remember whose the browser is, and the key of the pages that she now opens."""
    before, keys = _vem(request)
    kept = keys[1 - _MINNS_NYCKLAR :] if before == person.pk else []
    response.set_signed_cookie(
        KAKA,
        ":".join([str(person.pk), *kept, _nyckel(get_token(request))]),
        salt=_SALT,
        max_age=_MINNS_VEM,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def behall(request: HttpRequest) -> bool:
    """Keep what was posted for the person whose page it was. False when that can't be done.

    Only what a page of our own has posted, and where it is known who had it open.
    """
    person = request.user.pk if request.user.is_authenticated else None
    whose, keys = _vem(request)
    match = request.resolver_match
    name = match.view_name if match else ""
    posted = [(key, text) for key, texts in request.POST.lists() for text in texts]
    if (
        whose is None
        or name in _ALDRIG
        or fran_kon(request)
        or not _fran_oss(request)
        or (person and person != whose)
        or _sidans_nyckel(request) not in keys
        or sum(len(key) + len(text) for key, text in posted) > _STORST
    ):
        return False
    fragment = request.headers.get("HX-Request") == "true"
    request.session[_POST] = {
        "vem": whose,
        "till": sidan(request) if fragment else request.get_full_path(),
        "falt": [pair for pair in posted if pair[0] != "csrfmiddlewaretoken"],
        "filer": bool(request.FILES),
        "skickas": not fragment,
    }
    return True


def sidan(request: HttpRequest) -> str:
    """The page that a post was made from, as an address within the product."""
    said = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    here = urlsplit(said)
    if not here.path.startswith("/") or here.netloc != request.get_host():
        return reverse("start")
    # Two slashes first would name another site.
    return escape_leading_slashes(urlunsplit(("", "", here.path, here.query, "")))


def vantar(request: HttpRequest) -> Avbrutet | None:
    """What waits for the person who is logged in. Another's is forgotten at once."""
    kept: Mapping[str, Any] | None = request.session.get(_POST)
    if kept is None:
        return None
    if kept["vem"] != request.user.pk:
        glom(request)
        return None
    falt = [(name, text) for name, text in kept["falt"]]
    return Avbrutet(kept["till"], falt, kept["filer"], kept["skickas"])


def ar_skickat(request: HttpRequest) -> None:
    """Forget it when it is posted again to where it was meant for."""
    kept = request.session.get(_POST)
    if kept is not None and kept["till"] == request.get_full_path():
        glom(request)


def glom(request: HttpRequest) -> None:
    """Throw away what waits."""
    request.session.pop(_POST, None)


def _vem(request: HttpRequest) -> tuple[int | None, list[str]]:
    """Who logged in last in this browser, and the keys that her pages may have."""
    said = request.get_signed_cookie(KAKA, default="", salt=_SALT, max_age=_MINNS_VEM)
    who, *keys = str(said).split(":")
    return (int(who), keys) if who.isdecimal() else (None, [])


def _sidans_nyckel(request: HttpRequest) -> str:
    """The key of the page that posted, as `_nyckel` writes it; empty when it had none."""
    return _nyckel(
        request.POST.get("csrfmiddlewaretoken") or request.headers.get("X-CSRFToken", "")
    )


def _nyckel(token: str) -> str:
    """What tells two logins' pages apart: a page is drawn with the key masked, each time anew."""
    if len(token) != _NYCKELNS_LANGD:
        return ""
    try:
        secret = _unmask_cipher_token(token)
    except ValueError:
        return ""
    return salted_hmac(_SALT, secret, algorithm="sha256").hexdigest()[:32]


def _fran_oss(request: HttpRequest) -> bool:
    """Whether the browser says that the post was made by a page of ours."""
    return request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}"
