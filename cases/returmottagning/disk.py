"""What lies on the return desk: whose it is, and whether somebody was to fetch it (W10)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from cases.artiklar.models import Artikel
from cases.gemensamt import aterkomst
from cases.hjalpmedel.models import Individ, Innehav
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.mottagare.register import hitta_patient, hitta_vardenhet
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from cases.returmottagning.models import Returmottagning, Returrad
from workflows.errors import Forbidden, Hinder, NotFound, Refused

_KUNDNUMMER_LANGST = 8
_HAMTORDER = re.compile(r"[Hh]\d{4,11}")


@dataclass(frozen=True)
class Fynd:
    """What a number on the desk leads to: the aids that may be taken in, its components with it.

    `vantad` is the hämtorder that they stand on. With nothing to take in `mening` says why, and
    `vidare` is the case to go on with, `uppgift` what it waits for.
    """

    rader: Sequence[Innehav] = ()
    vantad: aterkomst.Vantad | None = None
    mening: str = ""
    vidare: UUID | None = None
    uppgift: str = ""
    # How many the mottagare has left of each.
    kvar: Mapping[int, int] = field(default_factory=dict)


def krav_disk(person: Anvandare) -> None:
    """Raise `Forbidden` for those who don't receive returns."""
    if not har_roll(person, "lager"):
        raise Forbidden("Returer tas emot av lagret. Be någon med den rollen om hjälp.")


def sok(person: Anvandare, nummer: str, identitet: str = "") -> Fynd:
    """Find what was scanned: an individ, or an article with whose it is.

    Nothing is told of the mottagare but that she has it. Raises `Forbidden`, `Refused`, `NotFound`.
    """
    krav_disk(person)
    number = nummer.strip()
    if not number:
        raise Refused(
            [Hinder("nummer_saknas", "Läs av individnumret eller skriv artikelnumret.", "nummer")]
        )
    if _HAMTORDER.fullmatch(number):
        return _av_hamtorder(number[1:])
    individ = Individ.objects.filter(nummer=number).select_related("artikel", "lager").first()
    if individ is not None:
        return _av_individ(individ)
    artikel = Artikel.objects.filter(nummer=number).first()
    if artikel is None:
        raise Refused(
            [
                Hinder(
                    "nummer_okant",
                    f"Varken någon individ eller någon artikel har numret {number}. Läs av"
                    " märkningen igen.",
                    "nummer",
                )
            ]
        )
    return _av_artikel(person, artikel, identitet)


def med(person: Anvandare, innehav: Sequence[int]) -> Fynd:
    """The same aids once more, when they are to be taken in; with what belongs to them, so that
    nobody forgets to say whether that came too (HO-11)."""
    krav_disk(person)
    rows = [*_hos_nagon().filter(pk__in=innehav), *_forkomna(innehav)]
    together = {row.pk: row for row in (*rows, *_tillbehor(rows))}
    return _fynd(sorted(together.values(), key=lambda row: (row.komponent_till_id or 0, row.pk)))


def _av_hamtorder(nummer: str) -> Fynd:
    """The paper that lies with the goods was scanned: its barcode says H before the number."""
    waiting = Returmottagning.objects.filter(
        hamtordernummer=nummer, arende__status=Returmottagning.Status.PA_VAG
    ).first()
    if waiting is not None:
        kind = waiting.slag.lower()
        return _tas_emot_dar(waiting, f"Det är hämtat på {kind} {nummer} och tas emot där.")
    return Fynd(
        mening=f"Inget som är hämtat på {nummer} väntar på att tas emot. Läs av"
        " märkningen på hjälpmedlen i stället."
    )


def _av_individ(individ: Individ) -> Fynd:
    rows = list(_hos_nagon().filter(individ=individ))
    if not rows and individ.plats == Individ.Plats.FORKOMMEN:
        last = Innehav.objects.filter(individ=individ, annullerad=False).order_by("-pk").first()
        rows = list(_forkomna([last.pk])) if last else []
    if not rows:
        return _nagon_annanstans(individ)
    return _fynd([*rows, *_tillbehor(rows)])


def _av_artikel(person: Anvandare, artikel: Artikel, identitet: str) -> Fynd:
    if artikel.individmarkt:
        sentence = f"{artikel} är individmärkt. Läs av individnumret i stället."
        raise Refused([Hinder("individ_behovs", sentence, "nummer")])
    if not identitet.strip():
        sentence = (
            f"{artikel} har inget individnummer. Skriv mottagarens personnummer, eller kundnumret"
            " om den är en vårdenhets."
        )
        raise Refused([Hinder("identitet_saknas", sentence, "identitet")])
    mottagare = _mottagaren(identitet)
    with transaction.atomic():
        logga_atkomst(person, mottagare, Atkomst.Vad.SOKTE, objekt=f"Retur av {artikel.nummer}")
    rows = list(_hos_nagon().filter(mottagare=mottagare, artikel=artikel, individ__isnull=True))
    if not rows:
        return Fynd(
            mening=f"Mottagaren har ingen {artikel}. Kontrollera numret. Är det rätt hjälpmedel:"
            " ring kundtjänst, som kan rätta vem som har det."
        )
    return _fynd([*rows, *_tillbehor(rows)])


