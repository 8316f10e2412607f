"""What the konsulent and kundtjänst do: one function per user task."""

from datetime import datetime
from uuid import UUID

from cases.artiklar.models import Artikel
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.oppning import klart, satt_status
from cases.konsultation import rules
from cases.konsultation.models import Konsultation, Rekommendation
from cases.konsultation.oppning import oppna
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from workflows import clock, engine, workdays
from workflows.registry import action

HANDLINGAR = {
    "erbjud_tid": ("konsulent",),
    "genomfor": ("konsulent",),
    "folj_upp_forsening": ("kundtjanst",),
}


@action
@engine.move
def erbjud_tid(
    arende: UUID, *, person: Anvandare, sagt: rules.Tidsforslag, task_id: UUID | None = None
) -> Konsultation:
    """A time is booked, or one more try to reach the mottagare has failed. Raises `Refused`."""
    process, found = oppna(arende, person, "erbjud_tid")
    stoppa_om(
        rules.hinder_for_tid(
            sagt,
            nu=clock.now(),
            senast=found.tid_senast,
            former=Konsultation.Form.values,
        )
    )
    if sagt.nadd:
        found.form, found.tid = sagt.form, sagt.tid
        found.skal = sagt.skal.strip()[:400]
        found.utfall = ""
        satt_status(found.arende, Konsultation.Status.BOKAD)
    else:
        found.forsok += 1
    found.save(update_fields=["form", "tid", "skal", "utfall", "forsok"])
    klart(process, "erbjud_tid", person, task_id, _om_tiden(found, nadd=bool(sagt.nadd)))
    return found


@action
@engine.move
def genomfor(
    arende: UUID, *, person: Anvandare, sagt: rules.Resultat, task_id: UUID | None = None
) -> Konsultation:
    """What it showed and what it leads to. Raises `Refused`, `NotYourTurn`."""
    process, found = oppna(arende, person, "genomfor")
    known = {one.nummer: one for one in Artikel.objects.filter(nummer__in=list(sagt.artiklar))}
    stoppa_om(
        rules.hinder_for_resultat(
            sagt,
            Konsultation.Utfall.values,
            [one for one in sagt.artiklar if one not in known],
        )
    )
    found.utfall, found.sammanfattning = sagt.utfall, sagt.sammanfattning.strip()
    found.minuter += sagt.minuter
    if sagt.utfall == Konsultation.Utfall.NY_TID:
        found.tid, found.tid_senast = None, _ny_frist(found)
        satt_status(found.arende, Konsultation.Status.VANTAR)
    else:
        found.journal, found.genomford_av = sagt.journal, person
        Rekommendation.objects.bulk_create(
            Rekommendation(konsultation=found, artikel=known[number], antal=many)
            for number, many in sagt.artiklar.items()
        )
    found.save()
    klart(process, "genomfor", person, task_id, f"{found.get_utfall_display()}.")
    return found


@action
@engine.move
def folj_upp_forsening(
    arende: UUID, *, person: Anvandare, text: str, task_id: UUID | None = None
) -> Konsultation:
    """Kundtjänst tells the förskrivare when there will be a time (N10). Raises `Refused`."""
    process, found = oppna(arende, person, "folj_upp_forsening")
    stoppa_om(rules.hinder_for_text(text, "text", "vad du har fått veta och när en tid kommer"))
    skicka(
        found.arende.bestallare,
        f"Konsultation {found.arende.nummer}: besked om tiden",
        text.strip(),
        arende=found.pk,
    )
    engine.complete(process, "folj_upp_forsening", actor=person.username, task_id=task_id)
    return found


def _om_tiden(found: Konsultation, *, nadd: bool) -> str:
    if not nadd or found.tid is None:
        return f"Mottagaren nåddes inte, försök {found.forsok}."
    return f"Tid {clock.local(found.tid):%Y-%m-%d} kl. {clock.local(found.tid):%H:%M}."


def _ny_frist(konsultation: Konsultation) -> datetime:
    """As many working days as from the beginning, counted anew."""
    begun = clock.local(konsultation.arende.skapad).date()
    days = workdays.between(begun, clock.local(konsultation.tid_senast).date())
    return workdays.add(clock.now(), max(days, 1))
