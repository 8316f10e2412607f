"""`docs/kontrollera.md` lists the rules as the code has them, and its example is a true one."""

import json
import re

from django.conf import settings

from tests.workflows.gate.world import CORPUS, checked
from workflows.gate import RULES, Finding

PAGE = (settings.BASE_DIR / "docs" / "kontrollera.md").read_text()
CHAPTERS = (
    "Filen och dess processer",
    "Ritningen",
    "Grindar",
    "Parallella vägar",
    "Händelser",
    "Uttryck",
    "Vem och vad",
    "Beslutstabeller och formulär",
    "Kod",
    "Sådant som inte kan köras",
    "Provkörningen",
)


def listed() -> str:
    """The list of rules as the page must have it."""
    lines: list[str] = []
    for chapter in CHAPTERS:
        lines += [f"### {chapter}", "", "| Regel | | Vad som ska gälla |", "|---|---|---|"]
        for rule in sorted(RULES.values(), key=lambda rule: rule.id):
            if rule.chapter == chapter:
                stop = "fel" if rule.level == "error" else "varning"
                lines.append(f"| `{rule.id}` | {stop} | {rule.krav} |")
        lines.append("")
    return "\n".join(lines)


def test_every_rule_belongs_to_a_chapter_of_the_page():
    assert {rule.chapter for rule in RULES.values()} == set(CHAPTERS)


def test_the_page_lists_the_rules_as_they_are():
    assert listed().strip() in PAGE


def test_the_example_is_what_the_gate_says():
    (shown,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    said = json.loads(shown)
    found = checked(CORPUS / "villkor-saknas.bad.bpmn")
    assert [
        Finding(each["rule"], each["element"], each["sentence"], each["level"])
        for each in said["findings"]
    ] == found
