"""An owner's draft of a process: begun from a version or from files, changed, thrown away."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from django.db import transaction

from workflows import clock, gate, registry
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.diagrams.xml import DiagramError
from workflows.errors import Hinder, NotFound, Refused, Stale
from workflows.gate.findings import Finding
from workflows.models import Definition, Draft, Release
from workflows.workbench.exchange import merged, unpacked

_LONGEST_ID = 40
_TAKEN = {"ny", "kontrollera"}


def of(definition: Definition) -> Draft | None:
    """The draft of a process, if there is one."""
    return Draft.objects.filter(definition=definition).select_related("based_on").first()


def bundle_of(draft: Draft) -> Bundle:
    """What the draft would run."""
    return Bundle(draft.definition.name, bytes(draft.bpmn), dict(draft.files), draft.scenarios)


def findings(bundle: Bundle) -> list[Finding]:
    """Everything wrong with it, held against the names of its case type. Errors first."""
    return gate.check(bundle, names=gate.held(bundle.process_id))


def read(definition: Definition) -> tuple[Bundle, int]:
    """What a change begins from, the draft or else the published version, and its rev.

    Raises `NotFound` where there is neither.
    """
    draft = of(definition)
    base = _base(definition, draft)
    if base is None:
        raise NotFound("Det finns inget att ändra. Lägg in ett diagram i utkastet först.")
    return base, rev_of(definition, draft)


def rev_of(definition: Definition, draft: Draft | None) -> int:
    """What `change` is told of what was read, the draft or else the published version."""
    return draft.rev if draft else definition.draft_rev


@transaction.atomic
def change(
    name: str,
    files: Mapping[str, bytes],
    *,
    by: str,
    rev: int | None = None,
    without: Collection[str] = (),
) -> Draft:
    """Put these files in the draft, begun from the published version if there is none, and leave
    those named in `without` out of it.

    `rev` is what `rev_of` told when it was read; None begins one from whatever is published now.
    What is wrong with the process itself hinders nobody from saving: it is told by `findings` and
    stops publishing. Raises `Refused` for files that can't be read, `Stale` when a colleague was
    first.
    """
    definition = Definition.objects.select_for_update().filter(name=name).first()
    if definition is None:
        raise NotFound("Processen finns inte. Välj en i listan över processer.")
    draft = of(definition)
    _still(definition, draft, rev, by)
    base = _base(definition, draft)
    bundle = _readable(base, unpacked(files))
    kept = {name: text for name, text in bundle.files.items() if name not in without}
    return _save(definition, draft, replace(bundle, files=kept), by=by)


# What stands beside the processes in their addresses.
NOT_A_PROCESS = frozenset({"ny", "grupper", "arenden", "kontrollera"})


@transaction.atomic
def begin(files: Mapping[str, bytes], *, by: str) -> Draft:
    """A new process from files. Raises `Refused` when there is one by that id."""
    bundle = _readable(None, unpacked(files))
    if bundle.process_id in NOT_A_PROCESS:
        words = f"En process kan inte heta ”{bundle.process_id}” i systemet. Ge den ett annat namn."
        raise Refused([Hinder("upptaget", words, "filer")])
    if Definition.objects.filter(name=bundle.process_id).exists():
        raise Refused(
            [
                Hinder(
                    "finns",
                    f"Det finns redan en process med id ”{bundle.process_id}”. Öppna den och ändra"
                    " dess utkast, eller ge den nya ett annat namn.",
                    "filer",
                )
            ]
        )
    definition = Definition.objects.create(
        name=bundle.process_id,
        title=bundle.title[:120],
        case_type=versions.case_type_for(bundle.process_id),
    )
    return _save(definition, None, bundle, by=by)


@transaction.atomic
def begin_from(name: str, number: int, *, by: str, rev: int | None = None) -> Draft:
    """Let the draft be an earlier version as it was, with all its files. Another draft that is
    open is written over: `rev` is what `rev_of` told of it. Raises `NotFound` and `Stale`."""
    definition = Definition.objects.select_for_update().filter(name=name).first()
    found = definition.versions.filter(number=number).first() if definition else None
    if definition is None or found is None:
        raise NotFound(f"Version {number} finns inte. Välj en i listan över versioner.")
    draft = of(definition)
    _still(definition, draft, rev, by)
    return _save(definition, draft, versions.bundle_of(found), by=by)


def restore(definition: Definition, release: Release, *, by: str) -> Draft | None:
    """The draft that a release was made of, open again with its note; None where another one is
    open. The process is locked."""
    if of(definition) is not None:
        return None
    draft = _save(definition, None, versions.bundle_of(release.version), by=by)
    draft.note = release.note
    draft.save(update_fields=["note"])
    return draft


@transaction.atomic
def throw_away(name: str, *, rev: int, by: str) -> None:
    """Delete the draft, and the process with it where nothing else is left of it."""
    definition = Definition.objects.select_for_update().filter(name=name).first()
    draft = of(definition) if definition else None
    if definition is None or draft is None:
        raise NotFound("Utkastet finns inte. Det kan redan vara borttaget eller publicerat.")
    _still(definition, draft, rev, by)
    discard(definition, draft)
    if not definition.versions.exists():
        definition.delete()


def discard(definition: Definition, draft: Draft) -> None:
    """Delete it; who still has it open is late from now on. The process is locked."""
    draft.delete()
    _next_rev(definition)


def _next_rev(definition: Definition) -> int:
    definition.draft_rev += 1
    definition.save(update_fields=["draft_rev"])
    return definition.draft_rev


def changed_by(draft: Draft, reader: str) -> str:
    """Who has changed it since, said to the one who read it; herself, in another tab, too."""
    if draft.changed_by == reader:
        return "Du har ändrat utkastet i en annan flik sedan du öppnade det här"
    return f"Utkastet har ändrats av {registry.person(draft.changed_by)} sedan du öppnade det"


def _still(definition: Definition, draft: Draft | None, rev: int | None, by: str) -> None:
    if rev == rev_of(definition, draft) or (draft is None and rev is None):
        return
    what = (
        changed_by(draft, by)
        if draft
        else "Utkastet eller versionen som du öppnade är inte längre den som gäller"
    )
    raise Stale(f"{what}. Läs in sidan, jämför och gör om din ändring.")


def _base(definition: Definition, draft: Draft | None) -> Bundle | None:
    if draft is not None:
        return bundle_of(draft)
    return versions.bundle_of(definition.published) if definition.published else None


def _readable(base: Bundle | None, files: Mapping[str, bytes]) -> Bundle:
    try:
        bundle = merged(base, files)
        _ = bundle.digest, bundle.title
    except DiagramError as error:
        raise Refused([Hinder(error.kod, error.mening, "filer")]) from error
    if not _may_be_named(bundle.process_id):
        raise Refused(
            [
                Hinder(
                    "id",
                    f"Processens id ”{bundle.process_id[:60]}” går inte att använda. Välj ett på"
                    " högst 40 tecken, med bokstäverna a–z, siffror och understreck.",
                    "filer",
                )
            ]
        )
    return bundle


def _may_be_named(process_id: str) -> bool:
    """An id stands in addresses, beside those that lead elsewhere."""
    plain = process_id.isascii() and process_id.isidentifier()
    return plain and len(process_id) <= _LONGEST_ID and process_id not in _TAKEN


def _save(definition: Definition, draft: Draft | None, bundle: Bundle, *, by: str) -> Draft:
    kept = draft or Draft(definition=definition, based_on=definition.published)
    kept.bpmn, kept.files, kept.scenarios = bundle.bpmn, bundle.files, bundle.scenarios
    kept.rev = _next_rev(definition)
    kept.changed_by, kept.changed_at = by, clock.now()
    kept.save()
    return kept
