"""The pages of the guide: one question at a time, then the report itself (FR-9, FR-10, W1)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.felrapport import actions, dorrar, forms, guide, handelser, objekt, queries, visning
from cases.felrapport.models import Felrapport
from cases.gemensamt import arendekallor, behorighet
from cases.gemensamt.band import band
from cases.gemensamt.inaktuellt import skillnader
from cases.gemensamt.inloggad import personen
from cases.gemensamt.models import Arende
from cases.gemensamt.pages_arende import oppna
from cases.hjalpmedel.models import Innehav
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from cases.organisation.models import Anvandare
from workflows.errors import Changed, Hinder, NotFound, NotYourTurn, Refused

# What is typed in the report itself, by what it is about; the guide has found the rest.
_TYPDA: Mapping[str, frozenset[str]] = {
    Felrapport.Ingang.ANNAT: frozenset({"mottagare", "artikel", "individ"}),
    Felrapport.Ingang.LEVERANS: frozenset({"foljesedel"}),
}


def ny(request: HttpRequest) -> HttpResponse:
    """The next question of the guide, or the empty report."""
    person = personen(request)
    actions.krav_anmalare(person)
    if request.method == "POST":
        known = guide.tolka(person, forms.buret(request.POST))
        return _rapport(request, person, None, known)
    known = guide.tolka(person, forms.buret(request.GET))
    if "allt" in request.GET:
        known["allt"] = "ja"
    at = guide.nasta(known)
    context = {"steps": guide.stegen(known, at), "known": known}
    if at == guide.GALLER:
        choices = [
            (guide.adress({**known, "ingang": str(value)}), label)
            for value, label in Felrapport.Ingang.choices
        ]
        return render(request, "felrapport/galler.html", {**context, "val": choices})
    if at == guide.HANDELSE:
        choices_of = [
            (guide.adress({**known, "handelse": one.nyckel}), one)
            for one in handelser.for_ingang(known["ingang"])
        ]
        others = dorrar.for_ingang(person, known)
        shown = {**context, "val": choices_of, "dorrar": others}
        return render(request, "felrapport/handelse.html", shown)
    if at == guide.OBJEKT:
        return _vilken(request, person, known, context)
    return _rapport(request, person, None, known)


def verkstall(request: HttpRequest, arende: UUID) -> HttpResponse:
    """A draft, to go on with."""
    person = personen(request)
    found = queries.hamta(person, arende)
    behorighet.krav(person, "verkstall", found.arende)
    if found.arende.verkstalld is not None:
        raise NotYourTurn("Felrapporten är redan skickad. Öppna den för att se hur det går.")
    if request.method != "POST":
        oppna(person, arende)
    return _rapport(request, person, found, _sparat(found))


def _sparat(found: Felrapport) -> dict[str, str]:
    case = found.arende
    kept = {
        "ingang": found.ingang,
        "handelse": handelser.nyckel(found.handelsetyp),
        "galler": str(case.galler_id or ""),
        "innehav": str(found.innehav_id or ""),
        "rad": "" if found.innehav_id else str(found.rad or ""),
        "individ": found.individ.nummer if found.individ and not found.innehav_id else "",
    }
    return {name: value for name, value in kept.items() if value}


def _vilken(
    request: HttpRequest, person: Anvandare, known: dict[str, str], context: Mapping[str, Any]
) -> HttpResponse:
    """Which order, aid, work or pick-up: search, the latest, and then what in it."""
    looked_for = handelser.alla()[known["handelse"]].letar
    sokt = request.GET.get("sok", "").strip()
    shown: dict[str, Any] = {**context, "sokt": sokt, "letar": looked_for}
    if "galler" in known:
        case = objekt.arendet(person, UUID(known["galler"]))
        shown["arende"] = case
        shown["saker"] = [(guide.adress(_med(known, sak)), sak) for sak in objekt.valbara(case)]
        shown["allt"] = guide.adress({**known, "allt": "ja"})
        return render(request, "felrapport/vilken_rad.html", shown)
    if looked_for in objekt.ARENDETYPER:
        slip = arendekallor.hittar(sokt) if sokt else []
        shown["traffar"] = [
            (_till_arendet(known, case, sokt if case.pk in slip else ""), case)
            for case in objekt.sok_arenden(person, looked_for, sokt)
        ]
        shown["senaste"] = [
            (_till_arendet(known, case, ""), case) for case in objekt.senaste(person, looked_for)
        ]
    elif looked_for == "individ":
        shown["okand"] = known.get("individ", "")
    return render(request, "felrapport/vilken.html", shown)


def _till_arendet(known: Mapping[str, str], case: Arende, foljesedel: str) -> str:
    slip = {"foljesedel": foljesedel} if foljesedel else {}
    return guide.adress({**known, "galler": str(case.pk), **slip})


def _med(known: Mapping[str, str], sak: arendekallor.Sak) -> dict[str, str]:
    if sak.innehav is not None:
        return {**known, "innehav": str(sak.innehav.pk)}
    return {**known, "rad": str(sak.rad)}


def _rapport(
    request: HttpRequest, person: Anvandare, found: Felrapport | None, known: dict[str, str]
) -> HttpResponse:
    """The report: fill in, save, send. Nothing typed is lost when it is refused."""
    chosen = handelser.alla().get(known.get("handelse", ""))
    if chosen is None:
        return redirect(guide.adress({}))
    typda = _TYPDA.get(chosen.ingang, frozenset())
    asked: dict[str, Any] = {
        "person": person,
        "typda": typda,
        "om_hjalpmedel": chosen.ingang != Felrapport.Ingang.ANNAT
        and bool({"innehav", "individ"} & known.keys()),
        "om_varor": chosen.kategori != Felrapport.Kategori.BEMOTANDE,
    }
    hinder: list[Hinder] = []
    version: object = request.POST.get("version", found.version if found else "")
    status = 422 if request.method == "POST" else 200
    if request.method == "POST":
        sends = request.POST.get("gor") != "spara"
        saved = forms.sparat(found) if found else None
        form = forms.FelrapportForm(request.POST, initial=saved, skickas=sends, **asked)
        if form.is_valid():
            try:
                return _genomfor(request, person, found, form, known)
            except Changed as no:
                hinder, version = [*no.hinder, *skillnader(form)], found.version if found else ""
                status = 409
            except Refused as no:
                hinder = list(no.hinder)
            except NotFound as no:
                hinder = [Hinder("finns_inte", no.mening)]
    else:
        begun = forms.sparat(found) if found else forms.forifyllt(person)
        form = forms.FelrapportForm(
            initial={**begun, **{k: v for k, v in known.items() if k in {"foljesedel", "kund"}}},
            **asked,
        )
    om, mottagare = _vad_det_galler(person, known)
    if found is None and mottagare is not None:
        # The band names the mottagare before there is a case whose opening could be logged.
        kund = actions.kunden(person, known.get("kund", ""))
        with transaction.atomic():
            logga_atkomst(person, mottagare, Atkomst.Vad.OPPNADE, objekt="Felrapport", kund=kund)
    context = {
        "form": form,
        "hinder": hinder,
        "known": known,
        "handelse": chosen,
        "felrapport": found,
        "om": om,
        "band": band(mottagare, person) if mottagare else None,
        "version": version,
        "bilagor": list(found.arende.bilagor.order_by("uppladdad")) if found else [],
        "steps": guide.stegen(known, guide.RAPPORT),
    }
    return render(request, "felrapport/rapport.html", context, status=status)


def _genomfor(
    request: HttpRequest,
    person: Anvandare,
    found: Felrapport | None,
    form: forms.FelrapportForm,
    known: Mapping[str, str],
) -> HttpResponse:
    given: dict[str, Any] = {
        "person": person,
        "svar": form.svar(known),
        "filer": request.FILES.getlist("bilagor"),
        "version": int(request.POST["version"])
        if request.POST.get("version", "").isdecimal()
        else None,
    }
    arende = found.pk if found else None
    if request.POST.get("gor") == "spara":
        kept = actions.spara(arende, **given)
        messages.success(request, "Utkastet är sparat. Du hittar det under Felrapport.")
        return redirect("felrapport:verkstall", kept.pk)
    sent = actions.verkstall(arende, **given)
    return redirect("felrapport:kvitto", sent.pk)


def _vad_det_galler(
    person: Anvandare, known: Mapping[str, str]
) -> tuple[list[tuple[str, str, str]], Any]:
    """What the guide has found, in words, and whose it is. Raises as `behorighet` does."""
    lines: list[tuple[str, str, str]] = []
    mottagare: Any = None
    case = None
    if known.get("galler"):
        case = objekt.arendet(person, UUID(known["galler"]))
        mottagare = case.mottagare
        lines.append(visning.rad_om_arende(case, person))
    if known.get("innehav"):
        innehav = (
            Innehav.objects.select_related("artikel", "individ", "mottagare__kund")
            .filter(pk=known["innehav"])
            .first()
        )
        if innehav is None:
            raise NotFound("Hjälpmedlet finns inte. Välj det på nytt.")
        if case is None:
            kund = actions.kunden(person, known.get("kund", ""))
            behorighet.krav_mottagare(person, innehav.mottagare, kund)
        mottagare = innehav.mottagare
        lines.append(("Artikel", str(innehav.artikel), ""))
        if innehav.individ is not None:
            lines.append(("Individ", innehav.individ.nummer, ""))
    elif known.get("rad"):
        row = arendekallor.rad(UUID(known["rad"]))
        if row is None or not behorighet.ser(person, row.arende.pk):
            raise NotFound("Raden finns inte, eller hör till en enhet som du inte arbetar för.")
        mottagare = row.arende.mottagare
        if case is None:
            lines.append(visning.rad_om_arende(row.arende, person))
        lines.append(("Artikel", str(row.artikel), ""))
    elif known.get("individ"):
        lines.append(("Individ", known["individ"], ""))
    return lines, mottagare
