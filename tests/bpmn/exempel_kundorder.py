"""Examples of the tables that kundorder asks, one or more for each row."""

from datetime import date
from typing import Any

from tests.bpmn.exempel import Exempel

FORR, SENARE = date(2026, 3, 2), date(2026, 3, 9)
AKUT = "Akut – (Extra kostnad)"
UTLAMNING = "Leverans till Utlämningsställe"


def ersattning(rad: int, svar: dict[str, bool], **fakta: Any) -> Exempel:
    grund = {
        "original_utgangen": False,
        "ersattning_finns": True,
        "kandidat_aktiv_i_sortiment": True,
        "kandidat_leveransdatum": FORR,
        "original_leveransdatum": SENARE,
        "artikeltyp_lika": True,
    }
    return Exempel(rad, grund | fakta, svar)


ERSATTNINGSARTIKEL = [
    ersattning(1, {"foresla": True, "forbockad_kandidat": True, "original_bockad": False}),
    ersattning(1, {"foresla": True}, kandidat_leveransdatum=SENARE),
    ersattning(
        2,
        {"foresla": False, "original_bockad": True},
        kandidat_leveransdatum=SENARE,
        original_leveransdatum=FORR,
    ),
    ersattning(3, {"foresla": False, "original_bockad": True}, kandidat_aktiv_i_sortiment=False),
    ersattning(4, {"foresla": False, "original_sparrad": False}, ersattning_finns=False),
    ersattning(4, {"foresla": False}, ersattning_finns=False, original_utgangen=True),
    ersattning(
        5,
        {"foresla": True, "original_bockad": False, "original_sparrad": True},
        original_utgangen=True,
    ),
]


def prioritet(rad: int, vald: str, svar: dict[str, Any], **fakta: Any) -> Exempel:
    grund = {
        "vald_prioritet": vald,
        "alla_rader_digitala": False,
        "leveranstid_kod_max": "7",
        "i_lager_hmc": True,
        "overenskommen_med_hmc": False,
        "kund_ar_primarvard": False,
    }
    return Exempel(rad, grund | fakta, svar)


LEVERANSPRIORITET = [
    prioritet(1, "Normal leverans", {"tillaten": True, "leveranstid": "7 vardagar"}),
    prioritet(1, "Normal leverans", {"leveranstid": "17 vardagar"}, leveranstid_kod_max="i17"),
    prioritet(
        1, "Normal leverans", {"leveranstid": "planerad tid meddelas"}, leveranstid_kod_max="ö17"
    ),
    prioritet(
        2,
        UTLAMNING,
        {"tillaten": True, "atgard": "utlämningsställe", "leveranstid": "7 vardagar"},
        alla_rader_digitala=True,
    ),
    prioritet(
        3,
        UTLAMNING,
        {
            "tillaten": False,
            "hinder": "Leverans till utlämningsställe gäller bara digitala hjälpmedel. Välj "
            "Normal leverans eller ta bort de andra raderna.",
        },
    ),
    prioritet(4, AKUT, {"tillaten": True, "avgift": "akutavgift per order på kund"}),
    prioritet(5, AKUT, {"avgift": "ingen (undantag primärvården)"}, kund_ar_primarvard=True),
    prioritet(
        6,
        AKUT,
        {"tillaten": True, "atgard": "handläggare bekräftar"},
        leveranstid_kod_max="i17",
        overenskommen_med_hmc=True,
    ),
    prioritet(
        7,
        AKUT,
        {"tillaten": False, "atgard": "stäm av med HMC kundtjänst"},
        leveranstid_kod_max="ö17",
    ),
    prioritet(7, AKUT, {"tillaten": False}, leveranstid_kod_max="i17", i_lager_hmc=False),
    prioritet(
        8,
        AKUT,
        {"tillaten": False, "atgard": "föreslå ersättningsartikel i lager"},
        i_lager_hmc=False,
    ),
    prioritet(
        8,
        AKUT,
        {"tillaten": False},
        leveranstid_kod_max="i17",
        i_lager_hmc=False,
        overenskommen_med_hmc=True,
    ),
]


def lager(
    rad: int, typ: str, mottagare: str | None, svar: dict[str, Any], *, forrad: bool
) -> Exempel:
    fakta = {"kundordertyp": typ, "mottagartyp": mottagare, "har_buffertforrad": forrad}
    return Exempel(rad, fakta, svar)


UTTAG = "Uttag ur eget förråd"
LAGER_OCH_EFFEKT = [
    lager(1, "Beställning", "Patient", {"betalare": "patientens baskod per rad"}, forrad=False),
    lager(1, "Beställning", "Patient", {"hyresstart": "vid leverans"}, forrad=True),
    lager(2, "Beställning", "Vårdenhet", {"betalare": "kundens betalare"}, forrad=True),
    lager(3, UTTAG, "Patient", {"tillaten": True, "hyresstart": "vid registrering"}, forrad=True),
    lager(4, UTTAG, "Patient", {"tillaten": False, "lager": None}, forrad=False),
    lager(4, UTTAG, "Vårdenhet", {"tillaten": False}, forrad=False),
    lager(5, UTTAG, "Vårdenhet", {"lager": "valt buffertförråd"}, forrad=True),
    lager(6, "Lagerpåfyllnad", None, {"hyresstart": "vid uttag på patient"}, forrad=True),
    lager(7, "Lagerpåfyllnad", None, {"tillaten": False}, forrad=False),
]


def uttag(rad: int, utfall: str, *, inventerat: bool, racker: bool, individ: bool) -> Exempel:
    fakta = {"forrad_inventerat": inventerat, "saldo_racker": racker, "individartikel": individ}
    return Exempel(rad, fakta, {"utfall": utfall})


SALDO_VID_UTTAG = [
    uttag(1, "hinder", inventerat=False, racker=True, individ=True),
    uttag(1, "hinder", inventerat=False, racker=False, individ=True),
    uttag(2, "varning", inventerat=True, racker=False, individ=True),
    uttag(2, "varning", inventerat=False, racker=False, individ=False),
    uttag(3, "välj individ", inventerat=True, racker=True, individ=True),
    uttag(4, "ok", inventerat=True, racker=True, individ=False),
    uttag(4, "ok", inventerat=False, racker=True, individ=False),
]

EXEMPEL = {
    "kundorder/ersattningsartikel.dmn": ERSATTNINGSARTIKEL,
    "kundorder/leveransprioritet.dmn": LEVERANSPRIORITET,
    "kundorder/lager_och_effekt.dmn": LAGER_OCH_EFFEKT,
    "kundorder/saldo_vid_uttag.dmn": SALDO_VID_UTTAG,
}
