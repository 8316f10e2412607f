"""The places of a run: what is handed over and what is fetched at one address is one stop."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from cases.gemensamt.turkallor import Hamtning
from cases.leverans.models import Leverans, Leveransrad
from cases.mottagare.models import Mottagare
from cases.mottagare.visning import Vart, fodd, listnamn
from cases.organisation.models import Turbilomrade


@dataclass(frozen=True)
class Gods:
    """One following note at a stop, and what is to be done with it."""

    leverans: Leverans
    moment: str
    rader: list[Leveransrad]
    forsenad: bool
    # At a förråd its own people sign, and at an utlämningsställe the one who fetches it does.
    kvitteras_har: bool


@dataclass
class Besok:
    """Whom to call on at a stop, with what a driver must know and no more (GDPR 5.1 c)."""

    vart: Vart
    for_vem: str
    # The year of birth tells two of one name apart; the personnummer is nobody's need at a door.
    fodd: str
    information: list[str] = field(default_factory=list)
    gods: list[Gods] = field(default_factory=list)
    hamtningar: list[Hamtning] = field(default_factory=list)


@dataclass(frozen=True)
class Stopp:
    """A place to go to."""

    nr: int
    akut: bool
    besok: list[Besok]

    @property
    def namn(self) -> str:
        """Whom it is for: each of them once."""
        names = (one.for_vem or one.vart.adressnamn for one in self.besok)
        return ", ".join(dict.fromkeys(names))


@dataclass(frozen=True)
class Uppdrag:
    """Something to do at an address: hand a following note over, or fetch. No `omrade` is where
    the turbil does not go."""

    vart: Vart
    mottagare: Mottagare | None
    postnr: str
    gatuadress: str
    omrade: Turbilomrade | None
    akut: bool
    information: str
    det: Gods | Hamtning

    @property
    def ordning(self) -> tuple[str, str]:
        """Where it stands within its area."""
        return _lika(self.postnr), _lika(self.gatuadress)

    @property
    def plats(self) -> tuple[object, ...]:
        """What makes two of them the same place. An address that may not be said is its own."""
        if self.vart.dold:
            return (self.vart.dold, self.mottagare.pk if self.mottagare else None)
        if not self.vart.gatuadress:
            return tuple(self.vart.rader)
        return _lika(self.vart.gatuadress), _lika(self.vart.postnr)

    @property
    def vem(self) -> int:
        """Tells two of one name apart; 0 for a förråd."""
        return self.mottagare.pk if self.mottagare else 0

    @property
    def for_vem(self) -> str:
        """The name as lists show it; a förråd's where there is no mottagare."""
        till_lager = self.det.leverans.till_lager if isinstance(self.det, Gods) else None
        return listnamn(self.mottagare) or str(till_lager or "")


def stoppen(uppdrag: Iterable[Uppdrag]) -> list[Stopp]:
    """The stops in order: urgent ones first, then area by area as the postnummer lead."""
    places: dict[tuple[object, ...], list[Uppdrag]] = {}
    for one in uppdrag:
        places.setdefault(one.plats, []).append(one)
    ordered = sorted(places.values(), key=_forst)
    return [
        Stopp(nr, any(one.akut for one in at), _besok(at)) for nr, at in enumerate(ordered, start=1)
    ]


def _forst(at: Sequence[Uppdrag]) -> tuple[object, ...]:
    area = at[0].omrade
    urgent = any(one.akut for one in at)
    return (not urgent, area is None, area.namn if area else "", at[0].ordning)


def _besok(at: Sequence[Uppdrag]) -> list[Besok]:
    """One for each whom it is for; what is fetched from whom something is left stands with it."""
    calls = []
    for (for_vem, _, vart), theirs in groupby(
        sorted(at, key=lambda one: (one.for_vem, one.vem, one.vart.rader)),
        key=lambda one: (one.for_vem, one.vem, one.vart),
    ):
        tasks = list(theirs)
        said = dict.fromkeys(one.information for one in tasks if one.information)
        calls.append(
            Besok(
                vart=vart,
                for_vem=for_vem,
                fodd=fodd(tasks[0].mottagare),
                information=list(said),
                gods=[one.det for one in tasks if isinstance(one.det, Gods)],
                hamtningar=[one.det for one in tasks if isinstance(one.det, Hamtning)],
            )
        )
    return calls


def _lika(text: str) -> str:
    return "".join(text.casefold().split())
