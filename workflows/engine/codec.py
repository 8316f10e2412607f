"""A running process as a few hundred bytes: what is active and what it hangs from.

Kept: every active token with its id, and the finished tokens that it still depends on. Left out:
the specs (they belong to the version), what is only predicted (it is predicted anew), and all
history above the deepest finished ancestor that every active token shares (it is in `Move`).

Task data holds FEEL literals as text, so nothing here needs a type of its own.
"""

import json
import zlib
from base64 import b85decode, b85encode
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from workflows.diagrams.parser import Specs

_ACTIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED
_KEPT = _ACTIVE | TaskState.FINISHED_MASK
# Rebuilt within the move that needs it; holds objects that say nothing afterwards.
_PASSING = ("seen_events",)
# Words that nearly every state holds: short states compress to half with them given beforehand.
# Part of the format: a new one is a new `_FORMAT`.
_DICTIONARY = (
    b'{"f":1,"top":{"rows":[["Root",64,0,null,"Start",64,0,"BoundaryEventSplit",'
    b'"BoundaryEventJoin","End.EndJoin","event_value":"2026-01-01T00:00:00+00:00",'
    b'"event_fired":false,{"items":[],"merged":[],"key_or_index":0},"parked":true,'
    b'{}],"last":0,"data":{},"done":false},"subs":[{"of":"'
)
_FORMAT = 1

# One row per kept task: id, parent's row, element, state, when (ms since the first), whether it had
# predicted children, triggered, the engine's own notes, data that differs from the parent's.
Row = list[Any]


def dump(workflow: Any) -> bytes:
    """The state of a workflow, for `Process.state`."""
    return pack(parts(workflow))


def parts(workflow: Any) -> dict[str, Any]:
    """The state of a workflow as `unpack` reads it."""
    told = {"f": _FORMAT, "top": _part(workflow)}
    subs = []
    for task_id, sub in workflow.subprocesses.items():
        parent = workflow.get_task_from_id(sub.parent_task_id)
        if parent is None or parent.has_state(TaskState.FINISHED_MASK):
            continue
        subs.append({"of": short_id(task_id), **_part(sub)})
    if subs:
        told["subs"] = subs
    return told


def pack(told: dict[str, Any]) -> bytes:
    """The bytes of what `unpack` read."""
    plain = json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=_DICTIONARY)
    return packer.compress(plain) + packer.flush()


def load(state: bytes, specs: Specs, run: Any) -> Any:
    """The workflow that `dump` wrote, with `run` as what its elements ask. Raises `KeyError`
    when the state names an element that the version lacks."""
    return build(unpack(state), specs, run)


def unpack(state: bytes) -> dict[str, Any]:
    """The state as plain values: `top` and `subs` (`of` is the holder's id) with their `rows`."""
    unpacker = zlib.decompressobj(-15, zdict=_DICTIONARY)
    told: dict[str, Any] = json.loads(unpacker.decompress(bytes(state)) + unpacker.flush())
    return told


def build(told: dict[str, Any], specs: Specs, run: Any) -> Any:
    """The workflow of an unpacked state. Raises `KeyError` as `load` does."""
    workflow = BpmnWorkflow(specs.spec, specs.subprocesses, script_engine=run, deserializing=True)
    _fill(workflow, told["top"])
    for part in told.get("subs", ()):
        task = workflow.get_task_from_id(long_id(part["of"]))
        sub = BpmnSubWorkflow(
            workflow.subprocess_specs[task.task_spec.spec], task.id, workflow, deserializing=True
        )
        workflow.subprocesses[task.id] = sub
        _fill(sub, part)
        sub.completed_event.connect(task.task_spec._on_subworkflow_completed, task)
    return workflow


