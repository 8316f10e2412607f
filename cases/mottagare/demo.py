"""The demo world's patients, all made up: their numbers lie in the series kept for tests."""

from datetime import date

from cases.mottagare.models import Baskodsperiod, Mottagare
from cases.mottagare.register import las_identitet, vardenhet_for
from cases.organisation.models import Baskod, Kund
from cases.organisation.ordning import sortnyckel
from cases.organisation.seed_files import rows

BASKOD_FRAN = date(2020, 1, 1)
AVVIKANDE_FRAN = date(2024, 6, 1)


def ladda() -> dict[str, int]:
    """Load patients and every kund as a vårdenhet. A patient who is here is left as she is."""
    for row in rows(__file__, "patienter"):
        identity = las_identitet(row["identitet"])
        if not Mottagare.objects.filter(identitet=identity.nummer).exists():
            _patient(row)
    for kund in Kund.objects.all():
        vardenhet_for(kund)
    return {
        "patienter": Mottagare.objects.filter(typ=Mottagare.Typ.PATIENT).count(),
        "vårdenheter": Mottagare.objects.filter(typ=Mottagare.Typ.VARDENHET).count(),
    }


def _patient(row: dict[str, str]) -> None:
    identity = las_identitet(row["identitet"])
    own = Baskod.objects.get(kod=row["baskod"])
    deviating = Baskod.objects.filter(kod=row["avvikande_baskod"]).first()
    plain = ("namn", "gatuadress", "postnr", "postort", "telefon", "portkod", "skydd")
    patient = Mottagare.objects.create(
        typ=Mottagare.Typ.PATIENT,
        identitet=identity.nummer,
        identitetstyp=identity.typ.value,
        fodd=identity.fodd,
        sortnyckel=sortnyckel(row["namn"]),
        baskod=own,
        avvikande_baskod=deviating,
        avliden=date.fromisoformat(row["avliden"]) if row["avliden"] else None,
        **{field: row[field] for field in plain},
    )
    Baskodsperiod.objects.create(
        mottagare=patient,
        baskod=own,
        fran=BASKOD_FRAN,
        till=AVVIKANDE_FRAN if deviating else None,
    )
    if deviating:
        Baskodsperiod.objects.create(
            mottagare=patient, baskod=deviating, avvikande=True, fran=AVVIKANDE_FRAN
        )
