"""What a person answers about an arbetsorder: which aid it is, and what is to be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from cases.organisation.models import Anvandare


@dataclass(frozen=True)
class Mal:
    """What the work is on: an aid that the mottagare has, an ordered row, or what is written.

    `nummer` is an article's or an individ's number.
    """

    innehav: int | None = None
    orderrad: UUID | None = None
    nummer: str = ""


@dataclass(frozen=True)
class Arbetsval:
    """What the form asks (AO-2). `adress_id` None takes the mottagare's own address."""

    typ: str = ""
    utforande: str = ""
    produktomrade: str = ""
    nyforskrivning: bool = False
    fast_montage: bool = False
    felbeskrivning: str = ""
    kommentar: str = ""
    ersattning_behovs: bool = False
    kan_komma: bool = False
    akut_motivering: str = ""
    epost_utanfor: bool = False
    adress_id: int | None = None
    telefon: str = ""
    portkod: str = ""
    instruktioner: str = ""
    kontaktperson: str = ""
    kontakttelefon: str = ""


@dataclass(frozen=True)
class Typbyte:
    """Another type than the beställare chose, and what that type asks besides. What is left out
    stays as it was (W2). `adress_id` is one of the unit's; None keeps the address."""

    typ: str = ""
    produktomrade: str = ""
    akut_motivering: str = ""
    telefon: str = ""
    adress_id: int | None = None
    epost_utanfor: bool = False
    filer: Sequence["UploadedFile[Any]"] = ()


@dataclass(frozen=True)
class Tid:
    """Time, what was done and what was put in, by article number and how many."""

    minuter: int
    kommentar: str
    delar: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Planering:
    """A slot for a technician, or what is waited for (`Arbetsorder.Vantar`) and until when."""

    fran: datetime | None = None
    till: datetime | None = None
    tekniker: Anvandare | None = None
    vantar: str = ""
    parkera_till: datetime | None = None
    text: str = ""
