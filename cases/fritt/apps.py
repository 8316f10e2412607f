from django.apps import AppConfig


class FrittConfig(AppConfig):
    name = "cases.fritt"
