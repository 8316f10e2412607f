from django.apps import AppConfig


class HjalpmedelConfig(AppConfig):
    name = "cases.hjalpmedel"
