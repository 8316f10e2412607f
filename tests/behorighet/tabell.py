"""Who comes in through which door: one row for each address and method.

In means that the door answers the question, also with a no from the rules (409, 412, 422); out is
401, 403, 404 or the log-in page. A door without a row fails the test.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cases.organisation.roller import HMC, ROLLER, roller_pa_sidan
from tests.behorighet.varld import ALLT, ANNAN, ANONYM

Vilka = frozenset[str]

HJALPMEDELSCENTRALEN = roller_pa_sidan(HMC)
INLOGGADE = frozenset({*ROLLER, ANNAN})
ALLA = INLOGGADE | {ANONYM}
# Those whose work has to do with patients: the unit's own, and HMC's.
VARDEN = frozenset(ROLLER) - {"processagare", "fakturagranskare", "loggranskare"}
# Those of them who may look a patient up; the others meet one through a case.
SLAR_UPP = VARDEN - {"lager", "transport", "inkop", "ekonomi", "gruppchef", "administrator"}
SKRIVER = frozenset({"kundtjanst", "administrator"})
SER_INDIVIDER = VARDEN | {ANNAN}
# At the HMC; of one that a protected person has, nobody writes where it stands.
FLYTTAR_I_LAGER = frozenset({"lager", "tekniker", "kundtjanst"})
# A draft is its unit's own.
ENHETEN = VARDEN - HJALPMEDELSCENTRALEN
BESTALLER = frozenset({"forskrivare", "bestallare"})
ATERTAR = BESTALLER | {"forradsansvarig"}
BESTALLER_NAGOT = BESTALLER | {ANNAN}
FORSKRIVER_NAGOT = frozenset({"forskrivare", ANNAN})
MAKULERAR = BESTALLER | {"kundtjanst", "lager", "inkop", "gruppchef"}
LAGRET = frozenset({"lager"})
# Those whose work has to do with what a payer is charged.
BETALAR = frozenset(
    {"ekonomi", "kundtjanst", "lager", "kostnadsansvarig", "enhetschef", "fakturagranskare", ANNAN}
)
AVSTAMMER = frozenset({"lager", "kundtjanst"})
TRANSPORTEN = frozenset({"transport", "kundtjanst"})
# Those of the unit who may order for its förråd, and who keeps it.
FORRADET = frozenset({"forradsansvarig", "forskrivare", "bestallare"})
LAGAR = frozenset({"kundtjanst", "processagare", "administrator"})
KUNDTJANST = frozenset({"kundtjanst"})
RATTAR = frozenset({"kundtjanst", "gruppchef"})
TEKNIKERN = frozenset({"tekniker"})
GOR_ARBETSORDER = BESTALLER | {"kundtjanst", "tekniker"}
# Who processes and systems are the work of sees no patient's case.
MAKULERAR_ARBETE = HJALPMEDELSCENTRALEN - {"processagare"}
RITAR = frozenset({"processagare", "administrator"})
# Who at the unit reports what went wrong, and who at HMC may have it to answer.
ANMALER = frozenset(
    {"forskrivare", "bestallare", "forradsansvarig", "kostnadsansvarig", "enhetschef"}
)
ANMALER_NAGOT = ANMALER | {"fakturagranskare", ANNAN}
SVARAR = (HJALPMEDELSCENTRALEN & VARDEN) - {"administrator"}
MIRIAM = frozenset({"forskrivare"})
FORSKRIVER = frozenset({"forskrivare"})
TEKNIKERN = frozenset({"tekniker"})
KONSULENTEN = frozenset({"konsulent"})
SKOTER_PLANER = frozenset({"tekniker", "kvalitet", "gruppchef"})
# Who does what in a specialanpassning.
SPECIAL = {
    **dict.fromkeys(("utfarda_anvisning", "ansok_om_kostnad", "godkann", "utvardera"), FORSKRIVER),
    **dict.fromkeys(("bedom", "inhamta_svar", "tillverka", "mark"), TEKNIKERN),
    "besluta_kostnad": frozenset({"kostnadsansvarig"}),
    "folj_upp_forsening": KUNDTJANST,
}


@dataclass(frozen=True)
class Rad:
    """`mal` names what stands in the address; `loggar` that the access log gets a row."""

    vilka: Vilka
    mal: str = ""
    body: Any = None
    loggar: bool = False
    query: str = ""


# What the API is sent in each task of a specialanpassning, whether or not it is its turn.
SPECIALSVAR: Mapping[str, Any] = {
    "utfarda_anvisning": {
        **dict.fromkeys(("provat_anpassning", "provat_sortiment", "provat_utanfor"), True),
        **dict.fromkeys(
            ("varfor", "syfte", "egenskaper", "matt", "anvandning", "risker", "atgarder"), "Prov"
        ),
    },
    "bedom": {"utfall": "ej_mojlig", "motivering": "Prov"},
    "ansok_om_kostnad": {"ja": True},
    "besluta_kostnad": {"ja": True},
    "inhamta_svar": {
        "tillverkare": "Prov",
        "fragad": "2026-11-01",
        "godkanner": False,
        "svar": "Prov",
    },
    "tillverka": {},
    "mark": {},
    "godkann": {"godkanns": True},
}

HUVUD = {"nummer": "200303030303", "kund": "410000", "vardrelation": True}
SKAL = {"skal": "Prov"}
NAGON = {"nummer": "200303030303"}
NAGOT_ID = UUID(int=1)
BESLUT = {"makuleras": False, "text": "Arbetet görs ändå."}


def _sida(*, get: Vilka | None = None, post: Vilka | None = None, **more: Any) -> dict[str, Rad]:
    rows = {}
    if get is not None:
        rows["GET"] = Rad(get, **more)
    if post is not None:
        rows["POST"] = Rad(post, **{**more, "loggar": False})
    return rows


def _oppnar(mal: str, vilka: Vilka, *, post: bool = True) -> dict[str, Rad]:
    """A page that opens a patient's case, and perhaps does something with it."""
    return _sida(get=vilka, post=vilka if post else None, mal=mal, loggar=True)


