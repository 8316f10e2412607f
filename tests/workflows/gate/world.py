"""The names that the corpus may use, and how a test checks a file of it."""

from pathlib import Path

from workflows import feel
from workflows.gate import Finding, Names, dry_run
from workflows.gate.files import check_file

CORPUS = Path(__file__).parent / "corpus"

NAMES = Names(
    steps={"reservera": False, "rakna": True},
    actions=frozenset({"bestall", "plocka", "leverera", "kontrollera"}),
    facts={
        "antal": feel.parse_type("number"),
        "nummer": feel.parse_type("string"),
        "rader": feel.parse_type("list<string>"),
    },
    roles=frozenset({"kundtjanst", "lager"}),
    messages=frozenset({"levererad"}),
)


def checked(path: Path, *, ours: bool = True, home: Path | None = None) -> list[Finding]:
    """What the gate says of a file, as drawn in this house or in another."""
    return check_file(
        path,
        names_for=lambda _: NAMES,
        known_here=lambda _: ours,
        try_out=dry_run.forked,
        home=home,
    )


def rules(findings: list[Finding], level: str | None = None) -> set[str]:
    """The rules that were broken; only errors or only warnings, if so asked."""
    return {found.rule for found in findings if level in (None, found.level)}
