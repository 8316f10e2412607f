"""Wiring: settings, addresses, the Celery application. No decisions."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
