"""XML in, elements out: safely, and whichever prefix or DMN edition the tool wrote."""

import re
from collections.abc import Iterator

from lxml import etree

from workflows.dmn.errors import DmnError

MAX_BYTES = 5_000_000

# OMG has published DMN 1.0-1.5 under dated names; the date is the only thing that differs.
_DMN = re.compile(r"https?://www\.omg\.org/spec/DMN/\d{8}(/MODEL/?|/dmn\.xsd)?")
_FEEL = re.compile(r"https?://www\.omg\.org/spec/(DMN/\d{8}/)?FEEL/?(\d{8}/?)?")

Element = etree._Element  # noqa: SLF001 lxml publishes its element class under no other name


def parse(xml: bytes) -> Element:
    """The root of a DMN file. Raises `DmnError` for anything that is not one.

    Entities are never expanded and nothing is fetched: a decision file has no use for a DOCTYPE.
    """
    if len(xml) > MAX_BYTES:
        raise DmnError(
            f"Filen är större än {MAX_BYTES // 1_000_000} MB. Dela upp besluten i flera filer."
        )
    # Without the zero bytes the word is found in UTF-16 and UTF-32 too.
    if b"<!DOCTYPE" in xml.replace(b"\0", b""):
        raise DmnError("Filen har en DOCTYPE. Ta bort den och spara filen på nytt.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise DmnError(
            f"Filen är inte välformad XML ({fault}). Öppna den i ett verktyg för DMN och spara om."
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise DmnError("Filen har en DOCTYPE. Ta bort den och spara filen på nytt.")
    if kind(root) != "definitions":
        raise DmnError("Filen är ingen DMN-fil: rotelementet ska vara definitions enligt DMN.")
    return root


def kind(element: Element) -> str:
    """The element's DMN name, or an empty text for a tool's own additions."""
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    return name.localname if _DMN.fullmatch(name.namespace or "") else ""


def children(element: Element, *kinds: str) -> Iterator[Element]:
    """The DMN children of the kinds named (all of them, if none is)."""
    for child in element:
        found = kind(child)
        if found and (not kinds or found in kinds):
            yield child


def child(element: Element, *kinds: str) -> Element | None:
    return next(children(element, *kinds), None)


def text(element: Element | None) -> str:
    """What stands in the element's `text` child, or in itself where the tool wrote it there."""
    if element is None:
        return ""
    inner = child(element, "text")
    whole = element if inner is None else inner
    return "".join(str(piece) for piece in whole.itertext()).strip()


def name_of(element: Element) -> str:
    """The element's name with its blanks as FEEL sees them: one at a time."""
    return tidy(element.get("name", ""))


def tidy(name: str) -> str:
    return " ".join(name.split())


def is_feel_language(language: str | None) -> bool:
    """Whether it is FEEL of any edition; tools write its name in several ways."""
    return not language or "feel" in language.lower()


def is_dmn_namespace(namespace: str) -> bool:
    return bool(_DMN.fullmatch(namespace))


def is_feel_namespace(namespace: str) -> bool:
    return bool(_FEEL.fullmatch(namespace))
