"""From a DMN file to a model: its types, its graph, then the logic of each element."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from workflows.dmn import markup
from workflows.dmn.elements import Decision, DecisionService, InputData, Knowledge, Requirement
from workflows.dmn.errors import DmnError
from workflows.dmn.itemtypes import ItemType
from workflows.dmn.logic_reader import find_logic, read_function, read_logic
from workflows.dmn.model import Askable, Imported, Model
from workflows.dmn.surroundings import Surroundings
from workflows.dmn.typetable import TypeTable

# (namespace, locationURI or "") → the other file's bytes, or None where there is no such file.
Resolver = Callable[[str, str], bytes | None]

MAX_IMPORTS = 50

_KINDS: dict[str, type[InputData] | type[Decision] | type[Knowledge] | type[DecisionService]] = {
    "inputData": InputData,
    "decision": Decision,
    "businessKnowledgeModel": Knowledge,
    "decisionService": DecisionService,
}

# What gives a name that a text may write after a dot or in a call: FEEL must know those names that
# hold signs of its own, like a hyphen.
_NAMED = frozenset(
    {*_KINDS, "itemComponent", "variable", "formalParameter", "parameters", "column", "output"}
)


def read(xml: bytes, *, resolver: Resolver | None = None) -> Model:
    """The model in a DMN 1.0-1.5 file. Raises `DmnError` for a file that can't be read at all.

    A text that is no FEEL, a reference to nothing, an import that is not found: those are null
    with a warning when asked for, and `analyse` reports them.
    """
    return _Library(resolver).model(xml)


@dataclass(slots=True)
class _Library:
    """The files one reading has opened: each once, however many import it."""

    resolver: Resolver | None
    opened: dict[str, Model | None] = field(default_factory=dict)

    def model(self, xml: bytes) -> Model:
        root = markup.parse(xml)
        namespace = root.get("namespace", "")
        self.opened[namespace] = None
        made = _FileReader(root, namespace, self).model()
        self.opened[namespace] = made
        return made

    def imported(self, namespace: str, location: str) -> Model | None:
        """Another file's model; None for one that is missing or that imports the asker."""
        if namespace in self.opened:
            return self.opened[namespace]
        if self.resolver is None or len(self.opened) >= MAX_IMPORTS:
            return None
        xml = self.resolver(namespace, location)
        return None if xml is None else self.model(xml)


