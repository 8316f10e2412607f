"""Finding and writing mottagare."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from cases.mottagare.identitet import Identitet, OgiltigIdentitet, tolka
from cases.mottagare.models import Baskodsperiod, Mottagare
from cases.organisation.models import Anvandare, Baskod, Kund
from cases.organisation.ordning import sortnyckel
from workflows import clock
from workflows.errors import Hinder, NotFound, Refused


def las_identitet(text: str) -> Identitet:
    """A number as somebody wrote it, with this installation's test identities.

    Raises `Refused` with a sentence about the field `identitet`.
    """
    try:
        return tolka(text, testidentiteter=settings.TESTIDENTITETER)
    except OgiltigIdentitet as no:
        raise Refused([no.hinder]) from no


def hitta_patient(text: str) -> Mottagare:
    """The patient with this number. `Refused` when it is wrong, `NotFound` when nobody has it."""
    identity = las_identitet(text)
    found = _patients().filter(identitet=identity.nummer).first()
    if found is None:
        raise NotFound(
            f"Ingen patient har numret {identity.skriven}. Kontrollera numret med patienten eller"
            " ring HMC kundtjänst, som kan lägga upp en ny patient."
        )
    return found


def hitta_vardenhet(kundnummer: str) -> Mottagare:
    """The vårdenhet with this kundnummer. Raises `NotFound`."""
    found = (
        Mottagare.objects.select_related("kund__betalare")
        .filter(typ=Mottagare.Typ.VARDENHET, kund__nummer=kundnummer.strip())
        .first()
    )
    if found is None:
        raise NotFound(
            f"Ingen vårdenhet har kundnumret {kundnummer.strip()}. Kontrollera numret, det står"
            " under Dina uppgifter."
        )
    return found


@transaction.atomic
def lagg_upp_patient(
    text: str, namn: str, baskod: Baskod, *, av: str, skydd: str = "", avliden: date | None = None
) -> Mottagare:
    """A new patient with her first baskod. Raises `Refused` when the number is wrong or taken."""
    identity = las_identitet(text)
    if Mottagare.objects.filter(identitet=identity.nummer).exists():
        raise Refused(
            [
                Hinder(
                    "identitet_upptagen",
                    f"Det finns redan en patient med numret {identity.skriven}. Sök fram den.",
                    "identitet",
                )
            ]
        )
    patient = Mottagare.objects.create(
        typ=Mottagare.Typ.PATIENT,
        identitet=identity.nummer,
        identitetstyp=identity.typ.value,
        fodd=identity.fodd,
        namn=namn,
        sortnyckel=sortnyckel(namn),
        baskod=baskod,
        skydd=skydd,
        avliden=avliden,
    )
    Baskodsperiod.objects.create(mottagare=patient, baskod=baskod, fran=clock.today(), av=av)
    return patient


def vardenhet_for(kund: Kund) -> Mottagare:
    """The unit itself as mottagare; made the first time it is asked for."""
    unit, _ = Mottagare.objects.get_or_create(
        kund=kund,
        defaults={
            "typ": Mottagare.Typ.VARDENHET,
            "namn": kund.namn,
            "sortnyckel": sortnyckel(kund.namn),
        },
    )
    return unit


def las(mottagare_id: int) -> Mottagare | None:
    """The mottagare, locked until the transaction ends, so that what is read is what is changed."""
    return Mottagare.objects.select_for_update(no_key=True).filter(pk=mottagare_id).first()


@transaction.atomic
def byt_avvikande_baskod(mottagare_id: int, baskod: Baskod | None, av: Anvandare) -> Mottagare:
    """Set the avvikande baskod, or remove it with None; the history keeps both (BK-1 … BK-6).

    Who may is DMN 11's to say, before this. Raises `Refused` for a vårdenhet, and when nothing
    would change.
    """
    patient = Mottagare.objects.select_for_update(no_key=True).get(pk=mottagare_id)
    if patient.typ != Mottagare.Typ.PATIENT or patient.baskod is None:
        raise Refused(
            [Hinder("baskod_vardenhet", "En vårdenhet har ingen baskod: enheten betalar själv.")]
        )
    if baskod in (patient.avvikande_baskod, patient.baskod):
        raise Refused(
            [
                Hinder(
                    "baskod_samma",
                    f"Mottagaren har redan baskod {baskod}. Välj en annan eller gå tillbaka."
                    if baskod
                    else "Mottagaren har ingen avvikande baskod att ta bort. Gå tillbaka.",
                    "avvikande_baskod",
                )
            ]
        )
    patient.avvikande_baskod = baskod
    patient.save(update_fields=["avvikande_baskod"])
    today = clock.today()
    patient.baskodshistorik.filter(till__isnull=True).update(till=today)
    Baskodsperiod.objects.create(
        mottagare=patient,
        baskod=baskod or patient.baskod,
        avvikande=baskod is not None,
        fran=today,
        av=av.username,
    )
    return Mottagare.objects.select_related("baskod", "avvikande_baskod").get(pk=patient.pk)


def _patients() -> QuerySet[Mottagare]:
    return Mottagare.objects.select_related("baskod__betalare", "avvikande_baskod__betalare")
