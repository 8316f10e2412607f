"""What the pages show of an order: rows with prices and dates, the case page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from cases.artiklar.models import Artikel
from cases.gemensamt.arendetyper import Arendetyp, registrera
from cases.gemensamt.behorighet import far_sla_upp
from cases.gemensamt.hall import hall_nu
from cases.gemensamt.komplettering import radtext
from cases.gemensamt.kvittens import kan_rattas
from cases.gemensamt.models import Arende, Bilaga
from cases.kundorder import (
    actions_baskod,
    actions_dela,
    actions_inkop,
    direktinkop,
    granskning,
    guide,
    makulering,
    nya_rader,
    orderstatus,
    prioritet,
    queries,
    radregler,
    uttag,
)
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import Leveransval
from cases.mottagare.visning import Vart, visad
from cases.mottagare.visning import vart as vart_far_visas
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll

VALJ_ADRESS = (
    "Adressen visas inte: mottagaren har skyddade personuppgifter. Välj en av din enhets adresser"
    " i Leveransuppgifter."
)
_PLATS = {field.name for field in fields(Vart)}


@dataclass(frozen=True)
class Skrivet:
    """What stands in a row's fields."""

    antal: str
    kommentar: str
    ta_bort: bool
    individ: str = ""


@dataclass(frozen=True)
class Radvy:
    """A row on the page. Before Verkställ the price is today's and the day is a forecast."""

    rad: Kundorderrad
    apris: Decimal | None
    belopp: Decimal | None
    # What belongs to it, where it is an aid.
    delar: Sequence["Radvy"] = ()
    # Of an uttag: the individer to choose among, and what the books warn of.
    individer: Sequence[str] = ()
    varning: str = ""
    bilagor: Sequence[Bilaga] = ()
    skrivet: Skrivet | None = None
    # Whether all that came of it has been returned: no work can be ordered on it (AO-7).
    aterlamnad: bool = False

    @property
    def komponenter(self) -> int:
        """How many components come with it: the number in parentheses (KH-1)."""
        return len(self.delar)

    @property
    def komplettering(self) -> str:
        """Which delivered individ the row completes, in words (V15)."""
        return radtext(self.rad.kompletterar)

    @property
    def planerad(self) -> date | None:
        """When it comes: an aid and its components come together."""
        days = [one.rad.planerad for one in (self, *self.delar)]
        known = [day for day in days if day is not None]
        return max(known) if len(known) == len(days) else None

    @property
    def summa(self) -> Decimal | None:
        """What it costs with its components; None where a price is not known (KH-4)."""
        costs = [one.belopp for one in (self, *self.delar)]
        known = [cost for cost in costs if cost is not None]
        return sum(known, Decimal(0)) if len(known) == len(costs) else None

    @property
    def falt(self) -> Skrivet:
        """What the row's fields hold: what the order has, or what was typed and refused."""
        chosen = self.rad.individ.nummer if self.rad.individ is not None else ""
        return self.skrivet or Skrivet(
            str(self.rad.antal), self.rad.kommentar, ta_bort=False, individ=chosen
        )

    @property
    def lage(self) -> str:
        """How far the row has come, in words."""
        rad = self.rad
        parts = [
            f"{count} {word}"
            for count, word in (
                (rad.levererat, "levererat"),
                (rad.pa_vag, "på väg"),
                (rad.hos_leverantoren, "hos leverantören"),
                (rad.i_leverans - rad.pa_vag - rad.hos_leverantoren, "hos lagret"),
                (rad.reserverat, "reserverat"),
                (rad.rest, "restnoterat"),
                (rad.makulerat, "makulerat"),
            )
            if count
        ]
        return ", ".join(parts)


def rader_med_summa(order: Kundorder) -> dict[str, Any]:
    """The rows with prices and dates, what they cost together, and the slowest one."""
    rader = list(queries.rader(order.pk))
    draft = order.arende.verkstalld is None
    if draft:
        granskning.forhandsplanera(order, rader)
        priced = granskning.prissatta(order, rader)
    else:
        priced = _frysta(rader)
    attached: dict[Any, list[Bilaga]] = {}
    for bilaga in order.arende.bilagor.order_by("uppladdad"):
        attached.setdefault(bilaga.rad, []).append(bilaga)
    warned = uttag.utfall(order, rader) if draft else {}
    free = uttag.valbara(order, [rad.artikel for rad in rader] if draft else [])
    fast = prioritet.besked(order, rader) if draft else None
    back = set() if draft else queries.aterlamnade(rader)
    plain = [
        Radvy(
            one.rad,
            one.apris,
            one.belopp,
            individer=[individ.nummer for individ in free[one.rad.artikel_id]],
            varning=_varning(order, one.rad, warned.get(one.rad.pk)) if draft else "",
            bilagor=attached.get(one.rad.pk, []),
            aterlamnad=one.rad.pk in back,
        )
        for one in priced
    ]
    shown = [
        replace(vy, delar=[part for part in plain if part.rad.huvudrad_id == vy.rad.pk])
        for vy in plain
    ]
    dated = [rad for rad in rader if rad.planerad]
    slowest = max(dated, key=lambda rad: rad.planerad or rad.order.andrad.date(), default=None)
    return {
        "rader": shown,
        "antal_rader": sum(vy.rad.huvudrad_id is None for vy in shown),
        "orderbilagor": attached.get(None, []),
        "totalt": sum((one.belopp for one in shown if one.belopp), Decimal(0)),
        "hyrs": any(rad.debiteringsform == Artikel.Debiteringsform.HYRA for rad in rader),
        "utan_pris": any(one.belopp is None for one in shown),
        "langsammast": slowest,
        "utan_datum": any(not rad.planerad and rad.makulerat < rad.antal for rad in rader),
        "uttag": uttag.ar_uttag(order),
        "akutavgift": fast.avgift if fast is not None else order.akutavgift,
        "leveranstid": fast.leveranstid if fast is not None and fast.tillaten else "",
        "stams_av": fast is not None and fast.stams_av,
        "underskott": any(said.utfall == uttag.VARNING and said.mening for said in warned.values()),
    }


