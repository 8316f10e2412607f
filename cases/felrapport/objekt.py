"""What a felrapport is about: found by number or among the latest, and checked (FR-1, FR-10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from cases.artiklar.models import Artikel
from cases.felrapport import rules
from cases.felrapport.models import Felrapport
from cases.felrapport.svar import Svar
from cases.gemensamt import arendekallor, behorighet
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ, Innehav
from cases.mottagare.models import Mottagare
from cases.mottagare.register import hitta_patient, hitta_vardenhet
from cases.organisation.models import Anvandare, Kund
from workflows.errors import Forbidden, Hinder, NotFound, Refused

# The kinds of case that a report may be about.
ARENDETYPER = frozenset({"kundorder", "arbetsorder", "hamtorder"})
_OM_ARENDE = frozenset(
    {Felrapport.Ingang.LEVERANS, Felrapport.Ingang.ARBETE, Felrapport.Ingang.HAMTNING}
)
_SENASTE = 5


@dataclass(frozen=True)
class Objekt:
    """What was found of what was said."""

    galler: Arende | None = None
    innehav: Innehav | None = None
    rad: UUID | None = None
    individ: Individ | None = None
    artikel: Artikel | None = None
    mottagare: Mottagare | None = None

    def racker(self, ingang: str) -> bool:
        """Whether it is enough to send a report of this kind."""
        if ingang in _OM_ARENDE:
            return self.galler is not None
        if ingang == Felrapport.Ingang.HJALPMEDEL:
            return any((self.galler, self.innehav, self.rad, self.artikel))
        return ingang != Felrapport.Ingang.INDIVID or self.individ is not None


def racker(found: Felrapport) -> bool:
    """Whether what a report is about, as it is kept, is enough to send it."""
    case = found.arende
    return Objekt(
        case.galler, found.innehav, found.rad, found.individ, found.artikel, case.mottagare
    ).racker(found.ingang)


def senaste(person: Anvandare, typ: str) -> list[Arende]:
    """The latest cases of the kind that she may know of, her own units'."""
    found = _arenden(person, typ)
    return list(found.order_by("-verkstalld")[:_SENASTE])


def sok_arenden(person: Anvandare, typ: str, text: str) -> list[Arende]:
    """Cases whose number begins so, or whose följesedel has this number, a few of them."""
    number = text.strip()
    if not number:
        return []
    found = _arenden(person, typ)
    begins = found.filter(nummer__startswith=number)
    other = found.filter(pk__in=arendekallor.hittar(number))
    return list((begins | other).order_by("-verkstalld")[: _SENASTE * 4])


def arendet(person: Anvandare, arende: UUID) -> Arende:
    """The case that was chosen. Raises `NotFound`."""
    every = Arende.objects.filter(typ__in=ARENDETYPER, verkstalld__isnull=False)
    return behorighet.hamta(person, every.select_related("mottagare__kund", "kund"), pk=arende)


def krav_samma_kund(person: Anvandare, arende: UUID | None, kund: Kund) -> None:
    """A report of a unit's order is that unit's: another must not read of it through the report.

    Raises `Refused`, `NotFound`.
    """
    order = arendet(person, arende) if arende is not None else None
    if order is not None and order.kund is not None and order.kund != kund:
        words = f"{order.nummer} hör till {order.kund}. Välj den enheten."
        raise Refused([Hinder("kund_annan_order", words, "kund")])


def _arenden(person: Anvandare, typ: str) -> "QuerySet[Arende]":
    every = Arende.objects.filter(typ=typ, verkstalld__isnull=False)
    return behorighet.far_se(person, every.select_related("mottagare", "kund"))


def objektet(person: Anvandare, kund: Kund | None, svar: Svar) -> Objekt:
    """What the answers are about, where they hold together (FR-1).

    Raises `Refused` with a hinder at each field, `Forbidden`, `NotFound`.
    """
    galler = arendet(person, svar.galler) if svar.galler else None
    if svar.innehav is not None:
        return _av_innehav(person, kund, svar.innehav, galler)
    if svar.rad is not None:
        return _av_rad(person, svar, galler)
    hinder: list[Hinder] = []
    mottagare = galler.mottagare if galler else _mottagare(person, kund, svar, hinder)
    individ = _individ(svar, hinder)
    artikel = _artikel(svar, hinder)
    stoppa_om(hinder)
    if individ is not None and artikel is None:
        artikel = individ.artikel
    stoppa_om(rules.hinder_for_sammanhang(_sammanhang(mottagare, artikel, individ)))
    if individ is not None and individ.mottagare_id is not None and mottagare is None:
        raise Refused(
            [
                Hinder(
                    "mottagare_behovs",
                    f"Individ {individ.nummer} finns hos en mottagare. Ange mottagarens nummer"
                    " också, eller gå via Ett hjälpmedel hos en mottagare.",
                    "individ",
                )
            ]
        )
    return Objekt(galler=galler, individ=individ, artikel=artikel, mottagare=mottagare)


