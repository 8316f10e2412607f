"""A version of a process, told whole: what it does, what is new in it, who published it and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.gemensamt.templatetags.frame import moment
from cases.processer import visning
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.models import Definition, Version
from workflows.workbench.document import Document, document, legible
from workflows.workbench.sides import version as one_version

# A thousand steps are a hundred pages and a few seconds; what is larger nobody reads on paper.
_FLEST_STEG = 1_500


@dataclass(frozen=True)
class Dokument:
    """A version with all that is told of it. `forut` is the version it is held against: the one
    before; None for the first."""

    process: Definition
    version: Version
    rad: visning.Versionsrad
    bundle: Bundle
    innehall: Document
    forut: int | None
    skillnader: Sequence[visning.Skillnader]

    @property
    def titel(self) -> str:
        """What it is called on its first page."""
        return legible(f"{self.process.title}, version {self.version.number}")

    @property
    def ryms_som_pdf(self) -> bool:
        """Whether it is made while somebody waits."""
        return sum(len(one.steps) for one in self.innehall.chapters) <= _FLEST_STEG

    @property
    def filnamn(self) -> str:
        """What it is called when it is downloaded."""
        return f"{self.process.name}-v{self.version.number}.pdf"

    @property
    def galler(self) -> str:
        """Whether new cases take the version, in words."""
        rad = self.rad
        if rad.planerad:
            return f"från {moment(rad.planerad)}"
        if rad.tillbakatagen:
            return "tillbakatagen innan den började gälla"
        if rad.galler:
            return f"nu, från {moment(rad.fran)}" if rad.fran else "nu"
        return "inte för nya ärenden" + (f"; gällde från {moment(rad.fran)}" if rad.fran else "")


def dokument(namn: str, nummer: int) -> Dokument:
    """The document of a version. Raises `NotFound`."""
    definition, found = one_version(namn, nummer)
    bundle = versions.bundle_of(found)
    rows = visning.versionsrader(definition)
    before = definition.versions.filter(number__lt=nummer).order_by("-number").first()
    changes = visning.skillnader(versions.bundle_of(before), bundle) if before else []
    return Dokument(
        process=definition,
        version=found,
        rad=next(one for one in rows if one.version.pk == found.pk),
        bundle=bundle,
        innehall=document(bundle),
        forut=before.number if before else None,
        skillnader=legible(changes),
    )
