from datetime import timedelta

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "tasks"

    def ready(self) -> None:
        """Say that what is left of old logins goes."""
        from tasks import gallring
        from workflows.registry import Erasure, register_erasure

        register_erasure(Erasure("Utgångna inloggningar", timedelta(0), gallring.sessions))
