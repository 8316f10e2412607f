"""From what a person answers to a draft: which aid it is, the address, the words of it."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from cases.arbetsorder.klassning import Klass, klass
from cases.arbetsorder.models import Arbetsorder, TypAvAtgard
from cases.arbetsorder.rules import Bestallning, hinder_for_antal_bilagor
from cases.arbetsorder.svar import Arbetsval, Mal
from cases.artiklar.models import Artikel
from cases.gemensamt import arendekallor, bilagor
from cases.gemensamt.hinder import stoppa_om
from cases.hjalpmedel.models import Individ, Innehav
from cases.mottagare.hemligt import hemliga
from cases.mottagare.models import Mottagare
from cases.organisation.models import Anvandare, Grupp, Kund, Leveransadress
from cases.organisation.roller import ar_hmc
from workflows.errors import Hinder

_EGNA = {"typ", "produktomrade", "adress_id"}
_ADRESS = ("co", "gatuadress", "postnr", "postort")
_FRITEXT = (
    "felbeskrivning",
    "kommentar",
    "akut_motivering",
    "telefon",
    "portkod",
    "instruktioner",
    "kontaktperson",
    "kontakttelefon",
)
KONSULENT = "konsulent"


def peka_ut(order: Arbetsorder, mal: Mal, mottagare: Mottagare) -> None:
    """Write which aid it is; does not save. Raises `Refused` for one that is another's."""
    order.innehav = order.individ = order.artikel = None
    order.orderrad, order.arende.galler = None, None
    if mal.orderrad is not None:
        _peka_ut_rad(order, mal.orderrad, mottagare)
    elif mal.innehav is not None:
        held = (
            Innehav.objects.select_related("artikel", "individ")
            .filter(pk=mal.innehav, mottagare=mottagare)
            .first()
        )
        if held is None:
            stoppa_om([Hinder("hjalpmedel_annans", "Välj ett av mottagarens hjälpmedel.", "mal")])
        else:
            order.innehav, order.artikel, order.individ = held, held.artikel, held.individ
    elif mal.nummer.strip():
        _peka_ut_nummer(order, mal.nummer.strip(), mottagare)


def skriv(order: Arbetsorder, svar: Arbetsval, kund: Kund | None) -> None:
    """Write what was answered; does not save. Raises `Refused` for what can't be chosen."""
    for name, value in asdict(svar).items():
        if name not in _EGNA:
            setattr(order, name, value.strip() if isinstance(value, str) else value)
    order.typ = TypAvAtgard.objects.filter(kod=svar.typ, aktiv=True).first()
    order.produktomrade = Grupp.objects.filter(nyckel=svar.produktomrade, roll=KONSULENT).first()
    order.hamtad_fran = enhetens_adress(kund, svar.adress_id)
    skriv_adress(order)
    order.arende.rubrik = rubrik(order)


def skriv_adress(order: Arbetsorder) -> None:
    """Write where it is done: the chosen address of the unit, else where the mottagare lives."""
    source = order.hamtad_fran or order.arende.mottagare
    for name in _ADRESS:
        setattr(order, name, getattr(source, name, "") if source else "")
    order.adressnamn = source.namn if source else ""


def prova_filer(order: Arbetsorder, filer: Sequence["UploadedFile[Any]"]) -> None:
    """Raise `Refused` with a hinder for every file that can't be kept with the order."""
    too_many = hinder_for_antal_bilagor(order.arende.bilagor.count() + len(filer))
    stoppa_om([*bilagor.hinder_for(filer), *too_many])


