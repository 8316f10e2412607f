"""The world of returns, with a förråd of the unit's own."""

from dataclasses import dataclass

from django.conf import settings

from cases.hjalpmedel.models import Innehav
from cases.organisation.models import Lager
from cases.retur.actions import verkstall
from cases.retur.models import Retur
from cases.retur.rules import Vald
from tests.hamtorder import varld as hamtvarld
from tests.kundorder.varld import forradet
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder


@dataclass(frozen=True)
class Forrad:
    """Who and what the tests work with."""

    r: hamtvarld.Retur
    lager: Lager


def bygg() -> Forrad:
    r = hamtvarld.bygg()
    versions.publish(from_folder(settings.BPMN_DIR / "retur"), case_type="retur")
    return Forrad(r, forradet(r.v))


def gjord(f: Forrad, *rader: Innehav, skrotas: bool = False) -> Retur:
    return verkstall(
        f.r.v.patient,
        person=f.r.v.miriam,
        kund=f.r.v.kund,
        lager=f.lager,
        valda=[Vald(row.pk, row.antal, skrotas) for row in rader],
    )
