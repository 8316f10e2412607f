"""A draft: begun, changed, checked, published or thrown away."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from cases.processer import forms, godkannande, underskrift, visning
from cases.processer.pages import agare
from workflows import gate
from workflows.diagrams import versions
from workflows.errors import Hinder, NotFound, Refused, Stale
from workflows.models import Approval, Draft, Release
from workflows.workbench import drafts, overview, release, verdicts


def ny(request: HttpRequest) -> HttpResponse:
    """A new process, from an empty drawing or from files."""
    person = agare(request)
    hinder: list[Hinder] = []
    empty = request.POST.get("gor") == "tomt"
    form = forms.TomForm(request.POST if empty else None)
    if request.method == "POST":
        try:
            files = form.filer() if empty else forms.skickade_filer(request)
            draft = drafts.begin(files, by=person.username)
        except Refused as no:
            hinder = no.hinder
        else:
            messages.success(request, "Utkastet är sparat. Inget körs förrän du publicerar.")
            page = "processer:rita" if empty else "processer:utkast"
            return redirect(page, draft.definition.name)
    status = 422 if hinder else 200
    if empty:
        form.visa(hinder)
        hinder = []
    return render(request, "processer/ny.html", {"form": form, "hinder": hinder}, status=status)


def utkast(request: HttpRequest, namn: str) -> HttpResponse:
    """The draft with what is wrong on its elements, what is new, and where files are put in."""
    person = agare(request)
    definition = overview.find(namn)
    hinder: list[Hinder] = []
    status = 200
    if request.method == "POST":
        try:
            drafts.change(
                namn,
                forms.skickade_filer(request),
                by=person.username,
                rev=forms.rev(request.POST.get("rev", "")),
            )
        except Refused as no:
            hinder, status = no.hinder, no.status
        except Stale as no:
            hinder, status = [Hinder("inaktuellt", no.mening)], no.status
        else:
            messages.success(request, "Utkastet är sparat. Inget körs förrän du publicerar.")
            return redirect("processer:utkast", namn)
    draft = drafts.of(definition)
    context = {
        "process": definition,
        "utkast": draft,
        "rev": drafts.rev_of(definition, draft),
        "hinder": hinder,
        **(_judged(draft) if draft is not None else {}),
    }
    return render(request, "processer/utkast.html", context, status=status)


def _judged(draft: Draft) -> dict[str, object]:
    bundle = drafts.bundle_of(draft)
    found = verdicts.of(bundle)
    published = draft.definition.published
    differs = visning.skillnader(versions.bundle_of(published), bundle) if published else []
    marked = visning.marken(differs) | visning.feltecken(found)
    return {
        "av": visning.namn({draft.changed_by}).get(draft.changed_by, draft.changed_by),
        "fel": [one for one in found if one.level == "error"],
        "varningar": [one for one in found if one.level == "warning"],
        "antal": visning.antal_fynd(found),
        "godkand": gate.ok(found),
        "skillnader": differs,
        "bild": visning.bild("utkast", f"{draft.definition.title}, utkast", bundle, marken=marked),
        "steg": visning.steg(bundle, {}),
        "prov": visning.scenarier(bundle),
    }


@require_POST
def ta_bort_fil(request: HttpRequest, namn: str) -> HttpResponse:
    """Leave a file out of the draft."""
    person = agare(request)
    named = request.POST.get("fil", "")
    rev = forms.rev(request.POST.get("rev", ""))
    drafts.change(namn, {}, by=person.username, rev=rev, without=[named])
    messages.success(request, f"”{named[:60]}” är borttagen ur utkastet.")
    return redirect("processer:utkast", namn)


@require_POST
def ta_bort(request: HttpRequest, namn: str) -> HttpResponse:
    """Throw the draft away."""
    person = agare(request)
    drafts.throw_away(namn, rev=forms.rev(request.POST.get("rev", "")) or 0, by=person.username)
    messages.success(request, "Utkastet är borttaget.")
    try:
        overview.find(namn)
    except NotFound:
        return redirect("processer:lista")
    return redirect("processer:process", namn)


def publicera(request: HttpRequest, namn: str, nummer: int | None = None) -> HttpResponse:
    """Publish the draft, or an earlier version again, now or from a moment on."""
    person = agare(request)
    definition = overview.find(namn)
    draft = drafts.of(definition)
    proposed = draft.note if draft is not None and nummer is None else ""
    form = forms.PubliceraForm(request.POST or None, initial={"anteckning": proposed})
    hinder: list[Hinder] = []
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            said = {
                "note": form.cleaned_data["anteckning"],
                "live_at": form.cleaned_data["fran"],
                "reason": underskrift.skal(
                    person, request.POST.get("underskrift", ""), request.POST.get("skal", "")
                ),
            }
            if nummer is None:
                rev = forms.rev_av(request) or 0
                passed = release.passed_draft(namn, rev=rev, by=person.username, **said)
            else:
                passed = release.passed_again(namn, nummer, **said)
            words = _klart(godkannande.publicera(passed, person))
        except Refused as no:
            hinder, status = no.hinder, no.status
        except Stale as no:
            hinder, status = [Hinder("inaktuellt", no.mening)], no.status
        else:
            messages.success(request, words)
            return redirect("processer:process", namn)
    context = {
        "process": definition,
        "utkast": draft if nummer is None else None,
        "rev": forms.rev(request.POST.get("rev", ""))
        if form.is_bound
        else (draft.rev if draft else None),
        "rev_nu": draft.rev if draft and status == Stale.status else None,
        "nummer": nummer,
        "form": form,
        "hinder": hinder,
        "rad": overview.line(definition),
        "trots": visning.i_vagen(definition, nummer),
        "fyra_ogon": settings.PUBLICERING_FYRA_OGON,
        "skrivet": {key: request.POST.get(key, "") for key in ("underskrift", "skal")},
    }
    if nummer is None and draft is None:
        raise NotFound("Det finns inget utkast att publicera. Börja ett från processens sida.")
    return render(request, "processer/publicera.html", context, status=status)


@require_POST
def ta_tillbaka(request: HttpRequest, namn: str) -> HttpResponse:
    """Take back a planned publication."""
    person = agare(request)
    try:
        taken = release.withdraw(namn, by=person.username)
    except Refused as no:
        messages.error(request, no.hinder[0].mening)
    else:
        messages.success(request, _tillbakatagen(taken))
    return redirect("processer:process", namn)


@require_POST
def utkast_av_version(request: HttpRequest, namn: str, nummer: int) -> HttpResponse:
    """Let the draft be a version as it was. What another open draft held is lost, as was said."""
    person = agare(request)
    rev = forms.rev(request.POST.get("rev", ""))
    drafts.begin_from(namn, nummer, by=person.username, rev=rev)
    messages.success(request, f"Utkastet är nu som version {nummer}. Ändra och publicera det.")
    return redirect("processer:utkast", namn)


def _tillbakatagen(taken: release.Withdrawn) -> str:
    number = taken.release.version.number
    words = f"Version {number} publiceras inte. Nya ärenden går som förut."
    if taken.draft is not None:
        return f"{words} Det du planerade är ett utkast igen."
    if taken.open_already:
        return (
            f"{words} Utkastet som är öppet är kvar som det är. Vill du ha det som var planerat"
            f" i stället: öppna version {number} och välj ”Gör till utkast”."
        )
    return words


def _klart(made: Release | Approval | None) -> str:
    if isinstance(made, Approval):
        return (
            "Publiceringen väntar på att en annan processägare godkänner den. De har fått veta det."
        )
    if made is None:
        return "Ritningen och scenarierna är sparade. Processen gör detsamma som förut."
    number = made.version.number
    if made.live_at > made.decided_at:
        when = date_format(localtime(made.live_at), "j F Y H:i")
        return f"Version {number} gäller för nya ärenden från {when}."
    return (
        f"Version {number} är publicerad. Nya ärenden följer den; pågående går som förut tills du"
        " flyttar dem."
    )
