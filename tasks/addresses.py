"""Where a task is done: the page of its own name, or the one that shows any form."""

from django.urls import NoReverseMatch, reverse

from workflows.models import UserTask


def of(task: UserTask) -> str:
    """The address of a task's page.

    `plocka` in `leverans` is `leverans:plocka` for the case; a case type that runs processes drawn
    without code has one page for all, `<typ>:uppgift` for the task.
    """
    try:
        page = reverse(f"{task.case_type}:{task.element}", args=[task.case_id])
    except NoReverseMatch:
        return reverse(f"{task.case_type}:uppgift", args=[task.pk])
    return f"{page}?uppgift={task.pk}"
