"""What a buffertförråd does with a lagerpåfyllnad that has come: unpacks it and says what came."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from cases.gemensamt import behorighet
from cases.gemensamt.hinder import stoppa_om
from cases.hjalpmedel import flytt
from cases.leverans import oppning, rules
from cases.leverans.models import Leverans, Leveransrad
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from cases.organisation.queries import egna_forrad, med_roll
from cases.organisation.roller import VARDGIVARE, har_roll, roller_pa_sidan
from workflows import clock, engine
from workflows.errors import Forbidden
from workflows.registry import action

PA_VAG = [Leverans.Status.UTLEVERERAD, Leverans.Status.EJ_HEMMA, Leverans.Status.LEVERERAD]


def att_kvittera(person: Anvandare) -> QuerySet[Leverans]:
    """What is on its way to the person's own förråd, the one that is expected first, first."""
    return (
        Leverans.objects.filter(
            till_lager__in=egna_forrad(person),
            arende__avslutad__isnull=True,
            arende__status__in=PA_VAG,
        )
        .select_related("arende__bestallare", "till_lager", "lager")
        .prefetch_related("rader__artikel", "rader__individer")
        .order_by("till_lager__namn", "planerad", "arende__skapad", "pk")
    )


def krav_vardgivare(person: Anvandare) -> None:
    """Raise `Forbidden` for HMC's own people, who have no förråd."""
    if not har_roll(person, *roller_pa_sidan(VARDGIVARE)):
        raise Forbidden(
            "Kvittera BMB är för enheter med eget förråd. Följ leveransen i Leveranser."
        )


def krav_eget(person: Anvandare, leverans: Leverans) -> None:
    """Raise `Forbidden` for a förråd that is another unit's."""
    if leverans.till_lager not in egna_forrad(person):
        raise Forbidden("Det här går till ett annat förråd än ditt. Be dess egen enhet kvittera.")


@action
@engine.move
def kvittera_bmb(
    arende: UUID,
    *,
    person: Anvandare,
    mottaget: Sequence[rules.Mottaget],
    task_id: UUID | None = None,
) -> Leverans:
    """The förråd has unpacked: what came, row by row. Raises `Refused`, `NotYourTurn`, `Forbidden`.

    Where the driver has not said that it is delivered (no signal), the unpacking says so too.
    """
    process = engine.lock(arende)
    leverans = Leverans.objects.select_related("arende", "lager", "till_lager").get(pk=arende)
    behorighet.krav(person, "kvittera_bmb", leverans.arende)
    krav_eget(person, leverans)
    if not oppning.vantar_pa(arende, "leverera", "kvittera_bmb"):
        raise oppning.inte_din_tur(leverans)
    rader = list(
        leverans.rader.filter(plockat__gt=0).select_related("artikel").prefetch_related("individer")
    )
    told = {one.rad: one for one in mottaget}
    stoppa_om(rules.hinder_for_uppackning([uppackrad(rad) for rad in rader], told))
    if oppning.vantar_pa(arende, "leverera"):
        leverans.utfall, leverans.forsok = Leverans.Utfall.LEVERERAD, leverans.forsok + 1
        leverans.save(update_fields=["utfall", "forsok"])
        engine.complete(process, "leverera", actor=person.username)
    for rad in rader:
        found = told[rad.rad]
        rad.mottaget, rad.anmarkning = found.antal, found.anmarkning.strip()[:200]
        rad.mottagna.set(rad.individer.filter(nummer__in=found.individer))
    Leveransrad.objects.bulk_update(rader, ["mottaget", "anmarkning"])
    leverans.mottagen_av = leverans.signatur = person.namn[:120]
    leverans.kvitterad = clock.now()
    leverans.save(update_fields=["mottagen_av", "signatur", "kvitterad"])
    oppning.satt_status(leverans, Leverans.Status.KVITTERAD)
    _meddela_anmarkningar(leverans, rader)
    engine.complete(process, "kvittera_bmb", actor=person.username, task_id=task_id)
    return leverans


def uppackrad(rad: Leveransrad) -> rules.Uppackrad:
    """What the rules must know of a row that is unpacked."""
    return rules.Uppackrad(
        rad.rad,
        rad.nr,
        str(rad.artikel),
        rad.plockat,
        tuple(individ.nummer for individ in rad.individer.all()),
    )


def gods(lager_id: int, rad: Leveransrad) -> list[flytt.Gods]:
    """What of a row is put on the förråd's shelf."""
    if rad.artikel.individmarkt:
        return [
            flytt.Gods(lager_id, rad.artikel_id, individ_id=individ.pk, rad=rad.rad)
            for individ in rad.mottagna.all()
        ]
    return [flytt.Gods(lager_id, rad.artikel_id, antal=rad.mottaget or 0, rad=rad.rad)]


def _meddela_anmarkningar(leverans: Leverans, rader: Sequence[Leveransrad]) -> None:
    """The lager that sent it is told what was wrong."""
    wrong = [rad for rad in rader if rad.anmarkning]
    if not wrong:
        return
    said = " ".join(
        f"Rad {rad.nr} {rad.artikel}: {rad.mottaget} av {rad.plockat} kom. {rad.anmarkning}"
        for rad in wrong
    )
    skicka(
        med_roll("lager"),
        f"Anmärkning vid uppackning, följesedel {leverans.foljesedel}",
        f"{leverans.till_lager} har anmärkt på följesedel {leverans.foljesedel}. {said}",
        arende=leverans.pk,
        nyckel=f"{leverans.pk}:uppackning",
    )
