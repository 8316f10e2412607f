"""What payers are charged beside rent and purchase, as the person may see it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.gemensamt import debitering
from cases.gemensamt.behorighet import far_se
from cases.gemensamt.inloggad import personen
from cases.gemensamt.models import Arende

_PER_SIDA = 25


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """The latest first; the case is opened by those who may know of it."""
    person = personen(request)
    page = Paginator(debitering.lista(person), _PER_SIDA).get_page(request.GET.get("sida"))
    cases = Arende.objects.filter(pk__in=[row.arende_id for row in page])
    seen = set(far_se(person, cases).values_list("pk", flat=True))
    context = {"page_obj": page, "rader": [(row, row.arende_id in seen) for row in page]}
    return render(request, "debitering/lista.html", context)
