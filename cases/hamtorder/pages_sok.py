"""Sök hämtorder, below Dina uppgifter (DU-10)."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.gemensamt.behorighet import ser
from cases.gemensamt.inloggad import personen
from cases.hamtorder import sokning
from cases.hamtorder.models import Hamtorder
from cases.mottagare.visning import listnamn
from cases.organisation.models import Kund
from cases.organisation.queries import egna_kunder
from cases.organisation.roller import ar_hmc
from workflows.errors import Hinder, NotFound, Refused

_PER_SIDA = 25


def sok(request: HttpRequest) -> HttpResponse:
    """By number, beställare, mottagare or kund; posted, so that no personnummer stands in an
    address. `andra` with a reason shows other units' too."""
    person = personen(request)
    said = {
        name: request.POST.get(name, "").strip()
        for name in ("nummer", "bestallare", "mottagare", "kund")
    }
    sokt = sokning.Sokt(
        said["nummer"],
        said["bestallare"],
        said["mottagare"],
        said["kund"],
        stangda="stangda" in request.POST,
    )
    skal, andra = request.POST.get("skal", ""), bool({"andra", "andra_sida"} & set(request.POST))
    hinder: list[Hinder] = []
    page: Page[Hamtorder] | None = None
    if request.method == "POST":
        try:
            rows = sokning.hos_andra(person, sokt, skal) if andra else sokning.sok(person, sokt)
            asked = request.POST.get("andra_sida" if andra else "sida")
            page = Paginator(rows, _PER_SIDA).get_page(asked)
        except Refused as no:
            hinder = [
                Hinder(h.kod, h.mening, h.falt.replace("identitet", "mottagare")) for h in no.hinder
            ]
        except NotFound as no:
            hinder = [Hinder("patient_okand", no.mening, "mottagare")]
    context = {
        "sokt": sokt,
        "har_sokt": request.method == "POST" and not hinder,
        "page_obj": page,
        "bladdra": "andra_sida" if andra else "sida",
        "ordrar": [
            (one, listnamn(one.arende.mottagare), ser(person, one.pk)) for one in page or ()
        ],
        "kunder": Kund.objects.order_by("namn") if ar_hmc(person) else egna_kunder(person),
        "kan_andra": sokt.ar_patient,
        "skal": skal,
        "hinder": hinder,
    }
    return render(request, "hamtorder/sok.html", context, status=422 if hinder else 200)
