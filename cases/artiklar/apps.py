from django.apps import AppConfig


class ArtiklarConfig(AppConfig):
    name = "cases.artiklar"
