"""Scenarios written as text, so that `sentences.parse` reads them again."""

import re
from collections.abc import Callable
from datetime import datetime

from workflows import clock
from workflows.trial import values
from workflows.trial.said import Kind, Line, Scenario

_PLAIN = re.compile(r"[^\W\d](?:(?! i gruppen | gör | klar )[\w -])*")
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


def _facts(line: Line) -> str:
    if "slag" not in line.more:
        return values.told(line.values)
    slag = str(line.more["slag"])
    return slag + (f" där {values.told(line.values)}" if line.values else "")


def _with_words(line: Line) -> str:
    return f" med {values.told(line.values)}" if line.values else ""


def _does(line: Line) -> str:
    told = _with_words(line)
    if "roll" in line.more:
        return f"{_who(line.more['roll'])} gör ”{line.name}”{told}"
    return f"”{line.name}” görs{told}"


def _who(called: str) -> str:
    """Without quotation marks where nothing in it could be read as something else."""
    return called if _PLAIN.fullmatch(called) else f"”{called}”"


def _waits(line: Line) -> str:
    more = line.more
    return (
        f"väntar ”{line.name}”"
        + (f" hos {_who(more['roll'])}" if "roll" in more else "")
        + (f" i gruppen {_who(more['grupp'])}" if "grupp" in more else "")
        + (f", klar senast {more['senast']}" if "senast" in more else "")
    )


def _clock_said(line: Line) -> str:
    at = clock.local(datetime.fromisoformat(line.more["nar"]))
    return f"klockan är {at:%Y-%m-%d %H:%M}"


_WRITES: dict[Kind, Callable[[Line], str]] = {
    "fakta": _facts,
    "klockan": _clock_said,
    "borjar": lambda line: f"ärendet börjar med meddelandet ”{line.name}”{_with_values(line)}",
    "steg_ger": lambda line: f"systemsteget ”{line.name}” ger {values.told(line.values)}",
    "gors": _does,
    "tid_gar": lambda line: f"det har gått {line.more['antal']} {line.more['enhet']}",
    "frist": lambda line: f"nästa frist går ut{_with_words(line)}",
    "kommer": lambda line: f"meddelandet ”{line.name}” kommer{_with_values(line)}",
    "avslutat": lambda line: f"är ärendet avslutat{f' med ”{line.name}”' if line.name else ''}",
    "pagar": lambda line: "pågår ärendet",
    "ingen_vantar": lambda line: "väntar ingen uppgift",
    "vantar": _waits,
    "gjorts": lambda line: f"har ”{line.name}” gjorts",
    "inte_gjorts": lambda line: f"har ”{line.name}” inte gjorts",
    "vagen": lambda line: f"är vägen {', '.join(line.more['element'])}",
    "tog_vagen": lambda line: f"går ärendet vägen ”{line.more['vag']}” vid ”{line.name}”",
    "beslut": lambda line: f"blev beslutet ”{line.name}” {values.one(line.more['varde'])}",
    "skickats": lambda line: f"har meddelandet ”{line.name}” skickats",
}
