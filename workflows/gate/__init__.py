"""The gate, "Kontrollera": everything that is wrong with a process before anybody runs it.

`check` judges a bundle; `read_file` makes a bundle of any file; the rules are listed in
`docs/kontrollera.md`. Nothing here runs a diagram, and only the dry run parses it with the engine.
"""

from workflows.gate.findings import RULES, Finding, ok
from workflows.gate.names import Names, held, registered
from workflows.gate.verdict import check

__all__ = ["RULES", "Finding", "Names", "check", "held", "ok", "registered"]
