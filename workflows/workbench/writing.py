"""How our settings are written on an element of a diagram, in the order that BPMN's schema asks."""

from lxml import etree

from workflows.diagrams.xml import BPMN, SPIFF
from workflows.gate.drawing import local

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_EXTENSIONS = f"{{{BPMN}}}extensionElements"
_PROPERTIES = f"{{{SPIFF}}}properties"
_DECISION = f"{{{SPIFF}}}calledDecisionId"
_FIRST = {"documentation": 0, "extensionElements": 1, "incoming": 2, "outgoing": 3}


def attribute(xml: etree._Element, name: str, value: str) -> None:
    """An attribute; an empty value takes it away."""
    if value:
        xml.set(name, value)
    elif name in xml.attrib:
        del xml.attrib[name]


def documentation(xml: etree._Element, text: str) -> None:
    """What is told of an element."""
    _child(xml, f"{{{BPMN}}}documentation", text)
    in_order(xml)


def setting(xml: etree._Element, name: str, value: str) -> None:
    """One of our own settings; an empty value takes it away."""
    rows = _extension(xml, _PROPERTIES)
    found = next((one for one in rows if one.get("name") == name), None)
    if found is None and value:
        found = etree.SubElement(rows, f"{{{SPIFF}}}property", name=name)
    if found is not None:
        found.set("value", value)
        if not value:
            rows.remove(found)
    _tidy(xml)


def decision(xml: etree._Element, name: str) -> None:
    """The table that decides."""
    _extension(xml, _DECISION).text = name
    _tidy(xml)


def expression(owner: etree._Element, tag: str, text: str) -> None:
    """A FEEL expression in an element of its own, such as a flow's condition."""
    found = _child(owner, f"{{{BPMN}}}{tag}", text)
    if found is not None:
        found.set(f"{{{_XSI}}}type", "bpmn:tFormalExpression")


def drop(xml: etree._Element) -> None:
    """Take an element out of its diagram."""
    parent = xml.getparent()
    if parent is not None:
        parent.remove(xml)


def in_order(xml: etree._Element) -> None:
    """What is told first, then our settings, what leads in and what leads out."""
    first = sorted((one for one in xml if local(one) in _FIRST), key=lambda o: _FIRST[local(o)])
    for at, one in enumerate(first):
        xml.insert(at, one)


def _child(xml: etree._Element, tag: str, text: str) -> etree._Element | None:
    found = xml.find(tag)
    if not text:
        if found is not None:
            xml.remove(found)
        return None
    if found is None:
        found = etree.SubElement(xml, tag)
    found.text = text
    return found


def _extension(xml: etree._Element, tag: str) -> etree._Element:
    holder = xml.find(_EXTENSIONS)
    if holder is None:
        holder = etree.SubElement(xml, _EXTENSIONS)
        in_order(xml)
    found = holder.find(tag)
    return etree.SubElement(holder, tag) if found is None else found


def _tidy(xml: etree._Element) -> None:
    """Leave no empty extension behind."""
    holder = xml.find(_EXTENSIONS)
    if holder is None:
        return
    for one in list(holder):
        if not len(one) and not (one.text or "").strip() and not one.attrib:
            holder.remove(one)
    if not len(holder):
        xml.remove(holder)
