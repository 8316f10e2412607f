"""Hjälpmedel: what a mottagare has, found by number; every look is logged (L3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cases.gemensamt import arendekallor, behorighet, hjalpmedelsbild, mottagaren, ordination
from cases.gemensamt.band import band
from cases.gemensamt.forms_hjalpmedel import PATIENT, SokForm, UrvalForm
from cases.gemensamt.inloggad import personen
from cases.gemensamt.models import Arende
from cases.gemensamt.vardrelation import bekrafta
from cases.hjalpmedel.queries import aterlamnade
from cases.mottagare.models import Atkomst, Mottagare
from cases.mottagare.register import hitta_patient, hitta_vardenhet
from cases.mottagare.visning import visad
from cases.organisation.models import Anvandare, Kund
from cases.organisation.queries import egna_forrad
from cases.organisation.roller import har_roll
from workflows.errors import Hinder, NotFound, Refused

# Says that the list of baskoder was asked for in Dina uppgifter (BK-7).
FRAN_EGNA = "dina-uppgifter"


@dataclass(frozen=True)
class Oppnad:
    """A mottagare that a page has opened, by whom and for which unit."""

    person: Anvandare
    mottagare: Mottagare
    kund: Kund | None

    @property
    def fraga(self) -> str:
        """What keeps the unit in the address of the next page."""
        return f"?{urlencode({'kund': self.kund.nummer})}" if self.kund else ""

    def kontext(self, **more: Any) -> Mapping[str, Any]:
        """What every page about the mottagare shows."""
        whose = self.mottagare
        return {
            "mottagare": whose,
            "nummer": whose.identitet or (whose.kund.nummer if whose.kund else ""),
            "band": band(whose, self.person),
            "fraga": self.fraga,
            "kund": self.kund,
            "kan_bestalla": har_roll(self.person, "forskrivare", "bestallare")
            and not whose.avliden,
            **atergang(self.person),
            **more,
        }


def atergang(person: Anvandare) -> Mapping[str, bool]:
    """Which ways back the person has for an aid: by hämtorder, also of one who has died, and to a
    förråd of her own (HM-17, HM-22)."""
    gives_back = har_roll(person, "forskrivare", "bestallare")
    return {
        "kan_hamta": gives_back,
        "kan_ta_tillbaka": (gives_back or har_roll(person, "forradsansvarig"))
        and egna_forrad(person).exists(),
    }


def oppna(
    request: HttpRequest, mottagare_id: int, objekt: str, vad: str = Atkomst.Vad.OPPNADE
) -> Oppnad:
    """Open the mottagare for a page. Raises `Forbidden`, `NotFound`."""
    person = personen(request)
    kund = mottagaren.enhet(person, mottagare_id, request.GET.get("kund", ""))
    found = mottagaren.oppna(person, mottagare_id, kund, objekt=objekt, vad=vad)
    return Oppnad(person, found, kund)


def sok(request: HttpRequest) -> HttpResponse:
    """Search by the whole number, and confirm taking part in the care (HM-1)."""
    person = personen(request)
    behorighet.krav_uppslag(person)
    posted = request.method == "POST"
    form = SokForm(
        # Patient is what is meant when nothing is said (L273).
        {"mottagartyp": PATIENT, **request.POST.dict()} if posted else None,
        person=person,
    )
    urval = UrvalForm(request.POST if posted else None)
    hinder: list[Hinder] = []
    if posted and form.is_valid() and urval.is_valid():
        try:
            return redirect(_funnen(person, form, urval))
        except Refused as no:
            hinder = [
                Hinder(h.kod, h.mening, h.falt.replace("identitet", "nummer")) for h in no.hinder
            ]
        except NotFound as no:
            hinder = [Hinder("mottagare_okand", no.mening, "nummer")]
    context = {"form": form, "urval": urval, "hinder": hinder}
    return render(request, "hjalpmedel/sok.html", context, status=422 if posted else 200)


def _funnen(person: Anvandare, form: SokForm, urval: UrvalForm) -> str:
    """The address of whom was looked for, with what her list is to be narrowed by."""
    nummer, kund = form.cleaned_data["nummer"], form.cleaned_data.get("kund")
    if form.vardenhet:
        mottagare = hitta_vardenhet(nummer)
    else:
        mottagare = hitta_patient(nummer)
        said = bool(form.cleaned_data.get("vardrelation"))
        bekrafta(person, mottagare, kund, sagt=said, objekt="Hjälpmedel")
    asked = {"kund": kund.nummer} if kund else {}
    question = urlencode({**asked, **urval.fraga()})
    return reverse("hjalpmedel:bild", args=[mottagare.pk]) + (f"?{question}" if question else "")


@require_safe
def bild(request: HttpRequest, mottagare_id: int) -> HttpResponse:
    """Hjälpmedelsbilden: what the mottagare has and waits for (HM-7 … HM-24)."""
    oppnad = oppna(request, mottagare_id, "Hjälpmedel")
    form = UrvalForm(request.GET)
    shown = hjalpmedelsbild.bild(oppnad.mottagare, form.urval())
    context = oppnad.kontext(
        bild=shown,
        urval=form,
        avgransad=bool(form.fraga()),
        visa_betalare=bool(form.cleaned_data.get("betalare")),
        uppgifter=visad(oppnad.mottagare, oppnad.person),
    )
    status = 200 if form.is_valid() else 422
    return render(request, "hjalpmedel/bild.html", context, status=status)


@require_safe
def utskrift(request: HttpRequest, mottagare_id: int) -> HttpResponse:
    """The list on paper (HM-21)."""
    oppnad = oppna(request, mottagare_id, "Hjälpmedel", Atkomst.Vad.SKREV_UT)
    context = oppnad.kontext(bild=hjalpmedelsbild.bild(oppnad.mottagare))
    return render(request, "hjalpmedel/utskrift.html", context)


@require_safe
def forbrukning(request: HttpRequest, mottagare_id: int) -> HttpResponse:
    """The mottagare's förbrukningsartiklar (HM-23)."""
    oppnad = oppna(request, mottagare_id, "Förbrukningsartiklar")
    context = oppnad.kontext(rader=hjalpmedelsbild.bild(oppnad.mottagare).forbrukning)
    return render(request, "hjalpmedel/forbrukning.html", context)


