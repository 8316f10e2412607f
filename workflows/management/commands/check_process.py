"""Check diagrams, decision tables and forms that lie as files: `manage.py check_process FIL…`."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

import workflows.diagrams.foreseen  # noqa: F401 - loaded once, before the first child is forked
from workflows import registry
from workflows.gate import Finding, dry_run, ok, registered
from workflows.gate.files import GAVE_UP, check_file
from workflows.gate.limits import Stopped, limited

SECONDS = 10.0
MEGABYTES = 1024


class Command(BaseCommand):
    """One JSON object a line for each file, in the order given. Ends with 1 if any has an error."""

    help = "Kontrollerar processdiagram, beslutstabeller och formulär. Ett JSON-objekt per fil."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("filer", nargs="+", metavar="FIL", type=Path)

    def handle(self, *args: Any, filer: list[Path], **options: Any) -> None:
        """Check each file in a child of its own, so that no file can stop the others."""
        all_ok = True
        for path in filer:
            found = self._findings(path)
            all_ok = all_ok and ok(found)
            self.stdout.write(
                json.dumps(
                    {
                        "file": str(path),
                        "ok": ok(found),
                        "findings": [
                            {
                                "element": finding.element,
                                "rule": finding.rule,
                                "sentence": finding.mening,
                                "level": finding.level,
                            }
                            for finding in found
                        ],
                    },
                    ensure_ascii=False,
                )
            )
            self.stdout.flush()
        if not all_ok:
            raise SystemExit(1)

    @staticmethod
    def _findings(path: Path) -> list[Finding]:
        try:
            text = limited(lambda: _checked(path), seconds=SECONDS, megabytes=MEGABYTES)
        except Stopped:
            return [GAVE_UP.on(None)]
        return [Finding(**each) for each in json.loads(text)]


def _checked(path: Path) -> str:
    found = check_file(
        path,
        names_for=registered,
        known_here=lambda process_id: process_id in registry.case_types(),
        try_out=dry_run.forked,
        home=settings.BPMN_DIR,
    )
    return json.dumps([vars(finding) for finding in found])
