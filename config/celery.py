"""The Celery application. The tables are the truth; Celery only carries wake-ups."""

import os

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("websesam")
app.config_from_object("django.conf:settings", namespace="CELERY")


@signals.setup_logging.connect
def leave_logging_alone(**_given: object) -> None:
    """The settings' LOGGING holds in worker and beat too; Celery asks by sending this."""


app.autodiscover_tasks(["tasks"], related_name="jobs")
