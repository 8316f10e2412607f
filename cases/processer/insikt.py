"""Insikt: a process's history as numbers on the diagram, in a table and in words."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cases.processer import rules
from cases.processer.insiktsval import DIAGRAMMET, Val
from cases.processer.visning import Bild, Varme, bild
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.insight import reading
from workflows.insight.reading import Cases, Numbers, Read
from workflows.models import Version
from workflows.workbench.reading import done_once, every_step, steps

_INGET = Numbers()


@dataclass(frozen=True)
class Rad:
    """A step with its numbers, and those of the version that it is held against."""

    element: str
    namn: str
    slag: str
    tal: Numbers
    jamfort: Numbers | None = None

    @property
    def har_hant(self) -> bool:
        """Whether there is anything to tell of, in either version."""
        return any(rules.har_hant(tal) for tal in (self.tal, self.jamfort) if tal is not None)

    @property
    def celler(self) -> list[tuple[str, str, str]]:
        """What each measure is called, comes to, and came to in the other version."""
        return [
            (matt.namn, matt.langt(self.tal), matt.langt(self.jamfort) if self.jamfort else "")
            for matt in rules.MATTEN.values()
        ]


@dataclass(frozen=True)
class Insikt:
    """What a page, a file and the API tell. `tomt` when nothing has been counted for the choice."""

    val: Val
    visad: Version | None
    rader: Sequence[Rad]
    arenden: Cases
    mot: Read | None
    flaskhalsar: Sequence[str]
    skillnader: Sequence[str]
    raknat_till: datetime | None
    tomt: bool


def insikt(val: Val) -> Insikt:
    """Read and told of. Raises nothing: what there is nothing of is empty."""
    visad = val.version or val.process.published
    asked = [one.pk if one else None for one in (val.version, val.jamfor)]
    las, *mots = reading.read(val.fraga, *(asked if val.jamfor else asked[:1]))
    mot = mots[0] if mots else None
    rader = list(_rader(val, visad, las, mot)) if visad else []
    namngivna = [(rad.namn, rad.tal) for rad in rader]
    jamforda = [(rad.namn, rad.tal, rad.jamfort) for rad in rader if rad.jamfort is not None]
    return Insikt(
        val=val,
        visad=visad,
        rader=_ordnade(rader, val.ordna),
        arenden=las.cases,
        mot=mot,
        flaskhalsar=rules.flaskhalsar(namngivna),
        skillnader=(
            rules.skillnader(jamforda, las.cases, mot.cases, f"version {val.jamfor.number}")
            if mot and val.jamfor
            else []
        ),
        raknat_till=reading.until(),
        tomt=not las.elements and not (mot and mot.elements),
    )


def bilder(sett: Insikt) -> list[Bild]:
    """The diagram with the chosen measure at each step; that of the other version after it, by the
    same scale."""
    if sett.visad is None:
        return []
    val = sett.val
    steg = {rad.element: rad.tal for rad in sett.rader}
    tal = [("insikt", sett.visad, steg)]
    if val.jamfor is not None and sett.mot is not None:
        bundle = versions.bundle_of(val.jamfor)
        counted = _raknade(bundle, sett.mot.elements)
        drawn = {one.id: counted[one.id] for one in steps(bundle) if one.id in counted}
        tal.append(("jamfort", val.jamfor, drawn))
    matt = rules.MATTEN[val.matt]
    hogst = rules.hogst(matt, [ett for _, _, steg in tal for ett in steg.values()])
    return [_bild(key, version, steg, matt, hogst) for key, version, steg in tal]


def som_csv(sett: Insikt) -> str:
    """The table as a file that a Swedish spreadsheet opens: semicolons, times in minutes."""
    ut = io.StringIO()
    skriv = csv.writer(ut, delimiter=";", lineterminator="\r\n")
    rubriker = list(_KOLUMNER)
    if sett.val.jamfor is not None and sett.val.version is not None:
        rubriker = [
            f"{rubrik}, version {version.number}"
            for version in (sett.val.version, sett.val.jamfor)
            for rubrik in _KOLUMNER
        ]
    skriv.writerow(["Steg", "Id", *rubriker])
    for rad in sett.rader:
        tal = [rad.tal, *([rad.jamfort] if rad.jamfort is not None else [])]
        skriv.writerow(
            [_ofarlig(rad.namn), rad.element, *(cell for ett in tal for cell in _celler(ett))]
        )
    return ut.getvalue()


_KOLUMNER = (
    "Genomgångar",
    "Med känd väntan",
    "Väntan i snitt (minuter)",
    "Tagna av någon",
    "Arbete i snitt (minuter)",
    "Med tidsgräns",
    "Sena",
    "Sena (%)",
    "Kommit tillbaka",
    "Lämnade ogjorda",
    "Driftstopp",
)


def _celler(tal: Numbers) -> list[str]:
    return [
        rules.antal(tal.passes),
        rules.antal(tal.timed),
        _minuter(tal.waited, tal.timed),
        rules.antal(tal.taken),
        _minuter(tal.worked, tal.taken),
        rules.antal(tal.due),
        rules.antal(tal.late),
        "" if tal.due == 0 else rules.antal(tal.late_share),
        rules.antal(tal.again),
        rules.antal(tal.cut),
        rules.antal(tal.incidents),
    ]


def _minuter(sekunder: int | None, av: int | None) -> str:
    if sekunder is None:
        return "" if av == 0 else rules.FA
    return str(round(sekunder / 60))


def _ofarlig(text: str) -> str:
    """A name that begins as a formula does is not to be reckoned with by who opens the file."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def _rader(val: Val, visad: Version, las: Read, mot: Read | None) -> Iterator[Rad]:
    bundle = versions.bundle_of(visad)
    nu = _raknade(bundle, las.elements)
    forut = _raknade(bundle, mot.elements) if mot else None
    drawn = steps(bundle)
    for one in drawn:
        yield Rad(
            one.id,
            one.name,
            one.kind,
            nu.get(one.id, _INGET),
            forut.get(one.id, _INGET) if forut is not None else None,
        )
    known = {one.id for one in every_step(bundle)}
    left = sorted((las.elements.keys() | (mot.elements.keys() if mot else set())) - known)
    names = _namn(val, left)
    for element in left:
        if element in names:
            yield Rad(
                element,
                names[element],
                "Finns inte i den version som visas",
                nu.get(element, _INGET),
                forut.get(element, _INGET) if forut is not None else None,
            )


