"""Which version of a process new cases take, and the parsed specs of any version."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from workflows import clock, dmn, registry
from workflows.diagrams.bundle import Bundle, from_folder
from workflows.diagrams.parser import Specs, build
from workflows.errors import NotFound
from workflows.models import Definition, Version


def published(process_id: str) -> Version:
    """The version that a new case takes. Raises `NotFound`."""
    definition = Definition.objects.select_related("published").filter(name=process_id).first()
    if definition is None or definition.published is None:
        raise NotFound(
            f"Processen ”{process_id}” är inte publicerad. Be en processägare publicera den."
        )
    return definition.published


@lru_cache(maxsize=256)
def specs_of(version_id: int) -> Specs:
    """The parsed specs of a version; shared by every case that runs it."""
    return build(bundle_of(Version.objects.select_related("definition").get(pk=version_id)))


def bundle_of(version: Version) -> Bundle:
    """What was published, as it was."""
    return Bundle(version.definition.name, bytes(version.bpmn), dict(version.files))


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
    """Make a bundle the version that new cases take. The same digest makes no new version."""
    specs = build(bundle)
    now = clock.now()
    definition, _ = Definition.objects.get_or_create(
        name=bundle.process_id, defaults={"title": bundle.title, "case_type": case_type}
    )
    version = definition.versions.filter(digest=bundle.digest).first()
    if version is None:
        last = definition.versions.aggregate(last=Max("number"))["last"] or 0
        version = Version.objects.create(
            definition=definition,
            number=last + 1,
            digest=specs.bundle.digest,
            bpmn=bundle.bpmn,
            files=bundle.files,
            source=source,
            note=note,
            created_at=now,
            published_at=now,
        )
    definition.published = version
    definition.title = bundle.title
    definition.case_type = case_type
    definition.save(update_fields=["published", "title", "case_type"])
    return version


def seed(folder: Path | None = None) -> list[Version]:
    """Bring the diagrams in `bpmn/` into the database.

    A process is published by itself only where what is published also came from a file: what a
    process owner has published stays.
    """
    seeded = []
    for path in process_folders(folder or settings.BPMN_DIR):
        bundle = from_folder(path)
        current = (
            Definition.objects.select_related("published").filter(name=bundle.process_id).first()
        )
        if (
            current is not None
            and current.published is not None
            and current.published.source != Version.Source.FILE
        ):
            continue
        seeded.append(
            publish(bundle, case_type=case_type_for(bundle.process_id), source=Version.Source.FILE)
        )
    return seeded


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
