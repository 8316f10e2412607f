"""What the pages show of a retur."""

from collections.abc import Mapping
from typing import Any

from cases.gemensamt import behorighet
from cases.gemensamt.arendetyper import Arendetyp, registrera
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare
from cases.retur import queries


def registrera_arendetyp() -> None:
    """What the page that all cases share shows of a retur."""
    registrera(
        Arendetyp(namn=queries.TYP, label="Retur", mall="retur/arende.html", kontext=_kontext)
    )


def _kontext(arende: Arende, person: Anvandare) -> Mapping[str, Any]:
    retur = queries.hamta(person, arende.pk)
    may_undo = arende.avslutad is None and behorighet.kan(person, "angra", arende)
    return {"retur": retur, "poster": list(retur.poster.all()), "kan_angra": may_undo}
