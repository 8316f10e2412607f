"""`python -m tests.motstand.omstart.prepare`: tables, and the diagram that makes promises."""

import django
from django.core.management import call_command

from tests.workflows.draw import catch, draw, message, messages, properties, timer


def main() -> None:
    django.setup()
    from workflows.diagrams import versions
    from workflows.diagrams.bundle import Bundle

    call_command("migrate", verbosity=0)
    diagram = draw(
        "start > j1 > i1 > tid > j2 > i2 > skicka > svar > i3 > slut",
        step="i1 i2 i3 j1 j2",
        root=messages("hej"),
        extra=catch("tid", timer("PT1H"))
        + f'<bpmn:intermediateThrowEvent id="skicka">{properties(key="nummer")}{message("hej")}'
        "</bpmn:intermediateThrowEvent>" + catch("svar", message("hej"), properties(key="nummer")),
    )
    versions.publish(Bundle("prov", diagram), case_type="prov")


if __name__ == "__main__":
    main()
