"""The list of arbetsorder, the way to a new one from the menu, and the receipt."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cases.arbetsorder import actions, frister, koppling, queries, visning
from cases.gemensamt.forms_hjalpmedel import PATIENT, SokForm
from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_arende import oppna
from cases.gemensamt.vardrelation import bekrafta
from cases.mottagare.register import hitta_patient, hitta_vardenhet
from cases.mottagare.visning import listnamn
from cases.organisation.roller import har_roll
from workflows.errors import Hinder, NotFound, Refused

_PER_SIDA = 25
_VISA = {"utkast": "Utkast", "pagaende": "Pågående", "avslutade": "Avslutade"}


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Drafts, open arbetsorder and those that are done."""
    person = personen(request)
    shown = request.GET.get("visa", "pagaende")
    visa = shown if shown in _VISA else "pagaende"
    listor = {
        "utkast": queries.utkast,
        "pagaende": queries.pagaende,
        "avslutade": queries.avslutade,
    }
    page = Paginator(listor[visa](person), _PER_SIDA).get_page(request.GET.get("sida"))
    context = {
        "page_obj": page,
        "ordrar": [(one, listnamn(one.arende.mottagare)) for one in page],
        "visa": visa,
        "flikar": [(name, label, listor[name](person).count()) for name, label in _VISA.items()],
        "kan_gora": har_roll(person, *actions.REGISTRERAR),
    }
    return render(request, "arbetsorder/lista.html", context)


def valj(request: HttpRequest) -> HttpResponse:
    """From the menu: first whom it is for (AO-1). Posted: no number stands in an address."""
    person = personen(request)
    actions.krav_registrera(person)
    posted = request.method == "POST"
    form = SokForm(
        # Patient is what is meant when nothing is said (L1583).
        {"mottagartyp": PATIENT, **request.POST.dict()} if posted else None,
        person=person,
    )
    hinder: list[Hinder] = []
    if posted and form.is_valid():
        number, kund = form.cleaned_data["nummer"], form.cleaned_data.get("kund")
        try:
            found = hitta_vardenhet(number) if form.vardenhet else hitta_patient(number)
            bekrafta(
                person,
                found,
                kund,
                sagt=bool(form.cleaned_data.get("vardrelation")),
                objekt="Arbetsorder",
            )
            query = f"?{urlencode({'kund': kund.nummer})}" if kund else ""
            return redirect(reverse("arbetsorder:ny", args=[found.pk]) + query)
        except Refused as no:
            hinder = [
                Hinder(h.kod, h.mening, h.falt.replace("identitet", "nummer")) for h in no.hinder
            ]
        except NotFound as no:
            hinder = [Hinder("mottagare_okand", no.mening, "nummer")]
    context = {"form": form, "hinder": hinder}
    return render(request, "arbetsorder/valj.html", context, status=422 if posted else 200)


@require_safe
def kvitto(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The number, what happens next and when (AO-3)."""
    person = personen(request)
    oppna(person, arende)
    order = queries.hamta(person, arende)
    begins, done = frister.utlovat(order)
    context = {
        **visning.huvud(order, person),
        "paborjas_senast": begins,
        "klar_senast": done,
        "haller_leverans": koppling.haller_leverans(order),
        "lamnas_over": koppling.godset(order) is not None,
    }
    return render(request, "arbetsorder/kvitto.html", context)