def _namn(val: Val, elements: Sequence[str]) -> dict[str, str]:
    """What elements of other versions are called, in the newest that has each; gateways are not
    told of."""
    found: dict[str, str] = {}
    left = set(elements)
    for version in val.process.versions.order_by("-number") if left else ():
        bundle = versions.bundle_of(version)
        found |= {one.id: one.name for one in steps(bundle) if one.id in left}
        left -= {one.id for one in every_step(bundle)}
        if not left:
            break
    return found


def _raknade(bundle: Bundle, elements: Mapping[str, Numbers]) -> dict[str, Numbers]:
    """The numbers as the diagram lets them be read: one that is made for each of several is not
    sent back when the next of them is done."""
    once = done_once(bundle)
    return {
        element: tal if element in once else replace(tal, again=0)
        for element, tal in elements.items()
    }


def _ordnade(rader: list[Rad], ordna: str) -> list[Rad]:
    if ordna == DIAGRAMMET:
        return rader
    storlek = rules.MATTEN[ordna].storlek
    return sorted(rader, key=lambda rad: -(storlek(rad.tal) or 0))


def _bild(
    key: str, version: Version, tal: Mapping[str, Numbers], matt: rules.Matt, hogst: float
) -> Bild:
    varme = {
        element: Varme(rules.niva(matt, ett, hogst), kort, f"{matt.namn}: {matt.langt(ett)}")
        for element, ett in tal.items()
        if (kort := matt.kort(ett)) not in ("0", rules.INGET)
    }
    titel = f"{version.definition.title}, version {version.number}"
    return bild(key, titel, versions.bundle_of(version), varme=varme)