def _varning(order: Kundorder, rad: Kundorderrad, books: uttag.Utfall | None) -> str:
    """What to read before the row is sent: what the books say, and what one may prescribe."""
    said = [books.varning] if books is not None else []
    if not rad.ingar and not nya_rader.inom_produktomrade(order, rad.artikel):
        said.append(radregler.utanfor_produktomrade(str(rad.artikel)))
    return " ".join(one for one in said if one)


def radvyer(rader: Sequence[Kundorderrad]) -> list[Radvy]:
    """Rows of an order that is sent, as a page shows them."""
    back = queries.aterlamnade(rader)
    return [
        Radvy(one.rad, one.apris, one.belopp, aterlamnad=one.rad.pk in back)
        for one in _frysta(rader)
    ]


def _frysta(rader: Sequence[Kundorderrad]) -> list[granskning.Prisrad]:
    return [
        granskning.Prisrad(rad, rad.apris, None if rad.apris is None else rad.apris * rad.antal)
        for rad in rader
    ]


def som_skrivet(vy: Radvy, post: Mapping[str, str]) -> Radvy:
    """The row as it was posted, so that nothing typed is lost when it is refused."""
    antal = post.get(f"antal-{vy.rad.pk}")
    if antal is None:
        return vy
    kommentar = post.get(f"kommentar-{vy.rad.pk}", "")
    individ = post.get(f"individ-{vy.rad.pk}", "")
    return replace(vy, skrivet=Skrivet(antal, kommentar, f"ta-bort-{vy.rad.pk}" in post, individ))


def registrera_arendetyp() -> None:
    """What the page that all cases share shows of an order."""
    registrera(
        Arendetyp(
            namn=queries.TYP,
            label="Kundorder",
            mall="kundorder/arende.html",
            overst="kundorder/overst.html",
            kontext=_kontext,
            relaterade=_leveranser,
            vantar=queries.vantar_pa,
            leveransdag=_leveransdag,
            utkast=queries.utkast_for,
            ny_betalare=actions_baskod.ny_betalare,
        )
    )


def _leveransdag(arende: UUID, artikel: Artikel) -> date | None:
    return granskning.dag_for(Kundorder.objects.get(pk=arende), artikel)


def _kontext(arende: Arende, person: Anvandare) -> Mapping[str, Any]:
    return kontext(queries.hamta(person, arende.pk), person)


def kontext(order: Kundorder, person: Anvandare) -> Mapping[str, Any]:
    """What the page of the case and the order in detail show of it."""
    arende = order.arende
    rader = list(queries.rader(order.pk))
    open_order = arende.verkstalld is not None and arende.avslutad is None
    cancel = makulering.besked(order, person) if open_order else makulering.Besked()
    lagen = [orderstatus.Radlage(r.antal, r.levererat, r.makulerat, r.i_leverans) for r in rader]
    mottagare = arende.mottagare
    direct = direktinkop.pa_vag(order.pk) if open_order else []
    shipped = {part.rad_id for begaran in direct for part in begaran.rader.all()}
    return {
        "order": order,
        "halls": hall_nu(arende) if open_order else [],
        "delning": actions_dela.kan_delas(order, person),
        "delade": order.delade.select_related("arende").order_by("arende__nummer"),
        "delvis_levererad": open_order and orderstatus.delvis_levererad(lagen),
        "makulera": cancel.atgard,
        "varfor_inte_makulera": cancel.varfor_inte,
        "kan_begara_makulering": cancel.kan_begaras,
        "till_hjalpmedel": mottagare is not None and far_sla_upp(person),
        "kan_andra_vantas": open_order
        and har_roll(person, "inkop")
        and any(actions_inkop.vantad(rad, shipped) for rad in rader),
        "direktinkop": direktinkop.papperen(direct),
        "kan_rattas": kan_rattas(person, order.pk),
        "fortsatt": guide.star_i(order),
        "vart": vart(order),
        "mottagaren": visad(mottagare, person) if mottagare else None,
        "foljesedlar": [b for b in order.begaranden.select_related("lager") if b.foljesedel],
        **rader_med_summa(order),
    }


def vart(order: Kundorder) -> Vart:
    """Where it goes, as far as pages and answers may say it (L6); of a draft, what to do."""
    shown = vart_far_visas(
        order, order.adressnamn, order.arende.mottagare, egen=order.hamtad_fran_id is None
    )
    if shown.dold and order.arende.verkstalld is None:
        return replace(shown, dold=VALJ_ADRESS)
    return shown


def leveransuppgifter(order: Kundorder) -> dict[str, Any]:
    """The answers in Leveransuppgifter but `adress_id`, blank where they may not be said."""
    shown = vart(order)
    return {
        name: getattr(shown if name in _PLATS else order, name)
        for name in (field.name for field in fields(Leveransval))
        if name != "adress_id"
    }


def _leveranser(arende: Arende) -> Sequence[Arende]:
    asked = Kundorder.objects.get(pk=arende.pk).begaranden.values("pk")
    return list(Arende.objects.filter(pk__in=asked).order_by("skapad"))
