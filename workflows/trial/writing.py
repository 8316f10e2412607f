"""Scenarios written as text, so that `sentences.parse` reads them again."""

from collections.abc import Callable
from datetime import datetime

from workflows import clock
from workflows.trial import values
from workflows.trial.said import Kind, Line, Scenario

_ORDER = ("Givet", "När", "Då")


def write(scenario: Scenario) -> str:
    """A scenario as `parse` reads it."""
    lines = [f"Scenario: {scenario.name}"]
    for word, lines_of in zip(_ORDER, (scenario.given, scenario.when, scenario.then), strict=True):
        lines += [f"{word if n == 0 else 'Och'} {said(one)}" for n, one in enumerate(lines_of)]
    return "\n".join(lines) + "\n"


def said(line: Line) -> str:
    """A line as `parse` reads it, without its first word."""
    return _WRITES[line.kind](line)


def _with_values(line: Line) -> str:
    return f" med {values.written(line.values)}" if line.values else ""


def _waits(line: Line) -> str:
    more = line.more
    return (
        f"väntar ”{line.name}”"
        + (f" hos ”{more['roll']}”" if "roll" in more else "")
        + (f" i gruppen ”{more['grupp']}”" if "grupp" in more else "")
        + (f" senast {more['senast']}" if "senast" in more else "")
    )


def _clock_said(line: Line) -> str:
    at = clock.local(datetime.fromisoformat(line.more["nar"]))
    return f"klockan är {at:%Y-%m-%d %H:%M}"


_WRITES: dict[Kind, Callable[[Line], str]] = {
    "fakta": lambda line: values.written(line.values),
    "klockan": _clock_said,
    "borjar": lambda line: f"ärendet börjar med meddelandet ”{line.name}”{_with_values(line)}",
    "steg_ger": lambda line: f"systemsteget ”{line.name}” ger {values.written(line.values)}",
    "gors": lambda line: f"”{line.name}” görs{_with_values(line)}",
    "tid_gar": lambda line: f"det har gått {line.more['antal']} {line.more['enhet']}",
    "frist": lambda line: "nästa frist går ut",
    "kommer": lambda line: f"meddelandet ”{line.name}” kommer{_with_values(line)}",
    "avslutat": lambda line: "är ärendet avslutat",
    "pagar": lambda line: "pågår ärendet",
    "ingen_vantar": lambda line: "väntar ingen uppgift",
    "vantar": _waits,
    "gjorts": lambda line: f"har ”{line.name}” gjorts",
    "inte_gjorts": lambda line: f"har ”{line.name}” inte gjorts",
    "vagen": lambda line: f"är vägen {', '.join(line.more['element'])}",
    "beslut": lambda line: f"blev beslutet ”{line.name}” {values.one(line.more['varde'])}",
    "skickats": lambda line: f"har meddelandet ”{line.name}” skickats",
}
