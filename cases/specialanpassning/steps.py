"""What the system does in `specialanpassning`. Each may run twice and then does nothing more."""

from datetime import datetime
from uuid import UUID

from cases.gemensamt.models import Arende
from cases.gemensamt.oppning import satt_status
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from cases.organisation.queries import med_roll
from cases.specialanpassning.models import Specialanpassning
from cases.specialanpassning.oppning import hamta
from workflows.registry import Tillfalle, step

Status = Specialanpassning.Status


@step()
def meddela_kostnadsforslag(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """N14."""
    spec = hamta(arende)
    _meddela(
        spec,
        "kostnadsförslag",
        f"Kostnadsförslag {spec.kostnaden} för arbetsorder {spec.arbetsordernummer}. Öppna ärendet"
        " och ta ställning.",
        "N14",
    )


@step()
def paminn_om_kostnad(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Those who pay at the unit are reminded, and the förskrivare knows that it takes time."""
    spec = hamta(arende)
    words = f"Kostnaden {spec.kostnaden} för arbetsorder {spec.arbetsordernummer}"
    payers = [one for one in med_roll("kostnadsansvarig") if _hos(one, spec)]
    skicka(
        payers,
        f"Specialanpassning {spec.arende.nummer}: kostnaden väntar på beslut",
        f"{words} väntar på ditt beslut. Öppna uppgiften i Inkorg.",
        arende=spec.pk,
        nyckel=f"{spec.pk}:paminn",
    )
    _meddela(spec, "kostnadsbeslutet dröjer", f"{words} är inte beslutad än.", "paminn")


@step()
def meddela_forsening(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """N10."""
    spec = hamta(arende)
    _meddela(
        spec,
        "försenad",
        f"Arbetsorder {spec.arbetsordernummer} blir inte klar {spec.klar_senast:%Y-%m-%d} som det"
        " var sagt. Kundtjänst återkommer med en ny tid.",
        f"N10:{spec.klar_senast}",
    )


@step()
def meddela_fardig(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """N15. Each time it has been made anew."""
    spec = hamta(arende)
    name = spec.specialanpassnings_id or spec.arende.nummer
    _meddela(
        spec,
        "klar att godkänna",
        f"Prova ut och godkänn specialanpassning {name} före användning.",
        f"N15:{tillfalle.effective:%Y%m%d%H%M%S}",
    )


@step()
def lamna_over(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Approved: the arbetsorder may hand it over."""
    satt_status(hamta(arende).arende, Status.GODKAND)


@step()
def avsluta_utan(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Nothing is made. Why, in the status and in a message (SP2, SP3)."""
    spec = hamta(arende)
    status, why = _varfor_inte(spec)
    satt_status(spec.arende, status)
    _meddela(
        spec,
        "avslutad utan specialanpassning",
        f"Arbetsorder {spec.arbetsordernummer}: {why}",
        "avslut",
    )


@step()
def avbryt_arbetet(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The arbetsorder is cancelled (SP4). What was marked stays marked: it is no longer as the
    manufacturer made it."""
    satt_status(hamta(arende).arende, Status.MAKULERAD)


def avslutad(arende: UUID, cancelled: bool, nar: datetime) -> None:  # noqa: FBT001 - the registry's form
    """The process has ended: the case is closed."""
    Arende.objects.filter(pk=arende).update(avslutad=nar)


def _varfor_inte(spec: Specialanpassning) -> tuple[Specialanpassning.Status, str]:
    if spec.bedomning == Specialanpassning.Bedomning.EJ_MOJLIG:
        return Status.EJ_MOJLIG, f"det går inte att göra. {spec.motivering}"
    if spec.ansokt is False:
        return Status.AVSTOD, f"du avstod efter kostnadsförslaget. {spec.kostnad_skal}"
    if spec.kostnad_godkand is False:
        return Status.AVSLAGEN, f"kostnadsansvarig avslog kostnaden. {spec.kostnad_skal}"
    if spec.avstar_efter_svar:
        return Status.NEJ_TILLVERKARE, f"tillverkaren sa nej. {spec.tillverkarens_svar}"
    return (
        Status.OTILLATEN,
        "ändringen får inte göras: den är inte för en namngiven patient, tillverkaren har inte"
        " godkänt den och den får inte lämnas till en annan juridisk person.",
    )


def _hos(person: Anvandare, spec: Specialanpassning) -> bool:
    return person.uppdrag.filter(kund=spec.arende.kund_id).exists()


def _meddela(spec: Specialanpassning, rubrik: str, text: str, nyckel: str) -> None:
    skicka(
        spec.arende.bestallare,
        f"Specialanpassning {spec.arende.nummer}: {rubrik}",
        text,
        arende=spec.pk,
        nyckel=f"{spec.pk}:{nyckel}",
    )
