"""One case to another version, and back: a move like any other, under the case's own lock."""

from workflows import clock
from workflows.diagrams import versions
from workflows.engine import codec, moves, projection, waiting, walk
from workflows.engine.run import MoveRun
from workflows.engine.transaction import move
from workflows.errors import Hinder, NotYourTurn, Refused
from workflows.models import Move, Process, Version
from workflows.transfer.judging import Judge
from workflows.transfer.rewriting import rewrite


@move
def take_over(process: Process, target: Version, judge: Judge, *, actor: str, reason: str) -> None:
    """Let a case go on in another version. The caller holds the process.

    Its open tasks, times, waits and jobs stay what they are, by their ids. Raises `Refused` where
    it can't move, `NotYourTurn` when it has ended.
    """
    _runs(process)
    was = Version.objects.only("number").get(pk=process.version_id)
    parts = codec.unpack(bytes(process.state))
    verdict = judge.judge(was.pk, parts)
    if not verdict.fate.can_move:
        raise Refused([Hinder(verdict.fate.value, verdict.mening)])
    written = rewrite(parts, judge.alignment(was.pk))
    before = _open(process)
    process.version = target
    run = MoveRun(process, judge.new, actor=actor, effective=clock.now())
    workflow = codec.build(written.parts, judge.new, run)
    walk.begin_to_wait(workflow, written.added)
    _finish(
        moves.Moving(process, workflow, run, before),
        {"from": was.number, "to": target.number, "reason": reason},
    )
    if run.troubles:
        raise Refused([Hinder("stannar", trouble.sentence) for trouble in run.troubles])


@move
def take_back(process: Process, rev: int, *, actor: str, reason: str) -> None:
    """Let a case that was moved go on as it stood before. The caller holds the process.

    `rev` is the revision that moving it made. Raises `NotYourTurn` when the case has gone on since,
    or went on by being moved.
    """
    _runs(process)
    moved = (
        Move.objects.select_related("detail")
        .filter(process=process, rev=rev, kind=Move.Kind.VERSION)
        .first()
    )
    state = bytes(moved.detail.state_before or b"") if moved else b""
    if process.rev != rev or not state:
        raise NotYourTurn("Ärendet har gått vidare sedan flytten, så det går klart som det är.")
    if moved is not None and moved.trail:
        # To stand before them again would be to do them again.
        raise NotYourTurn("Flytten gjorde steg som inte kan göras om, så det går klart som det är.")
    left = process.version.number
    earlier = Move.objects.filter(process=process, rev__lt=rev).latest("rev")
    before = _open(process)
    process.version = Version.objects.get(pk=earlier.version_id)
    specs = versions.specs_of(earlier.version_id)
    run = MoveRun(process, specs, actor=actor, effective=clock.now())
    told = {"from": left, "to": process.version.number, "reason": reason, "back": True}
    _finish(
        moves.Moving(process, codec.load(state, specs, run), run, before), told, as_it_was=state
    )


def _finish(
    under_way: moves.Moving, told: dict[str, object], *, as_it_was: bytes | None = None
) -> None:
    process = under_way.process
    Process.objects.filter(pk=process.pk).update(version=process.version)
    projection.rename(under_way.before, waiting.look(under_way.workflow))
    moves.finish(under_way, Move.Kind.VERSION, "", None, told, as_it_was=as_it_was)


def _open(process: Process) -> waiting.Open:
    specs = versions.specs_of(process.version_id)
    run = MoveRun(process, specs, actor="", effective=clock.now())
    return waiting.look(codec.load(bytes(process.state), specs, run))


def _runs(process: Process) -> None:
    if process.status != Process.Status.RUNNING:
        raise NotYourTurn("Ärendet är avslutat, så det finns inget att flytta.")
