"""Publishing by two: one asks, another approves, and only then does it take effect."""

from django.db import transaction

from workflows import clock
from workflows.diagrams import versions
from workflows.errors import Forbidden, Hinder, NotFound, NotYourTurn, Refused, Stale
from workflows.models import Approval, Definition, Release
from workflows.workbench import drafts, release
from workflows.workbench.release import Passed, Signed

Status = Approval.Status
_LONGEST = 400


@transaction.atomic
def publish(passed: Passed, *, by: str, second: bool) -> Release | Approval | None:
    """Publish what has passed, or with `second` ask a second person to approve it.

    What only changes the layout or the scenarios changes nothing that runs, and needs nobody.
    Raises what `release.publish` raises, and `Refused` while another question waits.
    """
    definition = _locked(passed.name)
    published = definition.published
    if not second or (
        passed.number is None and published and published.digest == passed.bundle.digest
    ):
        return release.publish(passed, by=by)
    _would_go(passed, by)
    if (earlier := asked(definition)) is not None:
        if _holds(earlier):
            sentence = (
                "En publicering väntar redan på godkännande. Avgör den eller ta tillbaka den först."
            )
            raise Refused([Hinder("vantar", sentence)])
        _decided(earlier, Status.VOID, "", "Utkastet har ändrats.")
    return Approval.objects.create(
        definition=definition,
        rev=passed.rev,
        number=passed.number,
        note=passed.note[:_LONGEST],
        live_at=passed.live_at,
        despite="\n".join(passed.despite),
        reason=passed.reason.strip() if passed.despite else "",
        by=by,
        asked_at=clock.now(),
    )


def asked(definition: Definition) -> Approval | None:
    """What waits for a second person."""
    return Approval.objects.filter(definition=definition, status=Status.ASKED).first()


def holds(approval: Approval) -> bool:
    """Whether it is still what was asked: the draft has not changed since."""
    return approval.status == Status.ASKED and _holds(approval)


def find(name: str, number: int) -> Approval:
    """One question. Raises `NotFound`."""
    found = (
        Approval.objects.select_related("definition__published")
        .filter(definition__name=name, pk=number)
        .first()
    )
    if found is None:
        raise NotFound("Publiceringen finns inte. Öppna processen och se vad som väntar.")
    return found


def look(approval: Approval, *, by: str) -> Passed:
    """Read what was asked through the gate once more, before any lock.

    Raises `Forbidden` for the one who asked, `NotYourTurn` when it is decided, `Stale` when the
    draft has changed or more speaks against it than was signed, `Refused` with what is wrong now.
    """
    _may_decide(approval, by)
    name = approval.definition.name
    # A moment that has come means at once.
    later = approval.live_at if approval.live_at and approval.live_at > clock.now() else None
    signed = Signed(approval.reason, tuple(approval.despite.splitlines()))
    if approval.number is not None:
        return release.passed_again(
            name, approval.number, note=approval.note, live_at=later, reason=signed
        )
    if not _holds(approval):
        raise _changed()
    return release.passed_draft(
        name, note=approval.note, rev=approval.rev or 0, by=by, live_at=later, reason=signed
    )


@transaction.atomic
def approve(approval: Approval, passed: Passed, *, by: str) -> Release | None:
    """A second person says yes, and it is published in the name of the one who asked. Raises as
    `look` does."""
    _locked(approval.definition.name)
    held = Approval.objects.select_related("definition").get(pk=approval.pk)
    _may_decide(held, by)
    made = release.publish(passed, by=held.by, approved_by=by)
    _decided(held, Status.APPROVED, by, "")
    return made


@transaction.atomic
def decline(approval: Approval, *, by: str, answer: str) -> Approval:
    """Say no, or take one's own back. Raises `Refused` without a reason where it is another's."""
    _locked(approval.definition.name)
    held = Approval.objects.get(pk=approval.pk)
    if held.status != Status.ASKED:
        raise NotYourTurn("Publiceringen är redan avgjord. Läs in sidan igen.")
    if held.by != by and not answer.strip():
        raise Refused([Hinder("skal", "Skriv varför, så att den som frågade förstår.", "skal")])
    return _decided(held, Status.DECLINED, by, answer.strip()[:_LONGEST])


def _may_decide(approval: Approval, by: str) -> None:
    if approval.status != Status.ASKED:
        raise NotYourTurn("Publiceringen är redan avgjord. Läs in sidan igen.")
    if approval.by == by:
        raise Forbidden("Du har själv begärt publiceringen. Be en annan processägare godkänna den.")


def _holds(approval: Approval) -> bool:
    if approval.rev is None:
        return True
    draft = drafts.of(approval.definition)
    return draft is not None and draft.rev == approval.rev


def _changed() -> Stale:
    return Stale(
        "Utkastet har ändrats sedan publiceringen begärdes, så det går inte att godkänna den. Be"
        " om godkännande av det nya utkastet."
    )


def _would_go(passed: Passed, by: str) -> None:
    """Raises what publishing it would raise; nothing is published."""
    with transaction.atomic():
        release.publish(passed, by=by)
        transaction.set_rollback(True)
    versions.specs_of.cache_clear()


def _locked(name: str) -> Definition:
    found = (
        Definition.objects.select_for_update(of=("self",))
        .select_related("published")
        .filter(name=name)
        .first()
    )
    if found is None:
        raise NotFound("Processen finns inte. Välj en i listan över processer.")
    return found


def _decided(approval: Approval, status: Status, by: str, answer: str) -> Approval:
    approval.status, approval.decided_by, approval.answer = status, by, answer
    approval.decided_at = clock.now()
    approval.save(update_fields=["status", "decided_by", "answer", "decided_at"])
    return approval
