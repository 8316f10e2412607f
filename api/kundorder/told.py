"""A kundorder as it is told."""

from collections.abc import Mapping
from typing import Any

from api.kundorder.serializers import HelOrderTold, OrderTold
from api.people import tell_kund, tell_mottagare
from cases.gemensamt.arendetyper import arendetyp
from cases.kundorder import actions_dela, actions_rader, direktinkop, forms, guide, visning
from cases.kundorder.models import Kundorder
from cases.kundorder.ordertyp import mottagarnamn
from cases.kundorder.visning import Radvy
from cases.mottagare.visning import listnamn
from cases.organisation.models import Anvandare


def line(order: Kundorder) -> Mapping[str, Any]:
    """An order in a list: the mottagare as many may see it."""
    arende = order.arende
    return OrderTold(
        {
            "id": order.pk,
            "nummer": arende.nummer,
            "status": arende.status,
            "mottagare": mottagarnamn(order) or listnamn(arende.mottagare),
            "kund": tell_kund(arende.kund),
            "bestallare": arende.bestallare.namn,
            "andrad": order.andrad,
        }
    ).data


def whole(order: Kundorder, person: Anvandare) -> Mapping[str, Any]:
    """Everything that the pages show of an order."""
    arende = order.arende
    rows = visning.rader_med_summa(order)
    part = actions_dela.kan_delas(order, person)
    return HelOrderTold(
        {
            "id": order.pk,
            "nummer": arende.nummer,
            "status": arende.status,
            "steg": guide.star_i(order),
            "kund": tell_kund(arende.kund),
            "mottagare": tell_mottagare(arende.mottagare, person),
            "bestallare": arende.bestallare.namn,
            "typ": order.typ,
            "forrad": order.forrad.nummer if order.forrad is not None else None,
            "till_vardenhet": order.till_vardenhet,
            "till_kop": order.till_kop,
            "rader": [row(one) for one in rows["rader"]],
            "totalt": rows["totalt"],
            "utan_pris": rows["utan_pris"],
            "bilagor": rows["orderbilagor"],
            "epost_utanfor": order.epost_utanfor,
            "akutavgift": rows["akutavgift"],
            "stams_av": rows["stams_av"],
            "makulering_begard": order.makulering_begard,
            "delad_fran": order.delad_fran_id,
            "kan_ga_for_sig": [rad.pk for rad in part.gar] if part else [],
            "leverans": {
                "adress_id": order.hamtad_fran_id,
                **visning.leveransuppgifter(order),
            },
            "adress_dold": visning.vart(order).dold,
            "leveransadresser": [
                {"id": int(key), "namn": name}
                for key, name in forms.adresser(order)
                if key != forms.EGEN_ADRESS
            ],
            "leveranser": [
                {"id": one.pk, "nummer": one.nummer or "", "status": one.status}
                for one in arendetyp(arende.typ).relaterade(arende)
            ],
            "direktinkop": [_direktinkop(one) for one in _papper(order)],
            "kan_angra": actions_rader.gar_att_angra(order),
            "skapad": arende.skapad,
            "verkstalld": arende.verkstalld,
            "avslutad": arende.avslutad,
            "andrad": order.andrad,
            "senaste_andring": order.senaste_andring,
        }
    ).data


def _papper(order: Kundorder) -> list[direktinkop.Direktinkopsorder]:
    if order.arende.verkstalld is None or order.arende.avslutad is not None:
        return []
    return direktinkop.papperen(direktinkop.pa_vag(order.pk))


def _direktinkop(paper: direktinkop.Direktinkopsorder) -> Mapping[str, Any]:
    return {
        "begaran": paper.begaran,
        "bestallningsnummer": paper.nummer,
        "vantas": paper.vantas,
        "rader": [
            {
                "begaran": part.begaran_id,
                "rad": part.rad_id,
                "artikel": part.rad.artikel.nummer,
                "antal": part.antal,
            }
            for part in paper.rader
        ],
    }


def row(shown: Radvy) -> Mapping[str, Any]:
    """A row of an order."""
    rad = shown.rad
    return {
        "id": rad.pk,
        "nr": rad.nr,
        "huvudrad": rad.huvudrad_id,
        "ingar": rad.ingar,
        "kompletterar": rad.kompletterar_id,
        "komplettering": shown.komplettering,
        "original_artikel": rad.original_artikel.nummer if rad.original_artikel else None,
        "artikel": rad.artikel.nummer,
        "benamning": rad.artikel.benamning,
        "antal": rad.antal,
        "kommentar": rad.kommentar,
        "debiteringsform": rad.debiteringsform,
        "betalare": rad.betalare.namn,
        "baskod": rad.baskod.kod if rad.baskod is not None else None,
        "lager": rad.lager.nummer,
        "apris": shown.apris,
        "belopp": shown.belopp,
        "individ": rad.individ.nummer if rad.individ is not None else None,
        "individer": list(shown.individer),
        "varning": shown.varning,
        "summa": shown.summa,
        "epost_utanfor": rad.epost_utanfor,
        "bilagor": shown.bilagor,
        "planerad": rad.planerad,
        "levererad": rad.levererad,
        "lage": shown.lage,
        "rest": rad.rest,
    }
