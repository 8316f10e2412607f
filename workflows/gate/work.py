"""Rules of who does what: lanes, forms, steps, decisions and messages that exist by name."""

from collections.abc import Iterator

from workflows.diagrams.xml import BPMN, SPIFF
from workflows.gate import choices
from workflows.gate.drawing import Drawing, Node
from workflows.gate.events import message_of, waits_for_message
from workflows.gate.findings import Chapter, Finding
from workflows.gate.messages import sent
from workflows.gate.names import Names
from workflows.gate.parallel import decision_of

_chapter = Chapter("Vem och vad")

NO_LANE = _chapter.error(
    "bana-saknas",
    "En uppgift för en person ligger i en bana.",
    "{vad} ligger inte i någon bana, så ingen får uppgiften. Rita en bana för rollen som gör den.",
)
UNKNOWN_ROLE = _chapter.error(
    "bana-okand",
    "En bana heter som en roll.",
    "{vad} ligger i banan ”{bana}”, som inte är någon roll. Döp banan till en av rollerna: "
    "{roller}.",
)
UNKNOWN_GROUP = _chapter.error(
    "grupp-okand",
    "En grupp som en uppgift anger finns.",
    "{vad} anger gruppen ”{grupp}”, som inte finns.{rad}",
)
EMPTY_GROUP = _chapter.warning(
    "grupp-tom",
    "En grupp som en uppgift anger har någon i sig.",
    "{vad} går till en grupp där ingen är: ingen har {vem}. Lägg till någon under Processer, "
    "Grupper.",
)
NO_FORM = _chapter.error(
    "uppgift-utan-sida",
    "En uppgift för en person har en egen sida (en handling med uppgiftens id) eller ett formulär.",
    "{vad} har varken egen sida eller formulär. Välj ett formulär på uppgiften, eller gör ett nytt "
    "till den.",
)
FORM_MISSING = _chapter.error(
    "formular-saknas",
    "Det formulär som en uppgift anger finns.",
    "{vad} anger formuläret ”{form}”, som inte finns. Gör det, eller välj ett annat.",
)
FORM_ON_OWN_PAGE = _chapter.error(
    "formular-egen-sida",
    "En uppgift med egen sida har inget formulär.",
    "{vad} har en egen sida, så formuläret ”{form}” visas aldrig där och ingen kan svara på det. "
    "Välj det på en uppgift utan egen sida, eller ta bort det.",
)
FORM_UNUSED = _chapter.warning(
    "formular-oanvant",
    "Varje formulär används av en uppgift.",
    "Formuläret ”{form}” används inte av någon uppgift. Ta bort det eller välj det på en uppgift.",
)
NO_STEP = _chapter.error(
    "steg-saknas",
    "En systemuppgifts id är namnet på ett steg.",
    "Det finns inget steg som heter ”{id}”, så {vad} kan inte utföras. Välj vad systemet gör på "
    "uppgiften: {steg}.",
)
NO_DECISION = _chapter.error(
    "beslut-tomt",
    "En beslutsuppgift anger vilket beslut den fattar.",
    "{vad} anger inget beslut. Välj en beslutstabell på uppgiften.",
)
UNKNOWN_DECISION = _chapter.error(
    "beslut-okant",
    "Det beslut som en beslutsuppgift eller processen anger finns bland dess beslutstabeller.",
    "{vad} anger beslutet ”{beslut}”, som inte finns bland beslutstabellerna. Lägg till tabellen "
    "eller välj en annan.",
)
UNKNOWN_PROPERTY = _chapter.warning(
    "egenskap-okand",
    "Ett element har bara egenskaper som motorn läser.",
    "{vad} har egenskapen ”{egenskap}”, som ingen läser. Rätta stavningen eller ta bort den.",
)
MISPLACED_PROPERTY = _chapter.warning(
    "egenskap-fel-plats",
    "En egenskap sitter på ett element som läser den.",
    "Egenskapen ”{egenskap}” läses inte på {vad}. Flytta den eller ta bort den.",
)
PASSED_OVER = _chapter.error(
    "hoppa-over-varde",
    "Egenskapen hoppa_over är ja eller nej.",
    "Det går inte att förstå om {vad} får hoppas över när det har stannat: där står ”{varde}”. "
    "Välj att steget får hoppas över eller att det måste göras.",
)
NOBODY_SENDS = _chapter.warning(
    "meddelande-okant",
    "Det meddelande som en process väntar på sänds av någon.",
    "{vad} väntar på meddelandet ”{namn}”, som ingen process sänder. Rätta namnet eller rita en "
    "sändaruppgift i den andra processen.",
)

