from django.apps import AppConfig


class MottagareConfig(AppConfig):
    name = "cases.mottagare"
