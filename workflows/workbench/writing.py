"""How our settings are written on an element of a diagram, in the order that BPMN's schema asks."""

from dataclasses import dataclass

from lxml import etree

from workflows.diagrams.written import feel_text
from workflows.diagrams.xml import BPMN, SPIFF
from workflows.gate.drawing import local

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_EXTENSIONS = f"{{{BPMN}}}extensionElements"
_PROPERTIES = f"{{{SPIFF}}}properties"
_DECISION = f"{{{SPIFF}}}calledDecisionId"
_LOOP = f"{{{BPMN}}}multiInstanceLoopCharacteristics"
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


@dataclass(frozen=True)
class Loop:
    """What is done several times: `order` is `samtidigt` or `i_tur`, `items` the list that is gone
    through, `item` what a row of it is called, `count` how many times where there is no list."""

    order: str
    items: str
    item: str = ""
    count: str = ""


def loop_of(xml: etree._Element) -> Loop | None:
    """How an activity is done several times, if it is."""
    found = xml.find(_LOOP)
    if found is None:
        return None
    item = found.find(f"{{{BPMN}}}inputDataItem")
    return Loop(
        "i_tur" if found.get("isSequential") == "true" else "samtidigt",
        (found.findtext(f"{{{BPMN}}}loopDataInputRef") or "").strip(),
        "" if item is None else item.get("name", "") or item.get("id", ""),
        feel_text(found.findtext(f"{{{BPMN}}}loopCardinality")),
    )


def loop(xml: etree._Element, how: Loop) -> None:
    """Let an activity be done several times, or once where `how` has no order."""
    old = xml.find(_LOOP)
    if old is not None:
        xml.remove(old)
    if not how.order:
        return
    made = etree.Element(_LOOP, isSequential=str(how.order == "i_tur").lower())
    if how.count and not how.items:
        expression(made, "loopCardinality", how.count)
    if how.items:
        etree.SubElement(made, f"{{{BPMN}}}loopDataInputRef").text = how.items
    if how.item:
        etree.SubElement(made, f"{{{BPMN}}}inputDataItem", id=how.item, name=how.item)
    xml.insert(sum(local(one) in _FIRST for one in xml), made)


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
