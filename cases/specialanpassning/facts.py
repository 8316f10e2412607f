"""What the diagram `specialanpassning` may ask."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings

from cases.organisation.models import Kund
from cases.specialanpassning.models import Specialanpassning
from workflows import clock
from workflows.facts import NOT_NOTED

# HMC is a part of the region: what it makes for the municipalities goes to another legal entity.
_SAMMA_PERSON = {Kund.Organisation.REGION, Kund.Organisation.HABILITERING}
_DAGENS_SLUT = time(17)


@dataclass(frozen=True)
class SpecialanpassningFakta:
    """Read under the case's lock; documented here for those who draw."""

    arende: Annotated[str, "Ärendets id", NOT_NOTED]
    arbetsorder: Annotated[str, "Arbetsorderns id: nyckel i processmeddelanden", NOT_NOTED]
    kostnadsforslag_onskas: Annotated[bool, "Om förskrivaren vill ha ett kostnadsförslag"]
    bedomning: Annotated[str, "Teknikerns svar: mojlig, komplettera eller ej_mojlig"]
    klar_senast: Annotated[datetime, "När det ska vara klart enligt överenskommelsen"]
    ansoker: Annotated[bool, "Om förskrivaren ansöker om kostnaden"]
    kostnad_godkand: Annotated[bool, "Om kostnaden är godkänd"]
    inom_tillverkarens_anvisning: Annotated[bool, "Om ändringen ryms i tillverkarens anvisning"]
    tillverkaren_godkanner_skriftligt: Annotated[bool, "Om tillverkaren skriftligt sagt ja"]
    samma_juridiska_person: Annotated[bool, "Om vårdgivaren är samma juridiska person som HMC"]
    avsedd_for_namngiven_patient: Annotated[bool, "Om den görs för en namngiven patient"]
    avstar_efter_svar: Annotated[bool, "Om den inte ska göras efter tillverkarens nej"]
    godkand: Annotated[bool, "Om förskrivaren har godkänt den"]
    uppfoljs: Annotated[datetime, "När den ska följas upp"]
    avslut: Annotated[dict[str, Any], "Det som arbetsordern får veta"]


def fakta(arende: UUID) -> Mapping[str, Any]:
    """The case's facts now."""
    spec = Specialanpassning.objects.select_related("arende__kund").get(pk=arende)
    promised = spec.klar_senast or clock.today()
    approved = spec.godkand_nar or clock.now()
    return asdict(
        SpecialanpassningFakta(
            arende=str(spec.pk),
            arbetsorder=str(spec.arbetsorder),
            kostnadsforslag_onskas=spec.kostnadsforslag_onskas,
            bedomning=spec.bedomning,
            klar_senast=datetime.combine(promised, _DAGENS_SLUT, tzinfo=clock.STOCKHOLM),
            ansoker=bool(spec.ansokt),
            kostnad_godkand=bool(spec.kostnad_godkand),
            **for_tabellen(spec),
            avstar_efter_svar=spec.avstar_efter_svar,
            godkand=bool(spec.godkand),
            uppfoljs=approved + timedelta(days=settings.SPECIALANPASSNING_FOLJS_UPP_DAGAR),
            avslut=avslut(spec),
        )
    )


def for_tabellen(spec: Specialanpassning) -> dict[str, bool]:
    """What the table `regulatorisk_klass` asks. Until the manufacturer has answered, it is no."""
    kund = spec.arende.kund
    return {
        "inom_tillverkarens_anvisning": bool(spec.inom_anvisning),
        "tillverkaren_godkanner_skriftligt": bool(spec.tillverkaren_godkanner),
        "samma_juridiska_person": kund is not None and kund.organisation in _SAMMA_PERSON,
        "avsedd_for_namngiven_patient": spec.namngiven,
    }


def text(spec: Specialanpassning) -> str:
    """How it ended, in the words that the förskrivare reads on the arbetsorder."""
    if spec.godkand:
        marked = f" Märkt {spec.specialanpassnings_id}." if spec.specialanpassnings_id else ""
        return f"Specialanpassningen är godkänd: {spec.klass}.{marked}"
    why = spec.tillverkarens_svar or spec.kostnad_skal or spec.motivering
    return f"{spec.arende.status}. {why}".strip()


def avslut(spec: Specialanpassning) -> dict[str, Any]:
    """How it ended, with cost and worked time: the payload of `specialanpassning_klar`."""
    done = spec.arende.status == Specialanpassning.Status.GODKAND
    return {
        "arende": str(spec.pk),
        "arbetsorder": str(spec.arbetsorder),
        "nummer": spec.arende.nummer or "",
        "klar": done,
        "utfall": spec.arende.status,
        "text": text(spec),
        "belopp": str(spec.belopp) if done and spec.belopp is not None else None,
        "specialanpassnings_id": spec.specialanpassnings_id,
        "individ": spec.individ_id,
        "tider": [
            {
                "uppgift": one.uppgift,
                "dag": f"{one.dag:%Y-%m-%d}",
                "minuter": one.minuter,
                "av": one.av_id,
            }
            for one in spec.tider.all()
        ],
    }
