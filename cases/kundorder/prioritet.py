"""Leveransprioritet: what the table lets an order have, and what it costs (KO-19, KO-20, DMN 2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cases.artiklar.models import Ersattning
from cases.hjalpmedel.queries import disponibelt
from cases.kundorder import begaranden, facts, uttag
from cases.kundorder.models import Avgift, Kundorder, Kundorderrad
from workflows import clock, engine

PROCESS = "kundorder"
# The table's words for what kundtjänst settles, and for what may stand in for a missing article.
AVSTAMS, BEKRAFTAS = "stäm av med HMC kundtjänst", "handläggare bekräftar"
ERSATT = "föreslå ersättningsartikel i lager"
_FRAGAS = (
    "vald_prioritet",
    "alla_rader_digitala",
    "leveranstid_kod_max",
    "i_lager_hmc",
    "overenskommen_med_hmc",
    "kund_ar_primarvard",
)
AKUTREGLER = (
    "Akut leverans kommer inom 24 timmar på vardagar, samma dag vid särskilt behov. Den gäller"
    " varor som finns i lager, i standardutförande och med tillbehör ur lagret. Beställningsvaror"
    " stäms först av med HMC kundtjänst."
)


@dataclass(frozen=True)
class Besked:
    """The table's answer. `avgift` is None where nothing is charged."""

    tillaten: bool
    atgard: str = ""
    leveranstid: str = ""
    avgift: Decimal | None = None
    hinder: str = ""

    @property
    def stams_av(self) -> bool:
        """Whether kundtjänst has to agree before it is urgent (rows 6 and 7)."""
        return self.atgard in {AVSTAMS, BEKRAFTAS}


def akutavgift(dag: date | None = None) -> Decimal | None:
    """What an urgent delivery costs on a day; None where nobody has set it."""
    found = Avgift.objects.filter(slag=Avgift.Slag.AKUT, fran__lte=dag or clock.today())
    return found.order_by("-fran").values_list("belopp", flat=True).first()


def besked(order: Kundorder, rader: list[Kundorderrad]) -> Besked:
    """What the case's own table says of the chosen priority."""
    if not rader or uttag.ar_uttag(order):
        return Besked(tillaten=True)
    known = facts.for_order(order, rader)
    asked = {name: getattr(known, name) for name in _FRAGAS}
    said = engine.decide(PROCESS, "leveransprioritet", asked, case_id=order.pk).value
    if not isinstance(said, dict):
        return Besked(
            tillaten=False,
            hinder="Leveransprioriteten går inte att bedöma för de här artiklarna. Ring HMC"
            " kundtjänst.",
        )
    atgard = str(said.get("atgard") or "")
    hinder = str(said.get("hinder") or "")
    if atgard == ERSATT:
        hinder += _i_lager_i_stallet(rader)
    charged = str(said.get("avgift") or "").startswith("akutavgift")
    return Besked(
        tillaten=said.get("tillaten") is True,
        atgard=atgard,
        leveranstid=str(said.get("leveranstid") or ""),
        avgift=akutavgift() if charged else None,
        # What kundtjänst is to settle stops nobody from sending the order.
        hinder="" if atgard == AVSTAMS else hinder,
    )


def _i_lager_i_stallet(rader: Sequence[Kundorderrad]) -> str:
    """Which equivalents lie in stock now, for the rows that do not (DMN 2 row 8)."""
    there = begaranden.finns_var_for_sig(rader)
    short = [rad for rad in rader if rad.pk not in there]
    named = []
    for rad in short:
        offered = [
            row.ersattning
            for row in Ersattning.objects.filter(artikel=rad.artikel_id)
            .select_related("ersattning")
            .order_by("-forvald", "ersattning__nummer")
        ]
        in_stock = [
            one
            for one in offered
            if disponibelt([one.pk], [one.lager_id]).get(one.pk, 0) >= rad.antal
        ]
        if in_stock:
            named.append(f"{rad.artikel.nummer} kan ersättas av {', '.join(map(str, in_stock))}")
    return f" I lager finns: {'; '.join(named)}." if named else ""
