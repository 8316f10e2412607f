"""Examples of the tables that several processes ask, one or more for each row."""

from typing import Any

from tests.bpmn.exempel import Exempel


def retur(rad: int, disposition: str, notis: str | None = None, **fakta: Any) -> Exempel:
    grund = {
        "vag": "hämtorder",
        "aterkom": True,
        "regel_for_saknat": "B",
        "mta_flagga": False,
        "debiteringsform": "Hyra",
        "skrotas_vald": False,
        "skick": "godkänt",
        "utgangen": False,
        "specialanpassad": False,
    }
    return Exempel(rad, grund | fakta, {"disposition": disposition, "notis": notis})


EGET = "retur till eget förråd"
RETURDISPOSITION = [
    retur(
        1,
        "registreras återlämnad och skrotas av HMC",
        "förskrivare",
        aterkom=False,
        regel_for_saknat="A",
    ),
    retur(
        2,
        "hämtorderraden makuleras och hyran återstartas; efter felrapport eventuellt skrotning "
        "som svinn efter utredning",
        "förskrivare",
        aterkom=False,
        mta_flagga=True,
    ),
    retur(
        3,
        "karantän: inget underhåll och ingen skrotning före avslut",
        "HMC kvalitet",
        mta_flagga=True,
        debiteringsform="Köp",
    ),
    retur(4, "skrotas vid retur till HMC", debiteringsform="Köp", skrotas_vald=True),
    retur(
        5,
        "skrotas vid retur till buffertförråd",
        vag=EGET,
        debiteringsform="Köp",
        skrotas_vald=True,
    ),
    retur(6, "åter i buffertförråd, saldo +1", vag=EGET, debiteringsform="Köp"),
    retur(
        7,
        "rekonditionering och debitering av onormalt slitage",
        "kund",
        skick="ej rengjort",
        specialanpassad=True,
    ),
    retur(8, "teknisk bedömning: återställ till CE eller skrota", specialanpassad=True),
    retur(9, "skrotas eller blir reservdelar", utgangen=True),
    retur(10, "rekonditionering, funktionskontroll och åter i lager"),
    retur(11, "skrotas", skick="underkänt"),
]


def betalare(rad: int, svar: str, **fakta: Any) -> Exempel:
    grund = {
        "artikelansvar": None,
        "patient_alder": 70,
        "avvikande_baskod": None,
        "mottagartyp": "Patient",
    }
    return Exempel(rad, grund | fakta, svar)


BETALARE = [
    betalare(1, "kundens betalare", mottagartyp="Vårdenhet", patient_alder=None),
    betalare(2, "avvikande baskod", avvikande_baskod="1496k"),
    betalare(2, "avvikande baskod", avvikande_baskod="1496k", patient_alder=9),
    betalare(3, "regionen", patient_alder=17),
    betalare(4, "regionen", artikelansvar="region alltid"),
    betalare(5, "patientens baskod", artikelansvar="KH Kommun eller primärvård hyra"),
    betalare(
        5, "patientens baskod", artikelansvar="KH Kommun eller primärvård hyra", patient_alder=18
    ),
    betalare(6, "standardbaskod"),
    betalare(6, "standardbaskod", patient_alder=None),
]


def behorighet(
    rad: int, organisation: str, *, ange: bool, ta_bort: bool, undantag: bool = False
) -> Exempel:
    fakta = {
        "anvandarens_organisation": organisation,
        "undantag": undantag,
        "ratt_att_ange_avvikande": True,
        "ratt_att_ta_bort_avvikande": False,
    }
    svar = {"far_ange_avvikande": ange, "far_ta_bort_avvikande": ta_bort}
    return Exempel(rad, fakta, svar)


BASKOD_BEHORIGHET = [
    behorighet(1, "Kommun", ange=True, ta_bort=False),
    behorighet(2, "Habilitering", ange=True, ta_bort=False),
    behorighet(3, "Regionen", ange=False, ta_bort=True),
    behorighet(4, "Privat vårdgivare", ange=False, ta_bort=True),
    behorighet(5, "Regionen", ange=True, ta_bort=False, undantag=True),
]


def makulera(
    rad: int | None, objekt: str, status: str, roll: str, svar: dict[str, Any], **fakta: Any
) -> Exempel:
    grund = {
        "objekt": objekt,
        "status": status,
        "roll": roll,
        "verkstalld": True,
        "delvis_levererad": False,
        "fel_typ": False,
        "eget_arende": True,
    }
    return Exempel(rad, grund | fakta, svar)