@require_safe
def komponenter_pa_vag(request: HttpRequest, mottagare_id: int) -> HttpResponse:
    """The orders that hold components for aids that are delivered (KV-2)."""
    oppnad = oppna(request, mottagare_id, "Komponenter på väg")
    rows = arendekallor.komponenter_pa_vag(mottagare_id)
    context = oppnad.kontext(rader=rows, far_oppna=oppningsbara(oppnad.person, rows))
    return render(request, "hjalpmedel/komponenter_pa_vag.html", context)


def oppningsbara(person: Anvandare, rader: list[arendekallor.Bestalld]) -> set[object]:
    """Those of the rows' cases that the person may open: another unit's are only named."""
    asked = Arende.objects.filter(pk__in={row.arende.pk for row in rader})
    return set(behorighet.far_se(person, asked).values_list("pk", flat=True))


@require_safe
def aterlamnat(request: HttpRequest, mottagare_id: int) -> HttpResponse:
    """Återlämnade hjälpmedel (ÅL-1)."""
    oppnad = oppna(request, mottagare_id, "Återlämnade hjälpmedel")
    context = oppnad.kontext(rader=list(aterlamnade(oppnad.mottagare)))
    return render(request, "hjalpmedel/aterlamnade.html", context)


@require_safe
def baskodshistorik(request: HttpRequest, mottagare_id: int) -> HttpResponse:
    """Which baskoder the mottagare has had, and when (BK-6, HM-20)."""
    oppnad = oppna(request, mottagare_id, "Baskodshistorik")
    periods = oppnad.mottagare.baskodshistorik.select_related("baskod").order_by("-fran", "-pk")
    context = oppnad.kontext(perioder=list(periods), fran_egna=request.GET.get("fran") == FRAN_EGNA)
    return render(request, "hjalpmedel/baskodshistorik.html", context)


@require_safe
def ordination_innehav(request: HttpRequest, innehav_id: int) -> HttpResponse:
    """Ordinationsöversikten of something that the mottagare has or has had (OO-1)."""
    behorighet.krav_uppslag(personen(request))
    return _ordination(request, ordination.for_innehav(innehav_id))


@require_safe
def ordination_rad(request: HttpRequest, rad: UUID) -> HttpResponse:
    """The same of a row that has not come yet (OO-5)."""
    behorighet.krav_uppslag(personen(request))
    return _ordination(request, ordination.for_rad(rad))


def _ordination(request: HttpRequest, found: ordination.Ordination) -> HttpResponse:
    oppnad = oppna(request, found.mottagare_id, f"Ordinationsöversikt {found.artikel.nummer}")
    context = oppnad.kontext(
        ordination=found,
        far_oppna=found.arende and behorighet.ser(oppnad.person, found.arende.pk),
    )
    return render(request, "hjalpmedel/ordination.html", context)
