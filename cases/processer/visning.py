"""What the pages of the workbench show: pictures, counts, versions and differences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from cases.organisation.models import Anvandare
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.gate.findings import Finding
from workflows.models import Definition, Release, Version
from workflows.trial import asking
from workflows.workbench import compare, drafts, evidence, overview
from workflows.workbench.reading import Step, steps, with_role_labels


@dataclass(frozen=True)
class Bild:
    """What templates/processer/bild.html draws."""

    id: str
    titel: str
    ritning: Mapping[str, Any]

    @property
    def script_id(self) -> str:
        """Where the viewer finds what to draw."""
        return f"{self.id}-ritning"


@dataclass(frozen=True)
class Varme:
    """How hot an element is, 0 to `rules.NIVAER`, with the number that says so: short, in words."""

    niva: int
    text: str
    ord: str


@dataclass(frozen=True)
class Steg:
    """A step in words, with who waits there now."""

    steg: Step
    laget: overview.Standing


@dataclass(frozen=True)
class Versionsrad:
    """A version in the list: whether new cases take it now, or from when they will."""

    version: Version
    av: str
    varfor: str
    fran: datetime | None
    pagar: int
    galler: bool
    planerad: datetime | None
    tillbakatagen: bool
    godkand_av: str = ""
    # What was red or unread when it was published, and why it was done all the same.
    trots: Sequence[str] = ()
    skal: str = ""

    @property
    def av_vilka(self) -> str:
        """Who published it, and who agreed where two do it."""
        return f"{self.av}, godkänd av {self.godkand_av}" if self.godkand_av else self.av


@dataclass(frozen=True)
class Skillnader:
    """The differences under one heading."""

    rubrik: str
    rader: Sequence[compare.Change]


def bild(
    key: str,
    titel: str,
    bundle: Bundle,
    *,
    antal: Mapping[str, overview.Standing] | None = None,
    marken: Mapping[str, str] | None = None,
    var: tuple[Sequence[str], Sequence[str]] = ((), ()),
    varme: Mapping[str, Varme] | None = None,
) -> Bild:
    """A diagram with how many wait at each element, how each differs, how hot it is, or `var` a
    case has been and is."""
    counts = {
        element: {
            "text": str(one.waiting),
            "late": bool(one.late),
            "words": f"{one.waiting} väntar" + (f", {one.late} sena" if one.late else ""),
        }
        for element, one in (antal or {}).items()
    }
    drawn = {
        "xml": with_role_labels(bundle.bpmn),
        "counts": counts,
        "marks": dict(marken or {}),
        "heat": {
            element: {"level": one.niva, "text": one.text, "words": one.ord}
            for element, one in (varme or {}).items()
        },
        "done": list(var[0]),
        "active": list(var[1]),
    }
    return Bild(key, titel, drawn)


def steg(bundle: Bundle, antal: Mapping[str, overview.Standing]) -> list[Steg]:
    """The process step by step, with who waits where."""
    return [Steg(one, antal.get(one.id, overview.Standing())) for one in steps(bundle)]


def versionsrader(definition: Definition) -> list[Versionsrad]:
    """The versions, the newest first, with who published each last and why."""
    last: dict[int, Release] = {}
    # One that was taken back tells who and why only where the version has no other.
    for release in definition.releases.order_by("pk"):
        if release.withdrawn_at is None or _tillbakatagen(last.get(release.version_id, release)):
            last[release.version_id] = release
    running = overview.by_version(definition)
    names = namn({who for one in last.values() for who in (one.by, one.approved_by)})
    planned = definition.planned
    return [
        _rad(
            version,
            last.get(version.pk),
            names,
            running.get(version.pk, 0),
            galler=version.pk == definition.published_id,
            planerad=planned.live_at if planned and planned.version_id == version.pk else None,
        )
        for version in definition.versions.defer("bpmn", "files", "scenarios").order_by("-number")
    ]


def _rad(
    version: Version,
    release: Release | None,
    names: Mapping[str, str],
    pagar: int,
    *,
    galler: bool,
    planerad: datetime | None,
) -> Versionsrad:
    by, second = (release.by, release.approved_by) if release else ("", "")
    taken_back = _tillbakatagen(release)
    return Versionsrad(
        version=version,
        av=names.get(by, by) or "Fil",
        godkand_av=names.get(second, second),
        varfor=(release.note if release else "") or version.note,
        fran=None if taken_back else release.live_at if release else version.published_at,
        pagar=pagar,
        galler=galler,
        planerad=planerad,
        tillbakatagen=taken_back,
        trots=release.despite.splitlines() if release else (),
        skal=release.reason if release else "",
    )


def _tillbakatagen(release: Release | None) -> bool:
    return release is not None and release.withdrawn_at is not None


def namn(usernames: set[str]) -> dict[str, str]:
    """The people by user name."""
    return {one.username: one.namn for one in Anvandare.objects.filter(username__in=usernames)}


def skillnader(gammal: Bundle, ny: Bundle) -> list[Skillnader]:
    """What differs, heading by heading."""
    changes = compare.compare(gammal, ny)
    return [
        Skillnader(where, list(rows)) for where, rows in groupby(changes, key=lambda one: one.where)
    ]


def marken(skillnader: Sequence[Skillnader]) -> dict[str, str]:
    """How each element is marked in the newer diagram."""
    rows = [row for one in skillnader for row in one.rader]
    return dict(compare.marks(rows))


@dataclass(frozen=True)
class Scenarier:
    """How a draft's scenarios go, in the order that they are written; None where the draft can't
    be run yet. `bild` shows what none of them visits."""

    svar: asking.Verdict | None
    bild: Bild | None

    @property
    def roda(self) -> int:
        """How many are not green."""
        return sum(not one.green for one in self.svar.results) if self.svar else 0


def scenarier(bundle: Bundle) -> Scenarier:
    """Run a draft's scenarios, or read how they went."""
    if not asking.may_run(bundle):
        return Scenarier(None, None)
    verdict = asking.scenarios(bundle)
    marked = {element: "unvisited" for element, _ in verdict.unvisited}
    return Scenarier(verdict, bild("scenarier", "Vad scenarierna besöker", bundle, marken=marked))


def i_vagen(definition: Definition, nummer: int | None) -> list[str]:
    """What speaks against publishing the draft, or the version by that number."""
    if nummer is not None:
        found = definition.versions.filter(number=nummer).first()
        bundle = versions.bundle_of(found) if found else None
    else:
        draft = drafts.of(definition)
        bundle = drafts.bundle_of(draft) if draft else None
    if bundle is None or not asking.may_run(bundle):
        return []
    return evidence.in_the_way(definition, bundle)


def feltecken(fynd: Sequence[Finding]) -> dict[str, str]:
    """How each element that the gate has something to say of is marked."""
    marked: dict[str, str] = {}
    for one in fynd:
        if one.element:
            marked.setdefault(one.element, one.level)
    return marked


def antal_fynd(fynd: Sequence[Finding]) -> str:
    """How many there are, in the words of the editor: `5 fel, 2 att se över`."""
    errors = sum(one.level == "error" for one in fynd)
    rest = len(fynd) - errors
    parts = [f"{errors} fel" if errors else "", f"{rest} att se över" if rest else ""]
    return ", ".join(filter(None, parts))
