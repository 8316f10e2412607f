"""What must hold of a felrapport. Pure: every refusal is a list of hinder in Swedish."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from cases.gemensamt.antal import i_kronor
from workflows.errors import Hinder

MER = "Skriv mer: minst tio tecken, så att den som läser förstår."
_MINST = 10


@dataclass(frozen=True)
class Sammanhang:
    """What is said of an aid, as the registers know it. Empty where it isn't said."""

    artikel: str = ""
    individ: str = ""
    individens_artikel: str = ""
    individen_hos_annan: bool = False
    mottagare_sagd: bool = False
    har_artikeln: bool = True


def hinder_for_sammanhang(om: Sammanhang) -> list[Hinder]:
    """Whether mottagare, artikel and individ, where they are filled in, go together (FR-1, V13)."""
    hinder = []
    if om.individ and om.artikel and om.individens_artikel != om.artikel:
        hinder.append(
            Hinder(
                "individ_annan_artikel",
                f"Individ {om.individ} är artikel {om.individens_artikel}, inte {om.artikel}."
                " Rätta det ena, eller lämna artikeln tom.",
                "artikel",
            )
        )
    if om.individ and om.individen_hos_annan:
        hinder.append(
            Hinder(
                "individ_hos_annan",
                f"Individ {om.individ} är inte registrerad på den här mottagaren. Läs av märkningen"
                " igen, eller rätta mottagaren.",
                "individ",
            )
        )
    elif om.mottagare_sagd and om.artikel and not om.har_artikeln:
        hinder.append(
            Hinder(
                "artikel_inte_hos",
                f"Mottagaren har varken fått eller beställt artikel {om.artikel}. Rätta numret,"
                " eller lämna mottagaren tom.",
                "artikel",
            )
        )
    return hinder


def hinder_for_verkstall(
    *, beskrivning: str, hande: datetime | None, nu: datetime, objekt_fattas: bool
) -> list[Hinder]:
    """What is still missing before it can be sent; a draft may lack all of it."""
    hinder = []
    if objekt_fattas:
        hinder.append(
            Hinder(
                "objekt_saknas",
                "Välj vad felrapporten gäller. Gå tillbaka till Vad gäller det?",
                "objekt",
            )
        )
    if hande is None:
        hinder.append(
            Hinder(
                "datum_saknas", "Ange vilken dag det hände eller upptäcktes, och tiden.", "datum"
            )
        )
    elif hande > nu:
        hinder.append(
            Hinder("datum_framtid", "Dagen och tiden kan inte ligga framåt i tiden.", "datum")
        )
    if len(beskrivning.strip()) < _MINST:
        hinder.append(
            Hinder(
                "beskrivning_saknas",
                "Beskriv vad som har hänt och vad det kan leda till, med minst tio tecken.",
                "beskrivning",
            )
        )
    return hinder


def hinder_for_text(text: str, falt: str, mening: str) -> list[Hinder]:
    """A sentence that must be written."""
    return [] if text.strip() else [Hinder("text_saknas", mening, falt)]


@dataclass(frozen=True)
class Sak:
    """What a report is about, as what follows of it must know it. `kvar` is the kronor that can
    be given back, `antal_kvar` how many can be replaced."""

    artikel: str
    kund_finns: bool
    hos_mottagare: bool
    hamtas: bool
    kvar: Decimal | None
    antal_kvar: int = 999
    karantan: bool = False


def hinder_for_foljd(
    slag: str,
    sak: Sak,
    *,
    belopp: Decimal | None,
    antal: int,
    typ_kand: bool,
    typ_utreder: bool = False,
) -> list[Hinder]:
    """Why one thing can't follow of a report."""
    match slag:
        case "ersattning":
            return _om_ersattning(antal, sak)
        case "kreditering":
            return _om_kreditering(belopp, sak)
        case "hamtning":
            return _om_hamtning(sak)
        case "arbete":
            return _om_arbete(sak, typ_kand=typ_kand, typ_utreder=typ_utreder)
    return [Hinder("foljd_okand", "Välj en av följdåtgärderna.", "foljder")]


def _om_arbete(sak: Sak, *, typ_kand: bool, typ_utreder: bool) -> list[Hinder]:
    if not typ_kand:
        return [Hinder("arbete_saknas", "Välj vilket arbete som behövs.", "arbete_typ")]
    if sak.karantan and not typ_utreder:
        return [
            Hinder(
                "karantan",
                "Hjälpmedlet är i karantän efter en medicinteknisk avvikelse. Bara arbeten som"
                " hör till utredningen får beställas tills HMC kvalitet har hävt karantänen.",
                "arbete_typ",
            )
        ]
    return []


