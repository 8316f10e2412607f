"""`manage.py check`: the diagrams in `bpmn/` through the gate, held against the code's names."""

from collections.abc import Iterator
from pathlib import Path
from threading import active_count
from typing import Any

from django.conf import settings
from django.core import checks

from workflows import registry
from workflows.diagrams.bundle import Bundle, from_folder
from workflows.diagrams.xml import DiagramError
from workflows.gate import dry_run, layout
from workflows.gate.findings import Finding
from workflows.gate.messages import sent_in
from workflows.gate.names import registered
from workflows.gate.verdict import check


@checks.register("bpmn")
def diagrams_hold(**kwargs: Any) -> list[checks.CheckMessage]:
    """Every finding in `bpmn/`, the gate's errors as errors and its warnings as warnings."""
    return list(judged(Path(settings.BPMN_DIR)))


@checks.register("bpmn")
def nothing_is_missing(**kwargs: Any) -> list[checks.CheckMessage]:
    """What a case type or process lacks: a diagram, a module, tests, scenarios."""
    runs_any = frozenset(name for name, kind in registry.case_types().items() if kind.runs_any)
    found = layout.missing(Path(settings.BASE_DIR), runs_any)
    return [checks.Warning(said, obj=name, id="workflows.layout") for name, said in found]


def judged(folder: Path) -> Iterator[checks.CheckMessage]:
    """The messages about every process folder in `folder`."""
    bundles = [
        from_folder(path)
        for path in sorted(folder.iterdir())
        if (path / f"{path.name}.bpmn").exists()
    ]
    by_code = [kind.sends for kind in registry.case_types().values()]
    messages = frozenset().union(*by_code, *map(_sent, bundles))
    # A server checks itself beside its other threads, and only a lone thread may fork.
    try_out = dry_run.forked if active_count() == 1 else dry_run.helped
    for bundle in bundles:
        names = registered(bundle.process_id, messages)
        for finding in check(bundle, names=names, try_out=try_out):
            yield _message(bundle.process_id, finding)


def _sent(bundle: Bundle) -> frozenset[str]:
    try:
        return sent_in(bundle.tree.getroot())
    except DiagramError:
        return frozenset()


def _message(process_id: str, finding: Finding) -> checks.CheckMessage:
    kind = checks.Error if finding.level == "error" else checks.Warning
    return kind(
        finding.mening,
        obj=f"bpmn/{process_id}" + (f": {finding.element}" if finding.element else ""),
        id=f"workflows.{finding.rule}",
    )
