"""Examples of the tables that hämtorder, felrapport and arbetsorder ask, at least one a row."""

from typing import Any

from tests.bpmn.exempel import Exempel


def hamtplats(rad: int, etikett: str, **svar: Any) -> Exempel:
    return Exempel(rad, {"hamtplats": etikett}, svar)


HAMTPLATS = [
    hamtplats(1, "Patientens privatadress", klass="fysisk", skriv_ut=False),
    hamtplats(2, "Buffertförråd (har förrådsnummer i webSesam)", skriv_ut=True, turbil=True),
    hamtplats(3, "Äldreboende eller annat omsorgsboende", adress_forslag="boende"),
    hamtplats(4, "Arbetsplats/enhet (Ej buffertförråd)", adress_forslag="enhet"),
    hamtplats(5, "Dödsbo, patientens privatadress", prioriterad=True),
    hamtplats(6, "Avregistrering av inställning", direktavregistrering=True, namn_kravs=True),
    hamtplats(7, "Återlämnat men ej avregistrerat – Reservdel", sokbar_efterat=False),
    hamtplats(8, "Återlämnat men ej avregistrerat – Tillbehör", turbil=False),
    hamtplats(
        9,
        "Återlämnat men ej avregistrerat – Huvudhjälpmedel",
        klass="utredning",
        direktavregistrering=False,
        hmc_efterat="eftersöker hjälpmedlet",
    ),
    hamtplats(
        10,
        "Återlämnad i samband med utprovning",
        direktavregistrering=True,
        hmc_efterat="bekräftar återlämnandet",
    ),
    hamtplats(11, "Förkommet hjälpmedel", klass="utredning", direktavregistrering=False),
]


def demontering(rad: int, grupp: str | None, *, kompetens: bool, hamtas: bool) -> Exempel:
    fakta = {"kraver_teknisk_kompetens": kompetens, "artikelgrupp": grupp}
    return Exempel(rad, fakta, {"hamtorder_tillaten": hamtas})


DEMONTERING = [
    demontering(1, "säng", kompetens=True, hamtas=True),
    demontering(2, "taklyft", kompetens=True, hamtas=False),
    demontering(3, "badbräda", kompetens=False, hamtas=True),
    demontering(4, "rollator", kompetens=False, hamtas=True),
    demontering(4, "taklyft", kompetens=False, hamtas=True),
    demontering(4, None, kompetens=False, hamtas=True),
]


def felrapport(
    rad: int, grupp: str, dagar: int, ingang: str, kategori: str, handelse: str, **fakta: Any
) -> Exempel:
    grund = {
        "personskada_eller_tillbud": False,
        "ingang": ingang,
        "kategori": kategori,
        "handelsetyp": handelse,
    }
    return Exempel(rad, grund | fakta, {"hmc_grupp": grupp, "svarstid_arbetsdagar": dagar})


ORDER, BILD, FRI = "levererad kundorder", "hjälpmedelsbild", "fristående"
REK, TILL = "Reklamation", "Tillgänglighet"
UNDERHALL = "Anmärkning på utfört/ej utfört underhåll"
UPPACKNING = "Anmärkning på uppackning i buffertförråd"
FELRAPPORT_GRUPP = [
    felrapport(
        1, "HMC kvalitet", 1, ORDER, REK, "Ej komplett leverans", personskada_eller_tillbud=True
    ),
    felrapport(2, "HMC lager", 5, ORDER, REK, "Ej komplett leverans"),
    felrapport(3, "HMC transport", 2, ORDER, REK, "Leverans till fel adress"),
    felrapport(4, "HMC kundtjänst", 2, BILD, TILL, "Utebliven/Sen leverans av order"),
    felrapport(5, "HMC retur", 5, BILD, REK, "Tillbakalämnat, men ej avregistrerat hjälpmedel"),
    felrapport(6, "HMC inköp och sortiment", 10, BILD, REK, "Fel på köpartikel inom garantitid"),
    felrapport(
        7, "HMC lager", 5, "individkort", REK, "Fel på individmärkt hjälpmedel i buffertförråd"
    ),
    felrapport(8, "HMC teknisk service", 5, "arbetsorder", REK, UNDERHALL),
    felrapport(
        9,
        "HMC konsulent",
        5,
        "arbetsorder",
        REK,
        "Anmärkning på konsultation/specialanpassning/anpassning",
    ),
    felrapport(10, "HMC transport", 2, "hämtorder", TILL, "Utebliven hämtning"),
    felrapport(11, "HMC enhetschef", 10, FRI, "Bemötande", "Bemötande"),
    felrapport(12, "HMC kundtjänst", 5, FRI, TILL, "Lång svarstid"),
    felrapport(13, "HMC lager", 5, FRI, TILL, "Brist i buffertförråd (automatpåfyllnad)"),
    felrapport(14, "HMC ekonomi", 10, FRI, REK, "Administration/E-faktura"),
    felrapport(15, "HMC transport", 5, FRI, REK, UPPACKNING),
    felrapport(16, "HMC kundtjänst", 5, FRI, REK, UNDERHALL),
]


