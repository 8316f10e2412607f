"""Publishing by a process owner: through the gate, with a note, now or from a moment on."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from workflows import clock, gate
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.errors import Hinder, NotFound, Refused, Stale
from workflows.models import Definition, Draft, Release, Version
from workflows.workbench import drafts, evidence, overview

_SHORTEST_NOTE = 5


@dataclass(frozen=True)
class Passed:
    """A draft (`rev`) or an earlier version (`number`) that may be published, from `live_at` on."""

    name: str
    bundle: Bundle
    note: str
    live_at: datetime | None
    # What stands in the way, and why it is done all the same.
    despite: tuple[str, ...] = ()
    reason: str = ""
    rev: int | None = None
    number: int | None = None


@dataclass(frozen=True)
class Withdrawn:
    """A release that was taken back, and the draft that came of it; `open_already` when there was
    another, which is left alone."""

    release: Release
    draft: Draft | None
    open_already: bool


@dataclass(frozen=True)
class Signed:
    """Why what stood in the way then is done all the same: a reason for that, and nothing more."""

    reason: str
    despite: tuple[str, ...]


def passed_draft(
    name: str,
    *,
    note: str,
    rev: int,
    by: str,
    live_at: datetime | None = None,
    reason: str | Signed = "",
) -> Passed:
    """Read the draft through the gate, which takes seconds: nobody waits for it behind a lock.

    `by` reads it; `reason` signs what `evidence.in_the_way` tells. Raises `Stale` when the draft
    was changed since it was read, `Refused` with everything that the gate finds wrong, or without a
    reason where one is asked for. One `Signed` before holds for what stood in the way then: raises
    `Stale` when something else does now.
    """
    definition = overview.find(name)
    bundle = drafts.bundle_of(_draft(definition, rev, by))
    despite = _held(definition, bundle, note, live_at, reason)
    return Passed(name, bundle, note, live_at, despite, _words(reason), rev=rev)


def passed_again(
    name: str,
    number: int,
    *,
    note: str,
    live_at: datetime | None = None,
    reason: str | Signed = "",
) -> Passed:
    """Read an earlier version through the gate, which may have become stricter."""
    definition = overview.find(name)
    found = definition.versions.filter(number=number).first()
    if found is None:
        raise NotFound(f"Version {number} finns inte. Välj en i listan över versioner.")
    bundle = versions.bundle_of(found)
    despite = _held(definition, bundle, note, live_at, reason)
    return Passed(name, bundle, note, live_at, despite, _words(reason), number=number)


@transaction.atomic
def publish(passed: Passed, *, by: str, approved_by: str = "") -> Release | None:
    """Let new cases take what has passed, from its moment (now, if None). Running cases keep
    their version.

    A draft with only another layout or other scenarios is kept with the version there is, and None
    is answered. Raises `Stale` when the draft was changed since it passed.
    """
    definition = _locked(passed.name)
    if passed.number is not None:
        version = definition.versions.get(number=passed.number)
        if definition.published_id == version.pk and definition.planned is None:
            raise Refused(
                [Hinder("samma", f"Version {version.number} är redan den som nya ärenden följer.")]
            )
    else:
        version = _keep(definition, passed, _draft(definition, passed.rev, by))
        if version.pk == definition.published_id:
            return None
    live_at = passed.live_at or clock.now()
    return versions.release(
        version,
        by=by,
        note=passed.note,
        live_at=live_at,
        despite="\n".join(passed.despite),
        reason=passed.reason.strip() if passed.despite else "",
        approved_by=approved_by,
    )


def _keep(definition: Definition, passed: Passed, draft: Draft) -> Version:
    published = definition.published
    if published is not None and versions.bundle_of(published) == passed.bundle:
        raise Refused(
            [
                Hinder(
                    "samma",
                    f"Utkastet är likadant som version {published.number}, som redan är publicerad."
                    " Ändra något eller ta bort utkastet.",
                )
            ]
        )
    version = versions.keep(
        passed.bundle,
        case_type=definition.case_type,
        source=Version.Source.OWNER,
        note=passed.note,
    )
    drafts.discard(definition, draft)
    return version


@transaction.atomic
def withdraw(name: str, *, by: str) -> Withdrawn:
    """Take back a release whose time has not come. Its version stays in the list, and what it was
    made of is a draft again unless another one is open, or it has held before."""
    definition = _locked(name)
    planned = definition.planned
    if planned is None or planned.live_at <= clock.now():
        raise Refused(
            [
                Hinder(
                    "inget-planerat",
                    "Det finns ingen planerad publicering att ta tillbaka. Är den redan gjord:"
                    " publicera den förra versionen igen.",
                )
            ]
        )
    planned.withdrawn_at = clock.now()
    planned.save(update_fields=["withdrawn_at"])
    definition.planned = None
    definition.save(update_fields=["planned"])
    was_a_draft = planned.version.published_at is None
    draft = drafts.restore(definition, planned, by=by) if was_a_draft else None
    return Withdrawn(planned, draft, open_already=was_a_draft and draft is None)


def _locked(name: str) -> Definition:
    found = Definition.objects.select_for_update(of=("self",)).filter(name=name).first()
    if found is None:
        raise NotFound("Processen finns inte. Välj en i listan över processer.")
    return found


def _draft(definition: Definition, rev: int | None, by: str) -> Draft:
    draft = drafts.of(definition)
    if draft is None:
        raise NotFound("Det finns inget utkast att publicera. Börja ett från processens sida.")
    if draft.rev != rev:
        raise Stale(
            f"{drafts.changed_by(draft, by)}. Läs in sidan och se vad som är nytt innan du"
            " publicerar."
        )
    return draft


def _held(
    definition: Definition,
    bundle: Bundle,
    note: str,
    live_at: datetime | None,
    reason: str | Signed,
) -> tuple[str, ...]:
    """What stands in the way and is signed. Raises `Refused`, and `Stale` for what is new."""
    wrong = []
    if len(note.strip()) < _SHORTEST_NOTE:
        wrong.append(
            Hinder("anteckning", "Skriv vad som är nytt, så att andra förstår.", "anteckning")
        )
    if live_at is not None and live_at < clock.now():
        wrong.append(
            Hinder(
                "fran",
                "Tiden har redan varit. Välj en som kommer, eller lämna tomt för att publicera nu.",
                "fran",
            )
        )
    found = drafts.findings(bundle)
    if not gate.ok(found):
        wrong += [Hinder(one.rule, one.mening) for one in found if one.level == "error"]
        raise Refused(wrong)
    despite = evidence.in_the_way(definition, bundle)
    if isinstance(reason, Signed) and (new := [w for w in despite if w not in reason.despite]):
        raise Stale(
            "Nytt står i vägen sedan publiceringen begärdes, så den går inte att godkänna: "
            + " ".join(new)
            + " Avslå den eller ta tillbaka den, och be om godkännande igen."
        )
    wrong += evidence.unsigned(despite, _words(reason))
    if wrong:
        raise Refused(wrong)
    return tuple(despite)


def _words(reason: str | Signed) -> str:
    return reason.reason if isinstance(reason, Signed) else reason
