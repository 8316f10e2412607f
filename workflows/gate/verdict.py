"""One bundle through every rule."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from workflows.diagrams.bundle import Bundle
from workflows.diagrams.xml import DiagramError, safe_xml
from workflows.gate import (
    amounts,
    choices,
    code,
    drawing,
    dry_run,
    elements,
    events,
    expressions,
    gateways,
    parallel,
    places,
    prediction,
    processes,
    structure,
    tables,
    work,
)
from workflows.gate.drawing import Drawing
from workflows.gate.findings import Chapter, Finding, ok
from workflows.gate.names import Names

_file = Chapter("Filen och dess processer")
_start = Chapter("Provkörningen")

UNREADABLE = _file.error(
    "xml",
    "Filen är läsbar XML utan DOCTYPE, högst 2 MB och 20 000 noder.",
    "{fel}",
)
REFUSED = _start.error(
    "provkorning",
    "Motorn kan läsa in och starta processen.",
    "Motorn kan inte starta processen: {fel}",
)
TOO_HEAVY = _start.error(
    "provkorning-tung",
    "Processen startar inom tre sekunder och förutser högst 2 000 uppgifter.",
    "Processen blir för tung att starta ({antal}). Dela upp den eller rita parallella vägar i "
    "delprocesser.",
)
MORE = _file.error(
    "fler-fel",
    "Högst 300 fel visas åt gången.",
    "Diagrammet har {antal} fel till. Rätta de här först och kontrollera igen.",
)

SHOWN = 300
# What only this house asks for or can answer to: a diagram drawn in another place is told of it but
# not refused for it.
_OF_THIS_HOUSE = frozenset(
    rule.id
    for rule in (
        events.MESSAGE_KEY,
        expressions.MEANING,
        tables.TABLE_ASKS,
        work.NO_LANE,
        work.UNKNOWN_ROLE,
        work.NO_FORM,
        work.FORM_ON_OWN_PAGE,
        work.NO_STEP,
        work.UNKNOWN_GROUP,
        tables.TABLE_CHOICE,
    )
)


def check(
    bundle: Bundle,
    *,
    names: Names | None = None,
    strict_names: bool = True,
    try_out: Callable[[Bundle], dry_run.Outcome] = dry_run.helped,
) -> list[Finding]:
    """Everything wrong with a bundle, errors first.

    With `names` the diagram must name only what they hold; without, those rules are left out.
    `strict_names=False` (for diagrams drawn in another place) makes what only this house asks
    for a warning. The engine's dry run is made where nothing else is wrong. Never raises for
    what a bundle contains.
    """
    judged = _static(bundle, names)
    found = list(dict.fromkeys(judged if strict_names else map(_softened, judged)))
    if ok(found):
        found += _tried(bundle, try_out)
    found.sort(key=lambda finding: finding.level != "error")
    if len(found) > SHOWN:
        found = [*found[:SHOWN], MORE.on(None, antal=len(found) - SHOWN)]
    return found


def _static(bundle: Bundle, names: Names | None) -> Iterator[Finding]:
    drawings: list[Drawing] = []
    for data in (bundle.bpmn, *_called(bundle)):
        try:
            root = safe_xml(data).getroot()
        except DiagramError as error:
            yield UNREADABLE.on(error.element or None, fel=error.mening)
            return
        if not_bpmn := processes.not_bpmn(root):
            yield not_bpmn
            return
        drawings.append(drawing.read(root))
    yield from processes.check(drawings[0], bundle.process_id)
    yield from processes.check_calls(drawings, bundle.process_id)
    yield from _judged(drawings, bundle, names)


def _called(bundle: Bundle) -> Iterable[bytes]:
    return [text.encode() for name, text in bundle.files.items() if name.endswith(".bpmn")]


def _judged(drawings: list[Drawing], bundle: Bundle, names: Names | None) -> Iterator[Finding]:
    beside = tables.read(bundle)
    facts = None
    held = names.choices() if names and names.choices else None
    if names is not None:
        facts = {**beside.answers(work.asked(drawings, names)), **names.facts}
    asked: dict[str, str] = {}
    known = None if facts is None else dict(facts)
    for drawn in drawings:
        drawn_wrong = list(structure.check(drawn))
        yield from drawn_wrong
        yield from code.check(drawn)
        if any(finding.rule == structure.TOO_LARGE.id for finding in drawn_wrong):
            continue  # what follows takes longer than anyone would wait, for a drawing of that size
        yield from gateways.check(drawn)
        yield from parallel.check(drawn)
        yield from prediction.check(drawn)
        yield from elements.check(drawn)
        yield from places.check(drawn)
        yield from events.check(drawn, None if names is None else names.steps)
        yield from expressions.check(drawn, facts)
        yield from amounts.check(drawn)
        asked |= {parallel.decision_of(n): n.id for n in drawn.nodes("businessRuleTask")}
        if known is not None:
            known |= expressions.carried(drawn)
    yield from work.check(drawings, names, set(bundle.forms()), set(beside.decisions))
    yield from tables.check(beside, asked, known)
    if held is not None:
        yield from work.check_groups(drawings, held)
        yield from tables.check_choices(beside, asked, choices.wanted(drawings, held), held)
    yield from tables.check_questions(beside, names)


def _softened(finding: Finding) -> Finding:
    return replace(finding, level="warning") if finding.rule in _OF_THIS_HOUSE else finding


def _tried(bundle: Bundle, try_out: Callable[[Bundle], dry_run.Outcome]) -> Iterator[Finding]:
    outcome = try_out(bundle)
    if outcome.stopped:
        yield TOO_HEAVY.on(None, antal="den hann inte starta")
    elif outcome.mening:
        yield REFUSED.on(outcome.element or None, fel=outcome.mening)
    elif outcome.tasks > prediction.LIMIT:
        yield TOO_HEAVY.on(None, antal=f"{outcome.tasks} uppgifter")
