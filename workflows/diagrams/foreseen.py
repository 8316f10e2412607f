"""What the engine foresees when a process starts: how large its tree of tasks becomes.

SpiffWorkflow unfolds what lies ahead, so a diagram can be small and still start a tree of
millions. Only to be called where time and memory are limited.
"""

from SpiffWorkflow.bpmn import BpmnWorkflow

from workflows.diagrams.bundle import Bundle
from workflows.diagrams.parser import build


def foreseen(bundle: Bundle) -> int:
    """Tasks in the largest tree that the process or one of its parts starts with.

    Raises `DiagramError` for what can't be parsed.
    """
    specs = build(bundle)
    parts = [specs.spec, *specs.subprocesses.values()]
    return max(len(BpmnWorkflow(part, specs.subprocesses).tasks) for part in parts)