PEOPLE = ("userTask", "manualTask", "task")
_ON_TASKS = frozenset({"form", "deadline", "group", "priority"})
# How the timeline tells of any element.
_ON_ALL = frozenset({"tidslinje"})
# Whether a person may pass over a step that has stopped.
_ON_STEPS = frozenset({"hoppa_over"})
_ON_MESSAGES = frozenset({"key", "payload"})
# What a person answers to start a process drawn without code.
_START_FORM = ("startEvent", "form")


def asked(drawings: list[Drawing], names: Names) -> set[str]:
    """The forms that somebody answers. A task with a page of its own asks none, and no more does
    the start of a kind of case that begins on a page of its own."""
    return {
        _form_of(node)
        for drawing in drawings
        for node in drawing.nodes()
        if node.id not in names.actions
        and (node.tag in PEOPLE or (names.own_forms and node.tag == "startEvent"))
    }


def check(
    drawings: list[Drawing], names: Names | None, forms: set[str], decisions: set[str]
) -> Iterator[Finding]:
    """Every name that nothing answers to. `forms` and `decisions` are those of the bundle."""
    used: set[str] = set()
    known = frozenset().union(*(sent(drawing) for drawing in drawings))
    for drawing in drawings:
        yield from _asked_by_pages(drawing, decisions)
        for node in drawing.nodes():
            used.add(_form_of(node))
            yield from _properties(node)
            if node.tag in PEOPLE:
                yield from _person(node, names, forms)
            elif node.tag == "serviceTask" and names and node.id not in names.steps:
                steps = ", ".join(sorted(names.steps)) or "det finns inga än"
                yield NO_STEP.at(node, id=node.id, steg=steps)
            elif node.tag == "businessRuleTask":
                yield from _decision(node, decisions)
            if names and names.messages is not None and waits_for_message(node):
                name = message_of(node, drawing.messages)
                if name and name not in known | names.messages:
                    yield NOBODY_SENDS.at(node, namn=name)
    for form in sorted(forms - used):
        yield FORM_UNUSED.on(None, form=form)


def _form_of(node: Node) -> str:
    """The form that an element names, or the one of its own name."""
    return node.properties.get("form", "").strip() or node.id


def check_groups(drawings: list[Drawing], held: choices.Choices) -> Iterator[Finding]:
    """Groups that tasks name themselves, and that there are not or that nobody is in."""
    for drawing in drawings:
        for node in drawing.nodes(*PEOPLE):
            for group in choices.groups_of(node):
                if group not in held.groups.of:
                    yield UNKNOWN_GROUP.at(node, grupp=group, rad=choices.hint(group, held.groups))
                elif whom := held.vacant.get(group):
                    yield EMPTY_GROUP.at(node, vem=whom)


def _person(node: Node, names: Names | None, forms: set[str]) -> Iterator[Finding]:
    named, form = node.properties.get("form", "").strip(), _form_of(node)
    if names is not None and node.id in names.actions:
        if named or form in forms:
            yield FORM_ON_OWN_PAGE.at(node, form=form)
    elif form not in forms:
        yield FORM_MISSING.at(node, form=form) if named else NO_FORM.at(node, id=node.id)
    if not node.lane:
        yield NO_LANE.at(node)
    elif names and node.lane not in names.roles:
        yield UNKNOWN_ROLE.at(node, bana=node.lane, roller=", ".join(sorted(names.roles)))


def _decision(node: Node, decisions: set[str]) -> Iterator[Finding]:
    decision = decision_of(node)
    if not decision:
        yield NO_DECISION.at(node)
    elif decision not in decisions:
        yield UNKNOWN_DECISION.at(node, beslut=decision)


def _asked_by_pages(drawing: Drawing, decisions: set[str]) -> Iterator[Finding]:
    """A process may name, on itself, decisions that its pages ask for."""
    for scope in drawing.scopes:
        for xml in scope.xml.iterfind(f"{{{BPMN}}}extensionElements/{{{SPIFF}}}calledDecisionId"):
            decision = (xml.text or "").strip()
            if decision not in decisions:
                yield UNKNOWN_DECISION.at(scope, beslut=decision)


def _properties(node: Node) -> Iterator[Finding]:
    for name in node.properties:
        if name in _ON_ALL:
            continue
        if name not in _ON_TASKS | _ON_MESSAGES | _ON_STEPS:
            yield UNKNOWN_PROPERTY.at(node, egenskap=name)
        elif name in _ON_STEPS:
            if node.tag != "serviceTask":
                yield MISPLACED_PROPERTY.at(node, egenskap=name)
            elif node.properties[name].strip().lower() not in ("ja", "nej"):
                yield PASSED_OVER.at(node, varde=node.properties[name][:40])
        elif (node.tag in PEOPLE) != (name in _ON_TASKS) and (node.tag, name) != _START_FORM:
            yield MISPLACED_PROPERTY.at(node, egenskap=name)