SIDOR: Mapping[str, Mapping[str, Rad]] = {
    "start": _sida(get=INLOGGADE),
    "logga_in": _sida(get=ALLA, post=ALLA),
    "logga_ut": _sida(post=INLOGGADE),
    "slang_avbrutet": _sida(post=INLOGGADE),
    "lanevillkor": _sida(get=ALLA),
    "bilaga_1": _sida(get=ALLA),
    "support": _sida(get=ALLA),
    "texter": _sida(get=SKRIVER),
    "text_andra": _sida(get=SKRIVER, post=SKRIVER, mal="text"),
    # Whose charges are shown, the list itself says.
    "debiteringar": _sida(get=BETALAR),
    "arbetsorder:typer": _sida(get=SKRIVER),
    "arbetsorder:typ_ny": _sida(get=SKRIVER, post=SKRIVER),
    "arbetsorder:typ_andra": _sida(get=SKRIVER, post=SKRIVER, mal="typ_av_atgard"),
    "skrotningskoder": _sida(get=SKRIVER),
    "skrotningskod_ny": _sida(get=SKRIVER, post=SKRIVER),
    "skrotningskod_andra": _sida(get=SKRIVER, post=SKRIVER, mal="skrotningskod"),
    "tillganglighet": _sida(get=ALLA),
    "dina_uppgifter": _sida(get=INLOGGADE),
    "egen_baskodshistorik": _sida(get=SLAR_UPP | {ANNAN}, post=SLAR_UPP | {ANNAN}),
    "andra_uppgifter": _sida(get=INLOGGADE, post=INLOGGADE),
    "byt_losenord": _sida(get=INLOGGADE, post=INLOGGADE),
    "meddelanden": _sida(get=INLOGGADE),
    "meddelanden_ta_bort_alla": _sida(post=INLOGGADE),
    "meddelande": _sida(get=MIRIAM, mal="meddelande"),
    # What is not on one's list is off it already.
    "meddelande_ta_bort": _sida(post=INLOGGADE, mal="meddelande"),
    "arende": _oppnar("order", VARDEN, post=False),
    "bilaga": _oppnar("bilaga", VARDEN, post=False),
    "forhandsvisa": _oppnar("bilaga", VARDEN, post=False),
    "inkorg": _sida(get=INLOGGADE),
    "inkorg_nytt": _sida(get=INLOGGADE),
    "inkorg_nasta": _sida(post=INLOGGADE),
    "inkorg_flera": _sida(post=INLOGGADE),
    "uppgift": _sida(get=LAGRET, mal="plock"),
    "uppgift_ta": _sida(post=LAGRET, mal="plock"),
    "uppgift_slapp": _sida(post=LAGRET, mal="plock"),
    "uppgift_ta_over": _sida(post=LAGRET, mal="plock"),
    "uppgift_lamna_over": _sida(post=LAGRET, mal="plock"),
    "driftstopp": _sida(get=LAGAR),
    "driftstopp_orsaker": _sida(get=LAGAR),
    "driftstopp_orsak": _sida(get=LAGAR, post=LAGAR, mal="orsak", body={"atgard": "retry"}),
    "driftstopp_atgard": _sida(get=LAGAR, mal="atgard"),
    "flytta_arende": _sida(get=LAGAR, post=LAGAR, mal="flyttas"),
    "flyttar": _sida(get=LAGAR),
    "flytt_godkann": _sida(post=LAGAR, mal="flytt_for_hand"),
    "flytt_avsla": _sida(post=LAGAR, mal="flytt_for_hand"),
    "star_stilla": _sida(get=LAGAR),
    "star_stilla_aterstall": _sida(post=LAGAR, mal="stilla"),
    "driftstopp_forsok_igen": _sida(post=LAGAR, mal="stopp"),
    "driftstopp_hoppa_over": _sida(post=LAGAR, mal="stopp"),
    "driftstopp_avbryt": _sida(post=LAGAR, mal="stopp"),
    "processer:lista": _sida(get=RITAR),
    "processer:ny": _sida(get=RITAR, post=RITAR),
    # The process of a patient's case, and nothing of the patient.
    "processer:grupper": _sida(get=RITAR, post=RITAR),
    "processer:grupp": _sida(get=RITAR, post=RITAR, mal="grupp"),
    "processer:arendets_gang": _sida(get=LAGAR, mal="order"),
    "processer:arenden": _sida(get=RITAR, mal="processnamn"),
    "processer:process": _sida(get=RITAR, mal="processnamn"),
    "processer:insikt": _sida(get=RITAR, mal="processnamn"),
    "processer:insikt_fil": _sida(get=RITAR, mal="processnamn"),
    "processer:jamfor": _sida(get=RITAR, mal="processnamn"),
    "processer:utkast": _sida(get=RITAR, post=RITAR, mal="processnamn"),
    "processer:rita": _sida(get=RITAR, mal="processnamn"),
    "processer:text": _sida(get=RITAR, post=RITAR, mal="processnamn"),
    "processer:text_steg": _sida(get=RITAR, post=RITAR, mal="processteg"),
    "processer:text_lagg_till": _sida(post=RITAR, mal="processteg", body={"ny-namn": "Ring"}),
    "processer:text_vag": _sida(post=RITAR, mal="processteg"),
    "processer:text_ta_bort": _sida(post=RITAR, mal="processteg"),
    "processer:scenarier": _sida(get=RITAR, post=RITAR, mal="processnamn"),
    "processer:prova": _sida(get=RITAR, post=RITAR, mal="processnamn"),
    "processer:uppspelningar": _sida(get=RITAR, post=RITAR, mal="processnamn"),
    "processer:uppspelning": _sida(get=RITAR, mal="uppspelning"),
    "processer:uppspelning_avbryt": _sida(post=RITAR, mal="uppspelning"),
    "processer:uppspelning_last": _sida(post=RITAR, mal="uppspelning"),
    "processer:uppspelat": _sida(get=RITAR, mal="uppspelat"),
    "processer:ta_bort": _sida(post=RITAR, mal="processnamn", body={"rev": 1}),
    "processer:ta_bort_fil": _sida(post=RITAR, mal="processnamn", body={"rev": 1, "fil": "x"}),
    "processer:formular_lista": _sida(get=RITAR, post=RITAR, mal="processnamn"),
    "processer:formular": _sida(get=RITAR, post=RITAR, mal="processformular"),
    "processer:formular_andra": _sida(post=RITAR, mal="processformular"),
    "processer:formular_visa": _sida(get=RITAR, mal="processformular"),
    "processer:ny_fraga": _sida(get=RITAR, post=RITAR, mal="processformular"),
    "processer:fraga": _sida(get=RITAR, post=RITAR, mal="processfraga"),
    "processer:tabell_lista": _sida(get=RITAR, mal="processnamn"),
    "processer:tabell": _sida(get=RITAR, mal="processtabell"),
    "processer:tabell_andra": _sida(
        post=RITAR, mal="processtabell", body={"beslut": "utprovningsvag"}
    ),
    "processer:ny_rad": _sida(get=RITAR, post=RITAR, mal="processbeslut"),
    "processer:rad": _sida(get=RITAR, post=RITAR, mal="processrad"),
    "processer:publicera": _sida(get=RITAR, post=RITAR, mal="processnamn"),
    "processer:godkannande": _sida(get=RITAR, mal="processgodkannande"),
    "processer:godkann": _sida(post=RITAR, mal="processgodkannande"),
    "processer:avsla": _sida(post=RITAR, mal="processgodkannande"),
    "processer:ta_tillbaka": _sida(post=RITAR, mal="processnamn"),
    "processer:version": _sida(get=RITAR, mal="processversion"),
    "processer:utkast_av_version": _sida(post=RITAR, mal="processversion", body={"rev": 1}),
    "processer:filer": _sida(get=RITAR, mal="processversion"),
    "processer:dokument": _sida(get=RITAR, mal="processversion"),
    "processer:dokument_pdf": _sida(get=RITAR, mal="processversion"),
    "processer:flytta": _sida(get=RITAR, post=RITAR, mal="processnamn"),
    "processer:forutse": _sida(get=RITAR, mal="processnamn"),
    "processer:flytt": _sida(get=RITAR, mal="processflytt"),
    "processer:flytt_resten": _sida(post=RITAR, mal="processflytt"),
    "processer:flytt_lat_vara": _sida(post=RITAR, mal="processflytt"),
    "processer:flytt_tillbaka": _sida(post=RITAR, mal="processflytt"),
    "processer:publicera_igen": _sida(get=RITAR, post=RITAR, mal="processversion"),
    "fritt:valj": _sida(get=INLOGGADE),
    "fritt:starta": _sida(get=FORSKRIVER_NAGOT, post=FORSKRIVER_NAGOT, mal="process"),
    "fritt:utkast_start": _sida(post=INLOGGADE, mal="process"),
    "fritt:uppgift": _oppnar("bedomning", frozenset({"konsulent"})),
    "fritt:utkast_uppgift": _sida(post=frozenset({"konsulent"}), mal="bedomning"),
    "fritt:kvitto": _sida(get=VARDEN, mal="fritt"),
    "artiklar:varukatalog": _sida(get=INLOGGADE),
    "artiklar:kod": _sida(get=INLOGGADE, mal="iso"),
    "artiklar:sok": _sida(get=INLOGGADE, query="q=75178"),
    "artiklar:artikel": _sida(get=INLOGGADE, mal="artikel"),
    "artiklar:individer": _sida(get=HJALPMEDELSCENTRALEN, mal="artikel", query="lager=10"),
    "hjalpmedel:sok": _sida(get=SLAR_UPP | {ANNAN}, post=SLAR_UPP | {ANNAN}),
    "hjalpmedel:bild": {"GET": Rad(SLAR_UPP, "patient", loggar=True, query="kund=410000")},
    **{
        f"hjalpmedel:{namn}": {"GET": Rad(SLAR_UPP, "patient", loggar=True, query="kund=410000")}
        for namn in (
            "utskrift",
            "forbrukning",
            "aterlamnade",
            "komponenter_pa_vag",
            "baskodshistorik",
        )
    },
    "hjalpmedel:laneforbindelse": {
        "GET": Rad(SLAR_UPP, "patient", loggar=True, query="kund=410000")
    },
    "kundorder:laneforbindelse": _oppnar("order", VARDEN, post=False),
    "hjalpmedel:ordination": {"GET": Rad(SLAR_UPP, "innehav", loggar=True, query="kund=410000")},
    "hjalpmedel:ordination_rad": {"GET": Rad(SLAR_UPP, "rad", loggar=True, query="kund=410000")},
    "individkort:sok": _sida(get=SER_INDIVIDER),
    # Whose the individ is, the page tells those alone who may look her up.
    "individkort:kort": {"GET": Rad(SER_INDIVIDER, "individ")},
    "individkort:komponenter": {"GET": Rad(SER_INDIVIDER, "individ")},
    "individkort:komponenter_pa_vag": {"GET": Rad(SER_INDIVIDER, "individ")},
    "individkort:flytta": _sida(post=FLYTTAR_I_LAGER, mal="individ_i_lager"),
    "individkort:bekrafta": _sida(post=SLAR_UPP | {ANNAN}, mal="individ"),
    "arbetsorder:lista": _sida(get=INLOGGADE),
    "arbetsorder:oppna": _sida(get=INLOGGADE),
    "arbetsorder:sok": _sida(get=INLOGGADE),
    # Without a number there is none to choose: tests/arbetsorder/test_sidor.py knows one.
    "arbetsorder:annan_enhet": _sida(post=frozenset()),
    "arbetsorder:pa_individ": _sida(get=SER_INDIVIDER, mal="individ"),
    "arbetsorder:hos_mottagare": {
        "GET": Rad(SLAR_UPP, "patient", loggar=True, query="kund=410000")
    },
    "arbetsorder:valj": _sida(get=GOR_ARBETSORDER | {ANNAN}, post=GOR_ARBETSORDER | {ANNAN}),
    "arbetsorder:ny": {
        "GET": Rad(GOR_ARBETSORDER, "patient", loggar=True, query="kund=410000"),
        "POST": Rad(GOR_ARBETSORDER, "patient"),
    },
    "arbetsorder:detalj": _oppnar("arbetsorder", VARDEN, post=False),
    "arbetsorder:kvitto": _oppnar("arbetsorder", VARDEN, post=False),
    "arbetsorder:verkstall": {
        "GET": Rad(BESTALLER, "arbetsutkast", loggar=True),
        "POST": Rad(BESTALLER, "arbetsutkast"),
    },
    "arbetsorder:radera": _sida(post=BESTALLER, mal="arbetsutkast"),
    "arbetsorder:ta_bort_bilaga": _sida(post=BESTALLER, mal="arbetsbilaga"),
    "arbetsorder:komplettera": _oppnar("arbetsorder", BESTALLER | KUNDTJANST),
    "arbetsorder:triagera": _oppnar("arbetsorder", KUNDTJANST),
    "arbetsorder:granska": _oppnar("arbetsorder", TEKNIKERN),
    "arbetsorder:hamta_for_atgard": _oppnar("arbetsorder", TRANSPORTEN),
    "arbetsorder:lamna_tillbaka": _oppnar("arbetsorder", TRANSPORTEN),
    "arbetsorder:planera": _oppnar("arbetsorder", TEKNIKERN | KUNDTJANST),
    "arbetsorder:utfor": _oppnar("arbetsorder", TEKNIKERN),
    "arbetsorder:ny_aktivitet": _sida(post=TEKNIKERN | {"konsulent"}, mal="arbetsorder"),
    "arbetsorder:folj_upp_forsening": _oppnar("arbetsorder", KUNDTJANST),
    "arbetsorder:avgor_kopplad": _oppnar("arbetsorder", KUNDTJANST),
    "arbetsorder:avgor_makulering": _oppnar("arbetsorder", KUNDTJANST),
    "arbetsorder:begar_makulering": _sida(post=BESTALLER, mal="arbetsorder"),
    "arbetsorder:makulera": _sida(post=MAKULERAR_ARBETE, mal="arbetsorder"),
    "arbetsorder:valj_leverans": _oppnar("arbetsorder", BESTALLER | KUNDTJANST),
    "hamtorder:lista": _sida(get=INLOGGADE),
    "hamtorder:sok": _sida(get=INLOGGADE, post=INLOGGADE),
    "hamtorder:ny": {
        "GET": Rad(BESTALLER, "patient", loggar=True, query="kund=410000"),
        "POST": Rad(BESTALLER, "patient"),
    },
    "hamtorder:kvitto": _oppnar("hamtorder", VARDEN, post=False),
    "hamtorder:utskrift": _oppnar("hamtorder", VARDEN, post=False),
    "hamtorder:hamta": _oppnar("hamtorder", TRANSPORTEN),
    "hamtorder:bekrafta_aterlamnat": _oppnar("hamtorder", LAGRET),
    "hamtorder:utred": _oppnar("hamtorder", LAGRET | {"kundtjanst"}),
    "hamtorder:folj_upp_retur": _oppnar("hamtorder", frozenset({"kundtjanst"})),
    "hamtorder:avgor_makulering": _oppnar("hamtorder", frozenset({"kundtjanst"})),
    "hamtorder:begar_makulering": _sida(post=BESTALLER, mal="hamtorder"),
    "hamtorder:makulera": _sida(post=frozenset({"kundtjanst"}), mal="hamtorder"),
    "hamtorder:aterregistrera": _sida(post=frozenset({"kundtjanst"}), mal="hamtorder"),
    "felrapport:lista": _sida(get=INLOGGADE),
    "felrapport:sok": _sida(get=INLOGGADE),
    # Without a number there is none to choose: tests/felrapport/test_sok.py knows one.
    "felrapport:annan_enhet": _sida(post=frozenset()),
    "felrapport:detalj": _sida(get=VARDEN, mal="felrapport"),
    "felrapport:ny": _sida(get=ANMALER_NAGOT, post=ANMALER_NAGOT),
    "felrapport:verkstall": _oppnar("felutkast", ANMALER),
    "felrapport:radera": _sida(post=ANMALER, mal="felutkast"),
    "felrapport:kvitto": _oppnar("felrapport", VARDEN, post=False),
    "felrapport:ta_emot": _oppnar("felrapport", KUNDTJANST),
    "felrapport:utred": _oppnar("felrapport", SVARAR),
    "felrapport:komplettera": _oppnar("felrapport", ANMALER),
    "felrapport:aterkoppla": _oppnar("felrapport", ANMALER),
    "felrapport:aterkalla": _sida(post=ANMALER, mal="felrapport"),
    # Of a report that is no avvikelse there is no tag: tests/felrapport/test_avvikelse.py has one.
    "felrapport:tagg": _sida(get=frozenset(), mal="felrapport"),
    "felrapport:anmal_avvikelse": _oppnar("felrapport", ANMALER),
    "felrapport:avskriv_anmalan": _oppnar("felrapport", frozenset({"kvalitet"})),
    "felrapport:avsluta_avvikelse": _oppnar("felrapport", frozenset({"kvalitet"})),
    "retur:lista": _sida(get=INLOGGADE),
    "retur:ny": {
        # Who may take back has a förråd of her own, and a role that gives back.
        "GET": Rad(ATERTAR, "patient", loggar=True, query="kund=410000"),
        "POST": Rad(ATERTAR, "patient"),
    },
    "retur:angra": _sida(post=frozenset({"kundtjanst"}), mal="egen_retur"),
    "returmottagning:lista": _sida(get=HJALPMEDELSCENTRALEN),
    "returmottagning:disk": _sida(get=LAGRET, post=LAGRET),
    "returmottagning:avstamning": _sida(get=AVSTAMMER),
    "returmottagning:stam_av": _sida(post=AVSTAMMER, mal="retur"),
    "returmottagning:hav_karantan": _sida(post=frozenset({"kvalitet"}), mal="retur"),
    "returmottagning:ta_emot": _oppnar("retur", LAGRET),
    "returmottagning:rekonditionera": _oppnar("retur", LAGRET | {"tekniker"}),
    "specialanpassning:lista": _sida(get=INLOGGADE),
    "specialanpassning:dokument": _oppnar("special", FORSKRIVER | TEKNIKERN),
    "specialanpassning:utskrift": _oppnar("specialpapper", VARDEN, post=False),
    "specialanpassning:aterstall": _sida(get=TEKNIKERN, post=TEKNIKERN, mal="individ"),
    **{f"specialanpassning:{steg}": _oppnar("special", vilka) for steg, vilka in SPECIAL.items()},
    "underhall:lista": _sida(get=INLOGGADE),
    "underhall:planer": _sida(get=SKOTER_PLANER, post=SKOTER_PLANER),
    "underhall:ta_bort_plan": _sida(post=SKOTER_PLANER, mal="plan"),
    "underhall:kontakta": _oppnar("underhall", KUNDTJANST),
    "underhall:besluta_underhall": _oppnar("underhall", frozenset({"kostnadsansvarig"})),
    "konsultation:lista": _sida(get=INLOGGADE),
    "konsultation:erbjud_tid": _oppnar("konsultation", KONSULENTEN),
    "konsultation:genomfor": _oppnar("konsultation", KONSULENTEN),
    "konsultation:folj_upp_forsening": _oppnar("konsultation", KUNDTJANST),
    "kundorder:lista": _sida(get=INLOGGADE),
    "kundorder:oppna": _sida(get=INLOGGADE),
    "kundorder:sok": _sida(get=INLOGGADE),
    "kundorder:levererade": _sida(get=INLOGGADE),
    "kundorder:rekvirerat": _sida(get=INLOGGADE, post=INLOGGADE),
    # Without a number there is no order to choose: tests/kundorder/test_listor.py knows one.
    "kundorder:annan_enhet": _sida(post=frozenset()),
    "kundorder:detalj": _oppnar("order", VARDEN, post=False),
    "kundorder:ny": _sida(post=BESTALLER_NAGOT),
    "kundorder:inleverans": _sida(
        get=frozenset({"lager", "inkop"}), post=frozenset({"lager", "inkop"})
    ),
    **{
        f"kundorder:{steg}": {
            "GET": Rad(ENHETEN, "utkast", loggar=True),
            "POST": Rad(BESTALLER, "utkast"),
        }
        for steg in ("orderhuvud", "orderrader", "leveransuppgifter", "verkstall")
    },
    "kundorder:lagg_till": _sida(post=BESTALLER, mal="utkast"),
    "kundorder:favorit": _sida(post=BESTALLER, mal="utkast"),
    # What is found says nothing of the patient.
    "kundorder:sok_artikel": _sida(get=BESTALLER, mal="utkast"),
    "kundorder:ta_bort_bilaga": _sida(post=BESTALLER, mal="utkastbilaga"),
    **{
        f"kundorder:{sida}": {
            "GET": Rad(ENHETEN, mal, loggar=True),
            "POST": Rad(BESTALLER, mal),
        }
        for mal, sidor in (
            ("utkast", ("ersattning", "komplettera", "tillbehor_till_individ", "bilagor")),
            ("utkastrad", ("komponenter", "tillbehor", "radbilagor")),
        )
        for sida in sidor
    },
    "kundorder:kvitto": _oppnar("order", VARDEN, post=False),
    "kundorder:radera": _sida(post=BESTALLER, mal="utkast"),
    "kundorder:avbryt": _sida(post=BESTALLER, mal="utkast"),
    "kundorder:angra": _sida(post=BESTALLER, mal="utkast"),
    "kundorder:makulera": _sida(post=MAKULERAR, mal="order"),
    "kundorder:dela": _sida(post=BESTALLER | {"kundtjanst"}, mal="order"),
    "kundorder:begar_makulering": _sida(post=BESTALLER, mal="order"),
    "kundorder:bedom_makulering": _oppnar("order", frozenset({"kundtjanst"})),
    "kundorder:stam_av_akut": _oppnar("order", frozenset({"kundtjanst"})),
    "kundorder:byt_baskod": {
        "GET": Rad(ENHETEN, "utkast", loggar=True),
        "POST": Rad(BESTALLER, "utkast"),
    },
    "kundorder:andra_vantas": _oppnar("order", frozenset({"inkop"})),
    "hjalpmedel:byt_baskod": {
        "GET": Rad(SLAR_UPP, "patient", loggar=True, query="kund=410000"),
        "POST": Rad(
            frozenset({"forskrivare", "bestallare", "kostnadsansvarig"}),
            "patient",
            loggar=True,
            query="kund=410000",
        ),
    },
    "kundorder:kop_in": _oppnar("order", frozenset({"inkop"})),
    "kundorder:bekrafta_direktinkop": _oppnar("order", frozenset({"inkop"})),
    "kundorder:direktinkopsorder": _oppnar("direktinkop", VARDEN, post=False),
    "leverans:lista": _sida(get=HJALPMEDELSCENTRALEN),
    "leverans:plocka": _oppnar("leverans", LAGRET),
    # HMC's people have no förråd of their own.
    "utgangna": _sida(get=FORRADET, post=FORRADET),
    "lager:valj": _sida(get=LAGRET | FORRADET | {ANNAN}),
    "lager:saldon": _sida(get=LAGRET, post=LAGRET, mal="lager"),
    "lager:inventera": _sida(get=LAGRET, post=LAGRET, mal="raknas"),
    "leverans:plocklistor": _sida(get=LAGRET),
    "leverans:plocklista": _sida(get=LAGRET, post=LAGRET, mal="lager"),
    "leverans:plocklista_flera": _sida(post=LAGRET, mal="lager"),
    "leverans:fattas": _sida(post=LAGRET, mal="plockrad"),
    "leverans:angra": _sida(post=LAGRET, mal="plockrad"),
    "leverans:samla": _oppnar("leverans", LAGRET),
    "leverans:avgor_samleverans": _oppnar("leverans", KUNDTJANST),
    "leverans:kvittera_bmb": _sida(get=FORRADET, post=FORRADET, mal="till_forradet"),
    "kvittera_bmb": _sida(get=INLOGGADE - HJALPMEDELSCENTRALEN),
    "leverans:utleverera": _oppnar("leverans", LAGRET),
    "leverans:foljesedel": _oppnar("utlevererad", VARDEN, post=False),
    "leverans:tur": _sida(get=TRANSPORTEN, loggar=True),
    "leverans:tur_lasta": _sida(post=TRANSPORTEN, body={"nyckel": "prov", "foljesedel": "1"}),
    "leverans:tur_lamna": _sida(post=TRANSPORTEN, mal="utlevererad", body={"nyckel": "prov"}),
    "leverans:tur_arbetare": _sida(get=ALLA),
    "leverans:leverera": _oppnar("leverans", TRANSPORTEN),
    "leverans:lamna_over": _oppnar("leverans", TEKNIKERN | KUNDTJANST),
    "leverans:kvittera": _oppnar("leverans", TRANSPORTEN),
    "leverans:lamna_till_utlamning": _oppnar("leverans", TRANSPORTEN),
    "leverans:lamna_ut": _oppnar("leverans", TRANSPORTEN),
    "leverans:avgora": _oppnar("leverans", KUNDTJANST),
    "leverans:folj_upp_kvittens": _oppnar("leverans", KUNDTJANST),
    "leverans:ta_tillbaka": _oppnar("leverans", LAGRET),
    "rattelse:ratta": _oppnar("kvitterad", RATTAR),
}

