"""Picking with a scanner: one thing read off is one move, whichever order it goes to (decisions).

When the last row of a leverans is settled, read off or said to be missing, the leverans is picked.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from cases.artiklar.models import Artikel
from cases.gemensamt.antal import spann
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.hjalpmedel import flytt
from cases.hjalpmedel.models import Individ
from cases.leverans import oppning, plock, plocklista
from cases.leverans.models import Leverans, Leveransrad
from cases.leverans.rules import Plockat
from cases.organisation.models import Anvandare, Lager
from cases.organisation.roller import har_roll
from workflows import engine
from workflows.errors import Forbidden, Hinder, NotFound, NotYourTurn, Refused
from workflows.models import Process

Svar = Mapping[str, Any]


def krav_lager(person: Anvandare) -> None:
    """Raise `Forbidden` for those who don't work in a lager."""
    if not har_roll(person, "lager"):
        raise Forbidden("Det här görs av lager. Be någon med den rollen om hjälp.")


@engine.move
def skanna(
    lager: Lager,
    kod: str,
    *,
    person: Anvandare,
    antal: int = 1,
    rad_id: int | None = None,
    inom: "QuerySet[Arende] | None" = None,
) -> Svar:
    """One individ, or so many of an article, is in the picker's hand. Returns what to tell her.

    It goes to the row that is named, or to the most urgent that wants it; `inom` are the cases
    that the door reaches. Raises `Refused` for the wrong thing, `NotYourTurn` when another was
    first or the order is cancelled.
    """
    krav_lager(person)
    artikel, individ = _tolka(kod.strip())
    rad = _rad(person, lager, rad_id) if rad_id else plocklista.nasta(person, lager, artikel.pk)
    if rad is None:
        raise Refused([Hinder("ingen_rad", _ingen_rad(artikel, individ, lager), "kod")])
    if inom is not None and not inom.filter(pk=rad.leverans_id).exists():
        raise NotFound("Raden finns inte. Ladda om plocklistan.")
    process, leverans, rad = _las(rad, person)
    if rad.artikel_id != artikel.pk:
        raise Refused(
            [
                Hinder(
                    "fel_artikel",
                    f"{individ or artikel.nummer} är {artikel}. Raden gäller {rad.artikel}. Lägg"
                    " tillbaka den och ta rätt artikel.",
                    "kod",
                )
            ]
        )
    # The last row picks the leverans: all that it then takes is held from here, in one order.
    held = flytt.las_individer([*_avlasta(leverans), *([individ.pk] if individ else [])])
    if individ is not None:
        _krav_individ(leverans, rad, held[individ.pk])
    _krav_plats(rad, antal)
    plock.krav_reserverat(leverans, list(leverans.rader.all()))
    rad.hittat += antal
    rad.brist = False
    rad.save(update_fields=["hittat", "brist"])
    if individ is not None:
        rad.individer.add(individ)
    what = f"Individ {individ} {artikel.benamning}" if individ else f"{antal} {artikel}"
    told = f"{what} till kundorder {leverans.kundordernummer}: {rad.hittat} av {rad.antal}."
    return _svar(process, leverans, rad, told, person)


@engine.move
def fattas(rad_id: int, *, person: Anvandare) -> Svar:
    """What is not read off of a row is not on the shelf. Saying it again changes nothing.

    Raises `NotYourTurn`.
    """
    krav_lager(person)
    known = _rad(person, None, rad_id)
    oppning.ta_tag_i(known.leverans_id, person, "plocka")
    known.refresh_from_db()
    if known.brist and known.leverans.arende.status != Leverans.Status.MAKULERAD:
        return _redan_restnoterad(known)
    process, leverans, rad = _las(known, person)
    lacking = rad.antal - rad.hittat
    if not lacking:
        raise NotYourTurn("Raden är redan plockad. Ångra avläsningen om den var fel.")
    rad.brist = True
    rad.save(update_fields=["brist"])
    told = f"{lacking} {rad.artikel} fattas till kundorder {leverans.kundordernummer}."
    return _svar(process, leverans, rad, told, person)


@engine.move
def angra(rad_id: int, *, person: Anvandare) -> Svar:
    """What was read off of a row goes back on its shelf, or was there after all."""
    krav_lager(person)
    _, leverans, rad = _las(_rad(person, None, rad_id), person)
    rad.hittat, rad.brist = 0, False
    rad.save(update_fields=["hittat", "brist"])
    rad.individer.clear()
    told = f"{rad.artikel} till kundorder {leverans.kundordernummer} är inte plockad."
    return {"mening": told, "plockad": False, "rader": [_rad_svar(rad)]}


def _redan_restnoterad(rad: Leveransrad) -> Svar:
    number, done = rad.leverans.kundordernummer, not oppning.vantar_pa(rad.leverans_id, "plocka")
    told = (
        f"{rad.antal - rad.hittat} {rad.artikel} till kundorder {number} är redan restnoterat. Det"
        " kommer i en senare leverans, så du behöver inte göra något mer."
    )
    return {"mening": told, "plockad": done, "rader": [_rad_svar(rad)]}


