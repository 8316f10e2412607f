"""Where groups are named: in what new cases follow, will follow or shall be changed to."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from workflows import feel
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.diagrams.xml import DiagramError, safe_xml
from workflows.feel.tree import Constant
from workflows.models import Definition, Process, Version
from workflows.workbench import drafts

_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')
# What is written for people, and is never worked out.
_PROSA = {"documentation", "description", "textAnnotation", "annotationEntry"}


def texter() -> Iterator[tuple[str, frozenset[str]]]:
    """(where, the texts that stand there) of what is published, planned and being changed."""
    for one in Definition.objects.select_related("published", "planned__version").order_by("title"):
        if one.published:
            yield one.title, skrivna(versions.bundle_of(one.published))
        if one.planned:
            where = f"{one.title}, planerad version {one.planned.version.number}"
            yield where, skrivna(versions.bundle_of(one.planned.version))
        if draft := drafts.of(one):
            yield f"{one.title}, utkastet", skrivna(drafts.bundle_of(draft))


def foljda() -> Iterator[tuple[str, frozenset[str]]]:
    """The same of the versions that some running case follows."""
    running = Process.objects.filter(status=Process.Status.RUNNING).values("version")
    for one in Version.objects.filter(pk__in=running).select_related("definition"):
        yield f"{one.definition.title}, version {one.number}", skrivna(versions.bundle_of(one))


def skrivna(bundle: Bundle) -> frozenset[str]:
    """Every text that is written in its FEEL. What stands by itself as an attribute is none: a lane
    may be named as a group's key is."""
    found: set[str] = set()
    for name, text in {".bpmn": bundle.bpmn.decode(), **bundle.files}.items():
        found |= _i_filen(text, _json if name.endswith(".json") else _xml)
    return frozenset(found)


@lru_cache(maxsize=128)
def _i_filen(text: str, read: Callable[[str], Iterable[str]]) -> frozenset[str]:
    found: set[str] = set()
    for written in read(text):
        found.update(_text(one) for one in _LITERAL.findall(written))
    return frozenset(found)


def _text(literal: str) -> str:
    try:
        tree = feel.compile_expression(literal).tree
    except feel.FeelSyntaxError:
        return literal[1:-1]
    return tree.value if isinstance(tree, Constant) and isinstance(tree.value, str) else ""


def _json(text: str) -> Iterator[str]:
    """Every value of a form. One that is a text by itself may be an answer, and is quoted here."""
    try:
        waiting: list[Any] = [json.loads(text)]
    except ValueError:
        yield text  # a draft may be broken: what stands in it is looked for as it is
        return
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str):
            yield one
            yield feel.to_literal(one)


def _xml(text: str) -> Iterator[str]:
    try:
        waiting: list[etree._Element] = [safe_xml(text.encode()).getroot()]
    except DiagramError:
        yield text
        return
    while waiting:
        one = waiting.pop()
        if etree.QName(one).localname in _PROSA:
            continue
        yield one.text or ""
        yield from (str(value) for value in one.attrib.values())
        waiting += one
