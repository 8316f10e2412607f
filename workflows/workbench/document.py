"""A version of a process in words, whole: every step, form, table and name that its rules ask."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar, cast

from workflows import dmn, feel
from workflows.diagrams.bundle import Bundle, executable_processes
from workflows.diagrams.xml import DiagramError, elements
from workflows.forms import BadForm, Form
from workflows.forms.kinds import UNFIT
from workflows.gate.drawing import Flow, read
from workflows.gate.expressions import all_written
from workflows.workbench import known
from workflows.workbench.form_places import places
from workflows.workbench.form_words import FormWords, fields_of, forms_in_words
from workflows.workbench.reading import BY_PERSON, SETTINGS, Step, short, steps
from workflows.workbench.said import Words
from workflows.workbench.tables import Table, tables_of

DEADLINE = SETTINGS["deadline"]
_FORM = SETTINGS["form"]
_TABLE = "Beslutstabell"
_TIMES = frozenset({DEADLINE, "Tid"})
_FEEL = frozenset({SETTINGS["priority"], SETTINGS["group"]})
# What is said of a step in its own place, not among its settings.
_TOLD = frozenset({DEADLINE, _FORM, _TABLE})
T = TypeVar("T")


@dataclass(frozen=True)
class Setting:
    """Something set on a step: its name, in words, and as written where that says more."""

    name: str
    words: str
    written: str = ""


@dataclass(frozen=True)
class DocumentStep:
    """A step with what it is set to. `form` is the id of the form that it asks, `table` the id of
    the decision that it takes, each with its title; `by_person` whether somebody does it."""

    step: Step
    by_person: bool
    deadline: Setting | None
    form: str
    form_title: str
    table: str
    table_title: str
    settings: Sequence[Setting]

    @property
    def place(self) -> str:
        """Where it stands, beside the order: in a subprocess, or on a step that goes on."""
        step = self.step
        ends = "avbryts" if step.ends_it else "fortsätter"
        during = f"under ”{step.during}”, som då {ends}" if step.during else ""
        within = f"i delprocessen ”{step.within}”" if step.within else ""
        return ", ".join(filter(None, (during, within)))


@dataclass(frozen=True)
class Chapter:
    """One diagram: the process's own, or one that it calls. `trouble` says why it can't be read."""

    title: str
    what: str
    bpmn: bytes
    steps: Sequence[DocumentStep]
    trouble: str = ""


@dataclass(frozen=True)
class Name:
    """A name that conditions, times or tables ask for, and what it stands for."""

    name: str
    kind: str
    what: str


@dataclass(frozen=True)
class Document:
    """Everything that a version says."""

    chapters: Sequence[Chapter]
    forms: Sequence[FormWords]
    tables: Sequence[Table]
    names: Sequence[Name]


def document(bundle: Bundle) -> Document:
    """A version in words. What can't be read is said to be so; the rest is told all the same.

    Characters that no paper shows, or that turn the direction of text, are left out.
    """
    tables = tables_of(bundle)
    every = _every(bundle)
    words = words_of(bundle)
    forms = forms_in_words(bundle.forms(), words)
    titles = {one.id: one.title for one in forms}
    asked = {
        one.element: (one.form, titles[one.form]) for one in places(bundle) if one.form in titles
    }
    chapters = [_chapter(one, words, asked) for one in _diagrams(bundle)]
    found = Document(chapters, forms, list(tables.values()), [])
    return legible(dataclasses.replace(found, names=_names(bundle, every)))


def words_of(bundle: Bundle) -> Words:
    """What the names of a version stand for."""
    return Words(
        fields_of(bundle.forms()),
        {one.id: one.name for one in tables_of(bundle).values()},
        {name: one.what for name, one in _every(bundle).items() if one.what},
    )


def _every(bundle: Bundle) -> dict[str, known.Known]:
    return {one.name: one for one in (*known.facts_of(bundle), *known.names_of(bundle))}


def in_words(name: str, text: str, words: Words) -> str:
    """What something is set to, in words; as it is written where there are none."""
    plain = words.time(text) if name in _TIMES else ""
    plain = words.plain(text) if name in _FEEL else plain
    return plain or text


def legible(value: T) -> T:
    """The same with every text free from what can't be shown."""
    if isinstance(value, str):
        return cast(T, UNFIT.sub("", value))
    if isinstance(value, list | tuple):
        return cast(T, type(value)([legible(one) for one in value]))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        read = {one.name: legible(getattr(value, one.name)) for one in dataclasses.fields(value)}
        return cast(T, dataclasses.replace(value, **read))
    return value


