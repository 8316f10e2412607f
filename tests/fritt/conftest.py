"""A small world: one unit, one of each who works in the example process, one patient."""

from dataclasses import dataclass

import pytest
from django.conf import settings

from cases.mottagare.models import Mottagare
from cases.mottagare.register import lagg_upp_patient
from cases.organisation import demo
from cases.organisation.models import Anvandare, Baskod, Betalare, Grupp, Kund, Uppdrag
from cases.organisation.seed_files import rows
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder


@dataclass(frozen=True)
class Varld:
    """Who and what the tests of fritt work with."""

    kund: Kund
    annan_kund: Kund
    miriam: Anvandare
    frida: Anvandare
    kajsa: Anvandare
    kalle: Anvandare
    kim: Anvandare
    pia: Anvandare
    patient: Mottagare


def _person(namn: str, *roller: str, kund: Kund | None = None) -> Anvandare:
    person = Anvandare.objects.create_user(namn, password="x", first_name=namn, roller=list(roller))
    if kund is not None:
        Uppdrag.objects.create(anvandare=person, kund=kund, forvald=True)
    return person


def publish(process: str) -> None:
    """Publish a process of bpmn/ as seeding does."""
    versions.publish(from_folder(settings.BPMN_DIR / process), case_type="fritt")


@pytest.fixture
def varld(db: None) -> Varld:
    """The world, with the example and the reference process published."""
    betalare = Betalare.objects.create(nummer="1", namn="Regionen")
    kund = Kund.objects.create(
        nummer="410000", namn="Rehab", organisation="region", betalare=betalare
    )
    annan = Kund.objects.create(
        nummer="5555", namn="Demokommun", organisation="kommun", betalare=betalare
    )
    baskod = Baskod.objects.create(kod="1496", namn="Skövde", sida="region", betalare=betalare)
    rullstolar = Grupp.objects.create(
        nyckel="konsulent_manuella_rullstolar", namn="Manuella rullstolar", roll="konsulent"
    )
    for row in rows(demo.__file__, "grupper"):
        Grupp.objects.get_or_create(
            nyckel=row["nyckel"], defaults={"namn": row["namn"], "roll": row["roll"]}
        )
    kajsa = _person("kajsa", "konsulent")
    kajsa.grupper.add(rullstolar)
    publish("utprovning")
    publish("referens")
    return Varld(
        kund=kund,
        annan_kund=annan,
        miriam=_person("miriam", "forskrivare", kund=kund),
        frida=_person("frida", "forskrivare", kund=annan),
        kajsa=kajsa,
        kalle=_person("kalle", "konsulent"),
        kim=_person("kim", "kundtjanst"),
        pia=_person("pia", "processagare"),
        patient=lagg_upp_patient("200303030303", "Lille Skutt", baskod, av="pia"),
    )
