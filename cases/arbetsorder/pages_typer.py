"""The types of work: everybody meets them, kundtjänst and administrators change them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.arbetsorder import typlista
from cases.arbetsorder.forms_typ import TypForm
from cases.arbetsorder.models import TypAvAtgard
from cases.gemensamt.inaktuellt import skillnader
from cases.gemensamt.inloggad import personen
from workflows.errors import Changed, Hinder, Refused


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Every type, also those that can't be chosen, and the group that the table sends it to."""
    typlista.krav(personen(request))
    types = [(one, typlista.grupp(one)) for one in TypAvAtgard.objects.all()]
    return render(request, "arbetsorder/typer.html", {"typer": types})


def ny(request: HttpRequest) -> HttpResponse:
    """A type of HMC's own."""
    typlista.krav(personen(request))
    return _andra(request, TypAvAtgard(), ny=True)


def andra(request: HttpRequest, kod: str) -> HttpResponse:
    """What a type promises and asks for, and whether it may be chosen."""
    typlista.krav(personen(request))
    return _andra(request, typlista.hamta(kod), ny=False)


def _andra(request: HttpRequest, typ: TypAvAtgard, *, ny: bool) -> HttpResponse:
    hinder: list[Hinder] = []
    last, status = request.POST.get("last", typlista.lage(typ)), 422
    form = TypForm(request.POST or None, typ=typ, ny=ny)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            saved = typlista.spara(
                personen(request), said.pop("kod", typ.kod), ny=ny, last=last, **said
            )
        except Changed as no:
            # Saved again, it is saved over what is shown here.
            hinder, last, status = [*no.hinder, *skillnader(form)], typlista.lage(typ), 409
        except Refused as no:
            hinder = no.hinder
        else:
            messages.success(request, f"{saved} är sparad.")
            return redirect("arbetsorder:typer")
    context = {"form": form, "typ": typ, "ny": ny, "hinder": hinder, "last": last}
    wrong = request.method == "POST"
    return render(request, "arbetsorder/typ.html", context, status=status if wrong else 200)
