"""What the pages and the API of a transfer tell: fates in words, samples, choices, progress."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from cases.organisation.models import Anvandare
from cases.processer.gang import nummer_pa
from workflows.diagrams.bundle import Bundle
from workflows.errors import Hinder, Refused
from workflows.models import Definition, Transfer, TransferCase
from workflows.transfer import batch, foresight
from workflows.transfer.judging import Fate
from workflows.trial import asking
from workflows.workbench import sides

# What the field of an element's choice is called, before its id.
FALT = "plats-"
_MANGA = 200
_NAGRA = 20
ORD = {
    Fate.SAME: ("Kan flyttas", "står likadant i båda versionerna"),
    Fate.MAPPED: ("Kan flyttas", "ett annat steg tar vid"),
    Fate.UNMAPPED: ("Behöver ett val", "du väljer vilket steg som tar vid"),
    Fate.OLD: ("Går klart på sin version", "inget i den nya svarar mot läget"),
    Fate.STUCK: ("Skulle fastna", "går klart på sin version"),
}


@dataclass(frozen=True)
class Prov:
    """A case whose way through the process may be looked at."""

    id: UUID
    nummer: str


@dataclass(frozen=True)
class Grupp:
    """Cases with one fate for one reason."""

    utfall: str
    rubrik: str
    forklaring: str
    mening: str
    anmarkningar: Sequence[str]
    antal: int
    prov: Sequence[Prov]
    kan: bool


@dataclass(frozen=True)
class Val:
    """An element that cases stand on, and which of the new version's may take over."""

    element: str
    namn: str
    antal: int
    valt: str
    bland: Sequence[tuple[str, str]]
    fragas: bool

    @property
    def falt(self) -> str:
        return FALT + self.element


@dataclass(frozen=True)
class Utsikt:
    """What becomes of the running cases."""

    grupper: Sequence[Grupp]
    val: Sequence[Val]
    pagar: int
    redan: int
    kan: int
    val_behovs: int
    gar_klart: int
    fastnar: int


@dataclass(frozen=True)
class Rest:
    """Cases that did not go, for one reason."""

    mening: str
    prov: Sequence[Prov]
    antal: int


@dataclass(frozen=True)
class Lage:
    """How far a transfer has come."""

    flytt: Transfer
    antal: Mapping[str, int]
    av: str
    rester: Sequence[Rest]
    flyttade: Sequence[Prov]

    @property
    def alla(self) -> int:
        return sum(self.antal.values())

    @property
    def klara(self) -> int:
        return self.alla - self.antal["held"] - self.antal["waiting"] - self.antal["returning"]

    @property
    def arbetar(self) -> bool:
        return bool(self.antal["waiting"] or self.antal["returning"])

    @property
    def vantar_pa_dig(self) -> bool:
        return bool(self.antal["held"]) and not self.arbetar


def utsikt(definition: Definition, till: str, valda: Mapping[str, str]) -> Utsikt:
    """What becomes of the running cases in a version (its number) or the draft.

    Raises `NotFound`, and `Refused` for a draft that can't run.
    """
    found = (
        _i_utkastet(definition, sides.side(definition.name, till), valda)
        if till == sides.DRAFT
        else foresight.foresee_version(
            definition, sides.version(definition.name, _nummer(till))[1], valda
        )
    )
    numbers = nummer_pa(one for group in found.groups for one in group.samples)
    return Utsikt(
        grupper=[
            Grupp(
                utfall=group.fate.value,
                rubrik=ORD[group.fate][0],
                forklaring=ORD[group.fate][1],
                mening=group.mening,
                anmarkningar=group.notes,
                antal=group.count,
                prov=[Prov(one, numbers[one]) for one in group.samples],
                kan=group.fate.can_move,
            )
            for group in found.groups
        ],
        val=[
            Val(
                element=place.standing.element,
                namn=place.standing.name,
                antal=place.count,
                valt=place.standing.image or "",
                bland=place.standing.open_for,
                fragas=not place.is_same,
            )
            for place in found.places
            if place.standing.open_for
        ],
        pagar=found.total,
        redan=found.already,
        kan=found.movable,
        val_behovs=found.count(Fate.UNMAPPED),
        gar_klart=found.count(Fate.OLD),
        fastnar=found.count(Fate.STUCK),
    )


def lage(flytt: Transfer) -> Lage:
    """How far it has come, and what did not go, by reason."""
    # First: what is done while this is read must still be on its way, so that it is read again.
    antal = batch.counts(flytt)
    by = Anvandare.objects.filter(username=flytt.by).first()
    stopped = flytt.cases.filter(
        status__in=(TransferCase.Status.REFUSED, TransferCase.Status.STAYED)
    ).order_by("pk")
    rests: dict[str, list[UUID]] = {}
    for sentence, case_id in stopped.values_list("sentence", "process__case_id"):
        rests.setdefault(sentence, []).append(case_id)
    shown = {sentence: ids[:_MANGA] for sentence, ids in rests.items()}
    moved = list(
        flytt.cases.filter(status=TransferCase.Status.MOVED)
        .order_by("pk")
        .values_list("process__case_id", flat=True)[:_NAGRA]
    )
    numbers = nummer_pa([*moved, *(one for ids in shown.values() for one in ids)])
    return Lage(
        flytt,
        antal,
        by.namn if by else flytt.by,
        [
            Rest(sentence, [Prov(one, numbers[one]) for one in ids], len(rests[sentence]))
            for sentence, ids in shown.items()
        ],
        [Prov(one, numbers[one]) for one in moved],
    )


def valda(skickat: Mapping[str, str]) -> dict[str, str]:
    """What the owner has chosen, from a posted form."""
    return {
        name.removeprefix(FALT): value for name, value in skickat.items() if name.startswith(FALT)
    }


def _i_utkastet(
    definition: Definition, bundle: Bundle, valda: Mapping[str, str]
) -> foresight.Outlook:
    # To foresee is to let the engine go on in it, which nothing that the gate stops may do here.
    if not asking.may_run(bundle):
        raise Refused(
            [
                Hinder(
                    "utkast",
                    "Utkastet går inte att köra än, så det går inte att se vad som kan flyttas."
                    " Rätta felen på utkastets sida först.",
                )
            ]
        )
    return foresight.foresee(definition, bundle, valda)


def _nummer(till: str) -> int:
    return int(till) if till.isdecimal() and len(till) < 7 else 0
