"""What a person answers in a felrapport, whichever door it comes through."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID


@dataclass(frozen=True)
class Svar:
    """The form (FR-1 … FR-7), and whether somebody was hurt. `handelse` is a key of
    `handelser.alla()`.

    What it is about comes from the guide, as ids (`galler`, `innehav`, `rad`), or is typed
    (`mottagare`, `artikel`, `individ`): then it is checked.
    """

    handelse: str
    kund: str = ""
    galler: UUID | None = None
    innehav: int | None = None
    rad: UUID | None = None
    mottagare: str = ""
    vardrelation: bool = False
    artikel: str = ""
    individ: str = ""
    foljesedel: str = ""
    datum: date | None = None
    tid: time | None = None
    beskrivning: str = ""
    kommentar: str = ""
    ersattning: bool = False
    kreditering: bool = False
    skada: str = "nej"
    risk_for_skada: bool = False
    orsak_produkt: str = "nej"
