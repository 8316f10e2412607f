"""The selection of the inbox that a person works in: kept while she does her tasks one by one."""

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from tasks.queries import Selection

_URVAL = "inkorgens_urval"


def minns(request: HttpRequest, selection: Selection) -> None:
    """Keep it with the login."""
    if request.session.get(_URVAL, "") != selection.address():
        request.session[_URVAL] = selection.address()


def senaste(request: HttpRequest) -> Selection:
    """What she saw last; everything, before she has seen any."""
    return Selection.read(QueryDict(request.session.get(_URVAL, "")))


def inkorgen(request: HttpRequest) -> str:
    """The address of the inbox as she saw it last."""
    query = senaste(request).address()
    return reverse("inkorg") + (f"?{query}" if query else "")