def bestallning(
    order: Arbetsorder, person: Anvandare, *, nya_bilagor: int = 0
) -> tuple[Bestallning, Klass | None]:
    """The order as the rules look at it, with what the table says of its type. `nya_bilagor` is
    how many files come with what is done now."""
    said = klass(order) if order.typ else None
    mottagare = order.arende.mottagare
    protected = mottagare is not None and mottagare.skyddad
    seen = Bestallning(
        typ=order.typ.etikett if order.typ else "",
        typens_utforande=order.typ.utforande if order.typ else "",
        utforande=order.utforande,
        felbeskrivning=order.felbeskrivning,
        artikel=str(order.artikel or ""),
        individ=order.individ is not None,
        individmarkt=order.artikel is not None and order.artikel.individmarkt,
        aterlamnat=order.innehav is not None and order.innehav.aterlamnad is not None,
        kraver_individ=said is not None and said.kraver_individ and order.orderrad is None,
        kraver_bilaga=said.bilaga if said else "",
        bilagor=bilagor.antal(order.pk) + nya_bilagor,
        bifogas_utanfor=order.epost_utanfor,
        akut=order.typ is not None and order.typ.akut,
        akut_motivering=order.akut_motivering,
        konsultation=said is not None and said.konsultation,
        produktomrade=order.produktomrade is not None,
        far_valjas=order.typ is None or order.typ.vem == TypAvAtgard.Vem.ALLA or ar_hmc(person),
        skyddad=protected,
        egen_adress=order.hamtad_fran is None,
        adress=order.gatuadress,
        telefoner=(order.telefon, order.kontakttelefon),
        texter={falt: getattr(order, falt) for falt in _FRITEXT},
        hemligt=hemliga(mottagare),
    )
    return seen, said


def _peka_ut_rad(order: Arbetsorder, rad: UUID, mottagare: Mottagare) -> None:
    found = arendekallor.rad(rad)
    if found is None or found.arende.mottagare_id != mottagare.pk:
        stoppa_om([Hinder("rad_annans", "Orderraden finns inte. Öppna ordern igen.", "mal")])
        return
    order.orderrad, order.arende.galler = rad, found.arende
    order.artikel = found.artikel
    came = (
        Innehav.objects.select_related("individ")
        .filter(rad=rad, mottagare=mottagare)
        .order_by("-levererad", "-pk")
        .first()
    )
    if came is not None:
        order.innehav, order.individ = came, came.individ


def _peka_ut_nummer(order: Arbetsorder, nummer: str, mottagare: Mottagare) -> None:
    individ = Individ.objects.select_related("artikel").filter(nummer=nummer).first()
    if individ is not None:
        order.individ, order.artikel = individ, individ.artikel
        order.innehav = Innehav.objects.filter(
            individ=individ, mottagare=mottagare, aterlamnad__isnull=True
        ).first()
        if order.innehav is None and individ.mottagare_id not in {None, mottagare.pk}:
            stoppa_om(
                [
                    Hinder(
                        "individ_annans",
                        f"Individ {nummer} står på en annan mottagare. Kontrollera numret på"
                        " märkningen.",
                        "mal",
                    )
                ]
            )
        return
    order.artikel = Artikel.objects.filter(nummer=nummer).first()
    if order.artikel is None:
        stoppa_om(
            [
                Hinder(
                    "nummer_okant",
                    f"Det finns varken artikel eller individ med numret {nummer}. Kontrollera det.",
                    "mal",
                )
            ]
        )
    held = list(
        Innehav.objects.select_related("individ").filter(
            artikel=order.artikel, mottagare=mottagare, aterlamnad__isnull=True
        )[:2]
    )
    # One of it: that is the one. Several: the individ's number tells which.
    if len(held) == 1:
        order.innehav, order.individ = held[0], held[0].individ


def enhetens_adress(kund: Kund | None, adress_id: int | None) -> Leveransadress | None:
    """One of the unit's addresses; None for none. Raises `Refused` for another unit's."""
    if adress_id is None:
        return None
    found = Leveransadress.objects.filter(kund=kund, pk=adress_id).first()
    if found is None:
        stoppa_om([Hinder("adress_annans", "Välj en av enhetens adresser.", "adress_id")])
    return found


def rubrik(order: Arbetsorder) -> str:
    """What the case is called: the type of work and the aid."""
    parts = [str(order.typ or "Arbetsorder"), order.artikel.benamning if order.artikel else ""]
    return ": ".join(part for part in parts if part)[:160]
