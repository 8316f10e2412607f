from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    """The engine wing. The only package that knows SpiffWorkflow."""

    name = "workflows"
