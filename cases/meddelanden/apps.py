from django.apps import AppConfig


class MeddelandenConfig(AppConfig):
    name = "cases.meddelanden"