def _av_innehav(person: Anvandare, kund: Kund | None, pk: int, galler: Arende | None) -> Objekt:
    innehav = (
        Innehav.objects.select_related("artikel", "individ", "mottagare__kund")
        .filter(pk=pk)
        .first()
    )
    if innehav is None:
        raise NotFound("Hjälpmedlet finns inte. Välj det på nytt.")
    among = galler is not None and any(
        sak.innehav is not None and sak.innehav.pk == innehav.pk
        for sak in arendekallor.saker(galler)
    )
    if galler is not None and not among:
        raise Refused(
            [Hinder("annat_arende", "Raden hör inte till ordern. Välj på nytt.", "objekt")]
        )
    if galler is None:
        behorighet.krav_mottagare(person, innehav.mottagare, kund)
    return Objekt(galler, innehav, None, innehav.individ, innehav.artikel, innehav.mottagare)


def _av_rad(person: Anvandare, svar: Svar, galler: Arende | None) -> Objekt:
    row = arendekallor.rad(svar.rad) if svar.rad else None
    if row is None or not behorighet.ser(person, row.arende.pk):
        raise NotFound("Raden finns inte, eller hör till en enhet som du inte arbetar för.")
    if galler is not None and galler.pk != row.arende.pk:
        raise Refused(
            [Hinder("annat_arende", "Raden hör inte till ordern. Välj på nytt.", "objekt")]
        )
    return Objekt(row.arende, None, row.rad, None, row.artikel, row.arende.mottagare)


def _mottagare(
    person: Anvandare, kund: Kund | None, svar: Svar, hinder: list[Hinder]
) -> Mottagare | None:
    number = svar.mottagare.strip()
    if not number:
        return None
    try:
        behorighet.krav_uppslag(person)
        found = hitta_vardenhet(number) if len(number) <= 8 else hitta_patient(number)
    except NotFound as no:
        hinder.append(Hinder("mottagare_okand", no.mening, "mottagare"))
        return None
    except (Refused, Forbidden) as no:
        hinder.append(Hinder("mottagare_fel", no.mening, "mottagare"))
        return None
    if not behorighet.far_se_mottagare(person, found):
        hinder.append(
            Hinder("mottagare_annans", "Välj en vårdenhet som du arbetar för.", "mottagare")
        )
    elif behorighet.behover_bekrafta(person, found, kund) and not svar.vardrelation:
        hinder.append(Hinder("vardrelation", behorighet.EJ_VARDRELATION, "vardrelation"))
    return found


def _individ(svar: Svar, hinder: list[Hinder]) -> Individ | None:
    number = svar.individ.strip()
    if not number:
        return None
    found = Individ.objects.select_related("artikel", "mottagare").filter(nummer=number).first()
    if found is None:
        hinder.append(
            Hinder(
                "individ_okand",
                f"Individ {number} finns inte. Läs av märkningen igen.",
                "individ",
            )
        )
    return found


def _artikel(svar: Svar, hinder: list[Hinder]) -> Artikel | None:
    number = svar.artikel.strip()
    if not number:
        return None
    found = Artikel.objects.filter(nummer=number).first()
    if found is None:
        hinder.append(
            Hinder(
                "artikel_okand",
                f"Artikel {number} finns inte. Skriv artikelnumret med fem siffror.",
                "artikel",
            )
        )
    return found


def _sammanhang(
    mottagare: Mottagare | None, artikel: Artikel | None, individ: Individ | None
) -> rules.Sammanhang:
    return rules.Sammanhang(
        artikel=artikel.nummer if artikel else "",
        individ=individ.nummer if individ else "",
        individens_artikel=individ.artikel.nummer if individ else "",
        individen_hos_annan=bool(individ and mottagare and individ.mottagare_id != mottagare.pk),
        mottagare_sagd=mottagare is not None,
        har_artikeln=mottagare is None or artikel is None or _har(mottagare, artikel),
    )


def _har(mottagare: Mottagare, artikel: Artikel) -> bool:
    if mottagare.innehav.filter(artikel=artikel).exists():
        return True
    return any(row.artikel.pk == artikel.pk for row in arendekallor.pa_vag(mottagare.pk))


def valbara(galler: Arende) -> Sequence[arendekallor.Sak]:
    """What the chosen case is about, to point at."""
    return arendekallor.saker(galler)
