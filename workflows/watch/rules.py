"""When a case stands still: every token must have somebody or something that moves it.

Pure: what is known of the tokens goes in, the first that can't move comes out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What may move a token on."""

    PERSON = "person"
    TIME = "time"
    MESSAGE = "message"
    CONDITION = "condition"
    JOB = "job"
    # It waits for somebody to mend something.
    STOPPED = "stopped"
    # It should have gone on by itself.
    ITSELF = "itself"


class Why(StrEnum):
    """Why a case stands still, as it is kept."""

    LOST = "lost"
    NOBODY = "nobody"
    LATE = "late"
    UNSENT = "unsent"
    UNTOLD = "untold"
    JOIN = "join"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Way:
    """One of the things that may move a token: whether it is `there` for others to find, and
    whether it `works`. `what` says in Swedish whom or what it waits for."""

    kind: Kind
    there: bool = True
    works: bool = True
    what: str = ""


@dataclass(frozen=True)
class Token:
    """A token that waits. `in_time` says that a time will take it from there in any case."""

    element: str
    name: str
    ways: Sequence[Way]
    in_time: bool = False

    @property
    def moves(self) -> bool:
        return self.in_time or any(way.there and way.works for way in self.ways)


@dataclass(frozen=True)
class Finding:
    """Why a case stands still, at which element, and what to do. `mendable`: what others find it by
    can be made anew from where it stands."""

    why: Why
    element: str
    mening: str
    forslag: str
    mendable: bool = False


_MEND = "Välj Återställ, så görs det som fattas om ur ärendets eget läge."
_WORKER = "Be driften kontrollera att arbetaren och klockan går. Då tar ärendet vid av sig självt."
UNREADABLE = Finding(
    Why.UNREADABLE,
    "",
    "Ärendets läge går inte att läsa i den version det följer.",
    "Be driften om hjälp: tillståndet före det senaste draget finns kvar i historiken.",
)


def finding(tokens: Sequence[Token]) -> Finding | None:
    """The first token that nobody and nothing can move; None where every one can be moved."""
    if not any(token.ways for token in tokens):
        where = tokens[0] if tokens else Token("", "", ())
        said = f"”{where.name}” väntar på" if where.name else "Ärendet väntar på"
        return Finding(
            Why.JOIN,
            where.element,
            f"{said} en väg som inte längre finns, och inget annat pågår.",
            "Avbryt ärendet om det inte ska bli av, eller be driften om hjälp.",
        )
    for token in tokens:
        if token.ways and not token.moves:
            return _told(token)
    return None


def _told(token: Token) -> Finding:
    """In words. Of several ways the one that can be mended is the one to tell of."""
    way = min(token.ways, key=lambda one: one.there)
    called = f"”{token.name}”"
    if way.kind is Kind.ITSELF:
        return Finding(
            Why.LOST,
            token.element,
            f"{called} skulle ha gått vidare av sig självt, men har inte gjort det.",
            _MEND,
            mendable=True,
        )
    if not way.there:
        return Finding(
            Why.LOST, token.element, _LOST[way.kind](called, way.what), _MEND, mendable=True
        )
    if way.kind in (Kind.STOPPED, Kind.JOB) and not way.what:
        return Finding(
            Why.UNTOLD,
            token.element,
            f"{called} har stannat, men det finns inget driftstopp som någon kan åtgärda.",
            "Välj Återställ, så blir det ett driftstopp eller ett nytt försök.",
            mendable=True,
        )
    if way.kind is Kind.PERSON:
        return Finding(
            Why.NOBODY,
            token.element,
            f"{called} väntar på {way.what}, men ligger i ingen aktiv användares inkorg.",
            "Lägg till en användare där, eller flytta ärendet till en annan uppgift.",
        )
    if way.kind is Kind.MESSAGE:
        return Finding(
            Why.UNSENT,
            token.element,
            f"{called} väntar på processmeddelandet ”{way.what}”, som ingen process skickar.",
            "Flytta ärendet till en annan uppgift, eller rätta processen och flytta ärendet till"
            " den nya versionen.",
        )
    return Finding(Why.LATE, token.element, f"{called} skulle ha gått vidare {way.what}.", _WORKER)


_LOST = {
    Kind.PERSON: lambda called, what: f"Uppgiften {called} väntar, men finns inte i någon inkorg.",
    Kind.TIME: lambda called, what: f"{called} väntar på en tid som ingen bevakar.",
    Kind.MESSAGE: lambda called, what: (
        f"{called} väntar på processmeddelandet ”{what}”, men det kan inte komma fram hit."
    ),
    Kind.JOB: lambda called, what: f"{called} ska göras i bakgrunden, men står inte på tur.",
}