API: Mapping[str, Mapping[str, Rad]] = {
    "api:schema": _sida(get=ALLA),
    "api:docs": _sida(get=ALLA),
    "api:artiklar": {"GET": Rad(INLOGGADE, query="q=säng")},
    "api:varukatalog": _sida(get=INLOGGADE),
    "api:artikel": _sida(get=INLOGGADE, mal="artikel"),
    "api:dina_uppgifter": _sida(get=INLOGGADE),
    "api:mottagare_sok": {
        "POST": Rad(SLAR_UPP | {ANNAN}, body=NAGON, loggar=True),
    },
    "api:hjalpmedel": _sida(get=SLAR_UPP, mal="patient", loggar=True),
    "api:laneforbindelse": _sida(get=SLAR_UPP, mal="patient", loggar=True),
    "api:order_laneforbindelse": _sida(get=VARDEN, mal="order", loggar=True),
    "api:kundorder_oppna": _sida(get=INLOGGADE),
    "api:kundorder_sok": {"GET": Rad(INLOGGADE, query="nummer=26")},
    # There is nothing to find without a number that is somebody's own, or another's.
    "api:kundorder_levererade": _sida(get=frozenset()),
    "api:kundorder_rekvirerat": _sida(get=INLOGGADE),
    "api:kundorder_annan_enhet": _sida(
        post=frozenset(), body={"nummer": "99999999", "skal": "Jag har tagit över vården."}
    ),
    "api:texter": _sida(get=INLOGGADE),
    "api:text": {
        "GET": Rad(INLOGGADE, "text"),
        "PUT": Rad(SKRIVER, "text", body={"text": "Nytt"}),
    },
    "api:debiteringar": _sida(get=BETALAR),
    "api:skrotningskoder": {
        "GET": Rad(INLOGGADE),
        "POST": Rad(SKRIVER, body={"kod": "S0", "text": "Vattenskada"}),
    },
    "api:skrotningskod": {
        "GET": Rad(INLOGGADE, "skrotningskod"),
        "PUT": Rad(SKRIVER, "skrotningskod", body={"text": "Smitta"}),
    },
    "api:baskod": {
        "GET": Rad(SLAR_UPP, "patient", loggar=True),
        "PUT": Rad(BESTALLER | {"kostnadsansvarig"}, "patient", body={"avvikande_baskod": None}),
    },
    "api:baskodshistorik": _sida(get=SLAR_UPP, mal="patient", loggar=True),
    "api:ordination": _sida(get=SLAR_UPP, mal="innehav", loggar=True),
    "api:ordination_rad": _sida(get=SLAR_UPP, mal="rad", loggar=True),
    "api:individer": {"GET": Rad(SER_INDIVIDER, query="individ=14*")},
    "api:individ": _sida(get=SER_INDIVIDER, mal="individ"),
    "api:placering": {
        "PUT": Rad(FLYTTAR_I_LAGER, "individ_i_lager", body={"placering": "Hylla 2"})
    },
    "api:bekrafta_vard": _sida(
        post=SLAR_UPP | {ANNAN}, mal="individ", body={"kund": "", "vardrelation": True}
    ),
    "api:arenden": _sida(get=INLOGGADE),
    "api:arende": _sida(get=VARDEN, mal="order", loggar=True),
    "api:bilaga": _sida(get=VARDEN, mal="bilaga", loggar=True),
    "api:driftstopp": _sida(get=LAGAR),
    "api:driftstopp_orsaker": _sida(get=LAGAR),
    "api:driftstopp_orsak": _sida(get=LAGAR, mal="orsak"),
    "api:driftstopp_orsak_prova": _sida(post=LAGAR, mal="orsak", body={"atgard": "retry"}),
    "api:driftstopp_orsak_atgarda": _sida(
        post=LAGAR, mal="orsak", body={"atgard": "retry", "hogst": 1}
    ),
    "api:driftstopp_atgard": _sida(get=LAGAR, mal="atgard"),
    "api:flytta_arende": _sida(
        get=LAGAR,
        post=LAGAR,
        mal="flyttas",
        body={"uppgift": str(NAGOT_ID), "till": "bedom", "skal": "Hamnade fel någonstans."},
    ),
    "api:flytta_arende_prova": _sida(
        post=LAGAR, mal="flyttas", body={"uppgift": str(NAGOT_ID), "till": "bedom"}
    ),
    "api:flyttar": _sida(get=LAGAR),
    "api:flytt_godkann": _sida(post=LAGAR, mal="flytt_for_hand"),
    "api:flytt_avsla": _sida(post=LAGAR, mal="flytt_for_hand", body={"skal": "Prov"}),
    "api:star_stilla": _sida(get=LAGAR),
    "api:star_stilla_orsaker": _sida(get=LAGAR),
    "api:star_stilla_aterstall": _sida(post=LAGAR, mal="stilla"),
    "api:driftstopp_forsok_igen": _sida(post=LAGAR, mal="stopp"),
    "api:driftstopp_hoppa_over": _sida(post=LAGAR, mal="stopp", body=SKAL),
    "api:driftstopp_avbryt": _sida(post=LAGAR, mal="stopp", body=SKAL),
    "api:fritt_processer": _sida(get=INLOGGADE),
    "api:fritt_process": {
        "GET": Rad(FORSKRIVER_NAGOT, "process"),
        # The role is one of the rules of starting: all of them are told at once.
        "POST": Rad(INLOGGADE, "process", body={"svar": {}}),
    },
    "api:fritt_uppgift": {
        "GET": Rad(frozenset({"konsulent"}), "bedomning", loggar=True),
        "POST": Rad(frozenset({"konsulent"}), "bedomning", body={"svar": {}}),
    },
    "api:arbetsordrar": {
        "GET": Rad(INLOGGADE),
        # Who may make one is asked first; then whether the answers hold.
        "POST": Rad(GOR_ARBETSORDER | {ANNAN}, body={}),
    },
    "api:typer_av_atgard": {
        "GET": Rad(INLOGGADE),
        "POST": Rad(SKRIVER, body={"kod": "PROV", "etikett": "Prov", "hjalp": "Bara ett prov."}),
    },
    "api:typ_av_atgard": {
        "GET": Rad(INLOGGADE, "typ_av_atgard"),
        "PUT": Rad(
            SKRIVER, "typ_av_atgard", body={"etikett": "Flytt", "hjalp": "Något ska flyttas."}
        ),
    },
    "api:arbetsorder_oppna": _sida(get=INLOGGADE),
    "api:arbetsorder_sok": {"GET": Rad(INLOGGADE, query="nummer=26")},
    "api:arbetsorder_annan_enhet": _sida(
        post=frozenset(), body={"nummer": "99999999", "skal": "Jag har tagit över vården."}
    ),
    "api:arbetsorder": {
        "GET": Rad(VARDEN, "arbetsorder", loggar=True),
        "PUT": Rad(BESTALLER, "arbetsutkast", body={}),
        "DELETE": Rad(BESTALLER, "arbetsutkast"),
    },
    "api:arbetsorder_bilagor": _sida(post=BESTALLER, mal="arbetsutkast"),
    "api:arbetsorder_bilaga": {"DELETE": Rad(BESTALLER, "arbetsbilaga")},
    "api:arbetsorder_verkstall": _sida(post=BESTALLER, mal="arbetsutkast"),
    "api:arbetsorder_komplettera": _sida(
        post=BESTALLER | KUNDTJANST, mal="arbetsorder", body={"text": "Höger hjul."}
    ),
    "api:triagera": _sida(post=KUNDTJANST, mal="arbetsorder", body={}),
    "api:granska": _sida(post=TEKNIKERN, mal="arbetsorder", body={"granskning": "godkand"}),
    "api:hamta_for_atgard": _sida(post=TRANSPORTEN, mal="arbetsorder"),
    "api:lamna_tillbaka": _sida(post=TRANSPORTEN, mal="arbetsorder"),
    "api:planera": _sida(post=TEKNIKERN | KUNDTJANST, mal="arbetsorder", body={}),
    "api:rapportera": _sida(
        post=TEKNIKERN | {"konsulent"},
        mal="arbetsorder",
        body={"aktivitet": str(NAGOT_ID), "minuter": 10, "kommentar": "Såg efter."},
    ),
    "api:ny_aktivitet": _sida(
        post=TEKNIKERN | {"konsulent"}, mal="arbetsorder", body={"vad": "Elektriker"}
    ),
    "api:utfor": _sida(post=TEKNIKERN, mal="arbetsorder", body={"klart": False}),
    "api:folj_upp_forsening": _sida(
        post=KUNDTJANST, mal="arbetsorder", body={"text": "Delen är slut."}
    ),
    "api:arbetsorder_begar": _sida(post=BESTALLER, mal="arbetsorder", body=SKAL),
    "api:arbetsorder_makulera": _sida(
        post=MAKULERAR_ARBETE, mal="arbetsorder", body={"orsak": "Går inte att laga."}
    ),
    "api:arbetsorder_avgor": _sida(post=KUNDTJANST, mal="arbetsorder", body=BESLUT),
    "api:lamna_over": _sida(
        post=TEKNIKERN | KUNDTJANST,
        mal="leverans",
        body={"mottagen_av": "Storasyster Skutt", "signatur": "S Skutt"},
    ),
    "api:avgor_kopplad": _sida(post=KUNDTJANST, mal="arbetsorder", body=BESLUT),
    "api:valj_leverans": _sida(
        post=BESTALLER | KUNDTJANST, mal="arbetsorder", body={"leverera": True}
    ),
    "api:hamtordrar": {
        "GET": Rad(INLOGGADE),
        # Who may make one is asked first; then whether the answers hold.
        "POST": Rad(BESTALLER_NAGOT, body={}),
    },
    "api:hamtorder_sok": {"GET": Rad(INLOGGADE, query="nummer=26")},
    "api:hamtorder_hos_andra": _sida(
        post=frozenset(), body={"mottagare": "19900110-9827", "skal": "Jag har tagit över vården."}
    ),
    "api:hamtorder": _sida(get=VARDEN, mal="hamtorder", loggar=True),
    "api:hamta": _sida(post=TRANSPORTEN, mal="hamtorder", body={"ingen_hemma": False}),
    "api:bekrafta_aterlamnat": _sida(post=LAGRET, mal="hamtorder", body={}),
    "api:utred": _sida(
        post=LAGRET | {"kundtjanst"},
        mal="hamtorder",
        body={"resultat": "hittat", "text": "Stod i lager 10."},
    ),
    "api:folj_upp_retur": _sida(
        post=frozenset({"kundtjanst"}), mal="hamtorder", body={"text": "Bilen var trasig."}
    ),
    "api:begar_makulering": _sida(post=BESTALLER, mal="hamtorder", body=SKAL),
    "api:avgor_makulering": _sida(
        post=frozenset({"kundtjanst"}), mal="hamtorder", body={"makuleras": True}
    ),
    "api:hamtorder_makulera": _sida(post=frozenset({"kundtjanst"}), mal="hamtorder"),
    "api:hamtorder_aterregistrera": _sida(
        post=frozenset({"kundtjanst"}), mal="hamtorder", body=SKAL
    ),
    "api:egna_returer": {"GET": Rad(INLOGGADE), "POST": Rad(ATERTAR, body={})},
    "api:egen_retur": _sida(get=VARDEN, mal="egen_retur", loggar=True),
    "api:angra_retur": _sida(post=frozenset({"kundtjanst"}), mal="egen_retur", body=SKAL),
    "api:specialanpassningar": _sida(get=INLOGGADE),
    "api:specialanpassning": _sida(get=VARDEN, mal="special", loggar=True),
    "api:specialanpassning_dokument": _sida(post=FORSKRIVER | TEKNIKERN, mal="special"),
    "api:aterstall_individ": _sida(post=TEKNIKERN, mal="individ", body={"atgard": "Prov"}),
    **{
        f"api:specialanpassning_{steg}": _sida(
            post=vilka, mal="special", body=SPECIALSVAR.get(steg, {"text": "Prov"})
        )
        for steg, vilka in SPECIAL.items()
    },
    "api:underhallen": _sida(get=INLOGGADE),
    "api:underhall": _sida(get=VARDEN, mal="underhall", loggar=True),
    "api:underhall_kontakta": _sida(
        post=KUNDTJANST, mal="underhall", body={"utfall": "ej_nadd", "text": "Prov"}
    ),
    "api:underhall_besluta": _sida(
        post=frozenset({"kostnadsansvarig"}),
        mal="underhall",
        body={"forsok_igen": True, "text": "Prov"},
    ),
    "api:underhallsplaner": {
        "GET": Rad(SKOTER_PLANER),
        "POST": Rad(
            SKOTER_PLANER,
            body={"galler": "75178", "aktivitetstyp": "fu", "intervall": 12, "kalla": "Prov"},
        ),
    },
    "api:underhallsplan": {"DELETE": Rad(SKOTER_PLANER, "plan")},
    "api:konsultationer": _sida(get=INLOGGADE),
    "api:konsultation": _sida(get=VARDEN, mal="konsultation", loggar=True),
    "api:konsultation_erbjud_tid": _sida(
        post=KONSULENTEN, mal="konsultation", body={"nadd": False}
    ),
    "api:konsultation_genomfor": _sida(
        post=KONSULENTEN, mal="konsultation", body={"utfall": "rad", "sammanfattning": "Prov"}
    ),
    "api:konsultation_folj_upp_forsening": _sida(
        post=KUNDTJANST, mal="konsultation", body={"text": "Prov"}
    ),
    "api:returer": _sida(get=INLOGGADE),
    "api:retur": _sida(get=VARDEN, mal="retur", loggar=True),
    "api:retur_disk_sok": _sida(post=LAGRET, body={"nummer": "1449334"}),
    "api:retur_disk": _sida(
        post=LAGRET, body={"rader": [{"hjalpmedel": 1, "kom": True, "skick": "godkänt"}]}
    ),
    "api:retur_avstamning": _sida(get=AVSTAMMER),
    "api:retur_stam_av": _sida(post=AVSTAMMER, mal="retur", body={"text": "Fel adress"}),
    "api:hav_karantan": _sida(
        post=frozenset({"kvalitet"}), mal="retur", body={"nr": 1, "text": "Prov"}
    ),
    "api:ta_emot": _sida(
        post=LAGRET, mal="retur", body={"rader": [{"nr": 1, "kom": True, "skick": "godkänt"}]}
    ),
    "api:rekonditionera": _sida(
        post=LAGRET | {"tekniker"},
        mal="retur",
        body={"rader": [{"nr": 1, "resultat": "i_lager"}]},
    ),
    "api:inkorg": _sida(get=INLOGGADE),
    "api:inkorg_antal": _sida(get=INLOGGADE),
    "api:inkorg_nasta": _sida(post=INLOGGADE, body={}),
    "api:uppgift": _sida(get=LAGRET, mal="plock"),
    "api:uppgift_ta": _sida(post=LAGRET, mal="plock"),
    "api:uppgift_slapp": _sida(post=LAGRET, mal="plock"),
    "api:uppgift_ta_over": _sida(post=LAGRET, mal="plock", body={}),
    "api:uppgift_lamna_over": _sida(post=LAGRET, mal="plock", body={"till": "lotta"}),
    "api:kundordrar": {"GET": Rad(INLOGGADE), "POST": Rad(BESTALLER_NAGOT, body={})},
    "api:inleverans": _sida(
        post=frozenset({"lager", "inkop"}),
        body={"lager": "10", "artikel": "55434", "antal": 1},
    ),
    "api:kundorder": {
        "GET": Rad(ENHETEN, "utkast", loggar=True),
        "DELETE": Rad(BESTALLER, "utkast"),
    },
    "api:orderhuvud": {"PUT": Rad(BESTALLER, "utkast", body=HUVUD, loggar=True)},
    "api:rader": {
        "POST": Rad(BESTALLER, "utkast", body={"artikel": "10001"}),
        "PATCH": Rad(
            BESTALLER,
            "utkast",
            body={"rader": [{"rad": "0b0e9f0e-0000-4000-8000-000000000000", "antal": 1}]},
        ),
        "DELETE": Rad(BESTALLER, "utkast"),
    },
    "api:favoriter": _sida(get=INLOGGADE),
    "api:favorit": {
        "PUT": Rad(INLOGGADE, "artikel"),
        "DELETE": Rad(INLOGGADE, "artikel"),
    },
    "api:lagg_till": _sida(post=BESTALLER, mal="utkast", body={"artiklar": [{"artikel": "10001"}]}),
    "api:sok_artikel": {"GET": Rad(BESTALLER, "utkast", query="q=säng")},
    "api:som_forra_gangen": _sida(get=BESTALLER, mal="utkast", loggar=True),
    "api:tillbehor": _sida(
        get=BESTALLER, post=BESTALLER, mal="utkastrad", body={"artiklar": ["10001"]}
    ),
    "api:komplettera": {
        "GET": Rad(BESTALLER, "utkast", loggar=True),
        "POST": Rad(BESTALLER, "utkast", body={"rader": [], "innehav": None}),
    },
    "api:tillbehor_till_individ": _sida(
        post=BESTALLER, mal="utkast", body={"innehav": 1, "artiklar": ["10001"]}
    ),
    "api:ersattning": {
        "GET": Rad(BESTALLER, "utkast"),
        "POST": Rad(
            BESTALLER,
            "utkast",
            body={"val": [{"rad": "0b0e9f0e-0000-4000-8000-000000000000", "artikel": "1"}]},
        ),
    },
    "api:orderbilagor": _sida(post=BESTALLER, mal="utkast"),
    "api:orderbilaga": {"DELETE": Rad(BESTALLER, "utkastbilaga")},
    "api:angra": _sida(post=BESTALLER, mal="utkast"),
    "api:orderrader": _sida(post=BESTALLER, mal="utkast"),
    "api:leveransuppgifter": {
        method: Rad(
            BESTALLER,
            "utkast",
            body={
                "adress_id": None,
                "adressnamn": "",
                "gatuadress": "",
                "postnr": "",
                "postort": "",
            },
        )
        for method in ("PUT", "PATCH")
    },
    "api:verkstall": {"POST": Rad(BESTALLER, "utkast", loggar=True)},
    "api:makulera": _sida(post=MAKULERAR, mal="order"),
    "api:dela": _sida(post=BESTALLER | {"kundtjanst"}, mal="order"),
    "api:kundorder_begar_makulering": _sida(post=BESTALLER, mal="order", body=SKAL),
    "api:bedom_makulering": _sida(
        post=frozenset({"kundtjanst"}), mal="order", body={"makuleras": False, "svar": "Nej"}
    ),
    "api:stam_av_akut": _sida(
        post=frozenset({"kundtjanst"}), mal="order", body={"akut": False, "svar": "Nej"}
    ),
    "api:byt_baskod": {"PUT": Rad(BESTALLER, "utkast", body={"avvikande_baskod": None})},
    "api:andra_vantas": _sida(
        post=frozenset({"inkop"}),
        mal="order",
        body={
            "rader": [{"rad": "0b0e9f0e-0000-4000-8000-000000000000", "vantas": "2099-01-01"}],
            "orsak": "Försenat",
        },
    ),
    "api:bekrafta_direktinkop": _sida(
        post=frozenset({"inkop"}),
        mal="order",
        body={
            "besked": [{"begaran": "0b0e9f0e-0000-4000-8000-000000000000", "utfall": "kommer_inte"}]
        },
    ),
    "api:kop_in": _sida(
        post=frozenset({"inkop"}),
        mal="order",
        body={
            "rader": [
                {
                    "rad": "0b0e9f0e-0000-4000-8000-000000000000",
                    "bestallningsnummer": "B-1",
                    "vantas": None,
                }
            ]
        },
    ),
    "api:leveranser": _sida(get=INLOGGADE),
    "api:tur": _sida(get=TRANSPORTEN, loggar=True),
    "api:tur_lasta": _sida(post=TRANSPORTEN, body={"foljesedel": "1"}),
    "api:leverans": _sida(get=VARDEN, mal="leverans", loggar=True),
    "api:plocka": _sida(
        post=LAGRET,
        mal="leverans",
        body={"rader": [{"rad": "0b0e9f0e-0000-4000-8000-000000000000", "antal": 1}]},
    ),
    "api:utgangna": {"GET": Rad(FORRADET), "POST": Rad(FORRADET, body={"artikel": "10001"})},
    "api:utgangna_ta_bort": _sida(post=FORRADET, body={"artikel": "10001"}),
    "api:saldon": _sida(get=LAGRET, mal="lager"),
    "api:inventera": _sida(
        post=LAGRET, mal="lager", body={"artikel": "55434", "antal": 1, "skal": "prov"}
    ),
    "api:inventerat": _sida(post=LAGRET, mal="lager"),
    "api:plocklista": _sida(get=LAGRET, mal="lager"),
    "api:skanna": _sida(post=LAGRET, mal="lager", body={"kod": "10001"}),
    "api:fattas": _sida(post=LAGRET, mal="plockrad"),
    "api:angra_plock": _sida(post=LAGRET, mal="plockrad"),
    "api:samla": _sida(post=LAGRET, mal="leverans", body={"framme": []}),
    "api:avgor_samleverans": _sida(post=KUNDTJANST, mal="leverans", body={"beslut": "vanta"}),
    "api:bmb": _sida(get=INLOGGADE - HJALPMEDELSCENTRALEN),
    "api:kvittera_bmb": _sida(
        post=FORRADET,
        mal="till_forradet",
        body={"rader": [{"rad": "0b0e9f0e-0000-4000-8000-000000000000", "antal": 1}]},
    ),
    "api:utleverera": _sida(post=LAGRET, mal="leverans"),
    "api:leverera": _sida(post=TRANSPORTEN, mal="leverans", body={"utfall": "levererad"}),
    "api:kvittera": _sida(
        post=TRANSPORTEN, mal="leverans", body={"mottagen_av": "Nn", "signatur": "Nn"}
    ),
    "api:lamna_till_utlamning": _sida(post=TRANSPORTEN, mal="leverans"),
    "api:lamna_ut": _sida(
        post=TRANSPORTEN, mal="leverans", body={"mottagen_av": "Nn", "signatur": "Nn"}
    ),
    "api:avgora": _sida(post=KUNDTJANST, mal="leverans", body={"beslut": "tillbaka"}),
    "api:folj_upp_kvittens": _sida(post=KUNDTJANST, mal="leverans", body={"anteckning": "Ringde"}),
    "api:ta_tillbaka": _sida(post=LAGRET, mal="leverans"),
    "api:rattelse": {
        "GET": Rad(RATTAR, "kvitterad", loggar=True),
        "POST": Rad(
            RATTAR,
            "kvitterad",
            body={"innehav": 1, "vad": "antal", "antal": 99, "dag": "2026-11-25", "skal": "Prov"},
        ),
    },
    "api:felrapporter": _sida(
        get=INLOGGADE, post=ANMALER_NAGOT, body={"handelse": "administration"}
    ),
    # Without a number there is none to choose: tests/felrapport/test_sok.py knows one.
    "api:felrapport_annan_enhet": _sida(post=frozenset(), body={"nummer": "1", "skal": "Prov"}),
    "api:felrapport": {
        "GET": Rad(VARDEN, "felrapport", loggar=True),
        "PUT": Rad(ANMALER, "felutkast", body={"handelse": "administration"}),
        "DELETE": Rad(ANMALER, "felutkast"),
    },
    "api:felrapport_bilagor": _sida(post=ANMALER | {"kvalitet"}, mal="felrapport"),
    "api:felrapport_bilaga": {"DELETE": Rad(ANMALER, "felbilaga")},
    "api:felrapport_ta_emot": _sida(post=KUNDTJANST, mal="felrapport"),
    "api:felrapport_utred": _sida(
        post=SVARAR, mal="felrapport", body={"utfall": "åtgärdad", "text": "Prov"}
    ),
    "api:felrapport_komplettera": _sida(post=ANMALER, mal="felrapport", body={"text": "Prov"}),
    "api:felrapport_aterkoppla": _sida(post=ANMALER, mal="felrapport", body={"racker": True}),
    "api:felrapport_aterkalla": _sida(post=ANMALER, mal="felrapport"),
    "api:anmal_avvikelse": _sida(post=ANMALER, mal="felrapport", body={}),
    "api:avskriv_anmalan": _sida(
        post=frozenset({"kvalitet"}), mal="felrapport", body={"skal": "Prov"}
    ),
    "api:avsluta_avvikelse": _sida(
        post=frozenset({"kvalitet"}),
        mal="felrapport",
        body={"beslut": "anvands", "text": "Prov"},
    ),
    "api:meddelanden": {"GET": Rad(INLOGGADE), "DELETE": Rad(INLOGGADE)},
    "api:meddelande": {
        "GET": Rad(MIRIAM, "meddelande"),
        "DELETE": Rad(INLOGGADE, "meddelande"),
    },
    "api:processgrupper": _sida(get=RITAR, post=RITAR, body={"namn": "", "roll": ""}),
    "api:processgrupp": _sida(get=RITAR, post=RITAR, mal="grupp", body={"namn": ""}),
    "api:arendets_gang": _sida(get=LAGAR, mal="order"),
    "api:processarenden": _sida(get=RITAR, mal="processnamn"),
    "api:processer": _sida(get=INLOGGADE, post=RITAR, body={"filer": {}}),
    "api:process": _sida(get=RITAR, mal="processnamn"),
    "api:processversioner": _sida(get=RITAR, mal="processnamn"),
    "api:processversion": _sida(get=RITAR, mal="processversion"),
    "api:processversion_utkast": _sida(post=RITAR, mal="processversion", body={"rev": 1}),
    "api:processdokument": _sida(get=RITAR, mal="processversion"),
    "api:processinsikt": _sida(get=RITAR, mal="processnamn"),
    "api:processjamfor": _sida(get=RITAR, mal="processnamn", query="fran=1&till=1"),
    "api:processgodkannande": _sida(get=RITAR, mal="processgodkannande"),
    "api:processgodkannande_godkann": _sida(post=RITAR, mal="processgodkannande"),
    "api:processgodkannande_avsla": _sida(
        post=RITAR, mal="processgodkannande", body={"skal": "Prov"}
    ),
    "api:processflytta": _sida(get=RITAR, post=RITAR, mal="processnamn", body={"skal": "Prov"}),
    "api:processflytt": _sida(get=RITAR, mal="processflytt"),
    "api:processflytt_resten": _sida(post=RITAR, mal="processflytt"),
    "api:processflytt_lat_vara": _sida(post=RITAR, mal="processflytt"),
    "api:processflytt_tillbaka": _sida(post=RITAR, mal="processflytt"),
    "api:processutkast": _sida(get=RITAR, post=RITAR, mal="processnamn", body={"filer": {}}),
    # Without a draft there is nothing to judge, for whoever may ask.
    "api:processutkast_omdome": _sida(get=RITAR, mal="processnamn"),
    "api:processutkast_bort": _sida(post=RITAR, mal="processnamn", body={"rev": 1}),
    "api:processscenarier": _sida(get=RITAR, post=RITAR, mal="processnamn", body={}),
    "api:processprova": _sida(post=RITAR, mal="processnamn", body={}),
    "api:processuppspelningar": _sida(post=RITAR, mal="processnamn", body={}),
    "api:processuppspelning": _sida(get=RITAR, mal="uppspelning"),
    "api:processuppspelade": _sida(get=RITAR, mal="uppspelning"),
    "api:processuppspelning_avbryt": _sida(post=RITAR, mal="uppspelning"),
    "api:processuppspelning_last": _sida(post=RITAR, mal="uppspelning"),
    "api:processpublicera": _sida(post=RITAR, mal="processnamn", body={}),
    "api:process_ta_tillbaka": _sida(post=RITAR, mal="processnamn"),
    "api:kontrollera": _sida(post=RITAR, body={"process": "x", "bpmn": "<x/>"}),
}

TABELL: Mapping[str, Mapping[str, Rad]] = {**SIDOR, **API}
# Who has every role comes in where anybody does, but not as somebody else.
ALLT_UTOM = {
    ("meddelande", "GET"),
    ("api:meddelande", "GET"),
    ("arbetsorder:annan_enhet", "POST"),
    ("api:arbetsorder_annan_enhet", "POST"),
    ("kundorder:annan_enhet", "POST"),
    ("api:kundorder_annan_enhet", "POST"),
    ("api:hamtorder_hos_andra", "POST"),
    ("felrapport:annan_enhet", "POST"),
    ("api:felrapport_annan_enhet", "POST"),
    ("felrapport:tagg", "GET"),
    ("api:kundorder_levererade", "GET"),
}


def slapps_in(dorr: str, metod: str, vem: str) -> bool:
    """What the table says."""
    vilka = TABELL[dorr][metod].vilka
    if vem == ALLT:
        return (dorr, metod) not in ALLT_UTOM
    return vem in vilka
