"""Scenarios as text: sentences in Swedish, read strictly, written so that they can be read again.

Scenario: Råd räcker
Givet typ = "annat", akut = nej
När ”Bedöm begäran” görs med bedomning = "rad"
Då är ärendet avslutat
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from workflows import clock
from workflows.trial import values
from workflows.trial.said import Kind, Line, Scenario, Wrong

MOST_CHARACTERS = 200_000
MOST_SCENARIOS = 100
MOST_LINES = 150
_Q = r"[”\"“]([^”\"“]{1,200})[”\"“]"
_WITH = r"(?:\s+(?:med|där)\s+(?P<varden>.+))?"
# Who or which, with or without quotation marks.
_BARE = r"[^\W\d][^,”\"“]{0,80}?"
_WHO = rf"(?:{_Q}|({_BARE}))"
_MOMENT = r"(\d{4}-\d{2}-\d{2} \d{2}:\d{2})"
_UNITS = "arbetsdagar|arbetsdag|dagar|dygn|dag|timmar|timme|minuter|minut"
_HEADING = re.compile(r"Scenario:\s*(.{1,120})")
_KEYWORD = re.compile(r"(Givet|När|Då|Och)(?:\s+att)?\s+(.+)")


@dataclass(frozen=True)
class _Form:
    """One way to say something: what the sentence looks like, an example, and what it means."""

    kind: Kind
    looks: re.Pattern[str]
    example: str
    means: Callable[[re.Match[str]], Line]


def _form(
    kind: Kind, looks: str, example: str, means: Callable[[re.Match[str]], dict[str, Any]]
) -> _Form:
    return _Form(kind, re.compile(looks), example, lambda m: Line(kind, **means(m)))


def _values(found: re.Match[str]) -> dict[str, Any]:
    return values.read(found["varden"]) if found["varden"] else {}


def _moment(text: str) -> str:
    try:
        at = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=clock.STOCKHOLM)
    except ValueError:
        raise values.Unclear(f"Tidpunkten ”{text}” finns inte i kalendern. Rätta den.") from None
    return at.isoformat()


def _whole_value(text: str) -> Any:
    found, end = values.value(text.strip())
    if end != len(text.strip()):
        raise values.Unclear(f"Skriv ett enda värde i stället för ”{text.strip()[:40]}”.")
    return found


_UNIT = {
    "arbetsdagar": "arbetsdagar",
    "arbetsdag": "arbetsdagar",
    "dagar": "dagar",
    "dygn": "dagar",
    "dag": "dagar",
    "timmar": "timmar",
    "timme": "timmar",
    "minuter": "minuter",
    "minut": "minuter",
}


def _waits(m: re.Match[str]) -> dict[str, Any]:
    said = (("roll", m[2] or m[3]), ("grupp", m[4] or m[5]), ("senast", m[6]))
    return {"name": m[1], "more": {key: text.strip() for key, text in said if text}}


_CLOCK = _form(
    "klockan",
    rf"(?:är\s+)?klockan(?:\s+är)?\s+{_MOMENT}",
    "klockan är 2026-11-23 09:00",
    lambda m: {"more": {"nar": _moment(m[1])}},
)
_FACTS = _form(
    "fakta",
    rf"(?P<varden>{values.NAMED}.+)",
    "Prioritet är akut, Antal är 2",
    lambda m: {"values": _values(m)},
)
_GIVEN = (
    _CLOCK,
    _form(
        "fakta",
        r"(?P<slag>(?:en|ett) [^\W\d][\w -]{0,60}?)(?: där (?P<varden>.+))?",
        "en felrapport där Kategori är Reklamation",
        lambda m: {"values": _values(m), "more": {"slag": m["slag"]}},
    ),
    _form(
        "borjar",
        rf"ärendet börjar med meddelandet {_Q}{_WITH}",
        "ärendet börjar med meddelandet ”inkommen_order” med antal = 2",
        lambda m: {"name": m[1], "values": _values(m)},
    ),
    _form(
        "steg_ger",
        rf"systemsteget {_Q} ger (?P<varden>.+)",
        "systemsteget ”Reservera” ger Allt finns är ja",
        lambda m: {"name": m[1], "values": _values(m)},
    ),
    _FACTS,
)
_WHEN = (
    _form(
        "gors",
        rf"{_WHO} gör {_Q}{_WITH}",
        "kundtjänst gör ”Bedöm begäran” med Bedömning är rad",
        lambda m: {
            "name": m[3],
            "values": _values(m),
            "more": {"roll": (m[1] or m[2]).strip()},
        },
    ),
    _form(
        "gors",
        rf"{_Q} görs{_WITH}",
        "”Bedöm begäran” görs",
        lambda m: {"name": m[1], "values": _values(m)},
    ),
    _form(
        "tid_gar",
        rf"det har gått (\d{{1,5}}) ({_UNITS})",
        "det har gått 3 arbetsdagar",
        lambda m: {"more": {"antal": int(m[1]), "enhet": _UNIT[m[2]]}},
    ),
    _form(
        "frist",
        rf"nästa frist går ut{_WITH}",
        "nästa frist går ut",
        lambda m: {"values": _values(m)},
    ),
    _CLOCK,
    _form(
        "kommer",
        rf"meddelandet {_Q} kommer{_WITH}",
        "meddelandet ”besked_plockad” kommer med antal = 2",
        lambda m: {"name": m[1], "values": _values(m)},
    ),
    _FACTS,
)
_THEN = (
    _form(
        "avslutat",
        rf"är ärendet avslutat(?: med {_Q})?",
        "är ärendet avslutat med ”Felrapport avslutad”",
        lambda m: {"name": m[1] or ""},
    ),
    _form("pagar", r"pågår ärendet", "pågår ärendet", lambda m: {}),
    _form("ingen_vantar", r"väntar ingen uppgift", "väntar ingen uppgift", lambda m: {}),
    _form(
        "vantar",
        rf"väntar {_Q}(?: hos {_WHO})?(?:,? i gruppen {_WHO})?"
        r"(?:,?(?: klar)? senast (\d{4}-\d{2}-\d{2}))?",
        "väntar ”Boka tid” hos konsulent, klar senast 2026-11-30",
        _waits,
    ),
    _form(
        "tog_vagen",
        rf"går ärendet vägen {_Q} vid {_Q}",
        "går ärendet vägen ”Ja” vid ”Ska i karantän?”",
        lambda m: {"name": m[2], "more": {"vag": m[1]}},
    ),
    _form("gjorts", rf"har {_Q} gjorts", "har ”Boka tid” gjorts", lambda m: {"name": m[1]}),
    _form(
        "inte_gjorts",
        rf"har {_Q} inte gjorts",
        "har ”Boka tid” inte gjorts",
        lambda m: {"name": m[1]},
    ),
    _form(
        "vagen",
        r"är vägen (\w[\w\-.]*(?:\s*,\s*\w[\w\-.]*)*)",
        "är vägen begaran, valj_vag, bedom",
        lambda m: {"more": {"element": [one.strip() for one in m[1].split(",")]}},
    ),
    _form(
        "beslut",
        rf"blev beslutet {_Q} (.+)",
        'blev beslutet ”utprovningsvag” {"grupp": "rullstolar"}',
        lambda m: {"name": m[1], "more": {"varde": _whole_value(m[2])}},
    ),
    _form(
        "skickats",
        rf"har meddelandet {_Q} skickats",
        "har meddelandet ”order_klar” skickats",
        lambda m: {"name": m[1]},
    ),
)
_PARTS = {"Givet": _GIVEN, "När": _WHEN, "Då": _THEN}
_ORDER = list(_PARTS)


def examples() -> dict[str, list[str]]:
    """Every way to say something, under the word that it follows."""
    return {word: [form.example for form in forms] for word, forms in _PARTS.items()}


def parse(text: str) -> tuple[list[Scenario], list[Wrong]]:
    """The scenarios of a text, and every line that is not understood. Never raises."""
    if len(text) > MOST_CHARACTERS:
        return [], [Wrong(1, f"Scenarierna är längre än {MOST_CHARACTERS} tecken. Korta dem.")]
    found: list[Scenario] = []
    wrong: list[Wrong] = []
    part = ""
    for number, line in _lines(text):
        if heading := _HEADING.fullmatch(line):
            if any(one.name == heading[1].strip() for one in found):
                wrong.append(Wrong(number, f"Två scenarier heter ”{heading[1]}”. Byt namn på ett."))
            found.append(Scenario(heading[1].strip(), number=number))
            part = ""
        elif not found:
            wrong.append(Wrong(number, "Börja med en rad som ”Scenario: Råd räcker”."))
            return [], wrong
        else:
            try:
                part, said = _sentence(line, part)
            except values.Unclear as no:
                wrong.append(Wrong(number, no.mening))
                continue
            found[-1] = _with(found[-1], part, replace(said, number=number))
    return found, [*wrong, *_too_much(found)]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with the number of its first line; an indented line continues it."""
    held, at = "", 0
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0].isspace() and held:
            held += " " + line.strip()
            continue
        if held:
            yield at, held
        held, at = line.strip(), number
    if held:
        yield at, held


