"""What an owner edits: the draft, or what one would be begun from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.errors import Hinder, NotFound, Refused, Stale
from workflows.models import Definition, Draft
from workflows.workbench import drafts, overview


@dataclass(frozen=True)
class Underlag:
    """A process with its draft, if there is one yet, and the files as they stand."""

    process: Definition
    draft: Draft | None
    bundle: Bundle

    @property
    def rev(self) -> str:
        """What was read, as a page posts it."""
        return str(drafts.rev_of(self.process, self.draft))


def underlag(namn: str) -> Underlag:
    """The draft, or the published version that a draft would begin from. Raises `NotFound`."""
    process = overview.find(namn)
    draft = drafts.of(process)
    if draft is not None:
        return Underlag(process, draft, drafts.bundle_of(draft))
    if process.published is None:
        raise NotFound("Processen har inget utkast. Lägg in ett diagram först.")
    return Underlag(process, None, versions.bundle_of(process.published))


def spara(
    namn: str,
    files: Mapping[str, bytes],
    *,
    av: str,
    rev: int | None,
    utan: Collection[str] = (),
) -> list[Hinder]:
    """Put files in the draft. What hinders it is told, so that the page keeps what was typed."""
    try:
        drafts.change(namn, files, by=av, rev=rev, without=utan)
    except Refused as no:
        return no.hinder
    except Stale as no:
        return [Hinder("inaktuellt", f"{no.mening.partition('. ')[0]}. {KVAR}")]
    return []


KVAR = "Det du skrev står kvar. Spara igen, så läggs bara din ändring ovanpå."


def status(hinder: Collection[Hinder]) -> int:
    """The status of a page that tells of these."""
    if any(one.kod == "inaktuellt" for one in hinder):
        return Stale.status
    return Refused.status if hinder else 200