def _tolka(kod: str) -> tuple[Artikel, Individ | None]:
    """What was read: an individ, or an article that has none."""
    if not kod:
        raise Refused([Hinder("kod_saknas", "Läs av eller skriv ett nummer först.", "kod")])
    individ = Individ.objects.select_related("artikel").filter(nummer=kod).first()
    if individ is not None:
        return individ.artikel, individ
    artikel = Artikel.objects.filter(nummer=kod).first()
    if artikel is None:
        raise Refused(
            [
                Hinder(
                    "kod_okand",
                    f"”{kod}” är varken ett individnummer eller ett artikelnummer. Läs av"
                    " märkningen igen.",
                    "kod",
                )
            ]
        )
    if artikel.individmarkt:
        raise Refused(
            [
                Hinder(
                    "individ_kravs",
                    f"{artikel} är individmärkt. Läs av individens egen märkning.",
                    "kod",
                )
            ]
        )
    return artikel, None


def _ingen_rad(artikel: Artikel, individ: Individ | None, lager: Lager) -> str:
    """Why nothing waits for it: it is in somebody's delivery already, or nobody asked for it."""
    taken = Leveransrad.objects.filter(lager=lager, leverans__arende__avslutad__isnull=True)
    if individ is not None:
        rad = taken.filter(individer=individ).select_related("leverans").first()
        if rad is not None:
            return (
                f"Individ {individ} är redan avläst till kundorder"
                f" {rad.leverans.kundordernummer}. Läs av nästa."
            )
    what = f"Individ {individ} är {artikel}, som" if individ else f"{artikel} är en artikel som"
    return f"{what} ingen rad på plocklistan för {lager} väntar på. Lägg tillbaka den."


def _rad(person: Anvandare, lager: Lager | None, rad_id: int) -> Leveransrad:
    found = Leveransrad.objects.filter(pk=rad_id)
    if lager is not None:
        found = found.filter(lager=lager)
    rad = found.first()
    if rad is None:
        raise NotFound("Raden finns inte på den här plocklistan. Ladda om den.")
    return rad


def _las(rad: Leveransrad, person: Anvandare) -> tuple[Process, Leverans, Leveransrad]:
    """The row as it stands now, its leverans locked."""
    process, leverans = oppning.oppna(rad.leverans_id, person, "plocka")
    return process, leverans, leverans.rader.select_related("artikel", "lager").get(pk=rad.pk)


def _avlasta(leverans: Leverans) -> list[int]:
    """The individer that have been read off for the leverans."""
    return list(
        Individ.objects.filter(leveransrader__leverans=leverans).values_list("pk", flat=True)
    )


def _krav_individ(leverans: Leverans, rad: Leveransrad, individ: Individ) -> None:
    """The individ, held, stands here and nobody else has it. Raises `Refused`."""
    piece = flytt.Gods(rad.lager_id, rad.artikel_id, individ_id=individ.pk)
    stoppa_om(hinder for hinder in [flytt.passar_inte(piece, individ)] if hinder)
    other = plock.avlast_for_annan(individ, leverans)
    here = leverans.rader.filter(individer=individ).exists()
    if other is not None or here:
        number = other.kundordernummer if other else leverans.kundordernummer
        raise Refused(
            [
                Hinder(
                    "individ_avlast",
                    f"Individ {individ} är redan avläst för kundorder {number}. Läs av en annan.",
                    "kod",
                )
            ]
        )


def _krav_plats(rad: Leveransrad, antal: int) -> None:
    left = rad.antal - rad.hittat
    if left <= 0:
        raise NotYourTurn(f"{rad.artikel} är redan plockad till den raden. Läs av igen.")
    if not 1 <= antal <= left:
        raise Refused(
            [Hinder("antal_utanfor", f"Ange {spann(1, left)} för {rad.artikel}.", "antal")]
        )


def _svar(
    process: Process, leverans: Leverans, rad: Leveransrad, told: str, person: Anvandare
) -> Svar:
    """What is told; the leverans is picked when all its rows are settled."""
    rader = list(leverans.rader.select_related("artikel").prefetch_related("individer"))
    if any(one.hittat < one.antal and not one.brist for one in rader):
        return {"mening": told, "plockad": False, "rader": [_rad_svar(rad)]}
    found = [
        Plockat(one.rad, one.hittat, tuple(individ.nummer for individ in one.individer.all()))
        for one in rader
    ]
    taken = plock.verkstall(process, leverans, found, person=person, brist_bekraftad=True)
    told_of = [{**_rad_svar(one), "ord": _sagt(one, taken[one.rad])} for one in rader]
    back = [
        f"{one.hittat - taken[one.rad]} {one.artikel}"
        for one in rader
        if one.hittat > taken[one.rad]
    ]
    words = [told, f"Leverans {leverans.arende.nummer} är {leverans.arende.status.lower()}."]
    if back:
        words.append(f"Det här väntar på resten. Lägg tillbaka {', '.join(back)}.")
    return {"mening": " ".join(words), "plockad": True, "rader": told_of}


def _rad_svar(rad: Leveransrad) -> dict[str, Any]:
    kept = {"id": rad.pk, "hittat": rad.hittat, "antal": rad.antal, "brist": rad.brist}
    return {**kept, "ord": ""}


def _sagt(rad: Leveransrad, tas_med: int) -> str:
    """What became of a row when the last one of its leverans was settled."""
    parts = [
        (tas_med, "plockat"),
        (rad.hittat - tas_med, "väntar på resten: lägg tillbaka"),
        (rad.antal - rad.hittat, "restnoterat"),
    ]
    return ", ".join(f"{count} {word}" for count, word in parts if count)
