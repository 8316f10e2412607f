"""A förråd is filled by itself before its turbil, in time to be picked (§3.1, [S19]).

What has gone below its säkerhetslager, counted with what is already on its way, becomes a
lagerpåfyllnad up to it: an order like any other, in the name of whoever answers for the förråd.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.db.models import F, Sum

from cases.artiklar.leveransdag import I_LAGER
from cases.hjalpmedel.models import Saldo
from cases.kundorder import actions, actions_rader
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import Huvud, Leveransval, NyRad
from cases.kundorder.visning import leveransuppgifter
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare, Lager, Leveransadress
from cases.organisation.roller import har_roll
from cases.organisation.turbil import nasta_leveransdag, omrade_for_adress
from workflows import clock, engine, workdays
from workflows.errors import No

logger = logging.getLogger(__name__)

_OM = "Automatisk påfyllnad: under säkerhetslagret inför turbilen."


def fyll_pa() -> int:
    """Order what the förråd lack that the turbil comes to when what is ordered now is picked.

    Returns how many orders were made. Running twice orders nothing again. A förråd that can't be
    filled is logged, with why, and tried again before the next run.
    """
    coming = clock.local(workdays.add(clock.now(), I_LAGER)).date()
    made = 0
    for forrad in Lager.objects.filter(typ=Lager.Typ.BUFFERT).select_related("kund").order_by("pk"):
        where = _adress(forrad)
        if where is None or not _kors(where, coming):
            continue
        try:
            made += _fyll(forrad, where) is not None
        except No as no:
            logger.warning("Förråd %s could not be filled: %s", forrad.nummer, no)
        except Exception:
            logger.exception("Förråd %s could not be filled", forrad.nummer)
    return made


@engine.move
def _fyll(forrad: Lager, where: Leveransadress) -> Kundorder | None:
    """One order of all that the förråd lacks; None when it lacks nothing, or nobody can order."""
    # Held, so that two who run at once do not both find the same missing.
    Lager.objects.select_for_update().get(pk=forrad.pk)
    lacks = _fattas(forrad)
    keeper = _ansvarig(forrad)
    if not lacks:
        return None
    if keeper is None:
        logger.warning("Förråd %s lacks %s, and nobody may order", forrad.nummer, sorted(lacks))
        return None
    order = actions.ny(person=keeper, kund=forrad.kund)
    head = Huvud(nummer="", kund_id=where.kund_id, typ="pafyllnad", forrad_id=forrad.pk)
    actions.orderhuvud(order.pk, person=keeper, svar=head)
    rows = [NyRad(number, antal) for number, antal in sorted(lacks.items())]
    added = actions_rader.lagg_till_rader(order.pk, person=keeper, svar=rows)
    for no in added.nekade:
        logger.warning("Förråd %s: %s", forrad.nummer, no.mening)
    actions.orderrader(order.pk, person=keeper)
    order.refresh_from_db()
    val = Leveransval(adress_id=where.pk, **leveransuppgifter(order))
    actions.leveransuppgifter(order.pk, person=keeper, svar=replace(val, ovrig_information=_OM))
    sent = actions.verkstall(order.pk, person=keeper)
    skicka(
        [keeper],
        f"{forrad} fylls på",
        f"Kundorder {sent.arende.nummer} fyller på det som är under säkerhetslagret."
        " Dagen står på ordern.",
        nyckel=f"fyll_pa:{order.pk}",
    )
    return sent


def _fattas(forrad: Lager) -> Mapping[str, int]:
    """Article number -> how many more make the säkerhetslager."""
    low = Saldo.objects.filter(lager=forrad, sakerhetslager__gt=F("antal")).select_related(
        "artikel"
    )
    under_way = _pa_vag(forrad)
    lacks = {
        one.artikel.nummer: one.sakerhetslager - one.antal - under_way.get(one.artikel_id, 0)
        for one in low
    }
    return {number: count for number, count in lacks.items() if count > 0}


def _pa_vag(forrad: Lager) -> Mapping[int, int]:
    """Article -> how many earlier refills have not brought yet."""
    rows = Kundorderrad.objects.filter(
        order__typ=Kundorder.Typ.PAFYLLNAD,
        order__forrad=forrad,
        order__arende__verkstalld__isnull=False,
        order__makulerad__isnull=True,
    )
    left = Sum(F("antal") - F("levererat") - F("makulerat"))
    return dict(rows.values("artikel").annotate(left=left).values_list("artikel", "left"))


def _ansvarig(forrad: Lager) -> Anvandare | None:
    """Whoever answers for the förråd and may order; else somebody of its unit who may."""
    able = [
        person
        for person in Anvandare.objects.filter(
            is_active=True, uppdrag__kund=forrad.kund_id
        ).order_by("pk")
        if har_roll(person, "forskrivare", "bestallare")
    ]
    return next((one for one in able if "forradsansvarig" in one.roller), next(iter(able), None))


def _adress(forrad: Lager) -> Leveransadress | None:
    return Leveransadress.objects.filter(lager=forrad).order_by("pk").first()


def _kors(where: Leveransadress, day: date) -> bool:
    area = omrade_for_adress(where)
    return area is not None and nasta_leveransdag(area, day) == day
