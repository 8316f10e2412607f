"""What has been answered in a case, for those who come later, and the receipt for answering."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.urls import NoReverseMatch, reverse

from cases.fritt import rules, uppslag
from cases.fritt.models import Svar
from cases.gemensamt.arendetyper import Avsnitt
from cases.gemensamt.behorighet import far_se
from cases.gemensamt.frist import frist
from cases.gemensamt.models import Arende
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from cases.organisation.models import Anvandare
from workflows import engine, registry
from workflows.diagrams import questions
from workflows.errors import NotFound
from workflows.models import UserTask


@dataclass(frozen=True)
class Kvitto:
    """What components/receipt.html draws."""

    title: str
    number: str
    next: Sequence[str]
    when: str
    links: Sequence[tuple[str, str]]


@transaction.atomic
def oppna(person: Anvandare, uppgift: UserTask) -> Arende:
    """The case of a task that the person opens; a mottagare's is written in the access log."""
    arende = Arende.objects.select_related(
        "mottagare__kund", "mottagare__baskod", "mottagare__avvikande_baskod", "kund"
    ).get(pk=uppgift.case_id)
    if arende.mottagare is not None:
        logga_atkomst(
            person,
            arende.mottagare,
            Atkomst.Vad.OPPNADE,
            objekt=uppgift.name,
            kund=arende.kund,
            arende=arende.pk,
        )
    return arende


def svar_i(arende_id: UUID) -> Sequence[Avsnitt]:
    """Every answered form of a case, the first one first."""
    found = []
    for row in Svar.objects.filter(arende_id=arende_id).select_related("av").order_by("pk"):
        form = questions.form_of(row.version_id, row.element)
        if form:
            told = form.tell(form.restore(row.varden))
            rader = [
                (one.label, uppslag.namn(one.register, one.text) if one.register else one.text)
                for one in told
            ]
            title = f"{form.title} (tillägg)" if row.tillagg else form.title
            found.append(Avsnitt(title, row.av.namn, row.nar, rader))
    return found


def kvitto(person: Anvandare, arende_id: UUID) -> Kvitto:
    """What happens next in a case, and when. Raises `NotFound` for a hidden one."""
    arende = far_se(person, Arende.objects.filter(pk=arende_id)).first()
    if arende is None:
        raise NotFound("Ärendet finns inte, eller så får du inte se det. Kontrollera numret.")
    open_tasks = engine.open_tasks(arende_id)
    roles = registry.roles()
    coming = [
        f"{task.name}: {roles[task.role].label if task.role in roles else task.role} gör det."
        for task in open_tasks
    ]
    due = frist(open_tasks[0].deadline) if open_tasks else None
    return Kvitto(
        title=arende.rubrik,
        number=arende.nummer or "",
        next=coming or [rules.vad_hander(arende.status, stannat=engine.has_stopped(arende_id))],
        when=f"Senast {due.day}: {due.words.lower()}." if due else "",
        links=_ways_on(arende_id),
    )


def _ways_on(arende_id: UUID) -> Sequence[tuple[str, str]]:
    ways = []
    for words, name, arguments in (
        ("Visa ärendet", "arende", [arende_id]),
        ("Till inkorgen", "inkorg", []),
        ("Starta ett till", "fritt:valj", []),
    ):
        try:
            ways.append((words, reverse(name, args=arguments)))
        except NoReverseMatch:
            continue
    return ways