def _sentence(line: str, part: str) -> tuple[str, Line]:
    found = _KEYWORD.fullmatch(line)
    if found is None:
        raise values.Unclear("Börja raden med Givet, När, Då eller Och.")
    word = part if found[1] == "Och" else found[1]
    if not word:
        raise values.Unclear("Börja scenariot med Givet eller När.")
    if part and _ORDER.index(word) < _ORDER.index(part):
        raise values.Unclear(f"”{word}” ska stå före ”{part}”. Flytta raden.")
    for form in _PARTS[word]:
        if said := form.looks.fullmatch(found[2].strip().removesuffix(".")):
            return word, form.means(said)
    shown = "”, ”".join(form.example for form in _PARTS[word])
    raise values.Unclear(f"Raden förstås inte. Efter {word} kan du skriva: ”{shown}”.")


def _with(scenario: Scenario, part: str, said: Line) -> Scenario:
    if part == "Givet":
        return replace(scenario, given=(*scenario.given, said))
    if part == "När":
        return replace(scenario, when=(*scenario.when, said))
    return replace(scenario, then=(*scenario.then, said))


def _too_much(found: list[Scenario]) -> Iterator[Wrong]:
    if len(found) > MOST_SCENARIOS:
        yield Wrong(
            found[MOST_SCENARIOS].number,
            f"Det är fler än {MOST_SCENARIOS} scenarier. Ta bort några.",
        )
    for one in found:
        if len(one.given) + len(one.when) + len(one.then) > MOST_LINES:
            yield Wrong(one.number, f"”{one.name}” har fler än {MOST_LINES} rader. Dela upp det.")
        elif not one.then:
            yield Wrong(one.number, f"”{one.name}” säger inget med Då. Skriv vad som ska hända.")
