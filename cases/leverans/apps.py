from django.apps import AppConfig


class LeveransConfig(AppConfig):
    name = "cases.leverans"
