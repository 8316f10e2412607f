"""What the technician does: judge, ask the manufacturer, make and mark."""

from uuid import UUID

from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.oppning import klart, satt_status
from cases.hjalpmedel import karantan, specialanpassat
from cases.hjalpmedel.flytt import las_individer
from cases.hjalpmedel.models import Individ, Specialmarkning
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from cases.specialanpassning import dokument, rules
from cases.specialanpassning.begin import TYP
from cases.specialanpassning.facts import for_tabellen
from cases.specialanpassning.models import Arbetstid, Dokument, Specialanpassning
from cases.specialanpassning.oppning import oppna
from workflows import clock, engine
from workflows.errors import Hinder
from workflows.registry import action

HANDLINGAR = dict.fromkeys(("bedom", "inhamta_svar", "tillverka", "mark"), ("tekniker",))

Slag = Dokument.Slag
Status = Specialanpassning.Status


@action
@engine.move
def bedom(
    arende: UUID, *, person: Anvandare, sagt: rules.Bedomning, task_id: UUID | None = None
) -> Specialanpassning:
    """The technical risks, and whether it can be made (§3.5 e). Raises `Refused`.

    The class is the table's as if the manufacturer says no, until he has been asked.
    """
    process, spec = oppna(arende, person, "bedom")
    possible = sagt.utfall == Specialanpassning.Bedomning.MOJLIG
    hinder = rules.hinder_for_bedomning(
        sagt, kostnad_onskas=spec.kostnadsforslag_onskas, idag=clock.today()
    )
    if possible:
        hinder += rules.hinder_for_dokument("bedom", "", dokument.finns(spec), dokument.NAMN)
    stoppa_om(hinder)
    spec.bedomning, spec.motivering = sagt.utfall, sagt.motivering.strip()
    if possible:
        spec.inom_anvisning, spec.namngiven = sagt.inom_anvisning, sagt.namngiven
        spec.klar_senast = sagt.klar_senast
        spec.belopp = sagt.belopp if spec.kostnadsforslag_onskas else None
        dokument.skriv(
            spec,
            Slag.TEKNISK_RISK,
            person,
            {
                "Vilka tekniska risker finns?": sagt.risker,
                "Hur hanteras de?": sagt.atgarder,
                "Ryms ändringen inom tillverkarens anvisning?": _ja(sagt.inom_anvisning),
            },
        )
        klassa(spec)
    spec.save()
    if sagt.utfall == Specialanpassning.Bedomning.KOMPLETTERA:
        skicka(
            spec.arende.bestallare,
            f"Specialanpassning {spec.arende.nummer}: anvisningen behöver kompletteras",
            spec.motivering,
            arende=spec.pk,
        )
    tid(spec, "Bedöma anvisningen", sagt.minuter, person)
    satt_status(spec.arende, _efter_bedomning(spec))
    klart(process, "bedom", person, task_id, f"{spec.get_bedomning_display()}.")
    return spec


@action
@engine.move
def inhamta_svar(
    arende: UUID, *, person: Anvandare, sagt: rules.Tillverkarsvar, task_id: UUID | None = None
) -> Specialanpassning:
    """Whether it can be made with the CE mark kept (§3.5 g). Raises `Refused`, `NotYourTurn`."""
    process, spec = oppna(arende, person, "inhamta_svar")
    stoppa_om(rules.hinder_for_svar(sagt, dokument.finns(spec), clock.today()))
    spec.tillverkare, spec.fragad = sagt.tillverkare.strip()[:120], sagt.fragad
    spec.tillverkaren_godkanner, spec.tillverkarens_svar = sagt.godkanner, sagt.svar.strip()
    spec.avstar_efter_svar = sagt.avstar
    klassa(spec)
    spec.save()
    satt_status(spec.arende, Status.TILLVERKAS)
    klart(
        process,
        "inhamta_svar",
        person,
        task_id,
        "Tillverkaren godkänner." if sagt.godkanner else "Tillverkaren godkänner inte.",
    )
    return spec


@action
@engine.move
def tillverka(
    arende: UUID, *, person: Anvandare, minuter: int = 0, task_id: UUID | None = None
) -> Specialanpassning:
    """It is made, and there is a drawing or a picture (§3.5 h). Raises `Refused`."""
    process, spec = oppna(arende, person, "tillverka")
    stoppa_om(
        karantan.hinder_for_arbete(spec.individ_id)
        + rules.hinder_for_minuter(minuter)
        + rules.hinder_for_dokument("tillverka", spec.klass, dokument.finns(spec), dokument.NAMN)
    )
    tid(spec, "Tillverka", minuter, person)
    engine.complete(process, "tillverka", actor=person.username, task_id=task_id)
    return spec


