"""Reads XML from people we don't know: bounded in size, no entities, no network."""

from typing import Any, cast

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
NAMESPACES = {"bpmn": BPMN, "bpmndi": BPMNDI, "spiff": SPIFF}

MAX_BYTES = 2 * 1024 * 1024
MAX_NODES = 20_000


class DiagramError(Exception):
    """A diagram that can't be read or run. `mening` says why; `element` is its id."""

    def __init__(self, kod: str, mening: str, element: str = "") -> None:
        super().__init__(mening)
        self.kod = kod
        self.mening = mening
        self.element = element


def safe_xml(data: bytes) -> etree._ElementTree:
    """The document, without comments and processing instructions. Raises `DiagramError`."""
    if len(data) > MAX_BYTES:
        raise DiagramError(
            "xml.storlek",
            f"Filen är större än {MAX_BYTES // 1024 // 1024} MB. Dela upp processen.",
        )
    if not data.strip():
        raise DiagramError("xml.tom", "Filen är tom. Välj en BPMN-fil.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f" (rad {line})" if line else ""
        raise DiagramError(
            "xml.fel", f"Filen är inte läsbar XML{where}. Spara den på nytt från ritverktyget."
        ) from error
    tree = root.getroottree()
    if getattr(tree.docinfo, "doctype", "") or tree.docinfo.internalDTD is not None:
        raise DiagramError(
            "xml.doctype",
            "Filen har en DOCTYPE, som inte tillåts. Ta bort den raden och försök igen.",
        )
    nodes = sum(1 for _ in root.iter())
    if nodes > MAX_NODES:
        raise DiagramError(
            "xml.noder", f"Filen har {nodes} noder; högst {MAX_NODES} tillåts. Dela upp processen."
        )
    return tree


def elements(
    root: etree._ElementTree | etree._Element, path: str, **values: Any
) -> list[etree._Element]:
    """The elements that an XPath finds, with `bpmn:` and `spiff:` known.

    `values` are its $names.
    """
    return cast(list[etree._Element], root.xpath(path, namespaces=NAMESPACES, **values))


def texts(root: etree._ElementTree | etree._Element, path: str, **values: Any) -> list[str]:
    """The texts or attribute values that an XPath finds."""
    return [str(one) for one in cast(list[str], root.xpath(path, namespaces=NAMESPACES, **values))]
