"""What the pages of processes drawn without code read."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import UUIDField

from cases.fritt.models import Utkast
from cases.gemensamt.models import Arende
from cases.mottagare.visning import listnamn, listnummer
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from workflows import registry
from workflows.diagrams import questions
from workflows.diagrams.questions import Start
from workflows.errors import NotFound
from workflows.forms import Form
from workflows.models import Definition, UserTask, Version
from workflows.prepared import Given, Select
from workflows.registry import TaskFields

TYP = "fritt"
# A task that asks nothing is done by pressing its button.
INGET_FORMULAR = Form.load(
    b'{"title": "Klart", "type": "object", "x-submit": "Klart", "properties":'
    b' {"anteckning": {"type": "string", "title": "Anteckning", "x-widget": "textarea"}}}'
)


@dataclass(frozen=True)
class Startbar:
    """A process that somebody may start: its version, and where it begins."""

    version: Version
    start: Start

    @property
    def namn(self) -> str:
        """The process's id."""
        return self.version.definition.name

    @property
    def titel(self) -> str:
        """The process's name as drawn."""
        return self.version.definition.title

    @property
    def formular(self) -> Form | None:
        """What is asked before the case begins."""
        return self.start.form

    @property
    def beskrivning(self) -> str:
        """What it is for, in the form's own words."""
        return self.start.form.description if self.start.form else ""


def startbara(person: Anvandare) -> Sequence[Startbar]:
    """The published processes that the person may start, in Swedish order of their names."""
    definitions = Definition.objects.filter(case_type=TYP, published__isnull=False)
    found = (
        _startbar(definition.published)
        for definition in definitions.select_related("published__definition").order_by("title")
        if definition.published is not None
    )
    return [one for one in found if one is not None and far_starta(person, one)]


def startbar(process: str) -> Startbar:
    """A process that people start by hand. Raises `NotFound`."""
    definition = (
        Definition.objects.select_related("published__definition")
        .filter(name=process, case_type=TYP)
        .first()
    )
    found = definition and definition.published and _startbar(definition.published)
    if not found:
        raise NotFound(
            "Processen finns inte, eller så startas den inte för hand. Välj en i listan."
        )
    return found


def far_starta(person: Anvandare, startbar: Startbar) -> bool:
    """Whether the lane of the start event is one of the person's roles."""
    role = startbar.start.role
    return role in registry.roles() and har_roll(person, role)


def formular(uppgift: UserTask) -> Form:
    """What an open task asks. Raises `NotFound` for one that has a page of its own: what holds for
    it is held there.
    """
    if uppgift.element in registry.actions_of(uppgift.case_type):
        raise NotFound("Uppgiften görs på sin egen sida. Öppna den från inkorgen.")
    return questions.form_of(uppgift.process.version_id, uppgift.element) or INGET_FORMULAR


def utkast(person: Anvandare, stalle: str) -> Utkast | None:
    """The person's half-filled form at a place; none once what it was to start is started.

    The last change of a field may arrive after the form itself, and must not come back.
    """
    found = Utkast.objects.filter(anvandare=person, stalle=stalle).first()
    begun = found and found.arende_id and ar_startat(found.arende_id)
    return None if begun else found


def ar_startat(arende_id: UUID) -> bool:
    """Whether the case that a page was about to start is there."""
    return Arende.objects.filter(pk=arende_id).exists()


# Asked in every move, and most of what these tables hold is never shown in a list.
_SHOWN = (
    "nummer",
    "rubrik",
    "kund__namn",
    "mottagare__namn",
    "mottagare__typ",
    "mottagare__skydd",
    "mottagare__identitet",
    "mottagare__kund__nummer",
)

_ARENDE = Select(
    lambda: (
        Arende.objects.filter(pk=Given("pk", UUIDField()))
        .select_related("mottagare__kund", "kund")
        .only(*_SHOWN)
    )
)


def uppgiftsfalt(arende_id: UUID) -> TaskFields:
    """How a case's open tasks are found and shown in the inbox. One query."""
    arende = _ARENDE.one(pk=arende_id)
    if arende is None:
        raise NotFound("Ärendet finns inte.")
    mottagare = arende.mottagare
    unit = arende.kund.namn if arende.kund else "HMC"
    words = (arende.nummer, arende.rubrik, listnamn(mottagare), listnummer(mottagare), unit)
    return TaskFields(
        number=arende.nummer or "",
        subject=listnamn(mottagare),
        what=arende.rubrik,
        unit=unit,
        scope=arende.kund_id,
        search=" ".join(filter(None, words)),
    )


def _startbar(version: Version) -> Startbar | None:
    start = questions.start_of(version.pk)
    return None if start is None else Startbar(version, start)