@action
@engine.move
def mark(
    arende: UUID,
    *,
    person: Anvandare,
    individ: str,
    ce_borttagen: bool = False,
    minuter: int = 0,
    task_id: UUID | None = None,
) -> Specialanpassning:
    """Mark the individ with its specialanpassnings-id where the CE mark goes (§3.5 i-j).

    The individ is locked after the process, as all moves do. Raises `Refused`, `NotYourTurn`.
    """
    process, spec = oppna(arende, person, "mark")
    marks = spec.klass in rules.MARKS
    hinder = rules.hinder_for_minuter(minuter) + rules.hinder_for_dokument(
        "mark", spec.klass, dokument.finns(spec), dokument.NAMN
    )
    marked, why_not = _individ(spec, individ)
    hinder += why_not
    if marks and not ce_borttagen:
        hinder.append(
            Hinder(
                "ce_kvar",
                "Kryssa i att CE-märkningen är borttagen eller dold.",
                "ce_borttagen",
            )
        )
    if marked is not None and marks:
        marked = las_individer([marked.pk])[marked.pk]
        hinder += specialanpassat.hinder_for_markning(marked, spec.pk)
    stoppa_om(hinder)
    spec.individ = marked
    if marked is not None and marks:
        spec.specialanpassnings_id = f"SA-{spec.arende.nummer}"
        specialanpassat.mark(marked, _markning(spec, person))
    spec.save(update_fields=["individ", "specialanpassnings_id"])
    tid(spec, "Märka och dokumentera", minuter, person)
    satt_status(spec.arende, Status.GODKANNS)
    engine.complete(process, "mark", actor=person.username, task_id=task_id)
    return spec


def klassa(spec: Specialanpassning) -> None:
    """What the table answers now, in its own words (DMN 14). The diagram asks it again."""
    answer = engine.decide(TYP, "regulatorisk_klass", for_tabellen(spec), case_id=spec.pk).value
    spec.klass = str(answer["klass"])
    spec.ce_marke = str(answer["ce_marke"] or "")
    spec.dokumentation = str(answer["dokumentation"] or "")


def tid(spec: Specialanpassning, uppgift: str, minuter: int, person: Anvandare) -> None:
    """Note worked time, if there was any."""
    if minuter:
        Arbetstid.objects.create(
            specialanpassning=spec,
            uppgift=uppgift,
            dag=clock.today(),
            minuter=minuter,
            av=person,
        )


def _markning(spec: Specialanpassning, person: Anvandare) -> Specialmarkning:
    named = spec.klass == rules.SPECIALANPASSAD
    return Specialmarkning(
        nummer=spec.specialanpassnings_id,
        klass=spec.klass,
        ce=Specialmarkning.Ce.BORTTAGEN if named else Specialmarkning.Ce.EJ_CE,
        mottagare_id=spec.arende.mottagare_id if named else None,
        arende=spec.pk,
        av=person.username,
    )


def _individ(spec: Specialanpassning, nummer: str) -> tuple[Individ | None, list[Hinder]]:
    """The individ that was made, by its number, and why it can't be that one. An article that is
    not marked one by one has none."""
    unmarked = spec.artikel is None or not spec.artikel.individmarkt
    if not nummer.strip() and spec.individ_id is None and unmarked:
        return None, []
    found = Individ.objects.filter(nummer=nummer.strip()).first()
    if found is None:
        sentence = "Läs av individnumret på hjälpmedlet. Numret finns inte."
    elif spec.individ_id is not None and found.pk != spec.individ_id:
        sentence = (
            f"Arbetsordern gäller en annan individ än {found.nummer}. Kontrollera att du har rätt"
            " hjälpmedel."
        )
    elif spec.artikel_id is not None and found.artikel_id != spec.artikel_id:
        sentence = f"Individ {found.nummer} är inte den artikel som arbetsordern gäller."
    elif found.mottagare_id not in {None, spec.arende.mottagare_id}:
        sentence = f"Individ {found.nummer} finns hos en annan mottagare. Kontrollera numret."
    else:
        return found, []
    return None, [Hinder("individ_fel", sentence, "individ")]


def _efter_bedomning(spec: Specialanpassning) -> Specialanpassning.Status:
    if spec.bedomning == Specialanpassning.Bedomning.KOMPLETTERA:
        return Status.ANVISNING
    if spec.kostnadsforslag_onskas:
        return Status.KOSTNAD
    return Status.TILLVERKAS if spec.inom_anvisning else Status.TILLVERKARE


def _ja(answer: bool | None) -> str:  # noqa: FBT001 - an answer as it was given
    return "Ja" if answer else "Nej"
