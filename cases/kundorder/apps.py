from django.apps import AppConfig


class KundorderConfig(AppConfig):
    name = "cases.kundorder"
