"""The page that every case has: what it is, where it stands, what has happened and why."""

from io import BytesIO
from uuid import UUID

from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.gemensamt import bilagor, diagram, tidslinje
from cases.gemensamt.arendetyper import arendetyp, berattas, besvarat, hor_ihop
from cases.gemensamt.band import band
from cases.gemensamt.behorighet import LAGAR, far_se, hamta
from cases.gemensamt.inloggad import personen
from cases.gemensamt.models import Arende, Bilaga
from cases.gemensamt.uppgifter import mina
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from workflows import engine
from workflows.errors import NotFound

# What a shown file may load: nothing but the look that the viewer gives it.
_ENSAM = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@require_safe
def arende(request: HttpRequest, arende_id: UUID) -> HttpResponse:
    """Everything about a case on one page. Opening a patient's is written in the access log."""
    person = personen(request)
    found = oppna(person, arende_id)
    typ = arendetyp(found.typ)
    belongs = [one.pk for one in hor_ihop(found)]
    related = list(far_se(person, Arende.objects.filter(pk__in=belongs).order_by("skapad")))
    told = berattas(found, related)
    context = {
        "arende": found,
        "typ": typ,
        "band": band(found.mottagare, person) if found.mottagare else None,
        "uppgifter": list(mina(person).filter(case_id=found.pk).order_by("deadline")),
        "berattelse": tidslinje.nyast_forst(tidslinje.tidslinje(told)),
        "beslut": [made for one in told for made in tidslinje.beslut(one)],
        "ritningar": [_drawing(one) for one in told if one.process_id],
        "besvarat": besvarat(found.pk),
        "far_flytta": found.avslutad is None and har_roll(person, *LAGAR),
        "bilagor": list(found.bilagor.order_by("uppladdad")),
        "relaterade": [(arendetyp(one.typ).label, one) for one in related],
        **typ.kontext(found, person),
    }
    return render(request, "arende/arende.html", context)


def _drawing(arende: Arende) -> diagram.Drawing:
    seen = engine.picture(arende.pk)
    return diagram.drawing(
        f"process-{arende.pk.hex[:8]}",
        f"{arendetyp(arende.typ).label} {arende.nummer or ''}".strip(),
        seen.bpmn,
        done=seen.done,
        active=seen.active,
        names=seen.names,
    )


@require_safe
def bilaga(request: HttpRequest, bilaga_id: UUID) -> FileResponse:
    """An attachment, to whoever may see its case; always as a download, never run by a browser."""
    kept, content = _oppnad_bilaga(request, bilaga_id)
    return FileResponse(
        content, as_attachment=True, filename=kept.filnamn, content_type=kept.innehallstyp
    )


@require_safe
def forhandsvisa(request: HttpRequest, bilaga_id: UUID) -> FileResponse:
    """A picture or a PDF to look at in the browser. Raises `NotFound` for any other kind.

    Nothing in it may load or run anything of ours: its kind is what its first bytes said, the
    browser may not guess another, and it stands alone without our origin. A PDF is drawn by the
    browser's own viewer, which doesn't start in a sandbox and shares nothing with our pages.
    """
    kept, content = _oppnad_bilaga(request, bilaga_id)
    if not kept.visas_som:
        raise NotFound(f"Bilagan {kept.filnamn} kan inte visas här. Ladda ner den i stället.")
    response = FileResponse(content, filename=kept.filnamn, content_type=kept.innehallstyp)
    response.headers["Content-Security-Policy"] = _ENSAM + (
        "; sandbox" if kept.visas_som == "bild" else ""
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _oppnad_bilaga(request: HttpRequest, bilaga_id: UUID) -> tuple[Bilaga, BytesIO]:
    person = personen(request)
    kept = Bilaga.objects.filter(pk=bilaga_id).first()
    if kept is None:
        raise NotFound("Bilagan finns inte. Den kan ha tagits bort.")
    oppna(person, kept.arende_id)
    return kept, BytesIO(bilagor.las(kept, person))


@transaction.atomic
def oppna(person: Anvandare, arende_id: UUID, vad: str = Atkomst.Vad.OPPNADE) -> Arende:
    """The case, with its opening, or printing, in the access log (L3). Raises `NotFound`."""
    found = hamta(
        person,
        Arende.objects.select_related("mottagare", "kund", "bestallare", "process"),
        pk=arende_id,
    )
    if found.mottagare is not None:
        logga_atkomst(
            person,
            found.mottagare,
            vad,
            objekt=f"{arendetyp(found.typ).label} {found.nummer or 'utkast'}",
            kund=found.kund,
            arende=found.pk,
        )
    return found