def arbetsorder(
    rad: int, grupp: str, typ: str, utforande: str = "Utföres på plats", **fakta: Any
) -> Exempel:
    svar = {
        key.removeprefix("svar_"): fakta.pop(key) for key in list(fakta) if key.startswith("svar_")
    }
    grund = {
        "typ_av_atgard": typ,
        "utforande": utforande,
        "produktomrade": None,
        "nyforskrivning": False,
        "fast_montage": False,
        "kopplad_till_kundorder": True,
    }
    return Exempel(rad, grund | fakta, {"hmc_grupp": grupp, "blockerar_leverans": True} | svar)


PA_HMC, HOS = "Avhjälpande underhåll - utföres på HMC", "Avhjälpande underhåll - hos kund/brukare"
ARBETSORDER_GRUPP = [
    arbetsorder(
        1,
        "HMC tekniker (specialanpassning)",
        "Specialanpassning, kostnadsförslag önskas",
        nyforskrivning=True,
        svar_kraver_individ=False,
        svar_kraver_bilaga="specialanpassningsanvisning",
    ),
    arbetsorder(
        2,
        "konsulent manuella rullstolar",
        "Konsultation, akut",
        produktomrade="manuella rullstolar",
        svar_kraver_bilaga="konsultationsunderlag",
    ),
    arbetsorder(2, "HMC konsulent", "Konsultation"),
    arbetsorder(3, "HMC fälttekniker", HOS),
    arbetsorder(3, "HMC fälttekniker", "Akut avhjälpande underhåll"),
    arbetsorder(4, "HMC transport", PA_HMC, "Hämtas för åtgärd"),
    arbetsorder(5, "HMC verkstad", PA_HMC, "Hjälpmedel lämnas till HMC"),
    arbetsorder(
        6,
        "HMC tekniker",
        "Montering/installation",
        fast_montage=True,
        svar_kraver_bilaga="fastighetsägarens medgivande",
    ),
    arbetsorder(6, "HMC tekniker", "Anpassning", svar_kraver_bilaga=None),
    arbetsorder(7, "HMC tekniker och transport", "Demontering/avinstallation"),
    arbetsorder(8, "HMC kvalitet och tekniker", "Underlag till vårdgivares bedömn. medtek avvik"),
    arbetsorder(
        8,
        "HMC kvalitet och tekniker",
        "Produkt med medicinteknisk avvikelse till Läkemedelsverket",
    ),
    arbetsorder(9, "HMC supportteam", "Support digitala hjälpmedel"),
    arbetsorder(10, "HMC fälttekniker", "Förebyggande underhåll"),
    arbetsorder(11, "HMC verkstad", "Besiktning", "Hjälpmedel lämnas till HMC"),
    arbetsorder(
        12,
        "HMC koordinator",
        "Flytt av hjälpmedel",
        kopplad_till_kundorder=False,
        svar_blockerar_leverans=False,
    ),
]


def avvikelse(rad: int, klass: str, skada: str, orsak: str, *, risk: bool = False) -> Exempel:
    fakta = {"skada": skada, "risk_for_skada": risk, "orsak_produkt": orsak}
    return Exempel(rad, fakta, {"klass": klass})


MEDTEKNISK_AVVIKELSE = [
    avvikelse(1, "negativ händelse allvarlig", "allvarlig vårdskada", "nej"),
    avvikelse(2, "negativ händelse", "ja", "oklart"),
    avvikelse(3, "tillbud", "nej", "ja", risk=True),
    avvikelse(4, "reklamation", "nej", "ja"),
    avvikelse(5, "avhjälpande underhåll", "nej", "normal förslitning"),
    avvikelse(6, "ingen avvikelse", "nej", "oklart"),
    avvikelse(7, "bedöms av HMC kvalitet", "ja", "nej"),
]


def regulatorisk(rad: int, klass: str, **fakta: bool) -> Exempel:
    grund = {
        "inom_tillverkarens_anvisning": False,
        "tillverkaren_godkanner_skriftligt": False,
        "samma_juridiska_person": False,
        "avsedd_for_namngiven_patient": False,
    }
    return Exempel(rad, grund | fakta, {"klass": klass, "tillaten": rad != 5})


REGULATORISK_KLASS = [
    regulatorisk(1, "anpassning", inom_tillverkarens_anvisning=True),
    regulatorisk(2, "anpassning med tillverkargodkännande", tillverkaren_godkanner_skriftligt=True),
    regulatorisk(3, "specialanpassad produkt", avsedd_for_namngiven_patient=True),
    regulatorisk(4, "egentillverkning", samma_juridiska_person=True),
    regulatorisk(5, "otillåten"),
]

EXEMPEL = {
    "hamtorder/hamtplats.dmn": HAMTPLATS,
    "hamtorder/demontering.dmn": DEMONTERING,
    "felrapport/felrapport_grupp.dmn": FELRAPPORT_GRUPP,
    "felrapport/medteknisk_avvikelse.dmn": MEDTEKNISK_AVVIKELSE,
    "arbetsorder/arbetsorder_grupp.dmn": ARBETSORDER_GRUPP,
    "specialanpassning/regulatorisk_klass.dmn": REGULATORISK_KLASS,
}
