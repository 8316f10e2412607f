from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    """The engine wing. The only package that knows SpiffWorkflow."""

    name = "workflows"

    def ready(self) -> None:
        """Let `manage.py check` hold the diagrams in `bpmn/` against the code."""
        from workflows.gate import system_check  # noqa: F401 - registers itself when imported
