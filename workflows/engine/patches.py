"""What we mend in SpiffWorkflow 3.2.0 itself. Each has a test that fails without it."""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.parallel_gateway import ParallelGateway
from SpiffWorkflow.bpmn.specs.mixins.unstructured_join import UnstructuredJoin
from SpiffWorkflow.bpmn.util.task import BpmnTaskIterator
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.deep_merge import DeepMerge
from SpiffWorkflow.util.task import TaskIterator, TaskState

_DEPTH = 10**9


def apply() -> None:
    """Mend once, when the engine is imported."""
    _look_at_every_depth()
    _climb_without_recursion()
    _join_only_this_round()


def _look_at_every_depth() -> None:
    """Iterators stop silently at depth 1 000, so a long loop seemed to have nothing left to do."""
    for iterator in (TaskIterator, BpmnTaskIterator):
        defaults = list(iterator.__init__.__defaults__)
        defaults[defaults.index(1000)] = _DEPTH
        iterator.__init__.__defaults__ = tuple(defaults)


def _climb_without_recursion() -> None:
    """Ancestors were found by recursion, which ends at Python's own limit in a long loop."""

    def is_descendant_of(self: Any, task: Any) -> bool:
        return any(ancestor is task for ancestor in _ancestors(self))

    def find_ancestor(self: Any, spec_name: str) -> Any:
        return next((a for a in _ancestors(self) if a.task_spec.name == spec_name), None)

    Task.is_descendant_of = is_descendant_of
    Task.find_ancestor = find_ancestor


def _join_only_this_round() -> None:
    """A parallel join inside a loop counted tokens of earlier rounds and fired too early."""

    whole_run = UnstructuredJoin._run_hook
    ParallelGateway._check_threshold_unstructured = _may_fire

    def run(self: Any, my_task: Any) -> Any:
        earlier = _earlier_activation(self, my_task)
        if earlier is None:
            return whole_run(self, my_task)
        others = [
            t
            for t in my_task.workflow.tasks.values()
            if t.task_spec is self
            and t.has_state(TaskState.FINISHED_MASK)
            and not my_task.is_descendant_of(t)
            and t.is_descendant_of(earlier)
        ]
        for task in sorted(others, key=lambda t: t.last_state_change):
            DeepMerge.merge(my_task.data, task.parent.data)
            if task.has_state(TaskState.COMPLETED):
                task._drop_children(force=True)
        my_task._inherit_data()
        return True

    UnstructuredJoin._run_hook = run


def _ancestors(task: Any) -> Any:
    tasks = task.workflow.tasks
    above = tasks.get(task._parent)
    while above is not None:
        yield above
        above = tasks.get(above._parent)


def _lineage(task: Any) -> Any:
    yield task
    yield from _ancestors(task)


def _earlier_activation(spec: Any, my_task: Any) -> Any:
    """The last time this very join fired on the way to where we are, if it has."""
    return next(
        (a for a in _ancestors(my_task) if a.task_spec is spec and a.state == TaskState.COMPLETED),
        None,
    )


def _is_below(task: Any, earlier: Any) -> bool:
    return earlier is None or any(step is earlier for step in _lineage(task))


def _may_fire(self: Any, my_task: Any) -> bool:
    earlier = _earlier_activation(self, my_task)
    waited_for = set(self.inputs)
    for task in [t for t in my_task.workflow.tasks.values() if t.task_spec is self]:
        if task.is_descendant_of(my_task):
            # A later join of the same gateway is predicted below us: not to be waited for.
            met = next((a for a in _lineage(task) if a.task_spec in waited_for), None)
            if met is not None:
                waited_for.discard(met.task_spec)
        elif my_task.is_descendant_of(task) or not _is_below(task, earlier):
            continue
        elif task.parent is not None and task.parent.state == TaskState.COMPLETED:
            waited_for.discard(task.parent.task_spec)
    return not waited_for
