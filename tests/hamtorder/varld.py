"""A mottagare with a bed and its box, a rollator and something bought, and those who fetch."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from cases.artiklar.models import Artikel, Pris
from cases.hamtorder.actions_verkstall import Hamtval, verkstall
from cases.hamtorder.models import Hamtorder
from cases.hjalpmedel.innehav import Utlamnat, oppna
from cases.hjalpmedel.models import Individ, Innehav
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from cases.organisation.models import Anvandare, Leveransadress
from cases.returmottagning.models import Returmottagning
from tests.kundorder.varld import Varld, bygg_varld, leverera_meddelanden, person
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder

LEVERERAD = date(2026, 10, 1)


@dataclass(frozen=True)
class Retur:
    """The world of kundorder, with what the patient has."""

    v: Varld
    tyra: Anvandare
    sang: Innehav
    dosa: Innehav
    rollator: Innehav
    kopt: Innehav
    installning: Innehav


def bygg() -> Retur:
    v = bygg_varld()
    for process in ("hamtorder", "returmottagning"):
        versions.publish(from_folder(settings.BPMN_DIR / process), case_type=process)
    logga_atkomst(v.miriam, v.patient, Atkomst.Vad.BEKRAFTADE, kund=v.kund)
    sang = _har(v, v.sang, individ="1438560")
    dosa = _har(v, v.dosa, till=sang)
    return Retur(
        v=v,
        tyra=person("tyra", "tekniker"),
        sang=sang,
        dosa=dosa,
        rollator=_har(v, v.rollator),
        kopt=_har(v, _artikel(v, "20954", "Bäcken m lock", "kop"), form="kop"),
        installning=_har(v, _artikel(v, "14190", "Armstöd", "hyra", typ="installning")),
    )


def _artikel(
    v: Varld, nummer: str, benamning: str, form: str, typ: str = "huvudhjalpmedel"
) -> Artikel:
    made = Artikel.objects.create(
        nummer=nummer, benamning=benamning, typ=typ, debiteringsform=form, lager=v.lager
    )
    Pris.objects.create(artikel=made, form=form, belopp=10, fran="2020-01-01")
    return made


def _har(
    v: Varld,
    artikel: Artikel,
    *,
    individ: str = "",
    form: str = "hyra",
    till: Innehav | None = None,
) -> Innehav:
    marked = None
    if individ:
        marked = Individ.objects.create(
            nummer=individ, artikel=artikel, plats="transport", agare="omrade_hjalpmedel"
        )
    handed = Utlamnat(
        mottagare_id=v.patient.pk,
        artikel_id=artikel.pk,
        agare="omrade_hjalpmedel" if form == "hyra" else "mottagare",
        debiteringsform=form,
        individ_id=marked.pk if marked else None,
        kund_id=v.kund.pk,
    )
    return oppna(handed, LEVERERAD, komponent_till=till)


def val(r: Retur, *rader: Innehav, atgard: str = "privat", **fler: Any) -> Hamtval:
    """What Miriam answers: at home, unless said otherwise."""
    svar: dict[str, Any] = {
        "adress_id": None,
        "adressnamn": "Lille Skutt",
        "gatuadress": "Morotslandet 3",
        "postnr": "546 31",
        "postort": "KARLSBORG",
        "telefon": "010-000 11 01",
    }
    return Hamtval(atgard=atgard, rader=frozenset(one.pk for one in rader), **{**svar, **fler})


def enheten(r: Retur) -> dict[str, Any]:
    """The unit's own address, where a name is enough."""
    to = Leveransadress.objects.get(kund=r.v.kund, lager=None)
    return {"adress_id": to.pk, "adressnamn": to.namn}


def verkstalld(r: Retur, *rader: Innehav, **val_: Any) -> Hamtorder:
    order = verkstall(r.v.patient, person=r.v.miriam, kund=r.v.kund, svar=val(r, *rader, **val_))
    leverera_meddelanden()
    return order


def status(order: Hamtorder) -> str:
    order.arende.refresh_from_db()
    return order.arende.status


def retur(order: Hamtorder) -> Returmottagning:
    return Returmottagning.objects.get(hamtorder=order.pk)
