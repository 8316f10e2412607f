"""What the table says of an aid that comes back (DMN 7), asked before and when it is decided."""

from django.conf import settings

from cases.hjalpmedel.models import Individ, Innehav
from cases.returmottagning import rules
from workflows import clock, engine


def tabellens_ord(
    row: Innehav, told: rules.Mottaget, individ: Individ | None, tabeller: engine.Tables
) -> str:
    """What the table answers, in its own words. An individ that is held stays so."""
    answer = tabeller.decide(
        "returdisposition",
        {
            "vag": "hämtorder",
            "aterkom": bool(told.kom),
            "regel_for_saknat": settings.RETUR_REGEL_FOR_SAKNAT,
            "mta_flagga": told.avvikelse or (individ is not None and individ.karantan),
            "debiteringsform": row.get_debiteringsform_display(),
            "skrotas_vald": False,
            "skick": told.skick or None,
            "utgangen": row.artikel.utgatt is not None and row.artikel.utgatt <= clock.today(),
            "specialanpassad": individ is not None and bool(individ.specialanpassning),
        },
    ).value
    return str(answer["disposition"])


def i_forvag(row: Innehav, told: rules.Mottaget, tabeller: engine.Tables) -> str:
    """The same before anything is decided; empty until enough has been said for an answer."""
    held = told.avvikelse or (row.individ is not None and row.individ.karantan)
    if told.kom is None or (told.kom and told.skick not in rules.SKICKEN and not held):
        return ""
    return tabellens_ord(row, told, row.individ, tabeller)
