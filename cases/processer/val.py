"""What an owner may choose among where a process is drawn: everything that its diagram may name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings

from cases.organisation.models import Grupp
from workflows import registry
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle, executable_processes, from_folder
from workflows.diagrams.xml import DiagramError, elements
from workflows.gate import drawing, tables
from workflows.gate.events import message_of
from workflows.gate.names import registered
from workflows.models import Definition
from workflows.spelling import dictionary, spelled
from workflows.workbench.known import Known, functions
from workflows.workbench.reading import documentation

Val = Mapping[str, Any]


def underlag(bundle: Bundle) -> dict[str, list[Any]]:
    """The choices by what they are chosen for, as the editor reads them.

    `value` is what stands in the diagram, `label` what people call it.
    """
    names = registered(bundle.process_id)
    beside = tables.read(bundle)
    return {
        "roller": [_val(key, label) for key, label in roller(registry.roles())],
        "grupper": [_val(one.nyckel, one.namn) for one in Grupp.objects.order_by("namn")],
        "formular": [
            _val(name, beside.forms[name].title if name in beside.forms else name)
            for name in sorted(bundle.forms())
        ],
        "handlingar": _namngivna(bundle, names.actions),
        "steg": _namngivna(bundle, names.steps),
        "beslut": sorted(_beslut(beside), key=lambda one: one["label"]),
        "meddelanden": meddelanden(bundle),
        "processer": list(_processer(bundle)),
    }


def roller(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Roles by what people call them, in that order."""
    known = registry.roles()
    return sorted(((key, known[key].label) for key in keys), key=lambda one: one[1].casefold())


def ordlista(kanda: Sequence[Known]) -> dict[str, list[Any]]:
    """What an expression may be made of, as the completion reads it (js/feel.js)."""
    return {
        "namn": [{"namn": o.name, "typ": o.kind, "ord": o.what or o.source} for o in kanda],
        "funktioner": functions(),
    }


def _val(value: str, label: str) -> Val:
    return {"value": value, "label": label}


def _namngivna(bundle: Bundle, names: Iterable[str]) -> list[Val]:
    """Pages and steps as they are called where they are drawn: in the draft, in what is published,
    in what they came with. One that is drawn nowhere keeps its own name."""
    drawn: dict[str, str] = {}
    for one in (bundle, *_tidigare(bundle.process_id)):
        for node in _ritning(one).nodes():
            if node.name and node.id not in drawn:
                drawn[node.id] = " ".join(node.name.split())
    found = [_val(name, drawn.get(name) or name.replace("_", " ")) for name in names]
    return sorted(found, key=lambda one: (one["label"].casefold(), one["value"]))


def _tidigare(process: str) -> Iterator[Bundle]:
    published = Definition.objects.filter(name=process).select_related("published").first()
    if published and published.published:
        yield versions.bundle_of(published.published)
    folder = settings.BPMN_DIR / process
    if (folder / f"{process}.bpmn").is_file():
        yield from_folder(folder)


def borjas_av(bundle: Bundle) -> list[Val]:
    """The messages that a case of the process may begin with."""
    drawn = _ritning(bundle)
    starts = [one for one in drawn.nodes("startEvent") if one.catches("message")]
    names = {message_of(one, drawn.messages): one.name for one in starts}
    return [_val(name, said or name.replace("_", " ")) for name, said in names.items() if name]


def _beslut(beside: tables.Beside) -> Iterator[Val]:
    for file, model in beside.models.items():
        for id_, decision in {one.id: one for one in model.decisions.values()}.items():
            yield {**_val(id_, decision.title or decision.name), "file": file}


def meddelanden(bundle: Bundle) -> list[Val]:
    """Every message that a process sends or waits for, or that code sends, in words."""
    kinds = registry.case_types().values()
    names = {name for kind in kinds for name in kind.sends}
    published = Definition.objects.filter(published__isnull=False).select_related("published")
    bundles = [bundle, *(versions.bundle_of(one.published) for one in published if one.published)]
    texts = [fact.description for kind in kinds for fact in kind.facts.values()]
    for one in bundles:
        drawn = _ritning(one)
        names |= {message_of(node, drawn.messages) for node in drawn.nodes()} - {""}
        texts += [f"{node.name} {documentation(node)}" for node in drawn.nodes()]
    words = dictionary(texts)
    found = [_val(name, spelled(name, words)) for name in names]
    return sorted(found, key=lambda one: (one["label"].casefold(), one["value"]))


def _processer(bundle: Bundle) -> Iterator[Val]:
    """The diagrams that lie beside its own, which it may call."""
    for name, text in sorted(bundle.files.items()):
        if name.endswith(".bpmn"):
            called = Bundle(name.removesuffix(".bpmn"), text.encode())
            try:
                for process in executable_processes(called.tree):
                    title = elements(called.tree, "//bpmn:process[@id=$id]/@name", id=process)
                    yield _val(process, str(title[0]) if title else process.replace("_", " "))
            except DiagramError:
                continue


def _ritning(bundle: Bundle) -> drawing.Drawing:
    return drawing.read(bundle.tree.getroot())
