"""Which version of a process new cases take, and the parsed specs of any version."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from workflows import clock, dmn, registry
from workflows.diagrams.bundle import Bundle, from_folder
from workflows.diagrams.parser import Specs, build
from workflows.errors import NotFound
from workflows.models import Definition, Release, Version


def published(process_id: str) -> Version:
    """The version that a new case takes now. Raises `NotFound`."""
    definition = (
        Definition.objects.select_related("published", "planned").filter(name=process_id).first()
    )
    if definition is not None and definition.planned is not None:
        definition = _with_what_is_due(definition, definition.planned)
    if definition is None or definition.published is None:
        raise NotFound(
            f"Processen ”{process_id}” är inte publicerad. Be en processägare publicera den."
        )
    return definition.published


def _with_what_is_due(definition: Definition, planned: Release) -> Definition:
    """The definition, with a planned version live from the very moment it was planned for."""
    if planned.live_at > clock.now():
        return definition
    go_live(definition.pk)
    return Definition.objects.select_related("published").get(pk=definition.pk)


@lru_cache(maxsize=256)
def specs_of(version_id: int) -> Specs:
    """The parsed specs of a version; shared by every case that runs it."""
    return build(bundle_of(Version.objects.select_related("definition").get(pk=version_id)))


def bundle_of(version: Version) -> Bundle:
    """What was published, as it was."""
    return Bundle(
        version.definition.name, bytes(version.bpmn), dict(version.files), version.scenarios
    )


def decision_model(version_id: int, decision: str) -> dmn.Model:
    """The table file of a version that holds a decision. Raises `NotFound`."""
    try:
        return _models(version_id)[decision]
    except KeyError:
        raise NotFound(f"Beslutstabellen ”{decision}” finns inte i processens version.") from None


@transaction.atomic
def publish(
    bundle: Bundle, *, case_type: str, source: Version.Source = Version.Source.OWNER, note: str = ""
) -> Version:
    """Make a bundle the version that new cases take, from now. The same digest makes no new one.

    Asks nobody: what a process owner publishes goes through `workflows.workbench.release`.
    """
    version = keep(bundle, case_type=case_type, source=source, note=note)
    if version.definition.published_id != version.pk:
        release(version, by="", note=note, live_at=clock.now())
    return version


@transaction.atomic
def keep(bundle: Bundle, *, case_type: str, source: Version.Source, note: str = "") -> Version:
    """The version that is this bundle, made unless it is there already. Raises `DiagramError`.

    Layout and scenarios make no new version; the latest of them are kept with the one there is.
    """
    build(bundle)
    now = clock.now()
    definition, _ = Definition.objects.select_for_update().get_or_create(
        name=bundle.process_id, defaults={"title": bundle.title[:120], "case_type": case_type}
    )
    if definition.case_type != case_type:
        definition.case_type = case_type
        definition.save(update_fields=["case_type"])
    version = definition.versions.filter(digest=bundle.digest).first()
    if version is None:
        last = definition.versions.aggregate(last=Max("number"))["last"] or 0
        return Version.objects.create(
            definition=definition,
            number=last + 1,
            digest=bundle.digest,
            bpmn=bundle.bpmn,
            files=bundle.files,
            scenarios=bundle.scenarios,
            source=source,
            note=note,
            created_at=now,
        )
    if (bytes(version.bpmn), version.scenarios) != (bundle.bpmn, bundle.scenarios):
        version.bpmn, version.scenarios = bundle.bpmn, bundle.scenarios
        if source == Version.Source.OWNER:
            # What she has drawn or written is not the file's any more, and no file takes it away.
            version.source = source
        version.save(update_fields=["bpmn", "scenarios", "source"])
        specs_of.cache_clear()
    return version


@transaction.atomic
def release(
    version: Version,
    *,
    by: str,
    note: str,
    live_at: datetime,
    despite: str = "",
    reason: str = "",
    approved_by: str = "",
) -> Release:
    """Let new cases take a version from a moment on; what was planned before is withdrawn.

    `despite` is what stood in the way, and `reason` why `by` signs it all the same."""
    # What was to hold by now has held, and is not withdrawn.
    go_live(version.definition_id)
    definition = Definition.objects.select_for_update().get(pk=version.definition_id)
    now = clock.now()
    if definition.planned is not None:
        definition.planned.withdrawn_at = now
        definition.planned.save(update_fields=["withdrawn_at"])
    made = Release.objects.create(
        definition=definition,
        version=version,
        live_at=max(live_at, now),
        by=by,
        note=note,
        decided_at=now,
        despite=despite,
        reason=reason,
        approved_by=approved_by,
    )
    definition.planned = made
    definition.save(update_fields=["planned"])
    if live_at <= now:
        go_live(definition.pk)
    return made


@transaction.atomic
def go_live(definition_id: int) -> bool:
    """Make the planned version the published one, if its time has come. Harmless to repeat."""
    definition = Definition.objects.select_for_update().get(pk=definition_id)
    planned = definition.planned
    if planned is None or planned.live_at > clock.now():
        return False
    version = planned.version
    version.published_at = planned.live_at
    version.save(update_fields=["published_at"])
    if definition.published_id is not None:
        definition.draft_rev += 1
    definition.published = version
    definition.planned = None
    definition.title = bundle_of(version).title[:120]
    definition.save(update_fields=["published", "planned", "title", "draft_rev"])
    return True


def seed(folder: Path | None = None) -> list[Version]:
    """Bring the diagrams in `bpmn/` into the database.

    A process is published by itself only where what is published also came from a file: what a
    process owner has published stays.
    """
    seeded = []
    for path in process_folders(folder or settings.BPMN_DIR):
        bundle = from_folder(path)
        current = Definition.objects.filter(name=bundle.process_id).first()
        if current is not None and _decided_by_an_owner(current):
            continue
        seeded.append(
            publish(bundle, case_type=case_type_for(bundle.process_id), source=Version.Source.FILE)
        )
    return seeded


def _decided_by_an_owner(definition: Definition) -> bool:
    published = definition.published
    if published is not None and published.source != Version.Source.FILE:
        return True
    # An owner may also have gone back to a version that once came from a file.
    last = definition.releases.filter(withdrawn_at__isnull=True).order_by("-pk").first()
    return last is not None and last.by != ""


def process_folders(folder: Path) -> list[Path]:
    """The folders that hold a process of their own name."""
    return sorted(path for path in folder.iterdir() if (path / f"{path.name}.bpmn").exists())


def case_type_for(process_id: str) -> str:
    """The case type that runs a process: its namesake, or the one that runs any."""
    known = registry.case_types()
    if process_id in known:
        return process_id
    return next((name for name, kind in known.items() if kind.runs_any), process_id)


def message_starts() -> dict[str, str]:
    """Which published process each starting message begins: message name -> process."""
    for due in Definition.objects.filter(planned__live_at__lte=clock.now()):
        go_live(due.pk)
    found = {}
    for definition in Definition.objects.filter(published__isnull=False):
        for message in specs_of(definition.published_id or 0).message_starts():
            found[message] = definition.name
    return found


@lru_cache(maxsize=256)
def _models(version_id: int) -> dict[str, dmn.Model]:
    models = {}
    for text in specs_of(version_id).bundle.tables().values():
        model = dmn.read(text)
        for decision in model.decisions:
            models[decision] = model
    return models
