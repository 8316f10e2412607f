"""Where a task is done: the page of its own name, or the one that shows any form."""

from django.urls import reverse

from workflows import registry
from workflows.models import UserTask


def of(task: UserTask) -> str:
    """The address of a task's page.

    `plocka` in `leverans` is `leverans:plocka` for the case; a case type that runs processes drawn
    without code has one page for all, `<typ>:uppgift` for the task.
    """
    if registry.case_type(task.case_type).runs_any:
        return reverse(f"{task.case_type}:uppgift", args=[task.pk])
    page = reverse(f"{task.case_type}:{task.element}", args=[task.case_id])
    return f"{page}?uppgift={task.pk}"
