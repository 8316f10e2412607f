"""An answer that a case lacks, given by whoever mends what has stopped for want of it."""

from uuid import UUID

from django.utils.datastructures import MultiValueDict

from cases.fritt import facts
from cases.fritt.models import Svar
from cases.fritt.uppslag import Fragare
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare
from workflows import clock
from workflows.diagrams import questions
from workflows.errors import Hinder, NotFound, Refused
from workflows.forms import Form


def ge(arende_id: UUID, namn: str, text: str, av: str) -> None:
    """Give the answer to a question that has none, as typed. The caller holds the process.

    It is kept by itself: the other answers of the form stay as they were given, by those who gave
    them. Raises `NotFound` where no form asks, `Refused` where it is answered, or the text is no
    answer.
    """
    arende = Arende.objects.select_related("process").get(pk=arende_id)
    element, version, form = _formularet(arende, namn)
    label = form.fields[namn].label
    known = facts.kanda(arende_id, arende.typ)
    if known.get(namn) is not None:
        raise Refused([Hinder("besvarad", f"”{label}” är redan besvarad.")])
    person = Anvandare.objects.get(username=av)
    typed = MultiValueDict({namn: [text]})
    result = form.validate_one(namn, typed, facts=known, asker=Fragare(person))
    if namn in result.errors:
        raise Refused([Hinder("varde", result.errors[namn], "varde")])
    if namn not in result.values:
        sentence = f"”{label}” frågas inte så som ärendet är ifyllt."
        raise Refused([Hinder("varde", sentence, "varde")])
    Svar.objects.create(
        arende=arende,
        element=element,
        version_id=version,
        varden=form.keep(result.values),
        av=person,
        nar=clock.now(),
        tillagg=True,
    )


def _formularet(arende: Arende, namn: str) -> tuple[str, int, Form]:
    """The element, version and form that ask the question: where that form was answered last, else
    the first that asks in the version that the case runs."""
    if arende.process is None:
        raise NotFound("Ärendet har ingen process.")
    for row in Svar.objects.filter(arende=arende).order_by("-pk"):
        form = questions.form_of(row.version_id, row.element)
        if form is not None and namn in form.fields:
            return row.element, row.version_id, form
    version = arende.process.version_id
    for element in questions.places_of(version):
        form = questions.form_of(version, element)
        if form is not None and namn in form.fields:
            return element, version, form
    raise NotFound(f"Inget formulär i ärendets version frågar efter ”{namn[:60]}”.")
