"""The examples beside the diagram of felrapport, run for real."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.felrapport import actions, actions_avvikelse, actions_hmc
from cases.felrapport.actions_avvikelse import Anmalan
from cases.felrapport.foljder import Foljd
from cases.felrapport.models import Felrapport
from cases.organisation.models import Anvandare
from tests.felrapport.varld import (
    ONSDAG,
    Fel,
    levererad_sang,
    med_arbetsorder,
    skickad,
    svar,
    utredd,
)
from tests.felrapport.varld import status as staten
from tests.kundorder.varld import leverera_meddelanden, spar
from workflows import clock
from workflows.engine import sweep

SCENARIER = yaml.safe_load(
    (settings.BPMN_DIR / "felrapport" / "scenarios.yaml").read_text(encoding="utf-8")
)
FOLJDER = {
    "ersattning": Foljd("ersattning"),
    "kreditering": Foljd("kreditering", belopp=Decimal("79.00")),
    "hamtning": Foljd("hamtning"),
    "arbete": Foljd("arbete", typ="AU_HMC"),
}


@pytest.mark.parametrize("scenario", SCENARIER, ids=[one["namn"] for one in SCENARIER])
def test_scenario(f: Fel, scenario: dict[str, Any]) -> None:
    given = dict(scenario["givet"])
    if given.pop("leverans", False):
        order, sang = levererad_sang(f)
        given |= {"galler": order.pk, "innehav": sang.pk}
    draft = given.pop("utkast", False)
    found = (
        actions.spara(None, person=f.v.miriam, svar=svar(**given)) if draft else skickad(f, **given)
    )
    for event in scenario["nar"]:
        [(name, said)] = event.items()
        handla(f, found, name, said)
        leverera_meddelanden()
    assert spar(found.pk) == scenario["da"]["gick"]
    assert staten(found) == scenario["da"]["status"]


def handla(f: Fel, found: Felrapport, name: str, said: Mapping[str, Any]) -> None:
    """Let what the scenario says happen."""
    found.refresh_from_db()
    match name:
        case "ta_emot":
            actions_hmc.ta_emot(found.pk, person=_i_gruppen(f, found))
        case "utred":
            asked = [FOLJDER[one] for one in said.get("foljder", [])]
            if "arbete" in said.get("foljder", []):
                med_arbetsorder()
            grupp = said.get("grupp", "")
            utredd(found, _i_gruppen(f, found), said["utfall"], grupp=grupp, foljder=tuple(asked))
        case "komplettera":
            actions.komplettera(found.pk, person=f.v.miriam, text="Det var i måndags.")
        case "aterkoppla":
            actions.aterkoppla(found.pk, person=f.v.miriam, racker=said["racker"], text="Tack.")
        case "aterkalla":
            actions.aterkalla(found.pk, person=f.v.miriam)
        case "anmal_avvikelse":
            told = Anmalan(lv_dag=date(2026, 11, 25), lv_referens="6.6.1-2026-1")
            actions_avvikelse.anmal_avvikelse(found.pk, person=f.v.miriam, anmalan=told)
        case "avsluta_avvikelse":
            actions_avvikelse.avsluta_avvikelse(
                found.pk,
                person=f.kalle,
                beslut=said["beslut"],
                text="Bromsen var hel.",
                utan_arbete_skal="Bromsen var hel, så inget arbete behövdes.",
                filer=[SimpleUploadedFile("brev.pdf", b"%PDF-1.4\n%%EOF\n")],
            )
        case "dagar":
            with clock.frozen(ONSDAG + timedelta(days=said["gar"])):
                sweep.tick()
        case other:
            raise ValueError(f"No scenario knows {other}.")


def _i_gruppen(f: Fel, found: Felrapport) -> Anvandare:
    people = (f.v.kim, f.v.lotta, f.v.tore, f.v.ivar, f.elsa, f.gunnar, f.kalle)
    return next(one for one in people if one.grupper.filter(pk=found.grupp_id).exists())
