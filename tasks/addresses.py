"""Where a task is done: the page of its own name, or the one that shows any form."""

from django.urls import reverse

from workflows import registry
from workflows.models import UserTask


def of(task: UserTask) -> str:
    """The address of a task's page.

    `plocka` in `leverans` is `leverans:plocka` for the case. A task that only has a form, in
    whichever process an owner has drawn it, is done on the page of the case type that runs any.
    """
    if task.element not in registry.actions_of(task.case_type):
        any_type = next(kind for kind in registry.case_types().values() if kind.runs_any)
        return reverse(f"{any_type.namn}:uppgift", args=[task.pk])
    page = reverse(f"{task.case_type}:{task.element}", args=[task.case_id])
    return f"{page}?uppgift={task.pk}"
