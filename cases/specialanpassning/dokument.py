"""The papers: filed or written here, never taken away; a new version keeps the old (L9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from cases.gemensamt import bilagor
from cases.gemensamt.hinder import stoppa_om
from cases.organisation.models import Anvandare
from cases.specialanpassning import rules
from cases.specialanpassning.models import Dokument, Specialanpassning
from cases.specialanpassning.oppning import forbered
from workflows import clock, engine
from workflows.errors import Hinder, NotYourTurn

Slag = Dokument.Slag
# What is written in a task is not filed from outside.
_SKRIVS_HAR = {
    Slag.UNDERLAG,
    Slag.ANVISNING,
    Slag.FUNKTIONELL_RISK,
    Slag.TEKNISK_RISK,
    Slag.GODKANNANDE,
    Slag.UTVARDERING,
}
KAN_LAGGAS_TILL = tuple((str(one), one.label) for one in Slag if one not in _SKRIVS_HAR)
NAMN: Mapping[str, str] = {str(one): one.label for one in Slag}


@dataclass(frozen=True)
class Post:
    """A line of a task's checklist: a kind of paper, and what there is of it."""

    slag: str
    namn: str
    finns: Sequence[Dokument]
    kan_laggas_till: bool


@engine.move
def lagg_till_dokument(
    arende: UUID,
    *,
    person: Anvandare,
    slag: str,
    fil: "UploadedFile[Any] | None",
    ersatter: int | None = None,
) -> Dokument:
    """File a paper, perhaps as a new version of another. Raises `Refused`, `NotYourTurn`."""
    _, spec = forbered(arende, person, "lagg_till_dokument")
    if spec.arende.avslutad is not None:
        raise NotYourTurn(
            f"Specialanpassning {spec.arende.nummer} är avslutad. Dokumenten står kvar, men inga"
            " läggs till."
        )
    hinder = []
    if slag not in dict(KAN_LAGGAS_TILL):
        hinder.append(Hinder("slag_saknas", "Välj vad det är för dokument.", "slag"))
    if fil is None:
        hinder.append(Hinder("fil_saknas", "Välj en fil att lägga till.", "bilaga"))
    old = None
    if ersatter is not None:
        old = gallande(spec).get(ersatter)
        if old is None or old.slag != slag:
            hinder.append(
                Hinder(
                    "ersatter_fel",
                    "Dokumentet har redan en nyare version, eller är av ett annat slag. Ladda om"
                    " sidan och välj igen.",
                    "ersatter",
                )
            )
    stoppa_om(hinder)
    kept = bilagor.spara(spec.pk, fil, av=person) if fil is not None else None
    return Dokument.objects.create(
        specialanpassning=spec,
        slag=slag,
        bilaga=kept,
        ersatter=old,
        version=old.version + 1 if old else 1,
        av=person,
        nar=clock.now(),
    )


def skriv(
    spec: Specialanpassning, slag: Dokument.Slag, person: Anvandare, svar: Mapping[str, str]
) -> Dokument:
    """What somebody has answered and stands for. A new version of what she or another said."""
    old = next((one for one in gallande(spec).values() if one.slag == slag), None)
    return Dokument.objects.create(
        specialanpassning=spec,
        slag=slag,
        skrivet=[[question, answer] for question, answer in svar.items()],
        ersatter=old,
        version=old.version + 1 if old else 1,
        av=person,
        nar=clock.now(),
    )


def alla(spec: Specialanpassning) -> list[Dokument]:
    """Every version of every paper, the first one first."""
    return list(spec.dokument.select_related("bilaga", "av", "ersatt_av"))


def gallande(spec: Specialanpassning) -> dict[int, Dokument]:
    """The papers that no newer version has taken the place of, by id."""
    rows = spec.dokument.filter(ersatt_av__isnull=True).select_related("bilaga", "av")
    return {row.pk: row for row in rows}


def finns(spec: Specialanpassning) -> set[str]:
    """The kinds of paper that there are."""
    return {one.slag for one in gallande(spec).values()}


def checklista(spec: Specialanpassning, uppgift: str) -> list[Post]:
    """What must be there before this task can be done, and what there is."""
    kept = gallande(spec).values()
    wanted = rules.krav(uppgift, spec.klass)
    if uppgift == "inhamta_svar":
        wanted = (*wanted, str(Slag.TILLVERKARE))
    return [
        Post(slag, NAMN[slag], [one for one in kept if one.slag == slag], _kan(slag))
        for slag in wanted
    ]


def _kan(slag: str) -> bool:
    return slag in dict(KAN_LAGGAS_TILL)
