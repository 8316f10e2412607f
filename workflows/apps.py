from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings


class WorkflowsConfig(AppConfig):
    """The engine wing. The only package that knows SpiffWorkflow."""

    name = "workflows"

    def ready(self) -> None:
        """Let `manage.py check` hold the diagrams in `bpmn/` against the code, and say what of a
        case goes by rule."""
        from workflows.engine import erase
        from workflows.gate import system_check  # noqa: F401 - registers itself when imported
        from workflows.registry import Erasure, register_erasure

        keep = timedelta(days=settings.GALLRA_ARENDEN_DAGAR)
        for what, how in (
            ("Underlag till drag i avslutade ärenden", erase.details),
            ("Innehåll i framkomna processmeddelanden", erase.payloads),
            ("Felsökningstext i avklarade driftstopp", erase.troubles),
            ("Skillnader i uppspelade ärenden", erase.replayed),
        ):
            register_erasure(Erasure(what, keep, how))
