"""What the diagram `felrapport` and its tables may ask."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings

from cases.felrapport import foljder
from cases.felrapport.models import Avvikelse, Felrapport, Foljdatgard
from cases.felrapport.oppning import hamta
from workflows import clock
from workflows.facts import NOT_NOTED

_UTKAST_STAR = timedelta(days=30)


@dataclass(frozen=True)
class FelrapportFakta:
    """Read under the report's lock; documented here for those who draw."""

    arende: Annotated[str, "Ärendets id: nyckel i processmeddelanden", NOT_NOTED]
    nummer: Annotated[str | None, "Felrapportens nummer", NOT_NOTED]
    rort_nyligen: Annotated[bool, "Om utkastet har ändrats de senaste 30 dagarna"]
    ingang: Annotated[str, "Vad felrapporten gäller: levererad kundorder, hjälpmedelsbild …"]
    kategori: Annotated[str, "Reklamation, Tillgänglighet eller Bemötande"]
    handelsetyp: Annotated[str, "Typ av händelse"]
    personskada_eller_tillbud: Annotated[bool, "Om någon har skadats eller kunnat skadas"]
    skada: Annotated[str, "Om någon skadades: nej, ja eller allvarlig vårdskada"]
    risk_for_skada: Annotated[bool, "Om någon kunde ha skadats"]
    orsak_produkt: Annotated[str, "Om hjälpmedlet var orsaken: ja, oklart, nej, normal förslitning"]
    artikel: Annotated[str | None, "Hjälpmedlets artikelnummer"]
    hjalpmedel: Annotated[
        str | None, "Hjälpmedlets benämning, till exempel Säng SB755", "Hjälpmedel"
    ]
    iso: Annotated[str | None, "Hjälpmedlets ISO-kod, sex siffror; sängar börjar på 1812"]
    grupp: Annotated[str, "Gruppen hos HMC som har felrapporten nu"]
    svara_senast: Annotated[datetime | None, "När gruppen senast ska svara"]
    utfall: Annotated[str, "Vad gruppen valde: komplettering, vidare, åtgärdad eller avslagen"]
    racker_svaret: Annotated[bool, "Om den som anmälde är nöjd med svaret, eller inte har sagt"]
    ersattning_begars: Annotated[bool, "Om en ersättningsvara ska beställas nu"]
    foljd_ersattning: Annotated[Any, "Ersättningen, till kundordern"]
    hamtning_begars: Annotated[bool, "Om hjälpmedlet ska hämtas"]
    foljd_hamtning: Annotated[Any, "Hämtningen, till hämtordern"]
    arbete_begars: Annotated[bool, "Om ett arbete ska beställas nu", "Arbete begärs"]
    foljd_arbete: Annotated[Any, "Arbetet, till arbetsordern"]
    avvikelse_utreds: Annotated[bool, "Om händelsen är en medicinteknisk avvikelse"]
    anmal_senast: Annotated[datetime | None, "När vårdgivaren senast ska ha anmält avvikelsen"]
    anmalan_avskriven: Annotated[bool, "Om HMC kvalitet har avskrivit anmälan"]
    utreds_senast: Annotated[
        datetime | None, "När utredningen senast ska vara hos IVO, vid lex Maria; annars inget"
    ]
    kvalitetsgrupp: Annotated[str, "Gruppen som avslutar en avvikelse"]


def fakta(arende: UUID) -> Mapping[str, Any]:
    """The report's facts now."""
    return asdict(for_felrapport(hamta(arende)))


def for_felrapport(found: Felrapport) -> FelrapportFakta:
    """The facts of a report that has been read."""
    asked = {one.slag: one for one in found.foljder.filter(begard__isnull=True)}
    avvikelse = Avvikelse.objects.filter(pk=found.pk).first()
    return FelrapportFakta(
        arende=str(found.pk),
        nummer=found.arende.nummer,
        rort_nyligen=found.andrad > clock.now() - _UTKAST_STAR,
        ingang=found.ingang,
        kategori=found.kategori,
        handelsetyp=found.handelsetyp,
        personskada_eller_tillbud=found.personskada_eller_tillbud,
        skada=found.skada,
        risk_for_skada=found.risk_for_skada,
        orsak_produkt=found.orsak_produkt,
        artikel=found.artikel.nummer if found.artikel else None,
        hjalpmedel=found.artikel.benamning if found.artikel else None,
        iso=found.artikel.iso.kod if found.artikel and found.artikel.iso else None,
        grupp=found.grupp.nyckel if found.grupp else "",
        svara_senast=found.svara_senast,
        utfall=found.utfall,
        racker_svaret=found.racker is not False,
        ersattning_begars=Foljdatgard.Slag.ERSATTNING in asked,
        foljd_ersattning=foljder.ersattning(found, asked.get(Foljdatgard.Slag.ERSATTNING)),
        hamtning_begars=Foljdatgard.Slag.HAMTNING in asked,
        foljd_hamtning=foljder.hamtning(found, asked.get(Foljdatgard.Slag.HAMTNING)),
        arbete_begars=Foljdatgard.Slag.ARBETE in asked,
        foljd_arbete=foljder.arbete(found, asked.get(Foljdatgard.Slag.ARBETE)),
        avvikelse_utreds=avvikelse is not None and avvikelse.avslutad is None,
        anmal_senast=avvikelse.anmal_senast if avvikelse else None,
        anmalan_avskriven=avvikelse is not None and avvikelse.avskriven is not None,
        utreds_senast=avvikelse.utreds_senast if avvikelse else None,
        kvalitetsgrupp=settings.AVVIKELSE_GRUPP,
    )
