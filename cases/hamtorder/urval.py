"""Which aids a hämtorder may be made of, and what the tables say of them."""

from collections.abc import Sequence
from functools import lru_cache

from cases.hamtorder import rules
from cases.hamtorder.models import TIDIGARE_ORD, Hamtorder, Hamtrad
from cases.hjalpmedel.models import Innehav
from cases.hjalpmedel.queries import hos
from cases.mottagare.models import Mottagare
from workflows import engine

TYP = "hamtorder"
# Words of the dismounting table that an article's name or ISO code tells (DMN 6) [A].
_GRUPPER = {
    "taklyft": "taklyft",
    "drivaggregat": "drivaggregat",
    "badbräda": "badbräda",
    "badlyft": "badlyft",
    "sängdävert": "sängdävert",
    "förhöjningskloss": "förhöjningsklossar",
    "toalyft": "toalyft",
    "gripostång": "gripostång",
    "antidecubitus": "antidecubitusmadrass",
    "sängryggstöd": "el-sängryggstöd",
    "toaförhöjning": "fast toaförhöjning",
    "uvb": "UVB-lampa",
    "takmont": "monterad i tak, golv eller vägg",
    "golvmont": "monterad i tak, golv eller vägg",
    "väggmont": "monterad i tak, golv eller vägg",
}
_TEKNISKA = frozenset({"taklyft", "drivaggregat", "monterad i tak, golv eller vägg"})


def atgard(sagt: str) -> str:
    """The Hämtplats/Åtgärd that is meant by its value, its label or an older label; else empty."""
    asked = " ".join(sagt.split()).casefold()
    for one in Hamtorder.Atgard:
        if asked in {one.value, *(word.casefold() for word in ord_for(one))}:
            return one.value
    return ""


def ord_for(vald: str) -> tuple[str, ...]:
    """Its label, and those that it has had before."""
    return (Hamtorder.Atgard(vald).label, *TIDIGARE_ORD.get(vald, ()))


def hamtplats(atgard: str) -> rules.Hamtplats:
    """What the table says of a Hämtplats/Åtgärd (DMN 5)."""
    said = engine.decide(
        TYP, "hamtplats_atgard", {"hamtplats": Hamtorder.Atgard(atgard).label}
    ).value
    return rules.Hamtplats(
        klass=said["klass"],
        urval=said["urval"],
        namn_kravs=said["namn_kravs"] is True,
        skriv_ut=said["skriv_ut"] is True,
        sokbar=said["sokbar_efterat"] is True,
        hmc_bekraftar=said["klass"] == rules.DIREKT and said["hmc_efterat"] is not None,
        adress_forslag=str(said["adress_forslag"] or ""),
        prioriterad=said["prioriterad"] is True,
        turbil=said["turbil"] is True,
    )


def innehav_att_lamna(mottagare: Mottagare) -> list[Innehav]:
    """What the mottagare has on no open hämtorder (HO-8), components under their aid."""
    taken = Hamtrad.objects.filter(oppen=True, innehav__mottagare=mottagare).values("innehav")
    rows = list(hos(mottagare).exclude(pk__in=taken))
    known = {row.pk for row in rows}
    mains = [row for row in rows if row.komponent_till_id not in known]
    under: dict[int, list[Innehav]] = {}
    for row in rows:
        if row.komponent_till_id in known and row.komponent_till_id is not None:
            under.setdefault(row.komponent_till_id, []).append(row)
    return [one for main in mains for one in (main, *under.get(main.pk, []))]


def med_komponenter(mottagare: Mottagare, valda: frozenset[int]) -> frozenset[int]:
    """What somebody came here for, with what belongs to it: the main aid brings its components."""
    rows = innehav_att_lamna(mottagare) if valda else []
    return valda | {row.pk for row in rows if row.komponent_till_id in valda}


def bilder(rows: Sequence[Innehav]) -> list[rules.Hjalpmedelsrad]:
    """What the rules must know of each."""
    closed = set(
        Hamtrad.objects.filter(innehav__in=rows, order__arende__avslutad__isnull=False).values_list(
            "innehav_id", flat=True
        )
    )
    tabeller = engine.Tables(TYP)
    return [
        rules.Hjalpmedelsrad(
            id=row.pk,
            artikel=str(row.artikel),
            artikeltyp=row.artikel.typ,
            debiteringsform=row.debiteringsform,
            skrotas_vid_retur=row.artikel.skrotas_vid_retur,
            huvud=row.komponent_till_id,
            har_stangd_hamtorder=row.pk in closed,
            demontering=nekas,
            paminnelse=paminns,
        )
        for row in rows
        for nekas, paminns in [demontering(row.artikel.benamning.lower(), tabeller)]
    ]


@lru_cache(maxsize=1024)
def _grupp(benamning: str) -> str:
    return next((group for word, group in _GRUPPER.items() if word in benamning), "")


def demontering(benamning: str, tabeller: engine.Tables) -> tuple[str, str]:
    """Why such an aid needs an arbetsorder instead, and what to think of before it is fetched
    (DMN 6); each empty when there is nothing to say."""
    group = _grupp(benamning)
    if not group:
        return "", ""
    said = tabeller.decide(
        "demontering",
        {"kraver_teknisk_kompetens": group in _TEKNISKA, "artikelgrupp": group},
    ).value
    krav = str(said["krav"] or "")
    return ("", krav) if said["hamtorder_tillaten"] is not False else (krav, "")