def _om_ersattning(antal: int, sak: Sak) -> list[Hinder]:
    if not sak.artikel:
        return [
            Hinder(
                "ersattning_vad",
                "Felrapporten gäller ingen artikel, så inget kan ersättas.",
                "foljder",
            )
        ]
    if sak.antal_kvar < 1:
        return [
            Hinder(
                "ersatt_redan",
                f"{sak.artikel} är redan ersatt. Se ersättningsordern bland det som hör till"
                " felrapporten.",
                "foljder",
            )
        ]
    if not 1 <= antal <= sak.antal_kvar:
        words = f"Högst {sak.antal_kvar} kan ersättas: så många gäller felrapporten."
        return [Hinder("antal_utanfor", words, "antal")]
    return []


def _om_kreditering(belopp: Decimal | None, sak: Sak) -> list[Hinder]:
    if belopp is None or belopp <= 0:
        return [Hinder("belopp_saknas", "Ange hur många kronor som ska krediteras.", "belopp")]
    if sak.kvar is not None and belopp > sak.kvar:
        return [
            Hinder(
                "belopp_for_stort",
                f"Högst {i_kronor(sak.kvar)} kan krediteras för {sak.artikel}: vad den kostade,"
                " mindre det som redan är krediterat.",
                "belopp",
            )
        ]
    return (
        []
        if sak.kund_finns
        else [Hinder("ingen_kund", "Felrapporten har ingen kund att kreditera.", "foljder")]
    )


def _om_hamtning(sak: Sak) -> list[Hinder]:
    if not sak.hos_mottagare:
        return [
            Hinder(
                "hamtas_inte",
                "Felrapporten gäller inget som en mottagare har, så inget kan hämtas.",
                "foljder",
            )
        ]
    if sak.hamtas:
        return [Hinder("hamtas_redan", f"{sak.artikel} står redan på en hämtorder.", "foljder")]
    return []


def hinder_for_anmalan(
    *,
    lv_dag: date | None,
    lv_referens: str,
    lv_skal: str,
    ivo: bool,
    ivo_dag: date | None,
    ivo_skal: str,
    i_dag: date,
) -> list[Hinder]:
    """What must be said of the notifications of a medicinteknisk avvikelse (§2.7, L12)."""
    hinder = []
    if lv_dag is None and not lv_skal.strip():
        hinder.append(
            Hinder(
                "lv_saknas",
                "Ange när avvikelsen anmäldes till Läkemedelsverket, eller varför den inte anmäls.",
                "lv_dag",
            )
        )
    if lv_dag is not None and not lv_referens.strip():
        hinder.append(
            Hinder(
                "lv_referens",
                "Ange referensnumret som Läkemedelsverket gav anmälan.",
                "lv_referens",
            )
        )
    if ivo and ivo_dag is None and not ivo_skal.strip():
        hinder.append(
            Hinder(
                "ivo_saknas",
                "Ange när händelsen anmäldes till IVO, eller varför den inte anmäls.",
                "ivo_dag",
            )
        )
    hinder += [
        Hinder("dag_framtid", "Dagen kan inte ligga framåt i tiden.", falt)
        for falt, dag in (("lv_dag", lv_dag), ("ivo_dag", ivo_dag))
        if dag is not None and dag > i_dag
    ]
    return hinder


def hinder_for_avskrivning(skal: str, anmal_senast: datetime, nu: datetime) -> list[Hinder]:
    """A notification is given up only when it is late, and with a reason."""
    hinder = hinder_for_text(skal, "skal", "Skriv varför anmälan inte blir gjord.")
    if nu < anmal_senast:
        hinder.append(
            Hinder(
                "inte_sen",
                "Vårdgivaren har fortfarande tid att anmäla. Vänta tills den sista dagen har"
                " passerat.",
                "skal",
            )
        )
    return hinder


def hinder_for_avslut(
    *, beslut: str, text: str, anmald: bool, brev: int, saknade_arbeten: Sequence[str]
) -> list[Hinder]:
    """What ends an investigation: a decision, why, the works that the table asks for, and the
    authority's letter where it was notified."""
    hinder = hinder_for_text(text, "text", "Skriv vad utredningen visade.")
    if beslut not in {"anvands", "skrotas"}:
        hinder.append(Hinder("beslut_saknas", "Välj vad som ska göras med hjälpmedlet.", "beslut"))
    hinder += [
        Hinder(
            "arbete_ogjort",
            f"Arbetet ”{one}” ska vara avslutat först. Beställ det på hjälpmedlet och vänta in det,"
            " eller skriv varför det inte behövs.",
            "utan_arbete_skal",
        )
        for one in saknade_arbeten
    ]
    if anmald and not brev:
        hinder.append(Hinder("brev_saknas", "Bifoga Läkemedelsverkets avslutsbrev.", "bilagor"))
    return hinder
