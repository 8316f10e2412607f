"""What the gate says of a draft, kept for a while: it is asked after each change that is saved."""

import hashlib
from dataclasses import asdict

from django.core.cache import cache

from workflows import gate
from workflows.diagrams.bundle import Bundle
from workflows.gate.findings import Finding
from workflows.gate.names import Names
from workflows.workbench import drafts

# Publishing never reads what is kept here: it asks the gate anew.
_SECONDS = 600


def of(bundle: Bundle) -> list[Finding]:
    """Everything wrong with a bundle, held against the names of its case type. Errors first.

    The same drawing is judged once, whoever asks and wherever its elements are drawn.
    """
    names = gate.held(bundle.process_id)
    key = f"omdome-{bundle.digest}-{_digest(names)}"
    kept = cache.get(key)
    if kept is not None:
        return [Finding(**one) for one in kept]
    found = drafts.findings(bundle)
    cache.set(key, [asdict(one) for one in found], _SECONDS)
    return found


def _digest(names: Names) -> str:
    said = [
        sorted(names.steps.items()),
        sorted(names.actions),
        sorted((name, str(kind)) for name, kind in names.facts.items()),
        sorted(names.roles),
        names.own_forms,
        names.choices() if names.choices else None,
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
