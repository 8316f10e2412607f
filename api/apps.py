from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"

    def ready(self) -> None:
        """Say how long answers to repeated requests are kept."""
        from api import idempotency
        from workflows.registry import Erasure, register_erasure

        what = "Svar på upprepade API-anrop"
        register_erasure(Erasure(what, idempotency.KEPT_FOR, idempotency.forget))
