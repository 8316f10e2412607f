"""What a report leads to: what may be asked for, and what each message tells the case it begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Q, Sum

from cases.felrapport import rules
from cases.felrapport.models import Felrapport, Foljdatgard, Kreditering
from cases.gemensamt import arendekallor
from cases.hjalpmedel.models import Innehav
from cases.organisation.models import Anvandare
from cases.organisation.seed_files import rows
from workflows import clock
from workflows.errors import Hinder


@dataclass(frozen=True)
class Foljd:
    """Something that is to be done. `typ` is the code of a work; `belopp` kronor of a credit."""

    slag: str
    antal: int = 1
    belopp: Decimal | None = None
    typ: str = ""
    text: str = ""


def arbeten() -> list[tuple[str, str]]:
    """The works that a report may lead to: code and label."""
    return [(row["kod"], row["etikett"]) for row in rows(__file__, "arbeten")]


def hinder(found: Felrapport, asked: Sequence[Foljd]) -> list[Hinder]:
    """Every reason why these can't be asked for."""
    innehav = found.innehav
    seen = rules.Sak(
        artikel=str(found.artikel or ""),
        kund_finns=found.arende.kund is not None,
        hos_mottagare=innehav is not None and innehav.aterlamnad is None,
        hamtas=innehav is not None and bool(arendekallor.hamtas([innehav.pk])),
        kvar=_kvar_att_kreditera(innehav),
        antal_kvar=_kvar_att_ersatta(found),
        karantan=found.individ is not None and found.individ.karantan,
    )
    codes = {kod for kod, _ in arbeten()}
    kinds = [one.slag for one in asked]
    twice = [
        Hinder("foljd_dubbel", "Begär varje följdåtgärd en gång åt gången.", "foljder")
        for kind in dict.fromkeys(kinds)
        if kinds.count(kind) > 1
    ]
    return twice + [
        no
        for one in asked
        for no in rules.hinder_for_foljd(
            one.slag,
            seen,
            belopp=one.belopp,
            antal=one.antal,
            typ_kand=one.typ in codes,
            typ_utreder=one.typ in settings.AVVIKELSE_ARBETEN,
        )
    ]


def _kvar_att_kreditera(innehav: Innehav | None) -> Decimal | None:
    """Kronor that it cost, less what has been given back of it; None where nobody knows."""
    if innehav is None or not innehav.apris:
        return None
    given = Kreditering.objects.filter(innehav=innehav).aggregate(sum=Sum("belopp"))["sum"]
    return innehav.apris * innehav.antal - (given or Decimal(0))


def _kvar_att_ersatta(found: Felrapport) -> int:
    """As many as the report is about, less those that any report of the same has had replaced."""
    row = arendekallor.rad(found.rad) if found.rad else None
    if found.innehav is not None:
        about, same = found.innehav.antal, Q(felrapport__innehav=found.innehav)
    elif row is not None:
        about, same = row.antal, Q(felrapport__rad=found.rad)
    else:
        about, same = 1 if found.individ_id else 999, Q(felrapport=found)
    given = Foljdatgard.objects.filter(same, slag=Foljdatgard.Slag.ERSATTNING)
    return about - (given.aggregate(sum=Sum("antal"))["sum"] or 0)


def skriv(found: Felrapport, asked: Sequence[Foljd], person: Anvandare) -> None:
    """Keep what is to be done; the diagram then asks for it."""
    Foljdatgard.objects.bulk_create(
        Foljdatgard(
            felrapport=found,
            slag=Foljdatgard.Slag(one.slag),
            antal=one.antal,
            belopp=one.belopp,
            typ=one.typ,
            text=one.text.strip()[:400],
            av=person,
            nar=clock.now(),
        )
        for one in asked
    )


def ersattning(found: Felrapport, one: Foljdatgard | None) -> dict[str, Any] | None:
    """To kundorder: what is sent in place of what was faulty."""
    if one is None or found.artikel is None:
        return None
    order = found.arende.galler
    return {
        **_gemensamt(found, one),
        "handlaggare": one.av_id,
        "artikel": found.artikel.nummer,
        "antal": one.antal,
        "kundorder": str(order.pk) if order is not None and order.typ == "kundorder" else None,
    }


def hamtning(found: Felrapport, one: Foljdatgard | None) -> dict[str, Any] | None:
    """To hamtorder: which aid is fetched."""
    if one is None or found.innehav_id is None:
        return None
    return {**_gemensamt(found, one), "innehav": found.innehav_id, "text": one.text}


def arbete(found: Felrapport, one: Foljdatgard | None) -> dict[str, Any] | None:
    """To arbetsorder: what is to be done with the aid."""
    if one is None:
        return None
    # What only a group may read does not follow along.
    told = one.text or ("" if found.arende.lases_av_id is not None else found.beskrivning)
    return {
        **_gemensamt(found, one),
        "galler": str(found.pk),
        "typ": one.typ,
        "artikel": found.artikel_id,
        "individ": found.individ_id,
        "felbeskrivning": f"Felrapport {found.arende.nummer}. {told}".strip(),
    }


def _gemensamt(found: Felrapport, one: Foljdatgard) -> dict[str, Any]:
    case = found.arende
    return {
        "id": str(one.pk),
        "felrapport": str(found.pk),
        "nummer": case.nummer,
        "mottagare": case.mottagare_id,
        "kund": case.kund_id,
        "bestallare": case.bestallare_id,
    }
