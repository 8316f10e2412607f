"""The three kinds of no, and why the engine stops. Every sentence is Swedish."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hinder:
    """One reason why something can't be done, said so that the reader knows what to do.

    `falt` names the field it concerns, or is empty when it concerns the whole.
    """

    kod: str
    mening: str
    falt: str = ""


class No(Exception):
    """A refusal. `mening` is shown as it stands."""

    status = 400

    def __init__(self, mening: str) -> None:
        super().__init__(mening)
        self.mening = mening


class Forbidden(No):
    """The person may not do this."""

    status = 403


class NotFound(No):
    """There is nothing by that number, or nothing that this person may know of."""

    status = 404


class NotYourTurn(No):
    """Somebody was first, or the case has moved on."""

    status = 409


class Stale(NotYourTurn):
    """The thing was changed since it was read."""

    status = 412


class Refused(No):
    """The rules say no; `hinder` says every reason at once."""

    status = 422

    def __init__(self, hinder: list[Hinder]) -> None:
        super().__init__(" ".join(h.mening for h in hinder))
        self.hinder = hinder


class Changed(NotYourTurn, Refused):
    """What a page was made from has been changed since. `hinder` says what, by whom and when.

    A page draws its form anew, as it does for any `Refused`: with what was typed, what is saved now
    and the new version, so that the next try is made with open eyes.
    """


class Unworkable(Exception):
    """A step can't do its work until a person has mended something. `mening` says what has happened
    and what to do, and is what the driftstopp tells."""

    def __init__(self, mening: str) -> None:
        super().__init__(mening)
        self.mening = mening


class NullCondition(Exception):
    """A condition that must be true or false was null: an incident, never silently no."""
