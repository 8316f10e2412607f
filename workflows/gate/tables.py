"""Rules of what lies beside the diagram: decision tables and forms."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from workflows import dmn
from workflows.diagrams.bundle import Bundle
from workflows.feel import FeelType
from workflows.forms import BadForm, Form
from workflows.gate import choices
from workflows.gate.expressions import ALWAYS
from workflows.gate.findings import Chapter, Finding
from workflows.gate.names import Names

_chapter = Chapter("Beslutstabeller och formulär")

TABLE_UNREADABLE = _chapter.error(
    "tabell-olasbar",
    "En beslutstabell är en läsbar DMN-fil.",
    "Beslutstabellen {fil} går inte att läsa: {fel}",
)
TABLE_WRONG = _chapter.error(
    "tabell-fel",
    "En beslutstabells celler är giltig FEEL och jämför lika med lika.",
    "Beslutstabellen {fil}: {fel}",
)
TABLE_DOUBTFUL = _chapter.warning(
    "tabell-tveksam",
    "En beslutstabell har inga luckor, överlapp eller rader som aldrig träffas.",
    "Beslutstabellen {fil}: {fel}",
)
TABLE_ASKS = _chapter.error(
    "tabell-fakta",
    "En beslutstabell frågar bara efter fakta som ärendet har.",
    "Beslutstabellen {fil} frågar efter ”{namn}”, som inte är något faktum för ärendet. Byt till "
    "ett som finns: {fakta}.",
)
TABLE_TYPE = _chapter.warning(
    "tabell-sort",
    "En beslutstabells indata är av samma sort som ärendets fakta.",
    "Beslutstabellen {fil} väntar sig att ”{namn}” är {sort}, men det är {fakta}. Ändra indatats "
    "typ i tabellen.",
)
TABLE_TWICE = _chapter.error(
    "tabell-dubbel",
    "Ett beslut finns i en enda fil.",
    "Beslutet ”{beslut}” finns både i {fil} och i {andra}. Ta bort det ena.",
)
TABLE_CHOICE = _chapter.error(
    "tabell-val",
    "En beslutstabell svarar bara med grupper som finns.",
    "Beslutstabellen {fil}: {fel}",
)
TABLE_NOBODY = _chapter.warning(
    "tabell-tom-grupp",
    "En grupp som en beslutstabell svarar med har någon i sig.",
    "Beslutstabellen {fil}: {fel}",
)
FORM_WRONG = _chapter.error(
    "formular-fel",
    "Ett formulär är giltigt.",
    "Formuläret {fil}{plats}: {fel}",
)
QUESTION_NAMED_AS_FACT = _chapter.error(
    "formular-faktum",
    "En fråga heter inte som ett faktum som ärendet redan har.",
    "Frågan ”{fraga}” i formuläret {fil} heter ”{namn}” i villkor, och så heter redan ett faktum om"
    " ärendet. Ge frågan ett annat namn i villkor.",
)


@dataclass
class Beside:
    """What lies beside a diagram, as far as it could be read."""

    models: dict[str, dmn.Model] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def decisions(self) -> dict[str, str]:
        """Each decision's id, with the file that it lies in."""
        return {name: file for file, model in self.models.items() for name in model.decisions}

    def answers(self, asked: Container[str]) -> dict[str, FeelType]:
        """What the forms that somebody is asked gather, as facts."""
        return {
            name: kind
            for file, form in self.forms.items()
            if file in asked
            for name, kind in form.facts().items()
        }


def read(bundle: Bundle) -> Beside:
    """Read the tables and forms of a bundle; what can't be read is a finding."""
    beside = Beside()
    for file, xml in bundle.tables().items():
        beside.findings += _read_table(beside, file, xml)
    for name, text in bundle.forms().items():
        beside.findings += _read_form(beside, name, text.encode())
    return beside


def check_alone(file: str, data: bytes) -> list[Finding]:
    """What is wrong with a table or form that was given by itself."""
    beside = Beside()
    if file.endswith(".dmn"):
        beside.findings += _read_table(beside, file, data)
    else:
        name = file.removesuffix(".json").removesuffix(".form")
        beside.findings += _read_form(beside, name, data)
    return list(check(beside, {}, None))


def _read_form(beside: Beside, name: str, data: bytes) -> Iterator[Finding]:
    try:
        beside.forms[name] = Form.load(data)
    except BadForm as error:
        for problem in error.problems:
            plats = f" ({problem.path})" if problem.path else ""
            yield FORM_WRONG.on(None, fil=f"{name}.form.json", plats=plats, fel=problem.mening)


def _read_table(beside: Beside, file: str, xml: bytes) -> Iterator[Finding]:
    try:
        model = dmn.read(xml)
    except dmn.DmnError as error:
        yield TABLE_UNREADABLE.on(None, fil=file, fel=error.mening)
        return
    for decision in model.decisions:
        if other := beside.decisions.get(decision):
            yield TABLE_TWICE.on(None, beslut=decision, fil=file, andra=other)
    beside.models[file] = model


def check(
    beside: Beside, asked: Mapping[str, str], known: Mapping[str, FeelType] | None
) -> Iterator[Finding]:
    """What was found on reading, and what the tables say wrong or ask for in vain.

    `asked` says which element asks for each decision; `known` holds facts and carried names.
    """
    yield from beside.findings
    for file, model in beside.models.items():
        needs = {name: kind for each in model.decisions for name, kind in model.needs(each).items()}
        for fault in dmn.analyse(model, facts={**needs, **(known or {})}):
            rule = TABLE_WRONG if fault.niva == "error" else TABLE_DOUBTFUL
            yield rule.on(asked.get(fault.decision_id), fil=file, fel=fault.mening)
        if known is not None:
            yield from _asks(file, model, asked, known)


def check_choices(
    beside: Beside,
    asked: Mapping[str, str],
    wanted: Mapping[tuple[str, str], choices.Values],
    held: choices.Choices,
) -> Iterator[Finding]:
    """Answers that the registers do not know, and groups that nobody is in."""
    for file, model in beside.models.items():
        for fault in choices.said_of(model, wanted, held):
            rule = TABLE_CHOICE if fault.niva == "error" else TABLE_NOBODY
            yield rule.on(asked.get(fault.decision_id), fil=file, fel=fault.mening)


def check_questions(beside: Beside, names: Names | None) -> Iterator[Finding]:
    """Questions that would be hidden by a fact of the case."""
    for file, form in sorted(beside.forms.items()):
        for name, field_ in form.fields.items():
            if names is not None and name in names.facts:
                yield QUESTION_NAMED_AS_FACT.on(
                    None, fraga=field_.label, fil=f"{file}.form.json", namn=name
                )


def _asks(
    file: str, model: dmn.Model, asked: Mapping[str, str], known: Mapping[str, FeelType]
) -> Iterator[Finding]:
    for decision in model.decisions:
        if decision not in asked:
            continue
        for name, kind in sorted(model.needs(decision).items()):
            if name not in known:
                facts = ", ".join(sorted(known.keys() - ALWAYS)) or "det finns inga"
                yield TABLE_ASKS.on(asked[decision], fil=file, namn=name, fakta=facts)
            elif "Any" not in (str(kind), str(known[name])) and kind != known[name]:
                yield TABLE_TYPE.on(
                    asked[decision], fil=file, namn=name, sort=kind, fakta=known[name]
                )
