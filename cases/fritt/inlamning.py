"""What a person hands in: answers, the files that came along, and what was seen when answering."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from cases.fritt.uppslag import Filer
from workflows.forms.answers import Posted


@dataclass(frozen=True)
class Inlamning:
    """Answers as a browser posts them or as decoded JSON.

    `sedda` are the questions that the page showed; None when all could be seen, as in the API.
    """

    svar: Posted | Mapping[str, object]
    filer: Filer = field(default_factory=dict)
    sedda: Collection[str] | None = None