def _mottagaren(identitet: str) -> Mottagare:
    number = "".join(identitet.split())
    try:
        if len(number) <= _KUNDNUMMER_LANGST:
            return hitta_vardenhet(number)
        return hitta_patient(number)
    except NotFound as no:
        raise Refused([Hinder("mottagare_okand", no.mening, "identitet")]) from no


def _fynd(rows: Sequence[Innehav]) -> Fynd:
    """What may be taken in of these, the first being what was scanned."""
    if not rows:
        return Fynd(
            mening="Hjälpmedlet står inte längre hos någon mottagare. Läs av märkningen igen."
        )
    first = rows[0]
    waited = aterkomst.vantade(row.pk for row in rows)
    received = _pa_vag_in(rows)
    if first.pk in received:
        return _tas_emot_dar(received[first.pk])
    order = waited.get(first.pk)
    if order is not None and order.uppgift != aterkomst.HAMTA:
        return _vantar_pa_annat(order)
    # A component that another order is to bring stays on that order.
    mine = order.arende if order else None
    together = [
        row
        for row in rows
        if row.pk not in received and (row.pk not in waited or waited[row.pk].arende == mine)
    ]
    return Fynd(
        rader=together,
        vantad=order,
        kvar={row.pk: max(1, row.antal - row.aterlamnat) for row in together},
    )


def _nagon_annanstans(individ: Individ) -> Fynd:
    """Why an individ that nobody has can't be handed in, and where to go instead."""
    latest = Innehav.objects.filter(individ=individ).order_by("-pk").first()
    if latest is not None:
        received = _pa_vag_in([latest])
        if latest.pk in received:
            return _tas_emot_dar(received[latest.pk])
        waited = aterkomst.vantade([latest.pk])
        if latest.pk in waited:
            return _vantar_pa_annat(waited[latest.pk])
    where = str(individ.lager or individ.get_plats_display().lower())
    return Fynd(
        mening=f"Individ {individ.nummer} är registrerad: {where}, inte hos någon mottagare."
        " Stämmer det inte rättas det med en inventering."
    )


def _tas_emot_dar(retur: Returmottagning, mening: str = "") -> Fynd:
    words = (
        f"Hjälpmedlet är hämtat på {retur.slag.lower()} {retur.hamtordernummer} och tas emot där."
    )
    return Fynd(
        mening=mening or words,
        vidare=retur.pk,
        uppgift="ta_emot",
    )


def _vantar_pa_annat(order: aterkomst.Vantad) -> Fynd:
    return Fynd(
        mening=f"Hjälpmedlet står på hämtorder {order.nummer}, som väntar på att lagret svarar."
        " Svara där först."
        if order.uppgift
        else f"Hjälpmedlet är hämtat på hämtorder {order.nummer}. Returen kommer i Inkorgen strax.",
        vidare=order.arende,
        uppgift=order.uppgift,
    )


_RADER = Innehav.objects.select_related(
    "artikel__lager", "individ", "mottagare__baskod", "mottagare__kund", "kund", "betalare"
)


def _hos_nagon() -> QuerySet[Innehav]:
    return _RADER.filter(aterlamnad__isnull=True).order_by("pk")


def _tillbehor(rows: Sequence[Innehav]) -> list[Innehav]:
    """The components of these: what is there still, and what was lost together with its aid."""
    lost = [row.pk for row in rows if row.aterlamnad is not None]
    gone = _RADER.filter(
        komponent_till__in=lost,
        aterlamnad__isnull=False,
        annullerad=False,
        individ__plats=Individ.Plats.FORKOMMEN,
    )
    return [*_hos_nagon().filter(komponent_till__in=rows), *gone.order_by("pk")]


def _forkomna(innehav: Sequence[int]) -> QuerySet[Innehav]:
    """What was given back and then lost: it has turned up."""
    return _RADER.filter(
        pk__in=innehav, aterlamnad__isnull=False, individ__plats=Individ.Plats.FORKOMMEN
    )


def _pa_vag_in(rows: Sequence[Innehav]) -> dict[int, Returmottagning]:
    """Those that a driver has brought and that wait to be received, by innehav."""
    waiting = Returrad.objects.filter(
        innehav__in=list(rows), returmottagning__arende__status=Returmottagning.Status.PA_VAG
    ).select_related("returmottagning")
    return {row.innehav_id: row.returmottagning for row in waiting}
