"""A delivered bed, and those at the unit and at HMC who have to do with what went wrong."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.test import Client

from cases.felrapport import actions, actions_hmc
from cases.felrapport.models import Felrapport
from cases.felrapport.svar import Svar
from cases.hjalpmedel.models import Innehav
from cases.hjalpmedel.queries import hos
from cases.kundorder.models import Kundorder
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from cases.organisation import demo
from cases.organisation.models import Anvandare, Grupp
from cases.organisation.seed_files import rows
from tests.kundorder.varld import Varld, bygg_varld, i_lager, kvitterad, leveranser, person
from tests.kundorder.varld import verkstalld as verkstalld_order
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
BESKRIVNING = "Fakturan tar upp en rollator som vi inte har."


@dataclass(frozen=True)
class Fel:
    """The world of kundorder, with HMC's groups and their people."""

    v: Varld
    elsa: Anvandare
    gunnar: Anvandare
    kalle: Anvandare


def bygg() -> Fel:
    v = bygg_varld()
    for process in ("felrapport", "hamtorder", "returmottagning"):
        versions.publish(from_folder(settings.BPMN_DIR / process), case_type=process)
    grupperna()
    logga_atkomst(v.miriam, v.patient, Atkomst.Vad.BEKRAFTADE, kund=v.kund)
    f = Fel(
        v,
        elsa=person("elsa", "ekonomi"),
        gunnar=person("gunnar", "gruppchef"),
        kalle=person("kalle", "kvalitet"),
    )
    for one, *groups in (
        (v.kim, "kundtjanst"),
        (v.lotta, "lager_plock", "retur"),
        (v.tore, "transport"),
        (v.ivar, "inkop_sortiment"),
        (f.elsa, "ekonomi"),
        (f.gunnar, "gruppchef"),
        (f.kalle, "kvalitet_mta"),
    ):
        one.grupper.set(Grupp.objects.filter(nyckel__in=groups))
    return f


def med_arbetsorder() -> None:
    """Their diagram: only for what leads to one."""
    versions.publish(from_folder(settings.BPMN_DIR / "arbetsorder"), case_type="arbetsorder")


def grupperna() -> None:
    """HMC's groups, as the demo world has them."""
    for row in rows(demo.__file__, "grupper"):
        Grupp.objects.update_or_create(
            nyckel=row["nyckel"], defaults={"namn": row["namn"], "roll": row["roll"]}
        )


def svar(handelse: str = "administration", **mer: Any) -> Svar:
    """What Miriam writes, unless said otherwise."""
    given: dict[str, Any] = {
        "datum": date(2026, 11, 25),
        "tid": time(8, 30),
        "beskrivning": BESKRIVNING,
    }
    return Svar(handelse=handelse, **{**given, **mer})


def skickad(f: Fel, handelse: str = "administration", **mer: Any) -> Felrapport:
    return actions.verkstall(None, person=f.v.miriam, svar=svar(handelse, **mer))


def besvarad(f: Fel, found: Felrapport, av: Anvandare, utfall: str = "åtgärdad") -> None:
    actions_hmc.ta_emot(found.pk, person=av)
    utredd(found, av, utfall)


def utredd(found: Felrapport, av: Anvandare, utfall: str, **mer: Any) -> None:
    said = actions_hmc.Utredning(utfall, mer.pop("text", "Vi har rättat det."), **mer)
    actions_hmc.utred(found.pk, person=av, utredning=said)


def levererad_sang(f: Fel) -> tuple[Kundorder, Innehav]:
    """An order that has come, and the bed in it."""
    i_lager(f.v.sang, 2)
    i_lager(f.v.dosa, 4)
    order = verkstalld_order(f.v)
    for leverans in leveranser(order):
        kvitterad(f.v, leverans)
    return order, hos(f.v.patient).get(artikel=f.v.sang)


def status(found: Felrapport) -> str:
    found.arende.refresh_from_db()
    return found.arende.status


def inloggad(one: Anvandare) -> Client:
    client = Client()
    client.force_login(one, backend="django.contrib.auth.backends.ModelBackend")
    return client
