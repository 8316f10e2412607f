"""The helper process that makes dry runs for a web server: one question a line, one answer a line.

It has a single thread, so it may fork, and it ends when the asker closes its end.
"""

import base64
import json
import sys
from dataclasses import asdict

import workflows.diagrams.foreseen  # noqa: F401 - loaded once, before the first child is forked
from workflows.diagrams.bundle import Bundle
from workflows.gate.dry_run import forked


def serve() -> None:
    """Answer until there are no more questions."""
    for line in sys.stdin:
        asked = json.loads(line)
        bundle = Bundle(asked["process_id"], base64.b64decode(asked["bpmn"]), asked["files"])
        sys.stdout.write(json.dumps(asdict(forked(bundle))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