class _FileReader:
    def __init__(self, root: markup.Element, namespace: str, library: _Library) -> None:
        self.root = root
        self.library = library
        self.faults: list[tuple[str, str | None]] = []
        self.imports = list(self._imports())
        definitions = {
            markup.name_of(held): held for held in markup.children(root, "itemDefinition")
        }
        others = [(held.alias, held.namespace, held.model.types) for held in self.imports]
        self.made = Model(
            name=markup.name_of(root),
            namespace=namespace,
            types=TypeTable(namespace, definitions, others),
            imports=self.imports,
            is_feel=markup.is_feel_language(root.get("expressionLanguage")),
            faults=self.faults,
        )
        self.named_types = self.made.types.for_feel()
        self.made.names_inside = frozenset(
            markup.name_of(held) for held in root.iter() if markup.kind(held) in _NAMED
        ).union(*(held.model.names_inside for held in self.imports))

    def _imports(self) -> Iterator[Imported]:
        for held in markup.children(self.root, "import"):
            namespace = held.get("namespace", "")
            if any(sign in held.get("importType", "") for sign in ("PMML", "XMLSchema")):
                self._fault("En import är inte av DMN och används inte.", held)
                continue
            model = self.library.imported(namespace, held.get("locationURI", ""))
            if model is None:
                name = held.get("name") or namespace
                self._fault(
                    f"Den importerade modellen {name} hittas inte. Lägg dess fil i samma mapp.",
                    held,
                )
                continue
            yield Imported(markup.name_of(held), namespace, held.get("locationURI", ""), model)

    def _fault(self, mening: str, element: markup.Element) -> None:
        self.faults.append((mening, element.get("id")))

    def model(self) -> Model:
        for imported in self.imports:
            self.made.titles.update(imported.model.titles)
        # Every element exists before any is filled in: references go both ways.
        pairs = [(held, self._named(held)) for held in markup.children(self.root, *_KINDS)]
        for element, made in pairs:
            if isinstance(made, InputData):
                made.type = self._type(element)
            elif isinstance(made, Decision):
                self._fill_decision(element, made)
            elif isinstance(made, Knowledge):
                self._fill_knowledge(element, made)
            else:
                self._fill_service(element, made)
        self.made.input_names = frozenset(
            made.name for _, made in pairs if isinstance(made, InputData)
        ).union(*(held.model.input_names for held in self.imports))
        return self.made

    def _named(self, element: markup.Element) -> Askable | InputData:
        title = markup.name_of(element)
        variable = markup.child(element, "variable")
        # Texts refer to the variable (DMN 7.3.4); tools let its name differ from the element's.
        name = ("" if variable is None else markup.name_of(variable)) or title
        element_id = element.get("id") or name
        if not element_id:
            raise DmnError(
                f"Ett element av slaget {markup.kind(element)} saknar både id och namn. Ge det ett."
            )
        if element_id in self.made.elements:
            raise DmnError(f"Två element har samma id, {element_id}. Ge dem var sitt.", element_id)
        made = _KINDS[markup.kind(element)](id=element_id, name=name or element_id)
        self.made.elements[element_id] = made
        if title and title != made.name:
            made.title = title
            self.made.titles[title] = made.name
        return made

    def _fill_decision(self, element: markup.Element, made: Decision) -> None:
        made.type = self._type(element)
        made.requirements = list(self._requirements(element))
        made.logic = read_logic(find_logic(element), self._around(made.requirements), made.id)

    def _fill_knowledge(self, element: markup.Element, made: Knowledge) -> None:
        made.requirements = list(self._requirements(element))
        held = markup.child(element, "encapsulatedLogic")
        if held is None:
            return
        around = self._around([Requirement(made), *made.requirements])
        recipe = read_function(held, around, made.name, self._result(element, held))
        made.recipe = replace(recipe, element_id=made.id)

    def _result(self, element: markup.Element, held: markup.Element) -> ItemType | None:
        """What the function answers: by its function type, or the type itself as DMN 1.1 wrote."""
        for said in (markup.child(element, "variable"), held):
            wanted = self._around([]).type_of(said)
            if wanted is not None:
                return wanted.result if wanted.is_function else wanted
        return None

    def _fill_service(self, element: markup.Element, made: DecisionService) -> None:
        wanted = self._type(element)
        # A service's type may be that of the function it is: what is settled is its result.
        made.type = wanted.result if wanted is not None and wanted.is_function else wanted
        made.outputs = list(self._references(element, "outputDecision"))
        made.inputs = [
            *self._references(element, "inputData"),
            *self._references(element, "inputDecision"),
        ]

    def _type(self, element: markup.Element) -> ItemType | None:
        return self._around([]).type_of(markup.child(element, "variable"))

    def _around(self, requirements: Sequence[Requirement]) -> Surroundings:
        plain = Surroundings(
            self.made.types, self.named_types, {}, self.made.names_inside, is_feel=self.made.is_feel
        )
        seen: dict[str, ItemType | None] = {}
        for held in requirements:
            if held.alias:
                seen[held.alias] = None
                continue
            target = held.target
            known = target.type if isinstance(target, InputData | Decision) else None
            seen |= dict.fromkeys(target.names, known)
        return plain.seeing(seen)

    def _requirements(self, element: markup.Element) -> Iterator[Requirement]:
        for held in markup.children(element, "informationRequirement", "knowledgeRequirement"):
            yield from self._references(
                held, "requiredDecision", "requiredInput", "requiredKnowledge"
            )

    def _references(self, element: markup.Element, *kinds: str) -> Iterator[Requirement]:
        for held in markup.children(element, *kinds):
            href = held.get("href", "")
            found = self._referred(href)
            if found is None:
                owner = element.get("id") or href
                self.faults.append(
                    (f"Hänvisningen {href} leder inte till något i modellen.", owner)
                )
            else:
                yield found

    def _referred(self, href: str) -> Requirement | None:
        """`#id` in this file; `namespace#id` (or `file#id`) in an imported one."""
        where, _, local = href.rpartition("#")
        if where and where != self.made.namespace:
            for held in self.imports:
                if where in {held.namespace, held.location} and local in held.model.elements:
                    return Requirement(held.model.elements[local], held.alias)
            return None
        found = self.made.elements.get(local)
        return None if found is None else Requirement(found)
