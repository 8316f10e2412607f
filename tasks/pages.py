"""The inbox: what waits for me, what is most urgent, and who has what."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from cases.gemensamt.uppgifter import min_uppgift, mina
from cases.organisation.models import Anvandare
from tasks import addresses, queries, rows, urval
from tasks.queries import ORDER, WHOSE, Selection
from workflows import engine, registry
from workflows.errors import Hinder, NotYourTurn, Refused

_BULK_AT_MOST = 100
_WORD_AT_MOST = 1000


def _person(request: HttpRequest) -> Anvandare:
    return cast(Anvandare, request.user)


@require_safe
def inkorg(request: HttpRequest) -> HttpResponse:
    """The list, its tabs with counts, and the chosen task beside it."""
    user, selection = _person(request), Selection.read(request.GET)
    urval.minns(request, selection)
    counts = queries.counts(user, selection)
    pages = Paginator(queries.chosen(user, selection), queries.PER_PAGE)
    pages.count = counts[selection.vems]  # counted already, with the tabs
    page = pages.get_page(request.GET.get("sida"))
    tasks = list(page.object_list)
    shown = rows.of(tasks, user)
    vald = request.GET.get("vald", "")
    chosen = next((task for task in tasks if str(task.pk) == vald), None)
    context = {
        "rader": shown,
        "page_obj": page,
        "urval": selection,
        "flikar": [
            (label, counts[key], f"?{selection.address(vems=key)}", key == selection.vems)
            for key, label in WHOSE.items()
        ],
        "ordningar": [(key, label) for key, (label, _) in ORDER.items()],
        "typer": [(kind.namn, kind.label) for kind in registry.case_types().values()],
        "uppgifter": queries.kinds(user),
        "vald": next((row for row in shown if str(row.id) == vald), None),
        "kollegor": [one for one in rows.colleagues(chosen) if one != user] if chosen else [],
        "antal": counts[selection.vems],
    }
    return render(request, "inkorg/inkorg.html", context)


@require_safe
def nytt(request: HttpRequest) -> HttpResponse:
    """What has changed among the rows on somebody's screen: they are marked, never moved."""
    user = _person(request)
    seen = rows.parse_seen(request.GET.getlist("rad"))
    changed = rows.changed(mina(user), seen, user)
    selection = Selection.read(request.GET)
    count = queries.counts(user, selection)["alla"]
    known = request.GET.get("antal", "")
    if not changed and known == str(count):
        return HttpResponse(status=204)
    tag = rows.tag(changed, count)
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    context = {
        "rader": changed,
        "antal": count,
        "fler": known.isdecimal() and count > int(known[:9]),
        "urval": selection,
    }
    response = render(request, "inkorg/nytt.html", context)
    response["ETag"] = tag
    return response


@require_POST
def nasta(request: HttpRequest) -> HttpResponse:
    """Ta nästa: the most urgent free task of the selection becomes mine, and opens.

    From a page where a task was done it is the selection that the inbox showed last.
    """
    last = "senaste" in request.POST
    selection = urval.senaste(request) if last else Selection.read(request.POST)
    task = queries.take_next(_person(request), selection)
    if task is None:
        messages.info(request, "Det finns ingen ledig uppgift i det här urvalet.")
        return redirect(f"{reverse('inkorg')}?{selection.address()}")
    return redirect(addresses.of(task))


@require_safe
def oppna(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """To where the task is done."""
    return redirect(addresses.of(min_uppgift(_person(request), task_id)))


@require_POST
def ta(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Claim a free task and open it."""
    task = min_uppgift(_person(request), task_id)
    engine.claim(task.pk, actor=_person(request).username)
    return _back(request, addresses.of(task))


@require_POST
def slapp(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Put one's own task back in the inbox."""
    task = min_uppgift(_person(request), task_id)
    engine.release(task.pk, actor=_person(request).username)
    messages.success(request, f"Uppgiften {task.number} {task.name} är ledig igen.")
    return _back(request, urval.inkorgen(request))


@require_POST
def ta_over(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Take a task from a colleague, who is told."""
    user = _person(request)
    task = min_uppgift(user, task_id)
    if task.assignee in ("", user.username):
        engine.claim(task.pk, actor=user.username)
        return _back(request, addresses.of(task))
    with transaction.atomic():
        engine.take_over(task.pk, actor=user.username, previous=task.assignee)
        rows.tell_previous(task, user, _word(request))
    messages.success(request, "Uppgiften är din. Din kollega har fått ett meddelande.")
    return _back(request, addresses.of(task))


@require_POST
def lamna_over(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Hand one's own task, or a free one, over to a colleague with the same role."""
    user = _person(request)
    task = min_uppgift(user, task_id)
    to = rows.colleague(task, request.POST.get("till", ""))
    if to is None:
        raise Refused([Hinder("till", "Välj en kollega som har rollen uppgiften kräver.", "till")])
    with transaction.atomic():
        engine.hand_over(task.pk, actor=user.username, to=to.username)
        rows.tell_new(task, user, to, _word(request))
    messages.success(request, f"Uppgiften är överlämnad till {to.namn}.")
    return _back(request, urval.inkorgen(request))


@require_POST
def flera(request: HttpRequest) -> HttpResponse:
    """Claim or release many at once; each answers for itself."""
    user = _person(request)
    what = request.POST.get("gor", "")
    if what not in {"ta", "slapp"}:
        raise Refused([Hinder("gor", "Välj vad som ska göras med de markerade uppgifterna.")])
    chosen = set(rows.parse_ids(request.POST.getlist("uppgift")))
    if not chosen:
        raise Refused([Hinder("uppgift", "Markera minst en uppgift i listan.")])
    if len(chosen) > _BULK_AT_MOST:
        sentence = f"Markera högst {_BULK_AT_MOST} uppgifter åt gången."
        raise Refused([Hinder("uppgift", sentence)])
    act = engine.claim if what == "ta" else engine.release
    results = []
    for task in mina(user).filter(pk__in=chosen).order_by("number", "name"):
        try:
            act(task.pk, actor=user.username)
            results.append((task, "", "Tagen" if what == "ta" else "Släppt"))
        except NotYourTurn as no:
            results.append((task, no.mening, ""))
    missing = len(chosen) - len(results)
    context = {"resultat": results, "borta": missing, "tillbaka": request.POST.get("tillbaka", "")}
    return render(request, "inkorg/flera.html", context)


def _word(request: HttpRequest) -> str:
    """What one colleague says to the other."""
    return request.POST.get("skal", "").strip()[:_WORD_AT_MOST]


def _back(request: HttpRequest, otherwise: str) -> HttpResponse:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return redirect(wanted if wanted and safe else otherwise)
