"""What people do in processes drawn without code: start one, answer a task."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from cases.fritt import facts, queries, rules, utkast
from cases.fritt.inlamning import Inlamning
from cases.fritt.models import Svar, Utkast
from cases.fritt.uppslag import NY_FIL, Fragare
from cases.gemensamt import bilagor, nummer
from cases.gemensamt.behorighet import behover_bekrafta
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.gemensamt.uppgifter import min_uppgift
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.organisation.models import Anvandare, Kund
from cases.organisation.roller import ar_hmc
from workflows import clock, engine
from workflows.forms import Form, Result
from workflows.prepared import Insert

MOTTAGARE = "mottagare"
_SVAR = Insert(Svar)


@dataclass(frozen=True)
class Fragat:
    """A form, and which element of which version asked it."""

    element: str
    version_id: int
    form: Form


@engine.move
def starta(
    process: str,
    *,
    person: Anvandare,
    kund: Kund | None,
    inlamning: Inlamning,
    bekraftar_vardrelation: bool = False,
    arende_id: UUID | None = None,
) -> Arende:
    """Begin a case of a process, with the answers to its start form.

    A field `mottagare` of the register of that name makes the case that mottagare's; a vårdgivare
    then confirms that she takes part in the care (L1). With an `arende_id` that the person has
    started already, that case is the answer. Raises `NotFound`, `Refused`.
    """
    if arende_id and (begun := Arende.objects.filter(pk=arende_id, bestallare=person).first()):
        return begun
    startbar = queries.startbar(process)
    stoppa_om(
        rules.hinder_for_start(
            far_starta=queries.far_starta(person, startbar),
            har_kund=kund is not None and person.uppdrag.filter(kund=kund).exists(),
            vardgivare=not ar_hmc(person),
        )
    )
    fragare = Fragare(person, inlamning.filer)
    form = startbar.formular
    result = _provade(form, inlamning, {}, fragare) if form else None
    mottagare = _mottagare(form, result)
    confirms = mottagare is not None and behover_bekrafta(person, mottagare, kund)
    stoppa_om(rules.hinder_for_vardrelation(kravs=confirms, bekraftad=bekraftar_vardrelation))
    now = clock.now()
    arende = Arende.objects.create(
        pk=arende_id or uuid4(),
        typ=queries.TYP,
        nummer=nummer.nasta(queries.TYP),
        rubrik=startbar.titel,
        kund=kund,
        bestallare=person,
        mottagare=mottagare,
        status=rules.status(pagar=True, avbruten=False),
        skapad=now,
        verkstalld=now,
    )
    if mottagare is not None:
        for vad in (Atkomst.Vad.BEKRAFTADE, Atkomst.Vad.ANDRADE)[not confirms :]:
            logga_atkomst(
                person, mottagare, vad, objekt=startbar.titel, kund=kund, arende=arende.pk
            )
    kept = None
    if form is not None and result is not None:
        asked = Fragat(startbar.start.element, startbar.version.pk, form)
        kept = _spara_svar(arende.pk, asked, result, fragare)
    arende.process = engine.start(
        process,
        case_id=arende.pk,
        actor=person.username,
        input=kept,
        version_id=startbar.version.pk,
    )
    arende.save(update_fields=["process"])
    utkast.ta_bort(Utkast.objects.filter(anvandare=person, stalle=process))
    return arende


@engine.move
def svara(
    uppgift_id: UUID,
    *,
    person: Anvandare,
    inlamning: Inlamning,
) -> UUID:
    """Answer an open task's form, and so complete it. Returns the case's id.

    Raises `Forbidden`, `NotYourTurn` when somebody was first, `Refused` with a hinder per field.
    """
    uppgift = min_uppgift(person, uppgift_id, lock=True)
    form = queries.formular(uppgift)
    fragare = Fragare(person, inlamning.filer)
    known = facts.kanda(uppgift.case_id, uppgift.case_type) if form.asks else {}
    result = _provade(form, inlamning, known, fragare)
    asked = Fragat(uppgift.element, uppgift.process.version_id, form)
    kept = _spara_svar(uppgift.case_id, asked, result, fragare)
    utkast.ta_bort_vid(str(uppgift_id))
    engine.complete(
        uppgift.process, uppgift.element, actor=person.username, task_id=uppgift_id, input=kept
    )
    return uppgift.case_id


def _provade(
    form: Form, inlamning: Inlamning, known: Mapping[str, object], fragare: Fragare
) -> Result:
    result = form.validate(inlamning.svar, facts=known, asker=fragare)
    asked = [name for name in result.shown if name in form.fields]
    unseen = rules.hinder_for_osedda(asked, inlamning.sedda)
    # A question that nobody has seen is shown first, not called wrong for being empty.
    if result.errors.keys() <= {one.falt for one in unseen}:
        stoppa_om(unseen)
    stoppa_om(rules.hinder_for_svar(result.errors))
    return result


def _mottagare(form: Form | None, result: Result | None) -> Mottagare | None:
    if form is None or result is None or MOTTAGARE not in result.values:
        return None
    if form.fields[MOTTAGARE].register != MOTTAGARE:
        return None
    return Mottagare.objects.get(pk=int(str(result.values[MOTTAGARE])))


def _spara_svar(
    arende_id: UUID, asked: Fragat, result: Result, fragare: Fragare
) -> dict[str, object]:
    """Store the files that came along and then the answers. Returns them as they are kept."""
    kept = asked.form.keep(result.values)
    for name, key in kept.items():
        if asked.form.fields[name].register == "bilaga" and str(key).startswith(NY_FIL):
            fil = fragare.filer[str(key).removeprefix(NY_FIL)]
            kept[name] = str(bilagor.spara(arende_id, fil, av=fragare.person).pk)
    _SVAR.run(
        Svar(
            arende_id=arende_id,
            element=asked.element,
            version_id=asked.version_id,
            varden=kept,
            av=fragare.person,
            nar=clock.now(),
        )
    )
    return kept