FO, KT = "förskrivare", "kundtjänst"
NEJ = {"tillatet": False, "atgard": "kontakta HMC kundtjänst"}
MAKULERING = [
    makulera(
        1,
        "kundorder",
        "Under registrering",
        FO,
        {"tillatet": True, "atgard": "Avbryt"},
        verkstalld=False,
    ),
    makulera(1, "kundorder", "Registrerad", FO, {"atgard": "Avbryt"}, verkstalld=False),
    makulera(2, "kundorderrad", "Registrerad", FO, {"atgard": "Ta bort"}, verkstalld=False),
    makulera(3, "kundorder", "Registrerad", FO, {"tillatet": True, "atgard": "Makulera order"}),
    makulera(None, "kundorder", "Registrerad", FO, NEJ, eget_arende=False),
    makulera(4, "kundorder", "För plockning", KT, {"tillatet": True}),
    makulera(5, "kundorder", "För plockning", FO, {"tillatet": False}),
    makulera(6, "kundorder", "Plockad", KT, {"atgard": "använd retur eller hämtorder"}),
    makulera(6, "kundorder", "Utlevererad", FO, {"tillatet": False}),
    makulera(
        7, "kundorder", "Registrerad", "lager", {"atgard": "Makulera rest"}, delvis_levererad=True
    ),
    makulera(None, "kundorder", "Registrerad", FO, NEJ, delvis_levererad=True),
    makulera(8, "hämtorder", "Planerad", FO, {"tillatet": False, "atgard": "Begär makulering"}),
    makulera(9, "hämtorder", "Registrerad", "transport", {"tillatet": True}),
    makulera(10, "hämtorder", "Returmottagen", KT, {"tillatet": False}),
    makulera(
        11,
        "arbetsorder",
        "Mottagen",
        "tekniker",
        {"tillatet": True, "orsak_kravs": True},
        fel_typ=True,
    ),
    makulera(12, "arbetsorder", "Väntar", "tekniker", {"tillatet": True, "orsak_kravs": True}),
    makulera(12, "arbetsorder", "Påbörjad", KT, {"atgard": "Makulera"}, fel_typ=True),
    makulera(13, "felrapport", "Ny", FO, {"tillatet": True}),
    makulera(None, "felrapport", "Ny", FO, NEJ, eget_arende=False),
    makulera(14, "direktavregistrering", "Verkställd", KT, {"atgard": "Återregistrera"}),
    makulera(15, "arbetsorder", "Utkast", FO, {"atgard": "Radera"}, verkstalld=False),
    makulera(16, "arbetsorder", "Registrerad", FO, {"tillatet": False, "orsak_kravs": False}),
    makulera(None, "kundorder", "Registrerad", "loggranskare", NEJ),
]


def atkomst(rad: int | None, visa: str, **fakta: bool) -> Exempel:
    grund = {
        "sparr_vardgivare": False,
        "skyddade_personuppgifter": False,
        "egen_kund_eller_vardgivare": True,
        "aktiv_vardrelation_bekraftad": False,
        "exakt_nummer_sokning": False,
    }
    return Exempel(rad, grund | fakta, {"visa": visa})


ATKOMST = [
    atkomst(
        1, "nej", sparr_vardgivare=True, egen_kund_eller_vardgivare=False, exakt_nummer_sokning=True
    ),
    atkomst(2, "nej", egen_kund_eller_vardgivare=False),
    atkomst(2, "nej", egen_kund_eller_vardgivare=False, skyddade_personuppgifter=True),
    atkomst(3, "maskerad vy", skyddade_personuppgifter=True, aktiv_vardrelation_bekraftad=True),
    atkomst(4, "ja", aktiv_vardrelation_bekraftad=True),
    atkomst(5, "fråga om vårdrelation"),
    atkomst(6, "ja", egen_kund_eller_vardgivare=False, exakt_nummer_sokning=True),
    atkomst(None, "nej", sparr_vardgivare=True, aktiv_vardrelation_bekraftad=True),
]

EXEMPEL = {
    "gemensamt/returdisposition.dmn": RETURDISPOSITION,
    "gemensamt/betalare.dmn": BETALARE,
    "gemensamt/baskod_behorighet.dmn": BASKOD_BEHORIGHET,
    "gemensamt/makulering.dmn": MAKULERING,
    "gemensamt/atkomst.dmn": ATKOMST,
}