def _diagrams(bundle: Bundle) -> Iterator[Bundle]:
    yield bundle
    for name, text in sorted(bundle.files.items()):
        if name.endswith(".bpmn"):
            yield Bundle(name.removesuffix(".bpmn"), text.encode())


def _chapter(bundle: Bundle, words: Words, asked: Mapping[str, tuple[str, str]]) -> Chapter:
    def way(flow: Flow) -> str:
        return _way(flow, words)

    try:
        told = steps(bundle, way=way)
        ids = [bundle.process_id, *executable_processes(bundle.tree)]
        what = [one for id_ in ids if (one := _documented(bundle, id_))]
    except DiagramError as no:
        return Chapter(bundle.process_id, "", bundle.bpmn, (), no.mening)
    return Chapter(
        bundle.title,
        what[0] if what else "",
        bundle.bpmn,
        [_step(one, words, asked) for one in told],
    )


def _documented(bundle: Bundle, process: str) -> str:
    found = elements(bundle.tree, "//bpmn:process[@id=$id]/bpmn:documentation", id=process)
    return " ".join(" ".join(one.text or "" for one in found).split())


def _way(flow: Flow, words: Words) -> str:
    """A way by its name, with its condition in words."""
    if flow.is_default or flow.condition is None:
        return short(flow)
    condition = words.of(" ".join((flow.condition.text or "").strip().removeprefix("=").split()))
    return f"{flow.name} ({condition})" if flow.name else condition


def _step(step: Step, words: Words, asked: Mapping[str, tuple[str, str]]) -> DocumentStep:
    settings = dict(step.settings)
    form, form_title = asked.get(step.id, ("", ""))
    table = settings.get(_TABLE, "")
    return DocumentStep(
        step=step,
        by_person=step.kind == BY_PERSON,
        deadline=_setting(DEADLINE, settings[DEADLINE], words) if DEADLINE in settings else None,
        form=form,
        form_title=form_title,
        table=table,
        table_title=words.tables.get(table) or table,
        settings=[
            _setting(name, text, words) for name, text in settings.items() if name not in _TOLD
        ],
    )


def _setting(name: str, text: str, words: Words) -> Setting:
    told = in_words(name, text, words)
    return Setting(name, told, text if told != text else "")


def _names(bundle: Bundle, every: Mapping[str, known.Known]) -> list[Name]:
    """What is asked for anywhere, of what there is to ask for."""
    asked = {name for names in _asked(bundle) for name in names}
    return [
        Name(name, one.kind, one.what or one.source)
        for name, one in sorted(every.items())
        if name in asked
    ]


def _asked(bundle: Bundle) -> Iterator[Iterable[str]]:
    """The names in the diagrams, the forms and the tables; what can't be read has none."""
    for one in _diagrams(bundle):
        try:
            written = list(all_written(read(one.tree.getroot())))
        except DiagramError:
            continue
        for expression in written:
            with suppress(feel.FeelSyntaxError):
                yield feel.compile_expression(expression.text).names
    for text in bundle.forms().values():
        with suppress(BadForm):
            yield Form.load(text).asks
    for data in bundle.tables().values():
        with suppress(dmn.DmnError):
            model = dmn.read(data)
            for decision in model.decisions.values():
                yield model.needs(decision)