def _part(workflow: Any) -> dict[str, Any]:
    rows: list[Row] = []
    index: dict[UUID, int] = {}
    root = workflow.task_tree
    began = root.last_state_change

    def add(task: Any, parent: int | None, inherited: dict[str, Any]) -> None:
        index[task.id] = len(rows)
        notes = {k: v for k, v in task.internal_data.items() if k not in _PASSING}
        changed = {k: v for k, v in task.data.items() if inherited.get(k) != v}
        gone = [k for k in inherited if k not in task.data]
        predicted = any(not workflow.tasks[child].has_state(_KEPT) for child in task._children)
        row = [
            short_id(task.id),
            parent,
            task.task_spec.name,
            task.state,
            round((task.last_state_change - began) * 1000),
            int(predicted) + 2 * int(task.triggered),
            notes,
            changed,
            gone,
        ]
        while len(row) > 6 and not row[-1]:
            row.pop()
        rows.append(row)

    waiting: list[tuple[Any, int | None, dict[str, Any]]]
    cut = _trunk_end(workflow)
    if cut is not None and cut is not root:
        add(root, None, {})
        rows[0][3] = TaskState.COMPLETED
        del rows[0][6:]
        waiting = [(cut, 0, {})]
    else:
        waiting = [(root, None, {})]
    while waiting:
        task, parent, inherited = waiting.pop()
        if not task.has_state(_KEPT):
            continue
        add(task, parent, inherited)
        waiting += [
            (workflow.tasks[child], index[task.id], task.data) for child in reversed(task._children)
        ]
    part: dict[str, Any] = {"rows": rows, "at": round(began, 3)}
    if workflow.last_task is not None and workflow.last_task.id in index:
        part["last"] = index[workflow.last_task.id]
    if workflow.data:
        part["data"] = workflow.data
    if workflow.completed:
        part["done"] = True
    return part


def _fill(workflow: Any, part: dict[str, Any]) -> None:
    tasks: list[Any] = []
    waits_for = workflow.top_workflow.event_manager
    for row in part["rows"]:
        task_id, parent, name, state, when, flags = row[:6]
        notes: dict[str, Any] = row[6] if len(row) > 6 else {}
        changed: dict[str, Any] = row[7] if len(row) > 7 else {}
        gone: list[str] = row[8] if len(row) > 8 else []
        task = Task(workflow, workflow.spec.task_specs[name], state=state, id=long_id(task_id))
        inherited: dict[str, Any] = {}
        if parent is not None:
            above = tasks[parent]
            task._parent = above.id
            above._children.append(task.id)
            inherited = above.data
        task.data = {k: v for k, v in inherited.items() if k not in gone} | changed
        task.last_state_change = part["at"] + when / 1000
        task.triggered = bool(flags & 2)
        task.internal_data = notes
        tasks.append(task)
        if state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent):
            waits_for.add_task(task)
    workflow.task_tree = tasks[0]
    workflow.last_task = tasks[part["last"]] if "last" in part else None
    workflow.data = part.get("data", {})
    workflow.completed = part.get("done", False)
    for task, row in zip(tasks, part["rows"], strict=True):
        if task.has_state(_ACTIVE) and row[5] & 1:
            task.task_spec._predict(task, mask=TaskState.NOT_FINISHED_MASK)


def _trunk_end(workflow: Any) -> Any:
    """The deepest finished task that every active one descends from: above it lies only history."""
    active = [t for t in workflow.tasks.values() if t.has_state(_ACTIVE | TaskState.ERROR)]
    if not active or workflow.completed:
        return None
    shared: list[UUID] | None = None
    for task in active:
        path = []
        step = task
        while step is not None:
            path.append(step.id)
            step = workflow.tasks.get(step._parent)
        path.reverse()
        if shared is None:
            shared = path
            continue
        same = 0
        for ours, theirs in zip(shared, path, strict=False):
            if ours != theirs:
                break
            same += 1
        shared = shared[:same]
    return next(
        (
            workflow.tasks[task_id]
            for task_id in reversed(shared or [])
            if workflow.tasks[task_id].has_state(TaskState.COMPLETED)
        ),
        None,
    )


def short_id(task_id: UUID) -> str:
    """A task's id as rows write it."""
    return b85encode(task_id.bytes).decode()


def long_id(short: str) -> UUID:
    """The other way."""
    return UUID(bytes=b85decode(short))
